using System.Globalization;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Criteria.Checks;

/// <summary>What a rule looks at: the facts of one unit, as known on a day, and its neighbours.</summary>
internal sealed class CheckedUnit(FactBook book, Gazetteer units, UnitId unit, AsOf asOf)
{
    public UnitId Unit => unit;

    public AsOf AsOf => asOf;

    public Gazetteer Units => units;

    public FactBook Book => book;

    public Fact? Now(string indicator) => book.Find(indicator, unit, asOf);

    /// <summary>What was said of each stretch in the end, oldest first.</summary>
    public List<Fact> Stretches(string indicator) =>
        [.. book.History(indicator, unit).Where(f => f.Recorded <= asOf.KnownOn && f.From <= asOf.Date).GroupBy(f => f.From).Select(g => g.Last())];
}

/// <summary>What a rule found: the fact, the value beside it and the limit that it broke.</summary>
internal readonly record struct Hit(Fact Fact, string Other = "", string Limit = "");

/// <summary>The rules that checks are made of. Each looks at one indicator of one unit.</summary>
internal static class CheckRules
{
    public delegate IEnumerable<Hit> Rule(IntegrityCheck check, string indicator, CheckedUnit unit);

    public static IReadOnlyDictionary<string, Rule> All { get; } = new Dictionary<string, Rule>(StringComparer.Ordinal)
    {
        ["sum"] = Sum,
        ["not-above"] = NotAbove,
        ["range"] = Range,
        ["jump"] = Jump,
        ["never-falls"] = NeverFalls,
        ["needs-yes"] = NeedsYes,
        ["needs-value"] = NeedsValue,
        ["contradicts"] = Contradicts,
        ["stale"] = Stale,
        ["unchanged"] = Unchanged,
        ["known-before"] = KnownBefore,
        ["known-late"] = KnownLate,
        ["outside-life"] = OutsideLife,
        ["two-values-one-day"] = TwoValues,
        ["often-corrected"] = OftenCorrected,
        ["exempt-without-decision"] = ExemptWithoutDecision,
        ["same-as-neighbours"] = SameAsNeighbours,
        ["sample"] = (_, indicator, unit) => unit.Now(indicator) is { Sample: true } fact ? [new Hit(fact)] : [],
        ["ended"] = (_, indicator, unit) => unit.Now(indicator) is null && unit.Stretches(indicator).LastOrDefault() is { To: { } end } last ? [new Hit(last, VnTime.Text(end))] : [],
    };

    private static IEnumerable<Hit> Sum(IntegrityCheck check, string indicator, CheckedUnit unit)
    {
        if (unit.Now(indicator) is not { Number: { } whole } fact || check.Other is not { Count: > 0 } parts) yield break;
        var values = parts.Select(p => unit.Now(p)?.Number).ToList();
        if (values.Contains(null)) yield break;
        if (Math.Abs(values.Sum()!.Value - whole) > (check.Limit ?? 0)) yield return new Hit(fact, VnText.Number(values.Sum()!.Value));
    }

    private static IEnumerable<Hit> NotAbove(IntegrityCheck check, string indicator, CheckedUnit unit)
    {
        if (unit.Now(indicator) is { Number: { } value } fact && unit.Now(check.Other![0]) is { Number: { } most } && value > most) yield return new Hit(fact, VnText.Number(most));
    }

    private static IEnumerable<Hit> Range(IntegrityCheck check, string indicator, CheckedUnit unit)
    {
        if (unit.Now(indicator) is not { Number: { } value } fact) yield break;
        if (value < check.Least) yield return new Hit(fact, "", VnText.Number(check.Least.Value));
        if (value > check.Limit) yield return new Hit(fact, "", VnText.Number(check.Limit.Value));
    }

    private static IEnumerable<Hit> Jump(IntegrityCheck check, string indicator, CheckedUnit unit)
    {
        foreach (var (before, after) in Pairs(unit.Stretches(indicator)))
            if (before.Number is { } old && after.Number is { } now && Math.Abs(now - old) > check.Limit) yield return new Hit(after, VnText.Number(old), VnText.Number(check.Limit.Value));
    }

    private static IEnumerable<Hit> NeverFalls(IntegrityCheck check, string indicator, CheckedUnit unit)
    {
        foreach (var (before, after) in Pairs(unit.Stretches(indicator)))
            if (before.Number is { } old && after.Number is { } now ? now < old : before.IsYes && after.Value == "no")
                yield return new Hit(after, before.Number is { } was ? VnText.Number(was) : "có");
    }

    private static IEnumerable<Hit> NeedsYes(IntegrityCheck check, string indicator, CheckedUnit unit)
    {
        if (unit.Now(indicator) is not { IsYes: true } fact) yield break;
        foreach (var other in check.Other!)
            if (unit.Now(other) is { IsYes: false } no) yield return new Hit(fact, unit.Book.Indicators[no.Indicator].Name);
    }

