using System.Data.Common;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace LangSo.Devices;

/// <summary>Adds playback records that the store does not have yet, inside the caller's transaction, the engine's quickest way.</summary>
internal static class PlayWriter
{
    private const string Columns = "device, n, month, order_id, bulletin, media, planned, started, ended, result, reason, start_error_ms, received";

    /// <summary>Each (device, number, month) once; returns how many were new.</summary>
    public static Task<int> AddNewAsync(StoreContext db, IReadOnlyList<PlayRow> rows, CancellationToken cancel) =>
        rows.Count == 0 ? Task.FromResult(0) : db.Engine == StoreEngine.Postgres ? AtOnceAsync(db, rows, cancel) : OneByOneAsync(db, rows, cancel);

    /// <summary>One statement with a column of values each: no temporary table, and a conflict inside the round is settled like any other.</summary>
    private static async Task<int> AtOnceAsync(StoreContext db, IReadOnlyList<PlayRow> rows, CancellationToken cancel)
    {
        await using var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
        command.Transaction = (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = $"insert into plays ({Columns}) select * from unnest({string.Join(", ", Enumerable.Range(1, 13).Select(i => "$" + i))}) on conflict do nothing";
        Add(NpgsqlDbType.Text, r => r.Device);
        Add(NpgsqlDbType.Bigint, r => r.N);
        Add(NpgsqlDbType.Date, r => r.Month);
        Add(NpgsqlDbType.Text, r => r.OrderId);
        Add(NpgsqlDbType.Text, r => r.Bulletin);
        Add(NpgsqlDbType.Text, r => r.Media);
        Add(NpgsqlDbType.TimestampTz, r => r.Planned);
        Add(NpgsqlDbType.TimestampTz, r => r.Started);
        Add(NpgsqlDbType.TimestampTz, r => r.Ended);
        Add(NpgsqlDbType.Text, r => r.Result);
        Add(NpgsqlDbType.Text, r => r.Reason);
        Add(NpgsqlDbType.Double, r => r.StartErrorMs);
        Add(NpgsqlDbType.TimestampTz, r => r.Received);
        return await command.ExecuteNonQueryAsync(cancel);

        void Add<T>(NpgsqlDbType type, Func<PlayRow, T> read)
        {
            var values = new T[rows.Count];
            for (var i = 0; i < values.Length; i++) values[i] = read(rows[i]);
            command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        }
    }

    private static async Task<int> OneByOneAsync(StoreContext db, IReadOnlyList<PlayRow> rows, CancellationToken cancel)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var names = Columns.Split(", ");
        command.CommandText = $"insert into plays ({Columns}) values ({string.Join(", ", names.Select(n => "@" + n))}) on conflict do nothing";
        var parameters = names.Select(name =>
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + name;
            command.Parameters.Add(parameter);
            return parameter;
        }).ToArray();
        var added = 0;
        foreach (var r in rows)
        {
            object?[] values = [r.Device, r.N, r.Month, r.OrderId, r.Bulletin, r.Media, r.Planned, r.Started, r.Ended, r.Result, r.Reason, r.StartErrorMs, r.Received];
            for (var i = 0; i < values.Length; i++) parameters[i].Value = values[i] ?? DBNull.Value;
            added += await command.ExecuteNonQueryAsync(cancel);
        }
        return added;
    }
}
