using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;

namespace LangSo.Criteria.Assessments;

/// <summary>
/// Which group and which province's layer each unit is under, through time. A group is a text fact of the unit or of the nearest unit above
/// that has one; a layer binds what lies in its province.
/// </summary>
internal static class UnitGroups
{
    public static ClassChange[][] Classes(AssessmentBook book, CriteriaSet set, SetPlan plan, UnitId[] asked, DateOnly knownOn)
    {
        var layers = book.Layers(set.Id);
        if (set.Groups is null && layers.Count == 0) return [.. asked.Select(_ => Array.Empty<ClassChange>())];
        var known = knownOn == DateOnly.MaxValue ? Days.Last : knownOn;
        var days = book.Units.All.SelectMany(v => Ends(v.From, v.To))
            .Concat(layers.SelectMany(l => Ends(l.From, l.To)))
            .Concat(set.Groups is { } groups ? GroupFacts(book, groups).SelectMany(f => Ends(f.From, f.To)) : [])
            .Distinct().Order().ToList();
        var changes = asked.Select(_ => new List<ClassChange>(2)).ToArray();
        foreach (var day in days)
        {
            var classes = new DayClasses(book, set, plan, layers, new AsOf(day, known));
            for (var unit = 0; unit < asked.Length; unit++)
                if (classes.Of(asked[unit]) is { } now && (changes[unit].Count == 0 || changes[unit][^1].Class != now)) changes[unit].Add(new ClassChange(Days.Of(day), now));
        }
        return [.. changes.Select(c => c.ToArray())];
    }

    /// <summary>The group of a unit, or null when nothing says one.</summary>
    public static string? Group(AssessmentBook book, SetGroups groups, UnitId unit, AsOf asOf)
    {
        foreach (var version in book.Units.Chain(unit, asOf))
            if (book.Facts.Find(groups.Fact, version.Unit, asOf) is { } fact) return fact.Value;
        return groups.Otherwise;
    }

    /// <summary>The layer of the province that a unit lies in, by its place from 0, or -1.</summary>
    public static int Layer(AssessmentBook book, IReadOnlyList<SetLayer> layers, UnitId unit, AsOf asOf)
    {
        foreach (var version in book.Units.Chain(unit, asOf))
            for (var at = 0; at < layers.Count; at++)
                if (layers[at].Province == version.Unit && layers[at].From <= asOf.Date && (layers[at].To is null || asOf.Date < layers[at].To)) return at;
        return -1;
    }

    private static IEnumerable<Fact> GroupFacts(AssessmentBook book, SetGroups groups)
    {
        if (book.Facts.Column(groups.Fact) is not { } column) return [];
        return Enumerable.Range(0, column.Units).SelectMany(u => column.WhenOf(u).Length == 0 ? [] : book.Facts.History(groups.Fact, book.Facts.Units[u]));
    }

    private static IEnumerable<DateOnly> Ends(DateOnly from, DateOnly? to) => to is { } end ? [from, end] : [from];

    /// <summary>One day's classes; units under one parent mostly share theirs, so parents are asked once.</summary>
    private sealed class DayClasses(AssessmentBook book, CriteriaSet set, SetPlan plan, IReadOnlyList<SetLayer> layers, AsOf asOf)
    {
        private readonly Dictionary<UnitId, ushort> _byParent = [];

        public ushort? Of(UnitId unit)
        {
            if (book.Units.Find(unit, asOf) is not { } version) return null;
            if (version.Parent is not { } parent) return Resolve(unit);
            if (!_byParent.TryGetValue(parent, out var shared)) _byParent[parent] = shared = Resolve(parent);
            if (set.Groups is not { } groups || book.Facts.Find(groups.Fact, unit, asOf) is not { } own) return shared;
            return plan.Class(Layer(book, layers, parent, asOf) + 1, plan.Group(own.Value));
        }

        private ushort Resolve(UnitId unit) => plan.Class(
            Layer(book, layers, unit, asOf) + 1, set.Groups is { } groups ? plan.Group(Group(book, groups, unit, asOf)) : 0);
    }
}