    private static IEnumerable<Hit> NeedsValue(IntegrityCheck check, string indicator, CheckedUnit unit)
    {
        if (unit.Now(indicator) is not { } fact) yield break;
        foreach (var other in check.Other!)
            if (unit.Now(other) is null) yield return new Hit(fact, unit.Book.Indicators[other].Name);
    }

    /// <summary>A yes beside a share below the limit.</summary>
    private static IEnumerable<Hit> Contradicts(IntegrityCheck check, string indicator, CheckedUnit unit)
    {
        if (unit.Now(indicator) is { IsYes: true } fact && unit.Now(check.Other![0]) is { Number: { } value } && value < check.Limit)
            yield return new Hit(fact, VnText.Number(value), VnText.Number(check.Limit.Value));
    }

    private static IEnumerable<Hit> Stale(IntegrityCheck check, string indicator, CheckedUnit unit)
    {
        // Of a unit that is no more nobody will send newer figures.
        if (unit.Units.Find(unit.Unit, unit.AsOf) is null) yield break;
        if (unit.Now(indicator) is { } fact && unit.Stretches(indicator)[^1] is var last && last.From.AddMonths((int)check.Limit!) < unit.AsOf.Date && last.Recorded.AddMonths((int)check.Limit) < unit.AsOf.KnownOn)
            yield return new Hit(fact, VnTime.Text(last.From), VnText.Number(check.Limit.Value));
    }

    private static IEnumerable<Hit> Unchanged(IntegrityCheck check, string indicator, CheckedUnit unit)
    {
        var last = unit.Stretches(indicator).TakeLast((int)check.Limit!).ToList();
        if (last.Count == (int)check.Limit && last[0].Number is { } value && value != decimal.Truncate(value) && last.TrueForAll(f => f.Value == last[0].Value))
            yield return new Hit(last[^1], VnTime.Text(last[0].From), VnText.Number(check.Limit.Value));
    }

    private static IEnumerable<Hit> KnownBefore(IntegrityCheck check, string indicator, CheckedUnit unit) =>
        unit.Stretches(indicator).Where(f => f.SourceKind != "decision" && f.Recorded < f.From).Select(f => new Hit(f, VnTime.Text(f.Recorded)));

    private static IEnumerable<Hit> KnownLate(IntegrityCheck check, string indicator, CheckedUnit unit) =>
        unit.Stretches(indicator).Where(f => f.From.AddMonths((int)check.Limit!) < f.Recorded).Select(f => new Hit(f, VnTime.Text(f.Recorded), VnText.Number(check.Limit!.Value)));

    private static IEnumerable<Hit> OutsideLife(IntegrityCheck check, string indicator, CheckedUnit unit) =>
        unit.Stretches(indicator).Where(f => f.From >= (unit.Units.FirstDay ?? f.From) && unit.Units.Find(unit.Unit, new AsOf(f.From, unit.AsOf.KnownOn)) is null).Select(f => new Hit(f));

    private static IEnumerable<Hit> TwoValues(IntegrityCheck check, string indicator, CheckedUnit unit) =>
        unit.Book.History(indicator, unit.Unit).GroupBy(f => (f.From, f.Recorded)).Where(g => g.Select(f => f.Value).Distinct().Count() > 1)
            .Select(g => new Hit(g.Last(), g.First().Value));

    private static IEnumerable<Hit> OftenCorrected(IntegrityCheck check, string indicator, CheckedUnit unit) =>
        unit.Book.History(indicator, unit.Unit).GroupBy(f => f.From).Where(g => g.Count() > check.Limit)
            .Select(g => new Hit(g.Last(), g.Count().ToString(CultureInfo.InvariantCulture), VnText.Number(check.Limit!.Value)));

    private static IEnumerable<Hit> ExemptWithoutDecision(IntegrityCheck check, string indicator, CheckedUnit unit) =>
        unit.Now(indicator) is { Value: Indicator.Exempt } fact && fact.SourceKind != "decision" ? [new Hit(fact)] : [];

    /// <summary>An odd number that many units under the same parent share: copied, most likely.</summary>
    private static IEnumerable<Hit> SameAsNeighbours(IntegrityCheck check, string indicator, CheckedUnit unit)
    {
        if (unit.Now(indicator) is not { Number: { } value } fact || value == decimal.Truncate(value) || unit.Units.Find(unit.Unit, unit.AsOf)?.Parent is not { } parent) yield break;
        var same = unit.Units.Under(parent, unit.AsOf).Count(n => n.Parent == parent && unit.Book.Find(indicator, n.Unit, unit.AsOf)?.Value == fact.Value);
        if (same >= check.Limit) yield return new Hit(fact, same.ToString(CultureInfo.InvariantCulture), VnText.Number(check.Limit.Value));
    }

    private static IEnumerable<(Fact Before, Fact After)> Pairs(List<Fact> facts) => facts.Zip(facts.Skip(1));
}
