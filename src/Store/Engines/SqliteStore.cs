using LangSo.Foundation;
using LangSo.Store.Engines;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

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
            .ReplaceService<IModelCacheKeyFactory, ModelByMappings>()
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
            using (var bulk = new SqliteBulk((SqliteConnection)Database.GetDbConnection(), table)) bulk.Add(rows, cancel);
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
