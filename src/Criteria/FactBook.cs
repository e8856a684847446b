using LangSo.Criteria.Store;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria;

/// <summary>Every fact in memory, unchanging: what was known of a unit for a day, as known on a day.</summary>
public sealed class FactBook
{
    private readonly Dictionary<string, Indicator> _indicators;
    private readonly Dictionary<string, Dictionary<UnitId, Fact[]>> _facts;

    /// <summary>Builds it from the rows of the store, in the order of writing.</summary>
    public FactBook(IEnumerable<Indicator> indicators, IEnumerable<Fact> facts)
    {
        _indicators = indicators.ToDictionary(i => i.Id, StringComparer.Ordinal);
        All = [.. facts];
        _facts = All.GroupBy(f => f.Indicator, StringComparer.Ordinal).ToDictionary(
            g => g.Key, g => g.GroupBy(f => f.Unit).ToDictionary(u => u.Key, u => u.ToArray()), StringComparer.Ordinal);
    }

    /// <summary>A book of nothing.</summary>
    public static FactBook Empty { get; } = new([], []);

    /// <summary>Every fact ever recorded.</summary>
    public IReadOnlyList<Fact> All { get; }

    /// <summary>The indicators by id.</summary>
    public IReadOnlyDictionary<string, Indicator> Indicators => _indicators;

    /// <summary>The fact that holds for a unit, or null: of those that hold, the one with the latest first day, and of these the one learned last.</summary>
    public Fact? Find(string indicator, UnitId unit, AsOf asOf)
    {
        if (!_facts.TryGetValue(indicator, out var units) || !units.TryGetValue(unit, out var facts)) return null;
        Fact? found = null;
        foreach (var fact in facts)
        {
            if (!asOf.Sees(fact.From, fact.To, fact.Recorded)) continue;
            if (found is null || fact.From > found.From || (fact.From == found.From && fact.Recorded >= found.Recorded)) found = fact;
        }
        return found;
    }

    /// <summary>The units of which a fact of this indicator holds, with it.</summary>
    public IEnumerable<Fact> Holding(string indicator, AsOf asOf)
    {
        if (!_facts.TryGetValue(indicator, out var units)) yield break;
        foreach (var unit in units.Keys)
            if (Find(indicator, unit, asOf) is { } fact) yield return fact;
    }
}

/// <summary>Holds the facts of now; swapped whole when facts come in.</summary>
public sealed class FactBooks
{
    private volatile FactBook _current = FactBook.Empty;

    /// <summary>The newest.</summary>
    public FactBook Current => _current;

    /// <summary>Puts a newer one in its place.</summary>
    public void Replace(FactBook book) => _current = book;

    /// <summary>Fills it from the store: at start, and after every load.</summary>
    public async Task LoadAsync(StoreFactory stores, CancellationToken cancel)
    {
        await using var db = stores.Open();
        Replace(new FactBook(
            await db.Set<Indicator>().AsNoTracking().ToListAsync(cancel),
            await db.Set<Fact>().AsNoTracking().OrderBy(f => EF.Property<long>(f, CriteriaMapping.Key)).ToListAsync(cancel)));
    }
}
