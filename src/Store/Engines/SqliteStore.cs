using LangSo.Foundation;
using LangSo.Store.Engines;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace LangSo.Store;

/// <summary>The store on a SQLite file.</summary>
public sealed class SqliteStore(DbContextOptions<SqliteStore> options, IReadOnlyList<IStoreMapping> mappings) : StoreContext(options, mappings)
{
    /// <inheritdoc/>
    public override StoreEngine Engine => StoreEngine.Sqlite;

    internal static Func<StoreContext> Factory(StoreAddress address, IReadOnlyList<IStoreMapping> mappings)
    {
        var options = new DbContextOptionsBuilder<SqliteStore>()
            .UseSqlite(address.Connection, sqlite => sqlite.MigrationsAssembly(MigrationsAssembly))
            .UseSnakeCaseNamingConvention()
            .Options;
        return () => new SqliteStore(options, mappings);
    }

    /// <inheritdoc/>
    public override async Task BulkAddAsync<T>(IEnumerable<T> rows, CancellationToken cancel)
    {
        var table = BulkTable.Of<T>(this);
        var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancel) : null;
        await using (own)
        {
            await using var command = (SqliteCommand)Database.GetDbConnection().CreateCommand();
            command.Transaction = (SqliteTransaction)Database.CurrentTransaction!.GetDbTransaction();
            command.CommandText =
                $"insert into \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => '"' + c.Name + '"'))}) values ({string.Join(", ", table.Columns.Select((_, i) => "@p" + i))})";
            var parameters = table.Columns.Select((_, i) => command.Parameters.Add(new SqliteParameter { ParameterName = "@p" + i })).ToArray();
            foreach (var row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                for (var i = 0; i < parameters.Length; i++) parameters[i].Value = table.Columns[i].Read(row) ?? DBNull.Value;
                command.ExecuteNonQuery();
            }
            if (own is not null) await own.CommitAsync(cancel);
        }
    }

    /// <inheritdoc/>
    public override Task TellAsync(string topic, IEnumerable<string> lines, CancellationToken cancel) => Task.CompletedTask;

    internal override Task<Problem?> ReachAsync(StoreAddress address, CancellationToken cancel) => Task.FromResult<Problem?>(null);

    // A file has one writer: beginning the transaction was the turn.
    internal override Task TakeLedgerTurnAsync(CancellationToken cancel) => Task.CompletedTask;

    internal override Task TuneAsync(CancellationToken cancel) => Database.ExecuteSqlRawAsync("pragma journal_mode = wal; pragma synchronous = full;", cancel);
}
