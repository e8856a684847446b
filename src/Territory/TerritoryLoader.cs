using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory.DataFiles;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Territory;

/// <summary>Brings the territory files of a data folder into the store: all of them, or nothing when one row is wrong.</summary>
public sealed class TerritoryLoader(StoreFactory stores, Ledger ledger, Gazetteers gazetteers)
{
    private const string What = "Địa giới hành chính";

    /// <summary>Loads <c>territory/*.csv</c> below <paramref name="dataFolder"/>; rows that the store has are left as they are.</summary>
    public async Task<Outcome<LoadResult>> LoadAsync(string dataFolder, CancellationToken cancel)
    {
        var read = TerritoryFiles.Read(Path.Combine(dataFolder, "territory"));
        return read.Ok ? await StoreAsync(read.Value, cancel) : read.Problems.ToList();
    }

    /// <summary>
    /// Loads the whole country: <c>national/territory/*.csv</c>, and for the province that <c>territory/*.csv</c> tells more of, that,
    /// without what is made up. Before or after the demonstration, the answers are the same.
    /// </summary>
    public async Task<Outcome<LoadResult>> LoadNationalAsync(string dataFolder, CancellationToken cancel)
    {
        var known = TerritoryFiles.Read(Path.Combine(dataFolder, "territory"));
        if (!known.Ok) return known.Problems.ToList();
        var country = Wave.Read(Path.Combine(dataFolder, "national", "territory"), known.Value.WithoutSamples());
        return country.Ok ? await StoreAsync(country.Value, cancel) : country.Problems.ToList();
    }

    private async Task<LoadResult> StoreAsync(TerritoryFiles files, CancellationToken cancel)
    {
        var count = await ledger.WriteAsync(async (db, acts) =>
        {
            var added = await MissingAsync(db, files, cancel);
            if (added.Count == 0) return 0;
            await db.BulkAddAsync(added.Kinds, cancel);
            await db.BulkAddAsync(added.Instruments, cancel);
            await db.BulkAddAsync(added.Versions, cancel);
            await db.BulkAddAsync(added.Events, cancel);
            await db.BulkAddAsync(added.Edges, cancel);
            acts.Record("langso", "load", "territory", new { files.Hashes, rows = added.Count });
            foreach (var change in added.Events.GroupBy(e => e.Instrument))
                acts.Record("langso", "unit-change", change.Key, change.Select(e => new { e.Kind, e.On, unit = e.Unit.Value, e.Clause }));
            return added.Count;
        }, cancel);
        await gazetteers.LoadAsync(stores, cancel);
        return new LoadResult(What, count, files.Count - count);
    }

    // A row is what it says: a file that grew adds its new rows, and a row that changed is a new row beside the old one.
    private static async Task<TerritoryFiles> MissingAsync(StoreContext db, TerritoryFiles files, CancellationToken cancel) => files with
    {
        Kinds = await Missing(db, files.Kinds, k => k.Kind, cancel),
        Instruments = await Missing(db, files.Instruments, i => i.Id, cancel),
        Versions = await Missing(db, files.Versions, v => v, cancel),
        Events = await Missing(db, files.Events, e => e, cancel),
        Edges = await Missing(db, files.Edges, e => (e.From, e.To, e.On, e.Whole, e.Instrument, e.Recorded), cancel),
    };

    private static async Task<IReadOnlyList<T>> Missing<T, TKey>(StoreContext db, IReadOnlyList<T> rows, Func<T, TKey> key, CancellationToken cancel)
        where T : class
    {
        var known = (await db.Set<T>().AsNoTracking().ToListAsync(cancel)).Select(key).ToHashSet();
        return [.. rows.Where(r => !known.Contains(key(r)))];
    }
}
