using System.Globalization;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Bulletins;

/// <summary>One line of the choice of where a bulletin is heard.</summary>
/// <param name="Depth">0 for the top of somebody's rights.</param>
/// <param name="Below">How many units lie right below it.</param>
internal sealed record AreaChoice(UnitId Unit, string Name, int Depth, int Below);

/// <summary>Where a writer may be heard: the top of their rights and what lies right below; the rest is found by name.</summary>
internal sealed record AreaChoices(IReadOnlyList<AreaChoice> Rows, bool Searchable, bool Missed)
{
    /// <summary>Rows shown at most when searched.</summary>
    public const int Most = 40;

    private const int FewEnoughToScan = 15;

    private static readonly IComparer<string> Natural = Comparer<string>.Create(
        (a, b) => VnText.Culture.CompareInfo.Compare(a, b, CompareOptions.NumericOrdering | CompareOptions.IgnoreCase));

    /// <summary>The rows, with <paramref name="selected"/> always among them when it is within the rights.</summary>
    public static AreaChoices For(Ground ground, IReadOnlyList<UnitId> writes, string? search, UnitId? selected)
    {
        var inForce = ground.Units.InForce(ground.AsOf).ToList();
        var byId = inForce.ToDictionary(v => v.Unit);
        var below = inForce.Where(v => v.Parent is not null).ToLookup(v => v.Parent!.Value);
        var tops = writes.Where(w => byId.ContainsKey(w) && !ground.Units.Chain(w, ground.AsOf).Skip(1).Any(v => writes.Contains(v.Unit))).Distinct().ToList();
        var rows = new List<AreaChoice>();
        var words = VnSentence.Words(VnText.Fold(VnText.Clean(search)));
        var searchable = tops.Sum(t => below[t].Sum(child => 1 + below[child.Unit].Count())) > FewEnoughToScan;
        var missed = false;
        if (words.Length > 0)
        {
            var found = tops.SelectMany(t => (UnitVersion[])[byId[t], .. ground.Units.Under(t, ground.AsOf)])
                .Where(v => VnText.Fold(ground.NameOf(v.Unit)) is var name && Array.TrueForAll(words, w => name.Contains(w, StringComparison.Ordinal)))
                .Take(Most).ToList();
            missed = found.Count == 0;
            rows.AddRange(found.Select(v => new AreaChoice(v.Unit, ground.NameOf(v.Unit), 0, below[v.Unit].Count())));
        }
        if (words.Length == 0 || missed)
            foreach (var top in tops)
            {
                rows.Add(Row(byId[top], 0, below));
                rows.AddRange(below[top].OrderBy(v => v.Kind, Natural).ThenBy(v => v.Name, Natural).Select(v => Row(v, 1, below)));
            }
        if (selected is { } chosen && rows.TrueForAll(r => r.Unit != chosen) && byId.ContainsKey(chosen) && ground.Covers(writes, chosen))
            rows.Insert(0, new AreaChoice(chosen, ground.NameOf(chosen), 0, below[chosen].Count()));
        return new AreaChoices(rows, searchable, missed);
    }

    private static AreaChoice Row(UnitVersion unit, int depth, ILookup<UnitId, UnitVersion> below) =>
        new(unit.Unit, VnSentence.Capital(unit.FullName), depth, below[unit.Unit].Count());
}
