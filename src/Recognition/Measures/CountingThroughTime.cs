using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Recognition;

/// <summary>Both counts of a measure on a row of days, for each top unit (each province).</summary>
/// <param name="Days">Ascending.</param>
/// <param name="Tops">The provinces of those days.</param>
/// <param name="Numerators">By top, then day.</param>
/// <param name="Denominators">By top, then day; null for a bare count.</param>
/// <param name="SampleRows">Units counted that rest on made-up rows, by top, then day.</param>
public sealed record MeasureTable(IReadOnlyList<DateOnly> Days, IReadOnlyList<UnitId> Tops, int[][] Numerators, int[][]? Denominators, int[][] SampleRows);

/// <summary>
/// Counts a measure on many days in one walk: each unit's stretches of holding a title or a value become steps up and down, and sums of steps
/// are the counts. The same answer as asking day by day, for a country in milliseconds.
/// </summary>
internal static class CountingThroughTime
{
    // Days by place: from the first to before the end.
    private readonly record struct Run(int First, int End, bool Sample);

    /// <summary>True for a measure that counts units in force; sums and what happened once are asked day by day.</summary>
    public static bool Counts(MeasureDefinition definition) =>
        definition.Sum is null && definition.Numerator.Scope == "in-force" && definition.Denominator is not { Scope: not "in-force" };

    public static MeasureTable Count(FigureBook book, MeasureDefinition definition, DateOnly[] days, DateOnly knownOn)
    {
        var above = Runs(book, definition.Numerator, days, knownOn);
        var below = definition.Denominator is { } set ? Runs(book, set, days, knownOn) : null;
        var (tops, numbers) = (new List<UnitId>(), new Dictionary<UnitId, int>());
        var (counted, all, samples) = (new List<int[]>(), new List<int[]>(), new List<int[]>());
        for (var first = 0; first < days.Length;)
        {
            var turn = book.Units.Turn(new AsOf(days[first], knownOn));
            var end = first + 1;
            while (end < days.Length && book.Units.Turn(new AsOf(days[end], knownOn)) == turn) end++;
            var units = book.Units.ByTop(turn with { Date = days[first] });
            var places = Array.ConvertAll(units.Tops, t => Place(t.Unit));
            for (var i = 0; i < units.Units.Length; i++)
            {
                var unit = units.Units[i];
                var top = places[units.TopOf[i]];
                var population = definition.Denominator is null ? Whole : Of(below, definition.Denominator, unit);
                if (population.Length == 0) continue;
                if (definition.Denominator is not null)
                    foreach (var run in population) Step(all[top], run, first, end);
                foreach (var run in Of(above, definition.Numerator, unit))
                    foreach (var within in population)
                    {
                        var both = new Run(Math.Max(run.First, within.First), Math.Min(run.End, within.End), run.Sample);
                        Step(counted[top], both, first, end);
                        if (run.Sample) Step(samples[top], both, first, end);
                    }
            }
            first = end;
        }
        return new MeasureTable(days, tops, Summed(counted), definition.Denominator is null ? null : Summed(all), Summed(samples));

        int Place(UnitId top)
        {
            if (numbers.TryGetValue(top, out var place)) return place;
            foreach (var table in (List<int[]>[])[counted, all, samples]) table.Add(new int[days.Length + 1]);
            tops.Add(top);
            return numbers[top] = tops.Count - 1;
        }
    }

    private static readonly Run[] Whole = [new Run(0, int.MaxValue, false)];

    private static Run[] Of(Dictionary<UnitId, Run[]>? runs, UnitSet set, UnitVersion unit) =>
        !set.Kinds.Contains(unit.Kind) ? [] : runs is null ? Whole : runs.GetValueOrDefault(unit.Unit, []);

    private static void Step(int[] steps, Run run, int first, int end)
    {
        var (from, to) = (Math.Max(run.First, first), Math.Min(run.End, end));
        if (from >= to) return;
        steps[from]++;
        steps[to]--;
    }

    private static int[][] Summed(List<int[]> steps) => [.. steps.Select(s =>
    {
        for (var i = 1; i < s.Length; i++) s[i] += s[i - 1];
        return s[..^1];
    })];

    // Null when every unit of the kinds is in it always.
    private static Dictionary<UnitId, Run[]>? Runs(FigureBook book, UnitSet set, DateOnly[] days, DateOnly knownOn)
    {
        var held = set.Holding is { } rule ? Held(book, rule, days, knownOn) : null;
        var said = set.Fact is { } fact ? Said(book, fact, days, knownOn) : null;
        if (held is null || said is null) return held ?? said;
        return held.Where(h => said.ContainsKey(h.Key)).ToDictionary(h => h.Key, h => (Run[])[
            .. from h1 in h.Value from s1 in said[h.Key]
               let both = new Run(Math.Max(h1.First, s1.First), Math.Min(h1.End, s1.End), h1.Sample || s1.Sample)
               where both.First < both.End select both]);
    }

    private static Dictionary<UnitId, Run[]> Said(FigureBook book, FactRule rule, DateOnly[] days, DateOnly knownOn)
    {
        var runs = new Dictionary<UnitId, Run[]>();
        foreach (var stretch in book.Facts.Stretches(rule.Indicator, knownOn))
        {
            if ((rule.IsYes is { } yes && stretch.IsYes != yes) || (rule.AtLeast is { } least && !(stretch.Number >= least))) continue;
            Add(runs, stretch.Unit, new Run(At(days, stretch.From), stretch.To is { } to ? At(days, to) : days.Length, stretch.Sample));
        }
        return runs;
    }

    private static Dictionary<UnitId, Run[]> Held(FigureBook book, HoldingRule rule, DateOnly[] days, DateOnly knownOn)
    {
        var runs = new Dictionary<UnitId, Run[]>();
        // A title's rank is of its time; where it changes, the walk is cut.
        for (var first = 0; first < days.Length;)
        {
            var rank = book.Titles.Find(rule.Title, days[first])?.Rank;
            var end = first + 1;
            while (end < days.Length && book.Titles.Find(rule.Title, days[end])?.Rank == rank) end++;
            if (rank is { } least)
                foreach (var decisions in book.Decisions.ByUnit(knownOn)) Held(runs, book.Titles, decisions, least, rule.Field, days, first, end);
            first = end;
        }
        return runs;
    }

    // One walk over a unit's decisions: what is held changes with each of them, and is not worked out anew for each.
    private static void Held(Dictionary<UnitId, Run[]> runs, TitleCatalog titles, Decision[] decisions, int least, string? field, DateOnly[] days, int first, int end)
    {
        var held = new List<Holding>(decisions.Length);
        for (var i = 0; i < decisions.Length; i++)
        {
            Standing.Apply(held, decisions[i], titles);
            var from = Math.Max(first, At(days, decisions[i].Effective));
            var to = i + 1 < decisions.Length ? Math.Min(end, At(days, decisions[i + 1].Effective)) : end;
            if (from < to && Standing.Lowest(held, least, field) is { } holding) Add(runs, decisions[i].Unit, new Run(from, to, holding.Decision.Sample));
        }
    }

    private static void Add(Dictionary<UnitId, Run[]> runs, UnitId unit, Run run)
    {
        if (run.First < run.End) runs[unit] = runs.TryGetValue(unit, out var there) ? [.. there, run] : [run];
    }

    /// <summary>The place of the first day that is not before this one.</summary>
    private static int At(DateOnly[] days, DateOnly day)
    {
        var found = Array.BinarySearch(days, day);
        return found >= 0 ? found : ~found;
    }
}
