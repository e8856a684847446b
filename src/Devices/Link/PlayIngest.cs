using System.Data.Common;
using System.Text.Json;
using System.Threading.Channels;
using LangSo.Airtime;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LangSo.Devices;

/// <summary>Playback records of one device, and what to call when they are stored.</summary>
internal sealed record PlayDelivery(string Device, IReadOnlyList<PlayRecord> Records, Action<long> Stored);

/// <summary>
/// Writes playback records: whatever waits goes into one transaction, each (device, number) once, and only after the commit
/// is it acknowledged. Plain commands, because a province comes back with a hundred thousand records after a storm.
/// </summary>
internal sealed partial class PlayIngest(StoreFactory stores, BulletinSignals signals, TimeProvider clock, ILogger<PlayIngest> log) : BackgroundService
{
    private const int MostInOne = 5_000;

    private readonly Channel<PlayDelivery> _waiting = Channel.CreateBounded<PlayDelivery>(4_096);

    /// <summary>Takes records; waits when too many wait already.</summary>
    public ValueTask TakeAsync(PlayDelivery delivery, CancellationToken cancel) => _waiting.Writer.WriteAsync(delivery, cancel);

    /// <summary>Stores one round; returns how many rows were new.</summary>
    internal async Task<int> StoreAsync(IReadOnlyList<PlayDelivery> round, CancellationToken cancel)
    {
        var rows = 0;
        await using var db = stores.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (var command = db.Database.GetDbConnection().CreateCommand())
        {
            command.Transaction = transaction.GetDbTransaction();
            command.CommandText =
                """
                insert into plays (device, n, month, order_id, bulletin, media, planned, started, ended, result, reason, start_error_ms, received)
                values (@device, @n, @month, @order, @bulletin, @media, @planned, @started, @ended, @result, @reason, @error, @received)
                on conflict (device, n, month) do nothing
                """;
            string[] names = ["@device", "@n", "@month", "@order", "@bulletin", "@media", "@planned", "@started", "@ended", "@result", "@reason", "@error", "@received"];
            var parameters = names.Select(name => { var p = command.CreateParameter(); p.ParameterName = name; command.Parameters.Add(p); return p; }).ToArray();
            var now = clock.GetUtcNow().UtcDateTime;
            foreach (var delivery in round)
                foreach (var record in delivery.Records)
                    rows += await InsertAsync(command, parameters, delivery.Device, record, now, cancel);
        }
        var bulletins = round.SelectMany(d => d.Records).Select(r => Short(r.Bulletin, 64)!).Where(b => b.Length > 0).ToHashSet(StringComparer.Ordinal);
        if (bulletins.Count > 0) await db.TellAsync(DevicesInStep.Bulletins, bulletins, cancel);
        await transaction.CommitAsync(cancel);

        foreach (var delivery in round) delivery.Stored(LastWithoutGap(delivery.Records));
        foreach (var bulletin in bulletins) signals.Changed(bulletin);
        return rows;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var round = new List<PlayDelivery>();
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                round.Clear();
                for (var count = 0; count < MostInOne && _waiting.Reader.TryRead(out var delivery); count += delivery.Records.Count) round.Add(delivery);
                try
                {
                    await StoreAsync(round, stoppingToken);
                }
                catch (DbException e)
                {
                    // Not acknowledged: the devices send again.
                    NotStored(log, e, round.Count);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: what was not stored was not acknowledged.
        }
    }

    private static async Task<int> InsertAsync(
        DbCommand command, DbParameter[] p, string device, PlayRecord record, DateTime now, CancellationToken cancel)
    {
        object?[] values =
        [
            device, record.N, MonthOf(record), Short(record.Order, 64), Short(record.Bulletin, 64), Short(record.Media, 64), record.Planned?.ToUniversalTime(),
            record.Started?.ToUniversalTime(), record.Ended?.ToUniversalTime(), JsonNamingPolicy.KebabCaseLower.ConvertName(record.Result.ToString()),
            Short(record.Reason, 400), record.StartErrorMs, now,
        ];
        for (var i = 0; i < values.Length; i++) p[i].Value = values[i] ?? DBNull.Value;
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>By the device's own word, UTC; 1/1/1970 for a record without any instant.</summary>
    private static DateOnly MonthOf(PlayRecord record) =>
        (record.Started ?? record.Planned ?? record.Ended)?.ToUniversalTime() is { } at ? new DateOnly(at.Year, at.Month, 1) : new DateOnly(1970, 1, 1);

    private static string? Short(string? text, int most) => text is null || text.Length <= most ? text : text[..most];

    /// <summary>A delivery begins with the lowest number that the device still keeps; all below was acknowledged before.</summary>
    internal static long LastWithoutGap(IReadOnlyList<PlayRecord> records)
    {
        var upTo = records[0].N;
        foreach (var record in records.Skip(1))
        {
            if (record.N != upTo + 1) break;
            upTo = record.N;
        }
        return upTo;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Playback records of {Deliveries} deliveries not stored; devices will send again")]
    private static partial void NotStored(ILogger logger, Exception exception, int deliveries);
}
