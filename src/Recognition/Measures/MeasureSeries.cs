using LangSo.Foundation;
using LangSo.Territory;
using LangSo.Territory.Answers;

namespace LangSo.Recognition;

/// <summary>A measure from one day until the next step.</summary>
/// <param name="From">First day of this value.</param>
/// <param name="Numerator">The count or sum.</param>
/// <param name="Denominator">Null for a bare count.</param>
/// <param name="Percent">With one decimal, or null.</param>
/// <param name="UnitsChanged">True when units changed on this day: a line through a rate breaks here.</param>
/// <param name="Sample">True when a row behind it is made up, wholly or in part.</param>
public sealed record MeasureStep(DateOnly From, decimal Numerator, int? Denominator, decimal? Percent, bool UnitsChanged, bool Sample);

/// <summary>A measure through time. It changes only by decisions, facts and changes of units, so its chart is made of steps.</summary>
public static class MeasureSeries
{
    /// <summary>
    /// The steps from <paramref name="from"/> to <paramref name="to"/>, as known on a day, for the whole of what there was
    /// (the province of each day). The first step is at <paramref name="from"/>, or at the first day that there is data for.
    /// </summary>
    public static Outcome<IReadOnlyList<MeasureStep>> Series(this FigureBook book, string id, DateOnly from, DateOnly to, DateOnly knownOn)
    {
        var definition = book.Definition(id);
        if (!definition.Ok) return definition.Problems.ToList();
        if (book.Units.FirstDay is { } first && from < first) from = first;
        var unitDays = book.Units.Life(knownOn).SelectMany(v => v.To is { } end ? [v.From, end] : (DateOnly[])[v.From]).ToHashSet();
        var days = book.Decisions.All.Where(d => d.Recorded <= knownOn).Select(d => d.Effective)
            .Concat(Indicators(definition.Value).SelectMany(i => book.Facts.Stretches(i, knownOn)).SelectMany(f => f.To is { } end ? [f.From, end] : (DateOnly[])[f.From]))
            .Concat(unitDays).Append(from).Where(d => d >= from && d <= to).Distinct().Order().ToArray();
        var points = Points(book, definition.Value, days, knownOn, null);
        if (!points.Ok) return points.Problems.ToList();
        var steps = new List<MeasureStep>();
        foreach (var point in points.Value)
            if (steps.Count == 0 || (steps[^1].Numerator, steps[^1].Denominator) != (point.Numerator, point.Denominator))
                steps.Add(new MeasureStep(point.Day, point.Numerator, point.Denominator, point.Percent, steps.Count > 0 && unitDays.Contains(point.Day), point.Sample));
        return steps;
    }

    /// <summary>
    /// The last day of each month from <paramref name="from"/> to <paramref name="to"/>, the last month up to that day: both counts, as known on a
    /// day, in the units of each day or, for a line that merges do not break, in those of one day.
    /// </summary>
    public static Outcome<MeasureMonths> Months(this FigureBook book, string id, DateOnly from, DateOnly to, DateOnly knownOn, DateOnly? geography = null, string? under = null)
    {
        var definition = book.Definition(id);
        if (!definition.Ok) return definition.Problems.ToList();
        if (to < from) return new Problem("--to", "Ngày cuối phải sau ngày đầu.");
        if (from.AddMonths(MostMonths) <= to) return new Problem("--from", "Chỉ tính được nhiều nhất {0} tháng.", MostMonths);
        var days = new List<DateOnly>();
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
            days.Add(month.AddMonths(1).AddDays(-1) is var end && end < to ? end : to);
        UnitVersion? area = null;
        if (geography is not null || !string.IsNullOrWhiteSpace(under))
        {
            var found = book.Area(under, new AsOf(geography ?? to, knownOn));
            if (!found.Ok) return found.Problems.ToList();
            area = found.Value;
        }
        Outcome<IReadOnlyList<MeasurePoint>> points;
        if (geography is { } of)
        {
            if (Asking.Day(book.Units, new AsOf(days[0], knownOn)) is { Ok: false } early) return early.Problems.ToList();
            points = days.ConvertAll(d => Point(book.Measure(definition.Value, new AsOf(d, knownOn), of, area)));
        }
        else points = Points(book, definition.Value, [.. days], knownOn, area);
        return points.Ok ? new MeasureMonths(definition.Value, knownOn, geography, area, points.Value) : points.Problems.ToList();
    }

    private const int MostMonths = 600;

    /// <summary>Both counts at each of these days for every province: what a chart of provinces is drawn from. Null for a measure that only sums.</summary>
    public static MeasureTable? ByProvince(this FigureBook book, MeasureDefinition definition, DateOnly[] days, DateOnly knownOn) =>
        CountingThroughTime.Counts(definition) ? CountingThroughTime.Count(book, definition, days, knownOn) : null;

    private static Outcome<IReadOnlyList<MeasurePoint>> Points(FigureBook book, MeasureDefinition definition, DateOnly[] days, DateOnly knownOn, UnitVersion? area)
    {
        if (days.Length > 0 && Asking.Day(book.Units, new AsOf(days[0], knownOn)) is { Ok: false } early) return early.Problems.ToList();
        var points = new List<MeasurePoint>(days.Length);
        if (area is null && CountingThroughTime.Counts(definition))
        {
            var table = CountingThroughTime.Count(book, definition, days, knownOn);
            for (var i = 0; i < days.Length; i++)
                points.Add(new MeasurePoint(days[i], table.Numerators.Sum(t => t[i]), table.Denominators?.Sum(t => t[i]), table.SampleRows.Any(t => t[i] > 0), 0));
            return points;
        }
        foreach (var day in days)
        {
            var asOf = new AsOf(day, knownOn);
            var root = area is null ? book.Area(null, asOf) : area;
            if (!root.Ok) return root.Problems.ToList();
            points.Add(Point(book.Measure(definition, asOf, root.Value)));
        }
        return points;
    }

    private static MeasurePoint Point(MeasureResult result) =>
        new(result.AsOf.Date, result.Numerator, result.Denominator, result.Sample, result.NotKnown.Count);

    private static IEnumerable<string> Indicators(MeasureDefinition definition) =>
        ((string?[])[definition.Numerator.Fact?.Indicator, definition.Denominator?.Fact?.Indicator, definition.Sum]).OfType<string>().Distinct();
}
