using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using LangSo.Sheets;
using LangSo.Territory;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Reports.Pages.Measuring;

/// <summary>What the pages of criteria share: the book of assessments, and the set that is asked about.</summary>
public abstract class CriteriaPage(Figures figures, Assessor assessor, TimeProvider clock, IText text) : FigurePage(figures, clock, text)
{
    private static readonly string[] Ladder = ["standard", "advanced", "model", "period-2026", "pilot"];

    /// <summary>The id of the set, as it stands in the address.</summary>
    [BindProperty(SupportsGet = true, Name = "set")] public string? SetId { get; set; }

    /// <summary>Assessments of now, taken once for the page.</summary>
    public AssessmentBook Judged { get; } = assessor.Current;

    /// <summary>Every set, by level.</summary>
    public IReadOnlyList<CriteriaSet> Sets => [.. Judged.Shelf.Sets.Values.OrderBy(s => Array.IndexOf(Ladder, s.Level)).ThenBy(s => s.Id, StringComparer.Ordinal)];

    /// <summary>The set asked about: without one in the address the first that is in force on the day.</summary>
    public CriteriaSet? Set { get; private set; }

    /// <summary>Its version of the day, or null when it is not in force.</summary>
    public SetVersion? Version => Set?.On(AsOf.Date);

    /// <summary>The query of the page's days and set.</summary>
    public string SetQuery => Query + "&set=" + Set?.Id;

    /// <summary>Reads days and set; false when the set in the address is none.</summary>
    protected bool ReadAll(params (string Name, string? Value)[] keep)
    {
        ReadDays();
        Set = SetId is { Length: > 0 } ? Judged.Shelf.Sets.GetValueOrDefault(SetId) : Sets.FirstOrDefault(s => s.On(AsOf.Date) is not null) ?? (Sets is [var first, ..] ? first : null);
        Bar = Bar with { Keep = [.. keep.Append(("set", SetId)).Where(k => k.Item2 is { Length: > 0 }).Select(k => (k.Item1, k.Item2!))] };
        return Set is not null || SetId is not { Length: > 0 };
    }

    /// <summary>The title by which a unit is bound to keep a set's level: one of its rank or above; null when it holds none.</summary>
    public Holding? Bound(CriteriaSet set, Standing standing, UnitId unit)
    {
        var rank = Book.Titles.Find(set.Level, AsOf.Date)?.Rank ?? 1;
        return set.Level == "pilot" ? null : standing.ByRank(unit, rank, null);
    }

    /// <summary>The set above this one that is in force, or null.</summary>
    public CriteriaSet? Next(CriteriaSet set)
    {
        var at = Array.IndexOf(Ladder, set.Level);
        return at is 0 or 1 ? Sets.FirstOrDefault(s => s.Level == Ladder[at + 1] && s.On(AsOf.Date) is not null) : null;
    }

    /// <summary>Units that have something judged below them: for the choice of an area.</summary>
    public IReadOnlyList<UnitVersion> Areas(CriteriaSet set)
    {
        var chosen = Book.Units.InForce(AsOf).Where(u => set.Kinds.Contains(u.Kind)).SelectMany(u => Book.Units.Chain(u.Unit, AsOf).Skip(1)).DistinctBy(u => u.Unit);
        return [.. chosen.OrderBy(u => u.Parent is null ? 0 : 1).ThenBy(u => u.Name, VnText.Order)];
    }

    /// <summary>The days on which a set is in force, in words: "từ 8/3/2022 đến 14/2/2026".</summary>
    public string Days(SetVersion version) => version.To is { } end ? Text["từ {0} đến {1}", VnTime.Text(version.From), VnTime.Text(end.AddDays(-1))] : Text["từ {0}", VnTime.Text(version.From)];

    /// <summary>A day in force of a set nearest to the page's day.</summary>
    public DateOnly DayOf(CriteriaSet set)
    {
        var version = set.Nearest(AsOf.Date);
        return version.To is { } end && end <= AsOf.Date ? end.AddDays(-1) : version.From > AsOf.Date ? version.From : AsOf.Date;
    }

    /// <summary>The address of what the page shows, as a table.</summary>
    public string TableLink => Request.Path + Request.QueryString.Add("handler", "Table");

    /// <summary>A table as a file: a workbook, or CSV when that is asked for.</summary>
    protected FileContentResult TableFile(ShownTable table, string name, string? form)
    {
        var file = name + "-" + AsOf.Date.ToString("yyyy-MM-dd", VnText.Culture);
        return form == "csv" ? File(table.Csv(), "text/csv; charset=utf-8", file + ".csv") : File(table.Xlsx(), ShownTable.XlsxType, file + ".xlsx");
    }

    /// <summary>True when a version, or a level or wording in it, was not checked against its document.</summary>
    public static bool Sample(SetVersion version) => version.Sample || version.Indicators.Any(i => i.Indicator.Sample || i.Indicator.Thresholds.Any(t => t.Sample));

    /// <summary>True when a value by which the unit is judged is made up.</summary>
    public bool MadeUp(UnitId unit) => Set is { } set && Judged.Assess(set.Id, unit, AsOf) is { Ok: true } judged
        && judged.Value.Criteria.Any(c => c.Indicators.Any(i => i.Facts.Any(f => f.Sample)));

    /// <summary>The address of a unit's page on a day.</summary>
    public string UnitLink(UnitId unit, string? set = null) => "/criteria/" + (set ?? Set?.Id) + "/units/" + unit + Query;
}
