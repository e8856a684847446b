using System.Data;
using System.Data.Common;
using System.Globalization;
using LangSo.Foundation;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace LangSo.Store.Keeping;

/// <summary>
/// One unchanging picture of a whole store while others go on writing: a read transaction of SQLite's write-ahead log, or a
/// repeatable-read transaction of PostgreSQL. Not for two threads at once.
/// </summary>
public sealed class StoreSnapshot : IAsyncDisposable
{
    /// <summary>Bytes of a block that is handed on.</summary>
    private const int BlockSize = 1024 * 1024;

    private readonly StoreContext _db;
    private readonly DbTransaction _transaction;

    private StoreSnapshot(StoreContext db, DbTransaction transaction) => (_db, _transaction, Tables) = (db, transaction, StoreSchema.Of(db));

    /// <summary>The engine it was taken from.</summary>
    public StoreEngine Engine => _db.Engine;

    /// <summary>Every table.</summary>
    public IReadOnlyList<CarriedTable> Tables { get; }

    /// <summary>Takes the picture.</summary>
    public static async Task<StoreSnapshot> TakeAsync(StoreFactory stores, CancellationToken cancel)
    {
        var db = stores.Open();
        db.Database.SetCommandTimeout(0);
        await db.Database.OpenConnectionAsync(cancel);
        if (db.Engine == StoreEngine.Postgres)
        {
            await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            await db.Database.ExecuteSqlRawAsync("set transaction read only; set local work_mem = '64MB'", cancel);
        }
        else
        {
            await db.Database.ExecuteSqlRawAsync("pragma cache_size = -65536", cancel);
            await db.Database.UseTransactionAsync(((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true), cancel);
        }
        var snapshot = new StoreSnapshot(db, db.Database.CurrentTransaction!.GetDbTransaction());
        // SQLite takes the picture at the first read.
        await snapshot.CountAsync(snapshot.Tables[0], cancel);
        return snapshot;
    }

    /// <summary>How many rows a table has.</summary>
    public async Task<long> CountAsync(CarriedTable table, CancellationToken cancel)
    {
        await using var command = _transaction.Connection!.CreateCommand();
        command.Transaction = _transaction;
        command.CommandTimeout = 0;
        command.CommandText = "select count(*) from " + table.Quoted;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }

    /// <summary>The ledger's last act.</summary>
    public async Task<LedgerHead> HeadAsync(CancellationToken cancel) =>
        await _db.LedgerRows.AsNoTracking().OrderByDescending(r => r.Number).Select(r => new LedgerHead(r.Number, r.Hash)).FirstOrDefaultAsync(cancel) ?? LedgerHead.Empty;

    /// <summary>The table's rows in the order of its key, from the beginning or after a key.</summary>
    public IEnumerable<RowBlock> Read(CarriedTable table, byte[]? after, CancellationToken cancel) => _transaction is SqliteTransaction sqlite
        ? SqliteRows.Read((SqliteConnection)sqlite.Connection!, sqlite, table, after, BlockSize, cancel)
        : PostgresRows.Read((NpgsqlConnection)_transaction.Connection!, table, after, BlockSize, cancel);

    /// <summary>Follows the whole ledger.</summary>
    public async Task<LedgerProof> ProveAsync(CancellationToken cancel)
    {
        var table = Tables.Single(t => t.Name == StoreSchema.Ledger);
        var proof = new LedgerProof(table);
        await foreach (var block in Ahead.ReadAsync(Read(table, null, cancel), cancel)) proof.Add(block);
        return proof;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _db.DisposeAsync();
}
