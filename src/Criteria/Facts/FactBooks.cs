using LangSo.Criteria.Store;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Keeping;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria;

/// <summary>Holds the facts of now; swapped whole when facts come in.</summary>
public sealed class FactBooks(DataFolder folder)
{
    /// <summary>From so many facts on a snapshot is kept beside the store; fewer are read as fast from the store.</summary>
    internal const int SnapshotFrom = 200_000;

    private readonly Lock _lock = new();
    private volatile FactBook _current = FactBook.Empty;
    private volatile FactBatch? _coming;

    /// <summary>The newest.</summary>
    public FactBook Current
    {
        get
        {
            if (_coming is null) return _current;
            lock (_lock)
            {
                if (_coming is { } batch) _current = _current.With(batch);
                _coming = null;
                return _current;
            }
        }
    }

    /// <summary>Where the snapshot is.</summary>
    internal string Snapshot => Path.Combine(folder.Path, "facts.snapshot");

    /// <summary>Puts a newer one in its place.</summary>
    public void Replace(FactBook book)
    {
        lock (_lock) (_current, _coming) = (book, null);
    }

    /// <summary>Adds a batch when the book is next asked for: a command that only brings facts in needs no second country beside the first.</summary>
    internal void Add(FactBatch batch)
    {
        lock (_lock)
        {
            _current = Current;
            _coming = batch;
        }
    }

    /// <summary>Fills it from the store: at start, and after every load.</summary>
    public Task LoadAsync(StoreFactory stores, CancellationToken cancel) => LoadAsync(stores, SnapshotFrom, cancel);

    /// <summary>The same with a snapshot from so many facts on.</summary>
    internal async Task LoadAsync(StoreFactory stores, int snapshotFrom, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var indicators = await db.Set<Indicator>().AsNoTracking().ToListAsync(cancel);
        var head = await db.Set<LedgerRow>().AsNoTracking().OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancel);
        var last = await db.Set<Fact>().MaxAsync(f => (long?)EF.Property<long>(f, CriteriaMapping.Key), cancel) ?? 0;
        var (start, from) = await FromSnapshotAsync(db, indicators, last, cancel);
        var before = start?.Count;
        var reading = new FactReading(start ?? new FactBook(indicators, []));
        if (from < last) await ReadAsync(reading, stores, from, last, cancel);
        var book = reading.Done();
        Replace(book);
        // A store that grew by a tenth since is worth a new snapshot.
        if (head is not null && book.Count >= snapshotFrom && (before is null || (book.Count - before) * 10 > book.Count))
            Keep(book, new SnapshotMark(last, head.Number, head.Hash));
        // Reading a country leaves more behind than it keeps; the machine has other use for it.
        if (reading.Rows >= SnapshotFrom) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private void Keep(FactBook book, SnapshotMark mark)
    {
        try
        {
            FactSnapshot.Write(Snapshot, book.ToParts(), mark);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It only saves time: without it the next start reads the store.
        }
    }

    // Facts are only ever added, so a snapshot of this store lacks at most the newest.
    private async Task<(FactBook? Book, long From)> FromSnapshotAsync(StoreContext db, List<Indicator> indicators, long last, CancellationToken cancel)
    {
        if (FactSnapshot.Read(Snapshot) is not { } found || found.Mark.LastFact > last) return (null, 0);
        var same = await db.Set<LedgerRow>().AnyAsync(r => r.Number == found.Mark.LedgerNumber && r.Hash == found.Mark.LedgerHash, cancel);
        // Rows are never taken away and the ledger proves that they were not altered; counting millions would take longer than reading the file.
        same = same && await db.Set<Fact>().AnyAsync(f => EF.Property<long>(f, CriteriaMapping.Key) == found.Mark.LastFact, cancel);
        return same ? (FactBook.Of(indicators, found.Parts), found.Mark.LastFact) : (null, 0);
    }

    private static async Task ReadAsync(FactReading reading, StoreFactory stores, long after, long last, CancellationToken cancel)
    {
        await using var picture = await StoreSnapshot.TakeAsync(stores, cancel);
        var table = picture.Tables.Single(t => t.Name == CriteriaMapping.Facts);
        await foreach (var block in Ahead.ReadAsync(picture.Read(table, FactReading.Key(after), cancel), cancel))
            if (!reading.Add(table, block, last)) break;
    }
}
