using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Criteria.Assessments;

/// <summary>One unit in a list.</summary>
/// <param name="Unit">The unit as it is called on the day.</param>
/// <param name="Title">Whether it meets the set.</param>
/// <param name="Met">Criteria met, or that do not apply or are exempt.</param>
/// <param name="Failing">Criteria not met or only near.</param>
/// <param name="Unknown">Criteria not known.</param>
/// <param name="Distance">Further failures until the title is lost, or null without a rule.</param>
/// <param name="Warning">How near that is.</param>
public sealed record UnitStanding(UnitVersion Unit, Verdict Title, int Met, int Failing, int Unknown, int? Distance, Warning Warning);

/// <summary>How many units have which verdict. The denominator of every share is <see cref="All"/>, or a part of it that is named.</summary>
public sealed record VerdictCounts(int NotMet, int Near, int NoData, int Met, int NotApplicable, int Exempt)
{
    /// <summary>All units asked.</summary>
    public int All => NotMet + Near + NoData + Met + NotApplicable + Exempt;

    internal static VerdictCounts Of(ReadOnlySpan<int> counts) => new(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
}

/// <summary>What the units of an area meet of a set.</summary>
/// <param name="Set">The set.</param>
/// <param name="Version">The version that judged.</param>
/// <param name="AsOf">The day, as known on which.</param>
/// <param name="Titles">Units by verdict on the title.</param>
/// <param name="Criteria">Units by verdict on each criterion.</param>
/// <param name="Units">Each unit, by code.</param>
public sealed record AreaAssessment(
    CriteriaSet Set, SetVersion Version, AsOf AsOf, VerdictCounts Titles, IReadOnlyList<(Criterion Criterion, VerdictCounts Counts)> Criteria, IReadOnlyList<UnitStanding> Units)
{
    /// <summary>In whose day's units it counts, when not in those of the day asked about.</summary>
    public DateOnly? Geography { get; init; }
}

/// <summary>What one month of a series says of an area: units that meet the title, of all that were asked.</summary>
public readonly record struct SeriesPoint(DateOnly Day, int Met, int All);

/// <summary>The assessment of areas.</summary>
public static class AreaAssessing
{
    /// <summary>The units in force of an area (null: all) by the version in force.</summary>
    public static Outcome<AreaAssessment> AssessArea(this AssessmentBook book, string set, UnitId? area, AsOf asOf)
    {
        var found = book.Set(set);
        if (!found.Ok) return found.Problems.ToList();
        if (found.Value.On(asOf.Date) is not { } version)
            return new Problem("set", "Bộ {0} không có bản nào có hiệu lực ngày {1}.", found.Value.Name, VnTime.Text(asOf.Date));
        return Read(book, found.Value, version, area, asOf, book.On(found.Value, version, asOf));
    }

    /// <summary>The units in force of an area (null: all) as a version would judge them with the thresholds of <paramref name="judgedOn"/>.</summary>
    public static AreaAssessment AssessArea(this AssessmentBook book, CriteriaSet set, SetVersion version, UnitId? area, AsOf asOf, DateOnly judgedOn) =>
        Read(book, set, version, area, asOf, book.View(set, version, asOf, judgedOn));

    /// <summary>
    /// Units that meet the set, of all asked, at the end of each of <paramref name="months"/> months up to the month of <paramref name="last"/>,
    /// for each unit one level down from the top on that day (each province). Months before the set's first version are left out.
    /// </summary>
    public static IReadOnlyDictionary<UnitId, IReadOnlyList<SeriesPoint>> Series(this AssessmentBook book, CriteriaSet set, DateOnly last, int months, DateOnly knownOn)
    {
        var series = new Dictionary<UnitId, List<SeriesPoint>>();
        var days = Enumerable.Range(0, months).Select(m => new DateOnly(last.Year, last.Month, 1).AddMonths(m + 2 - months).AddDays(-1)).Select(d => d > last ? last : d);
        var asked = days.Select(d => (Day: d, Version: set.On(d))).Where(d => d.Version is not null)
            .Select(d => (d.Day, Units: book.InForce(set, new AsOf(d.Day, knownOn)), Rows: book.On(set, d.Version!, new AsOf(d.Day, knownOn)))).ToList();
        // Months between two changes of units and versions are counted in one walk over each unit's rows.
        for (var first = 0; first < asked.Count;)
        {
            var (units, rows) = (asked[first].Units, asked[first].Rows);
            var stretch = asked.Skip(first).TakeWhile(m => m.Units == units && m.Rows == rows).Select(m => m.Day).ToArray();
            first += stretch.Length;
            var met = Count(units, rows, [.. stretch.Select(Days.Of)]);
            var all = new int[units.Tops.Length];
            foreach (var top in units.TopOf) all[top]++;
            for (var top = 0; top < units.Tops.Length; top++)
            {
                if (!series.TryGetValue(units.Tops[top], out var points)) series[units.Tops[top]] = points = [];
                for (var month = 0; month < stretch.Length; month++) points.Add(new SeriesPoint(stretch[month], met[top * stretch.Length + month], all[top]));
            }
        }
        return series.ToDictionary(s => s.Key, s => (IReadOnlyList<SeriesPoint>)s.Value);
    }

