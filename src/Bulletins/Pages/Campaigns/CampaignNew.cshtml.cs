using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>A new directive.</summary>
[Authorize(Policy = Rights.WriteBulletins)]
internal sealed class CampaignNewModel(CampaignDesk desk, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    /// <summary>Sample bulletins that the form has room for.</summary>
    public const int Room = 3;

    [BindProperty(Name = "")] public CampaignForm Form { get; set; } = new();

    public IReadOnlyList<(string Unit, string Name)> Units { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public IActionResult OnGet()
    {
        var today = clock.Today();
        Form = new CampaignForm { Signed = VnTime.Text(today), From = VnTime.Text(today), To = VnTime.Text(today.AddMonths(1)) };
        return Show();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var issued = await desk.IssueAsync(Form.Read(), Officer.Of(User), isSample: false, cancel);
        if (issued.Ok) return Redirect($"/campaigns/{issued.Value.Id}");
        Problems = issued.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Show();
    }

    public string? ProblemOf(string field, IText text) => Problems.FirstOrDefault(p => p.Field == field) is { } problem ? text.Say(problem) : null;

    private PageResult Show()
    {
        var ground = Ground.Today(gazetteers, clock);
        Units = [.. Officer.Of(User).Writes.Where(u => ground.Communes(u).Count > 1).Select(u => (u.Value, VnSentence.Capital(ground.NameOf(u))))];
        ModelState.Clear();
        return Page();
    }
}

/// <summary>A directive's fields as typed.</summary>
internal sealed class CampaignForm
{
    public string? Unit { get; set; }
    public string? Number { get; set; }
    public string? Signed { get; set; }
    public string? Title { get; set; }
    public string? Topic { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }
    public string? Link { get; set; }
    public string? Guidance { get; set; }
    public string? Broadcasts { get; set; } = "4";
    public string? Cards { get; set; } = "4";
    public string? Articles { get; set; } = "1";
    public List<string?> SampleTitle { get; set; } = [];
    public List<string?> SampleText { get; set; } = [];

    public CampaignDraft Read() => new(
        new UnitId(Unit ?? ""), Number, Signed, Title, Topic, From, To, Link, Guidance, new CampaignTarget(Count(Broadcasts), Count(Cards), Count(Articles)),
        [.. Enumerable.Range(0, Math.Max(SampleTitle.Count, SampleText.Count)).Select(i => new CampaignSample(SampleTitle.ElementAtOrDefault(i) ?? "", PastedTable.Told(SampleText.ElementAtOrDefault(i) ?? "")))]);

    // Nothing is none; what is no number is refused as out of bounds.
    private static int Count(string? text) => string.IsNullOrWhiteSpace(text) ? 0 : int.TryParse(text.Trim(), out var count) ? count : -1;
}
