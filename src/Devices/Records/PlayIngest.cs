using System.Data.Common;
using System.Text.Json;
using System.Threading.Channels;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LangSo.Devices;

/// <summary>Playback records of one device, what to call when they are stored, and what when they were tried, stored or not.</summary>
internal sealed record PlayDelivery(string Device, IReadOnlyList<PlayRecord> Records, Action<long> Stored, Action? Tried = null);

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
        await using var db = stores.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = Microsecond(clock.GetUtcNow().UtcDateTime);
        var rows = await PlayWriter.AddNewAsync(db, [.. round.SelectMany(d => d.Records.Select(r => RowOf(d.Device, r, now)))], cancel);
        var bulletins = round.SelectMany(d => d.Records).Select(r => Text(r.Bulletin, 64)).Where(b => b.Length > 0).ToHashSet(StringComparer.Ordinal);
        if (bulletins.Count > 0) await db.TellAsync(DevicesInStep.Bulletins, bulletins, cancel);
        await transaction.CommitAsync(cancel);
        Telemetry.PlaysIngested.Add(rows);

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
                foreach (var delivery in round) delivery.Tried?.Invoke();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: what was not stored was not acknowledged.
        }
    }

    private static PlayRow RowOf(string device, PlayRecord record, DateTime now) => new()
    {
        Device = device, N = record.N, Month = MonthOf(record), OrderId = Text(record.Order, 64), Bulletin = Text(record.Bulletin, 64),
        Media = record.Media is { } media ? Text(media, 64) : null, Planned = Microsecond(record.Planned), Started = Microsecond(record.Started), Ended = Microsecond(record.Ended),
        Result = JsonNamingPolicy.KebabCaseLower.ConvertName(record.Result.ToString()), Reason = record.Reason is { } reason ? Text(reason, 400) : null,
        StartErrorMs = record.StartErrorMs, Received = now,
    };

    /// <summary>By the device's own word, UTC; 1/1/1970 for a record without any instant.</summary>
    private static DateOnly MonthOf(PlayRecord record) =>
        (record.Started ?? record.Planned ?? record.Ended)?.ToUniversalTime() is { } at ? new DateOnly(at.Year, at.Month, 1) : new DateOnly(1970, 1, 1);

    /// <summary>What a device says is cut to what the store keeps; a NUL, which PostgreSQL does not keep, is left out.</summary>
    private static string Text(string text, int most)
    {
        var clean = text.Replace("\0", "", StringComparison.Ordinal);
        return clean.Length <= most ? clean : clean[..most];
    }

    private static DateTime? Microsecond(DateTime? at) => at is { } given ? Microsecond(given) : null;

    private static DateTime Microsecond(DateTime at)
    {
        var utc = at.ToUniversalTime();
        return new DateTime(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
    }

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
