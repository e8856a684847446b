using LangSo.Criteria;
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

/// <summary>A column of the heat map: what a unit met on a day.</summary>
/// <param name="Day">The last day of a year, or today.</param>
/// <param name="Result">Null when the unit or the set was not there.</param>
/// <param name="Why">Then why.</param>
public sealed record MatrixYear(DateOnly Day, UnitAssessment? Result, string Why)
{
    /// <summary>One criterion of the year by its code, or null.</summary>
    public CriterionAssessment? Of(string code) => Result?.Criteria.FirstOrDefault(c => c.Criterion.Code == code);
}

/// <summary>One commune: criteria by years, and each criterion down to the facts.</summary>
[Authorize(Policy = Rights.SeeFigures)]
public sealed class CommuneModel(Figures figures, Assessor assessor, TimeProvider clock, IText text) : CriteriaPage(figures, assessor, clock, text)
{
    private const int Years = 5;

    /// <summary>The unit's id.</summary>
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>The criterion that is opened.</summary>
    [BindProperty(SupportsGet = true)] public string? Criterion { get; set; }

    /// <summary>The unit as it is called on the day, else as it was last called.</summary>
    public UnitVersion Unit { get; private set; } = null!;

    /// <summary>Units above it, the nearest first.</summary>
    public IReadOnlyList<UnitVersion> Above { get; private set; } = [];

    /// <summary>What it meets on the day; null when the set is not in force or does not ask it.</summary>
    public UnitAssessment? Result { get; private set; }

    /// <summary>Then why not.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>The columns of the heat map.</summary>
    public IReadOnlyList<MatrixYear> Columns { get; private set; } = [];

    /// <summary>The title that binds it, or null.</summary>
    public Holding? Held { get; private set; }

    /// <summary>What it was made from, and what it became.</summary>
    public IReadOnlyList<(bool Before, UnitVersion Unit, DateOnly Day)> Kin { get; private set; } = [];

    /// <summary>Opens the commune.</summary>
    public IActionResult OnGet()
    {
        if (!ReadAll(("criterion", Criterion)) || Set is not { } set) return NotFound();
        var unit = new UnitId(Id);
        var life = Book.Units.Life(unit, AsOf.KnownOn);
        if ((Book.Units.Find(unit, AsOf) ?? (life is [.., var latest] ? latest : null)) is not { } found) return NotFound();
        Unit = found;
        Above = [.. Book.Units.Chain(unit, AsOf).Skip(1)];
        var now = Judged.Assess(set.Id, unit, AsOf);
        if (now.Ok) Result = now.Value;
        else Problems = now.Problems;
        Held = Bound(set, Book.Decisions.At(AsOf), unit);
        var last = AsOf.Date.Year > Today.Year - Years && AsOf.Date.Year <= Today.Year ? Today.Year : AsOf.Date.Year;
        Columns = [.. Enumerable.Range(last - Years + 1, Years).Select(y => Column(set, unit, new DateOnly(y, 12, 31) is var end && end > Today && y == Today.Year ? Today : end))];
        Kin =
        [
            .. Book.Units.MadeFrom(unit, AsOf.KnownOn).Select(e => (true, Edge: e, Unit: Last(e.From))).Where(k => k.Unit is not null).Select(k => (true, k.Unit!, k.Edge.On.AddDays(-1))),
            .. Book.Units.Became(unit, AsOf.KnownOn).Select(e => (false, Edge: e, Unit: Last(e.To))).Where(k => k.Unit is not null).Select(k => (false, k.Unit!, k.Edge.On > Today ? k.Edge.On : Today)),
        ];
        return Page();
    }

    /// <summary>The heat map as a table.</summary>
    public IActionResult OnGetTable(string? form) => OnGet() is not PageResult || Rows.Count == 0 ? NotFound() : TableFile(CriteriaTables.Of(this), "tieu-chi-" + Unit.Code, form);

    /// <summary>The rows of the heat map: the criteria of the page's version, and those that only another year's version has.</summary>
    public IReadOnlyList<Criterion> Rows =>
        [.. (Result?.Version.Criteria ?? []).Concat(Columns.Reverse().SelectMany(c => c.Result?.Version.Criteria ?? [])).DistinctBy(c => c.Code)];

    /// <summary>The address of one cell opened.</summary>
    public string Cell(DateOnly day, string criterion) =>
        "/criteria/" + Set!.Id + "/units/" + Id + new TimeBar(AsOf with { Date = day }, Today, "").Query + "&criterion=" + Uri.EscapeDataString(criterion) + "#c" + criterion;

    /// <summary>What was known of one of its values at the end of each stretch: the last word on each.</summary>
    public IReadOnlyList<Fact> Values(string indicator) =>
        [.. Judged.Facts.History(indicator, Unit.Unit).Where(f => f.Recorded <= AsOf.KnownOn && f.From <= AsOf.Date).GroupBy(f => f.From).Select(g => g.Last()).OrderBy(f => f.From)];

    /// <summary>A trend in words, and where it leads to the end of next year; null with fewer than three numbers.</summary>
    public string? Ahead(IndicatorAssessment asked)
    {
        if (asked.Indicator.Kind == ValueKind.YesNo || asked.Indicator.BySex) return null;
        var values = Values(asked.Indicator.Fact).Where(f => f.Number is not null).TakeLast(10).ToList();
        if (values.Count < 3) return null;
        var end = new DateOnly(AsOf.Date.Year + 1, 12, 31);
        var years = values.Select(f => (f.From.DayNumber - values[^1].From.DayNumber) / 365.25).ToArray();
        if (Forecast.Of(years, [.. values.Select(f => (double)f.Number!.Value)], (end.DayNumber - values[^1].From.DayNumber) / 365.25) is not { } said) return null;
        var most = asked.Indicator.Kind == ValueKind.Percent ? 100m : 10_000_000m;
        var (point, low, high) = (Round(said.Point), Round(said.Low), Round(said.High));
        var unit = asked.Indicator.Unit;
        var words = Text["Đến {0}: dự báo {1} {2}; mười lần thì tám lần trong khoảng {3} đến {4}.", VnTime.Text(end), VnText.Number(point), unit, VnText.Number(low), VnText.Number(high)];
        if (asked.Threshold is not { } level) return words;
        var least = asked.Indicator.Direction == Direction.AtLeast;
        var (worst, best) = least ? (low, high) : (high, low);
        bool Reaches(decimal value) => least ? value >= level.Value : value <= level.Value;
        return words + " " + (Reaches(worst) ? Text["Có thể giữ được mức {0}.", asked.LevelText()]
            : Reaches(best) ? Text["Chưa chắc đạt mức {0}.", asked.LevelText()] : Text["Khó đạt mức {0} nếu theo đà này.", asked.LevelText()]);

        decimal Round(double value) => Math.Round(Math.Clamp((decimal)Math.Clamp(value, -1e7, 1e7), 0, most), 1);
    }

    private UnitVersion? Last(UnitId unit) => Book.Units.Life(unit, AsOf.KnownOn) is [.., var last] ? last : null;

    private MatrixYear Column(CriteriaSet set, UnitId unit, DateOnly day)
    {
        var asOf = AsOf with { Date = day };
        if (Book.Units.Find(unit, asOf) is null) return new MatrixYear(day, null, Text["chưa có hoặc không còn đơn vị"]);
        var result = Judged.Assess(set.Id, unit, asOf);
        return result.Ok ? new MatrixYear(day, result.Value, "") : new MatrixYear(day, null, Text["bộ chưa hoặc hết hiệu lực"]);
    }
}
