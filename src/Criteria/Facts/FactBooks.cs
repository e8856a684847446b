using System.Data.Common;
using LangSo.Criteria.Store;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria;

/// <summary>Holds the facts of now; swapped whole when facts come in.</summary>
public sealed class FactBooks(DataFolder folder)
{
    /// <summary>From so many facts on a snapshot is kept beside the store; fewer are read as fast from the store.</summary>
    internal const int SnapshotFrom = 200_000;

    private volatile FactBook _current = FactBook.Empty;

    /// <summary>The newest.</summary>
    public FactBook Current => _current;

    /// <summary>Where the snapshot is.</summary>
    internal string Snapshot => Path.Combine(folder.Path, "facts.snapshot");

    /// <summary>Puts a newer one in its place.</summary>
    public void Replace(FactBook book) => _current = book;

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
        var book = from < last || start is null ? FactBook.Of(indicators, start, await RowsAsync(db, from, last, cancel)) : start;
        Replace(book);
        // A store that grew by a tenth since is worth a new snapshot.
        if (head is not null && book.Count >= snapshotFrom && (start is null || (book.Count - start.Count) * 10 > book.Count))
            Keep(book, new SnapshotMark(last, head.Number, head.Hash));
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

    private static async Task<IEnumerable<Fact>> RowsAsync(StoreContext db, long after, long last, CancellationToken cancel)
    {
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(cancel);
        return Rows(connection, after, last);
    }

    private static IEnumerable<Fact> Rows(DbConnection connection, long after, long last)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select indicator, unit, value, \"from\", \"to\", recorded, source_kind, source, sample, note from facts where id > @after and id <= @last order by id";
        foreach (var (name, value) in ((string, long)[])[("@after", after), ("@last", last)])
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return new Fact(row.GetString(0), new UnitId(row.GetString(1)), row.GetString(2), row.GetFieldValue<DateOnly>(3), row.IsDBNull(4) ? null : row.GetFieldValue<DateOnly>(4),
                row.GetFieldValue<DateOnly>(5), row.GetString(6), row.GetString(7), row.GetBoolean(8), row.GetString(9));
    }
}
