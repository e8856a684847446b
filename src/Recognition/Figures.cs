using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Recognition.Dossiers;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Territory.DataFiles;

namespace LangSo.Recognition;

/// <summary>The figures of now: what pages, the command line and the report ask. Kept in memory; the store stays the truth.</summary>
public sealed class Figures(StoreFactory stores, Gazetteers gazetteers, FactBooks facts, Procedures procedures)
{
    private sealed record Held(DecisionBook Decisions, Definitions Definitions, HexMap Map, CarryTable Carry);

    private readonly Lock _adding = new();
    private volatile FigureBook? _book;
    private volatile Held _held = new(DecisionBook.Empty, Definitions.Empty, HexMap.Empty, CarryTable.Empty);

    /// <summary>Everything as it is now, the same book as long as nothing changes; one question should take it once and ask that.</summary>
    public FigureBook Current
    {
        get
        {
            var held = _held;
            var (known, units, values) = (_book, gazetteers.Current, facts.Current);
            if (known is not null && ReferenceEquals(known.Units, units) && ReferenceEquals(known.Facts, values) && ReferenceEquals(known.Decisions, held.Decisions)) return known;
            return _book = new FigureBook(units, values, held.Decisions, held.Definitions, held.Map) { Carry = held.Carry };
        }
    }

    /// <summary>A decision was written: every answer after this counts it.</summary>
    internal void Add(Decision decision)
    {
        lock (_adding) _held = _held with { Decisions = new DecisionBook(_held.Decisions.All.Append(decision), _held.Decisions.Titles) };
    }

    /// <summary>
    /// Fills memory from the store, with the definitions and the map of the shipped data folder: at start and after a load.
    /// Reads territory and facts too.
    /// </summary>
    public async Task<Outcome<bool>> OpenAsync(string dataFolder, CancellationToken cancel)
    {
        var definitions = Definitions.Read(dataFolder);
        var map = HexMap.Read(dataFolder);
        var problems = definitions.Problems.Concat(map.Problems).ToList();
        if (problems.Count > 0) return problems;
        if (procedures.Open(dataFolder) is { Ok: false } wrong) return wrong;
        await gazetteers.LoadAsync(stores, cancel);
        await facts.LoadAsync(stores, cancel);
        var carry = CarryTable.Read(dataFolder, facts.Current.Indicators);
        if (!carry.Ok) return carry.Problems.ToList();
        _held = new Held(await DecisionBook.ReadAsync(stores, definitions.Value.Titles, cancel), definitions.Value, map.Value, carry.Value);
        return true;
    }
}

/// <summary>The demonstration province, from the shipped data folder into the store.</summary>
public sealed class DemoData(TerritoryLoader territory, FactLoader facts, DecisionLoader decisions, Figures figures)
{
    /// <summary>
    /// Loads territory, facts and decisions, in this order, and opens the figures. Each kind comes in whole or not at all; doing it
    /// again changes nothing and says so.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<LoadResult>>> LoadAsync(string dataFolder, CancellationToken cancel)
    {
        var results = new List<LoadResult>();
        foreach (var load in (Func<Task<Outcome<LoadResult>>>[])[
            () => territory.LoadAsync(dataFolder, cancel), () => facts.LoadAsync(dataFolder, cancel), () => decisions.LoadAsync(dataFolder, cancel)])
        {
            var result = await load();
            if (!result.Ok) return result.Problems.ToList();
            results.Add(result.Value);
        }
        var open = await figures.OpenAsync(dataFolder, cancel);
        return open.Ok ? results : open.Problems.ToList();
    }
}
