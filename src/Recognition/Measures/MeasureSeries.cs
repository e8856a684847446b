using LangSo.Foundation;

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
        if (book.Units.FirstDay is { } first && from < first) from = first;
        var unitDays = book.Units.Life(knownOn).SelectMany(v => v.To is { } end ? [v.From, end] : (DateOnly[])[v.From]).ToHashSet();
        var days = book.Decisions.All.Where(d => d.Recorded <= knownOn).Select(d => d.Effective)
            .Concat(book.Facts.All.Where(f => f.Recorded <= knownOn).SelectMany(f => f.To is { } end ? [f.From, end] : (DateOnly[])[f.From]))
            .Concat(unitDays).Append(from).Where(d => d >= from && d <= to).Distinct().Order();
        var steps = new List<MeasureStep>();
        foreach (var day in days)
        {
            var measured = book.Measure(id, new AsOf(day, knownOn));
            if (!measured.Ok) return measured.Problems.ToList();
            var result = measured.Value;
            var step = new MeasureStep(day, result.Numerator, result.Denominator, result.Percent, steps.Count > 0 && unitDays.Contains(day), result.Sample);
            if (steps.Count == 0 || (steps[^1].Numerator, steps[^1].Denominator) != (step.Numerator, step.Denominator)) steps.Add(step);
        }
        return steps;
    }
}
