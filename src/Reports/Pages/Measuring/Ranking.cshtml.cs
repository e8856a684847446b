using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Reports.Pages.Measuring;

/// <summary>One commune in the ranking.</summary>
/// <param name="Standing">What it meets.</param>
/// <param name="Held">The title that binds it, or null.</param>
/// <param name="Warning">Of losing that title; none without one.</param>
/// <param name="NextShort">Criteria short of the level above, when it meets this one; null when there is none or it does not.</param>
public sealed record RankedUnit(UnitStanding Standing, Holding? Held, Warning Warning, int? NextShort)
{
    /// <summary>Criteria that are not met, or of which too little is known.</summary>
    public int Short => Standing.Failing + Standing.Unknown;
}

/// <summary>What the communes of an area meet of a set: who meets all, who is short by how much, whose title is in danger.</summary>
[Authorize(Policy = Rights.SeeFigures)]
public sealed class RankingModel(Figures figures, Assessor assessor, TimeProvider clock, IText text) : CriteriaPage(figures, assessor, clock, text)
{
    private const int Size = 25;

    /// <summary>A unit that communes lie in; empty for all.</summary>
    [BindProperty(SupportsGet = true)] public string? Area { get; set; }

    /// <summary>Part of a name, without marks, or a code.</summary>
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    /// <summary>met, near, short, none or warned; empty for all.</summary>
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")] public int PageNumber { get; set; } = 1;

    /// <summary>The area's counts; null when the set is not in force.</summary>
    public AreaAssessment? Result { get; private set; }

    /// <summary>The rows of this page.</summary>
    public IReadOnlyList<RankedUnit> Rows { get; private set; } = [];

    /// <summary>All that the narrowing leaves.</summary>
    public IReadOnlyList<RankedUnit> Found { get; private set; } = [];

    /// <summary>All of the area.</summary>
    public IReadOnlyList<RankedUnit> All { get; private set; } = [];

    /// <summary>The level above, or null.</summary>
    public CriteriaSet? Above { get; private set; }

    /// <summary>Where one is in the list.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>True when something narrows the list.</summary>
    public bool Narrowed => (Q ?? "").Trim().Length > 0 || Show is { Length: > 0 };

    /// <summary>Opens the ranking.</summary>
    public IActionResult OnGet()
    {
        if (!ReadAll(("area", Area), ("q", Q), ("show", Show))) return NotFound();
        if (Set is not { } set || Version is null) return Page();
        UnitId? within = Area is { Length: > 0 } && Book.Units.Find(new UnitId(Area), AsOf) is { } there ? there.Unit : null;
        if (within is null) Area = null;
        Result = Judged.AssessArea(set.Id, within, AsOf).Value;
        Above = Next(set);
        var above = Above is null ? [] : Judged.AssessArea(Above.Id, within, AsOf).Value.Units.ToDictionary(u => u.Unit.Unit);
        var titles = Book.Decisions.At(AsOf);
        All = [.. Result.Units.Select(u => Rank(u, set, titles, above)).OrderBy(Order).ThenBy(u => u.Standing.Distance ?? 99).ThenBy(u => u.Short).ThenBy(u => u.Standing.Unit.Name, VnText.Order)];
        var wanted = VnText.Fold(Q?.Trim());
        var found = All.Where(u => Fits(u, Show) && (wanted.Length == 0 || VnText.Fold(u.Standing.Unit.FullName).Contains(wanted, StringComparison.Ordinal) || u.Standing.Unit.Code == wanted)).ToList();
        Found = found;
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (found.Count + Size - 1) / Size));
        Rows = [.. found.Skip((PageNumber - 1) * Size).Take(Size)];
        Pager = new Pager(PageNumber, Size, found.Count, n => Link(Show) + "&q=" + Uri.EscapeDataString(Q ?? "") + "&page=" + n.ToString(VnText.Culture));
        return Page();
    }

    /// <summary>The ranking as a table.</summary>
    public IActionResult OnGetTable(string? form) => OnGet() is not PageResult || Result is null ? NotFound() : TableFile(CriteriaTables.Of(this), "xep-hang-" + Set!.Id, form);

    /// <summary>The address of the same list narrowed by a verdict.</summary>
    public string Link(string? show) => "/criteria" + SetQuery + (Area is null ? "" : "&area=" + Area) + (show is { Length: > 0 } ? "&show=" + show : "");

    /// <summary>How many units of the area a narrowing leaves.</summary>
    public int Count(string show) => All.Count(u => Fits(u, show));

    private static bool Fits(RankedUnit unit, string? show) => show switch
    {
        "met" => unit.Standing.Title is Verdict.Met or Verdict.Exempt or Verdict.NotApplicable,
        "near" => unit.Standing.Title == Verdict.Near,
        "short" => unit.Standing.Title == Verdict.NotMet,
        "none" => unit.Standing.Title == Verdict.NoData,
        "warned" => unit.Warning is Warning.Lost or Warning.Close,
        _ => true,
    };

    // Whose title is in danger comes first, then who is nearest to the level, then who has it, then those of whom little is known.
    private static int Order(RankedUnit unit) => unit.Warning switch
    {
        Warning.Lost => 0,
        Warning.Close => 1,
        _ => unit.Standing.Title switch { Verdict.Near or Verdict.NotMet => 2, Verdict.NoData => 4, _ => 3 },
    };

    private RankedUnit Rank(UnitStanding unit, CriteriaSet set, Standing titles, Dictionary<UnitId, UnitStanding> above)
    {
        var held = Bound(set, titles, unit.Unit.Unit);
        int? next = unit.Title == Verdict.Met && above.TryGetValue(unit.Unit.Unit, out var higher) ? higher.Failing + higher.Unknown : null;
        return new RankedUnit(unit, held, held is null ? Warning.None : unit.Warning, next);
    }
}