    private static int[] Count(AskedInForce units, IVerdicts verdicts, ushort[] days)
    {
        var met = new int[units.Tops.Length * days.Length];
        if (verdicts is not SetRows rows)
        {
            for (var i = 0; i < units.Places.Length; i++)
                for (var month = 0; month < days.Length; month++)
                    if (verdicts.TitleOn(units.Places[i], days[month]) == Verdict.Met) met[units.TopOf[i] * days.Length + month]++;
            return met;
        }
        for (var i = 0; i < units.Places.Length; i++)
        {
            var (block, at) = rows.Of(units.Places[i]);
            var (row, end) = block.RowsOf(at);
            var to = units.TopOf[i] * days.Length;
            for (var month = 0; month < days.Length; month++)
            {
                while (row + 1 < end && block.Day(row + 1) <= days[month]) row++;
                if (row < end && block.Day(row) <= days[month] && block.Title(row) == Verdict.Met) met[to + month]++;
            }
        }
        return met;
    }

    /// <summary>Units by verdict on the title in each province (each unit that has nothing above it), and by verdict on each criterion: the quick figure.</summary>
    public static IReadOnlyDictionary<UnitId, VerdictCounts> Titles(this AssessmentBook book, CriteriaSet set, SetVersion version, AsOf asOf)
    {
        var asked = book.InForce(set, asOf);
        var rows = book.On(set, version, asOf);
        var counts = new int[asked.Tops.Length * 6];
        var at = Days.Of(asOf.Date);
        for (var i = 0; i < asked.Places.Length; i++) counts[asked.TopOf[i] * 6 + (int)rows.TitleOn(asked.Places[i], at)]++;
        return Enumerable.Range(0, asked.Tops.Length).ToDictionary(t => asked.Tops[t], t => VerdictCounts.Of(counts.AsSpan(t * 6, 6)));
    }

    private static AreaAssessment Read(AssessmentBook book, CriteriaSet set, SetVersion version, UnitId? area, AsOf asOf, IVerdicts rows)
    {
        var asked = book.InForce(set, asOf);
        var within = area is { } above && !asked.Tops.AsSpan().SequenceEqual([above]) ? book.Units.Under(above, asOf).Select(v => v.Unit).Append(above).ToHashSet() : null;
        var titles = new int[6];
        var criteria = new int[version.Criteria.Count * 6];
        var units = new List<UnitStanding>();
        var day = Days.Of(asOf.Date);
        for (var i = 0; i < asked.Places.Length; i++)
        {
            if (within?.Contains(asked.Units[i].Unit) == false) continue;
            if (rows.On(asked.Places[i], day) is not { } row) continue;
            titles[(int)row.Title]++;
            for (var at = 0; at < version.Criteria.Count; at++) criteria[at * 6 + (int)row.Criterion(at)]++;
            int? distance = row.Distance == RowResult.NoRule ? null : row.Distance;
            units.Add(new UnitStanding(asked.Units[i], row.Title, rows.Plan.Counted - row.Failing - row.Unknown, row.Failing, row.Unknown, distance,
                UnitAssessment.WarningOf(version.Revocation, distance, row.Unknown)));
        }
        return new AreaAssessment(set, version, asOf, VerdictCounts.Of(titles),
            [.. version.Criteria.Select((c, at) => (c, VerdictCounts.Of(criteria.AsSpan(at * 6, 6))))], units);
    }
}
