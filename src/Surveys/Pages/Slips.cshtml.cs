using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Surveys.Pages;

/// <summary>Issues a hamlet's slips and shows them once, eight on an A4 sheet, to be printed.</summary>
[Authorize(Policy = Rights.RunSurveys)]
public sealed class SlipsModel(SurveyBook book, SurveyDesk desk, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    /// <summary>Slips on a sheet.</summary>
    public const int OnASheet = 8;

    /// <summary>Which survey.</summary>
    [BindProperty(SupportsGet = true)] public int Id { get; set; }

    /// <summary>The survey.</summary>
    public SurveyView Survey { get; private set; } = null!;

    /// <summary>The hamlet's name.</summary>
    public string HamletName { get; private set; } = "";

    /// <summary>The slips, a sheet at a time.</summary>
    public IReadOnlyList<PrintedSlip[]> Sheets { get; private set; } = [];

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>The address that a slip's code carries.</summary>
    public string LinkOf(PrintedSlip slip) => $"{Request.Scheme}://{Request.Host}/s/{slip.Token}";

    /// <summary>Slips are shown when they are issued, and at no other time.</summary>
    public IActionResult OnGet() => LocalRedirect("/surveys/" + Id);

    /// <summary>Issues them.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] string? hamlet, CancellationToken cancel)
    {
        if (await book.FindAsync(Id, User.AreasFor(Rights.RunSurveys), cancel) is not { } found) return NotFound();
        Survey = found.Survey;
        var today = new AsOf(clock.Today(), clock.Today());
        if (!gazetteers.Current.Covers(User.AreasFor(Rights.RunSurveys), Survey.Unit, today, reading: false)) return Forbid();
        var issued = await desk.IssueAsync(Id, new UnitId(hamlet ?? ""), User.UserName(), cancel);
        Response.Headers.CacheControl = "no-store";
        if (issued.Ok)
        {
            HamletName = book.NameOf(new UnitId(hamlet!));
            Sheets = [.. issued.Value.Chunk(OnASheet)];
            return Page();
        }
        Problems = issued.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
