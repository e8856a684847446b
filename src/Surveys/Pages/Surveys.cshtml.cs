using LangSo.Look;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Surveys.Pages;

/// <summary>The surveys of the caller's area.</summary>
[Authorize(Policy = Rights.SeeSurveys)]
public sealed class SurveysModel(SurveyBook book, TimeProvider clock) : PageModel
{
    private const int Size = 30;

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")] public int PageNumber { get; set; } = 1;

    /// <summary>The surveys of this page.</summary>
    public IReadOnlyList<SurveyView> Shown { get; private set; } = [];

    /// <summary>Where one is in the list.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>True when the caller may open one.</summary>
    public bool MayRun => User.AreasFor(Rights.RunSurveys).Count > 0;

    /// <summary>Today.</summary>
    public DateOnly Today => LangSo.Foundation.VnTime.Today(clock);

    /// <summary>Opens the list.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        PageNumber = Math.Max(1, PageNumber);
        (var total, Shown) = await book.PageAsync(User.AreasFor(Rights.SeeSurveys), PageNumber, Size, cancel);
        Pager = new Pager(PageNumber, Size, total, n => $"/surveys?page={n}");
    }
}
