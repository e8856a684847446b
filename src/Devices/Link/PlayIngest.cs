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

    /// <summary>The last number before the first gap, by device. Only this loop touches it.</summary>
    private readonly Dictionary<string, (long UpTo, SortedSet<long> Beyond)> _numbers = new(StringComparer.Ordinal);

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
                insert into plays (device, n, order_id, bulletin, media, planned, started, ended, result, reason, start_error_ms, received)
                values (@device, @n, @order, @bulletin, @media, @planned, @started, @ended, @result, @reason, @error, @received)
                on conflict (device, n) do nothing
                """;
            string[] names = ["@device", "@n", "@order", "@bulletin", "@media", "@planned", "@started", "@ended", "@result", "@reason", "@error", "@received"];
            var parameters = names.Select(name => { var p = command.CreateParameter(); p.ParameterName = name; command.Parameters.Add(p); return p; }).ToArray();
            var now = clock.GetUtcNow().UtcDateTime;
            foreach (var delivery in round)
                foreach (var record in delivery.Records)
                    rows += await InsertAsync(command, parameters, delivery.Device, record, now, cancel);
        }
        foreach (var device in round.Select(d => d.Device).Distinct().Where(d => !_numbers.ContainsKey(d)))
            _numbers[device] = await NumbersOfAsync(db, device, cancel);
        await transaction.CommitAsync(cancel);

        foreach (var delivery in round) delivery.Stored(Advance(delivery));
        foreach (var bulletin in round.SelectMany(d => d.Records).Select(r => r.Bulletin).Where(b => b.Length > 0).Distinct(StringComparer.Ordinal)) signals.Changed(bulletin);
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
                    _numbers.Clear();
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
            device, record.N, Short(record.Order, 64), Short(record.Bulletin, 64), Short(record.Media, 64), record.Planned?.ToUniversalTime(),
            record.Started?.ToUniversalTime(), record.Ended?.ToUniversalTime(), JsonNamingPolicy.KebabCaseLower.ConvertName(record.Result.ToString()),
            Short(record.Reason, 400), record.StartErrorMs, now,
        ];
        for (var i = 0; i < values.Length; i++) p[i].Value = values[i] ?? DBNull.Value;
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static string? Short(string? text, int most) => text is null || text.Length <= most ? text : text[..most];

    private static async Task<(long, SortedSet<long>)> NumbersOfAsync(StoreContext db, string device, CancellationToken cancel)
    {
        var plays = db.Set<PlayRow>().Where(p => p.Device == device);
        if (!await plays.AnyAsync(p => p.N == 1, cancel)) return (0, []);
        var upTo = await plays.Where(p => !plays.Any(q => q.N == p.N + 1)).MinAsync(p => p.N, cancel);
        return (upTo, [.. await plays.Where(p => p.N > upTo).Select(p => p.N).ToListAsync(cancel)]);
    }

    private long Advance(PlayDelivery delivery)
    {
        var (upTo, beyond) = _numbers[delivery.Device];
        foreach (var record in delivery.Records.Where(r => r.N > upTo)) beyond.Add(record.N);
        while (beyond.Remove(upTo + 1)) upTo++;
        _numbers[delivery.Device] = (upTo, beyond);
        return upTo;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Playback records of {Deliveries} deliveries not stored; devices will send again")]
    private static partial void NotStored(ILogger logger, Exception exception, int deliveries);
}
