using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>How the units want their words read: the list, a new entry, taking one back; and the composer's correction.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class DictionaryModel(DictionaryDesk desk, Gazetteers gazetteers, TimeProvider clock, IText words) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public string? P { get; set; }

    public DictionaryPage List { get; private set; } = new([], 0, 1);
    public IReadOnlyList<(string Unit, string Name)> Mine { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public string? Written { get; private set; }
    public string? Spoken { get; private set; }
    public string? Unit { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAsync(string? unit, string? written, string? spoken, CancellationToken cancel)
    {
        (Unit, Written, Spoken) = (unit, written, spoken);
        var said = await desk.SayAsync(new UnitId(unit ?? ""), written, spoken, Officer.Of(User), cancel);
        return said.Ok ? Redirect("/bulletins/dictionary") : await RefuseAsync(said.Problems, cancel);
    }

    /// <summary>The same from the composer: a short answer instead of a page.</summary>
    public async Task<IActionResult> OnPostCorrectAsync(string? unit, string? written, string? spoken, CancellationToken cancel)
    {
        var said = await desk.SayAsync(new UnitId(unit ?? ""), written, spoken, Officer.Of(User), cancel);
        if (said.Ok) return new JsonResult(new { said.Value.Written, said.Value.Spoken });
        const int status = StatusCodes.Status422UnprocessableEntity;
        return new ObjectResult(new ProblemDetails { Title = words.Say(said.Problems[0]), Status = status }) { StatusCode = status, ContentTypes = { "application/problem+json" } };
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken cancel)
    {
        var gone = await desk.TakeBackAsync(id, Officer.Of(User), cancel);
        return gone.Ok ? Redirect("/bulletins/dictionary") : await RefuseAsync(gone.Problems, cancel);
    }

    public string? ProblemOf(string field, IText text) => Problems.FirstOrDefault(p => p.Field == field) is { } problem ? text.Say(problem) : null;

    public string Link(int page) => "/bulletins/dictionary?" + (string.IsNullOrWhiteSpace(Q) ? "" : "q=" + Uri.EscapeDataString(Q) + "&") + "p=" + page.ToString(VnText.Culture);

    private Task<IActionResult> RefuseAsync(IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return ShowAsync(cancel);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        var (me, ground) = (Officer.Of(User), Ground.Today(gazetteers, clock));
        Mine = [.. me.Writes.Where(ground.Exists).Select(u => (u.Value, VnSentence.Capital(ground.NameOf(u))))];
        List = await desk.PageAsync(Q, int.TryParse(P, out var page) ? page : 1, me, cancel);
        return Page();
    }
}
