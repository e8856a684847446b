using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Surveys.Pages;

/// <summary>One survey: live coverage of each hamlet, slips, closing, the result.</summary>
[Authorize(Policy = Rights.SeeSurveys)]
public sealed class SurveyModel(SurveyBook book, SurveyDesk desk, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    /// <summary>Which survey.</summary>
    [BindProperty(SupportsGet = true)] public int Id { get; set; }

    /// <summary>The survey.</summary>
    public SurveyView Survey { get; private set; } = null!;

    /// <summary>How far each hamlet has come.</summary>
    public IReadOnlyList<HamletCoverage> Hamlets { get; private set; } = [];

    /// <summary>The result when it is closed.</summary>
    public SurveyResult? Result { get; private set; }

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>Now.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Today.</summary>
    public DateOnly Today => clock.Today();

    /// <summary>True when the caller runs it.</summary>
    public bool MayRun => Covers(Rights.RunSurveys, Survey.Unit);

    /// <summary>True when the caller types slips of some hamlet of it.</summary>
    public bool MayEnter => Hamlets.Any(h => Covers(Rights.EnterSurveys, h.Hamlet));

    /// <summary>Opens it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    /// <summary>Closes it.</summary>
    public Task<IActionResult> OnPostCloseAsync(CancellationToken cancel) => DoAsync(async () => (await desk.CloseAsync(Id, User.UserName(), cancel)).Problems, cancel);

    /// <summary>Publishes the result.</summary>
    public Task<IActionResult> OnPostPublishAsync(CancellationToken cancel) => DoAsync(async () => (await desk.PublishAsync(Id, User.UserName(), cancel)).Problems, cancel);

    private async Task<IActionResult> DoAsync(Func<Task<IReadOnlyList<Problem>>> deed, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel)) return NotFound();
        if (!MayRun) return Forbid();
        Problems = await deed();
        if (Problems.Count == 0) return LocalRedirect("/surveys/" + Id);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private bool Covers(string right, UnitId unit) => gazetteers.Current.Covers(User.AreasFor(right), unit, new AsOf(Today, Today), reading: false);

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await book.FindAsync(Id, User.AreasFor(Rights.SeeSurveys), cancel) is not { } found) return false;
        (Survey, Hamlets) = found;
        Result = await book.ResultAsync(Id, cancel);
        return true;
    }
}
