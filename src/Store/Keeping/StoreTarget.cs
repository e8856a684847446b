using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using LangSo.Foundation;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using SQLitePCL;

namespace LangSo.Store.Keeping;

/// <summary>A store that is being filled: rows in batches, each committed together with how far it has come.</summary>
public sealed class StoreTarget : IAsyncDisposable
{
    /// <summary>The one-row table that a store being filled has beside its own.</summary>
    internal const string StateTable = "langso_carrying";

    private readonly StoreContext _db;

    private StoreTarget(StoreContext db) => (_db, Tables) = (db, StoreSchema.Of(db));

    /// <summary>Every table.</summary>
    public IReadOnlyList<CarriedTable> Tables { get; }

    /// <summary>Opens a prepared store for filling.</summary>
    public static async Task<StoreTarget> OpenAsync(StoreFactory stores, CancellationToken cancel)
    {
        var db = stores.Open();
        db.Database.SetCommandTimeout(0);
        await db.Database.OpenConnectionAsync(cancel);
        // A target is read by nobody before it is whole, and is filled again when the machine fails: each batch need not be forced to the disk.
        await db.Database.ExecuteSqlRawAsync(db.Engine == StoreEngine.Sqlite ? "pragma synchronous = off; pragma cache_size = -131072" : "set synchronous_commit = off", cancel);
        return new StoreTarget(db);
    }

    /// <summary>What a store says of itself when it is still being filled, or null; works on a store of any version.</summary>
    public static async Task<CarryState?> StateAsync(StoreContext db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = db.Engine == StoreEngine.Sqlite
                ? $"select count(*) from sqlite_master where name = '{StateTable}'"
                : $"select count(*) from pg_tables where schemaname = any (current_schemas(false)) and tablename = '{StateTable}'";
            if (Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) == 0) return null;
            command.CommandText = $"select state from {StateTable}";
            return await command.ExecuteScalarAsync(cancel) is string state ? JsonSerializer.Deserialize<CarryState>(state, LangSoJson.Compact) : null;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Which of the tables there are hold rows; works on a store of any version.</summary>
    public static async Task<string?> FirstFilledAsync(StoreContext db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            foreach (var table in StoreSchema.Of(db))
            {
                command.CommandText = db.Engine == StoreEngine.Sqlite
                    ? $"select count(*) from sqlite_master where type = 'table' and name = '{table.Name}'"
                    : $"select count(*) from pg_class where relname = '{table.Name}' and relkind in ('r', 'p') and pg_table_is_visible(oid)";
                if (Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) == 0) continue;
                command.CommandText = $"select 1 from {table.Quoted} limit 1";
                if (await command.ExecuteScalarAsync(cancel) is not null) return table.Name;
            }
            return null;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Empties every table and notes that filling begins.</summary>
    public async Task BeginAsync(CarryState state, CancellationToken cancel)
    {
        await using var transaction = await _db.Database.BeginTransactionAsync(cancel);
        await EmptyAsync(cancel);
        await RunAsync($"create table {StateTable} (state text not null)", cancel);
        await RunAsync($"insert into {StateTable} (state) values ('')", cancel);
        await NoteAsync(state, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Writes some blocks of one table and <paramref name="then"/> as what the store says of itself: both or neither.</summary>
    public async Task WriteAsync(CarriedTable table, IReadOnlyList<RowBlock> blocks, CarryState then, CancellationToken cancel)
    {
        await using var transaction = await _db.Database.BeginTransactionAsync(cancel);
        if (_db.Engine == StoreEngine.Postgres) PostgresRows.Write((NpgsqlConnection)_db.Database.GetDbConnection(), table, blocks);
        else WriteSqlite(((SqliteConnection)_db.Database.GetDbConnection()).Handle!, table, blocks);
        await NoteAsync(then, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Makes the store go on numbering where the carried rows end.</summary>
    public async Task NumberOnAsync(CancellationToken cancel)
    {
        // SQLite keeps its own count when numbers are given.
        if (_db.Engine == StoreEngine.Sqlite) return;
        foreach (var table in Tables.Where(t => t.Numbered is not null))
            await RunAsync($"select setval(pg_get_serial_sequence('{table.Quoted}', '{table.Numbered}'), coalesce(max(\"{table.Numbered}\"), 0) + 1, false) from {table.Quoted} having pg_get_serial_sequence('{table.Quoted}', '{table.Numbered}') is not null", cancel);
        await RunAsync("analyze", cancel);
    }

    /// <summary>All is proven: from now on the store opens as any other.</summary>
    public async Task ReadyAsync(CancellationToken cancel)
    {
        await RunAsync("drop table " + StateTable, cancel);
        if (_db.Engine == StoreEngine.Sqlite) await RunAsync("pragma wal_checkpoint(truncate); pragma synchronous = full", cancel);
    }

    /// <summary>Leaves nothing of what was begun.</summary>
    public async Task ForgetAsync(CancellationToken cancel)
    {
        await using var transaction = await _db.Database.BeginTransactionAsync(cancel);
        await EmptyAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _db.DisposeAsync();

    private async Task EmptyAsync(CancellationToken cancel)
    {
        await RunAsync("drop table if exists " + StateTable, cancel);
        if (_db.Engine == StoreEngine.Postgres) await RunAsync($"truncate {string.Join(", ", Tables.Select(t => t.Quoted))} restart identity", cancel);
        else foreach (var table in Tables.Reverse()) await RunAsync("delete from " + table.Quoted, cancel);
    }

    private async Task NoteAsync(CarryState state, CancellationToken cancel)
    {
        await using var command = Command($"update {StateTable} set state = @state");
        var text = command.CreateParameter();
        (text.ParameterName, text.Value) = ("state", JsonSerializer.Serialize(state, LangSoJson.Compact));
        command.Parameters.Add(text);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task RunAsync(string sql, CancellationToken cancel)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private DbCommand Command(string sql)
    {
        var command = _db.Database.GetDbConnection().CreateCommand();
        command.Transaction = _db.Database.CurrentTransaction?.GetDbTransaction();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        return command;
    }

    private static void WriteSqlite(sqlite3 db, CarriedTable table, IReadOnlyList<RowBlock> blocks)
    {
        var sql = $"insert into {table.Quoted} ({table.ColumnList}) values ({string.Join(", ", table.Columns.Select(_ => "?"))})";
        var code = raw.sqlite3_prepare_v2(db, sql, out var insert);
        if (code != raw.SQLITE_OK) throw SqliteRows.Failure(db, code);
        using (insert)
            foreach (var block in blocks) SqliteRows.Write(db, insert, table, block);
    }
}
