using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Reports.Pages.Measuring;

/// <summary>One commune judged by a set that is tried on the values of a day: which level judged which fact.</summary>
[Authorize(Policy = Rights.SeeFigures)]
public sealed class TriedModel(Figures figures, Assessor assessor, TimeProvider clock, IText text) : CriteriaPage(figures, assessor, clock, text)
{
    /// <summary>The unit's id.</summary>
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>The set that is tried.</summary>
    [BindProperty(SupportsGet = true)] public string? To { get; set; }

    /// <summary>The set that is tried.</summary>
    public CriteriaSet Other { get; private set; } = null!;

    /// <summary>The unit as it is called on the day.</summary>
    public UnitVersion Unit { get; private set; } = null!;

    /// <summary>The day whose levels judge.</summary>
    public DateOnly JudgedOn { get; private set; }

    /// <summary>What comes of it.</summary>
    public UnitAssessment Result { get; private set; } = null!;

    /// <summary>What the unit meets of the set in force, or null.</summary>
    public UnitAssessment? Now { get; private set; }

    /// <summary>Opens the commune.</summary>
    public IActionResult OnGet()
    {
        if (!ReadAll(("to", To)) || Set is not { } set || Judged.Shelf.Sets.GetValueOrDefault(To ?? "") is not { } other) return NotFound();
        if (Book.Units.Find(new UnitId(Id), AsOf) is not { } unit) return NotFound();
        (Other, Unit) = (other, unit);
        var tried = Judged.Try(other, unit.Unit, AsOf);
        if (!tried.Ok) return NotFound();
        (JudgedOn, Result) = tried.Value;
        Now = Judged.Assess(set.Id, unit.Unit, AsOf) is { Ok: true } now ? now.Value : null;
        return Page();
    }
}
