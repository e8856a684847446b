using LangSo.Airtime;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>How a device was over some hours.</summary>
/// <param name="Count">Readings kept.</param>
/// <param name="Lost">How often it was found gone.</param>
/// <param name="WorstClockErrorMs">The largest error of its clock, without sign; null when never measured.</param>
/// <param name="LeastDiskMb">The least free space.</param>
public sealed record ReadingSummary(int Count, int Lost, double? WorstClockErrorMs, long? LeastDiskMb);

/// <summary>One kept heartbeat.</summary>
/// <param name="At">UTC.</param>
/// <param name="Power">mains, battery, solar or unknown.</param>
public sealed record ReadingView(
    DateTime At, bool Online, double? ClockErrorMs, int Volume, long? DiskFreeMb, string? Power, int? PowerPercent, double? TemperatureC, int? SignalPercent);

/// <summary>
/// Keeps one heartbeat in five minutes of each device, and every one in which it came or went: 10,000 devices are 2.9 million
/// rows a day if none were left out.
/// </summary>
internal sealed class Readings(StoreFactory stores, TimeProvider clock)
{
    /// <summary>Between two kept readings of a device that stays as it is.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMinutes(5);

    /// <summary>The reading to keep of this device now, or null; says it once.</summary>
    public static ReadingRow? Due(LiveDevice device)
    {
        if (device.State is not { } state || device.LastSeen is not { } seen) return null;
        if (device.LastReading is { } last && last.Online == state.Online && seen - last.At < Apart) return null;
        if (device.LastReading?.At >= seen) seen = device.LastReading.At.AddMilliseconds(1);
        return device.LastReading = new ReadingRow
        {
            Device = device.Row.Id, At = new DateTime(seen.Ticks - seen.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc), Online = state.Online,
            ClockErrorMs = state.ClockErrorMs is { } error && double.IsFinite(error) ? error : null, Volume = state.Volume, DiskFreeMb = state.DiskFreeMb, Unsent = state.Unsent,
            Power = state.Power?.Source is DevicePower.Mains or DevicePower.Battery or DevicePower.Solar ? state.Power.Source : null, PowerPercent = state.Power?.Percent,
            TemperatureC = state.TemperatureC is { } heat && double.IsFinite(heat) ? heat : null, SignalPercent = state.Signal?.Percent,
        };
    }

    /// <summary>The readings of the last hours, oldest first.</summary>
    public async Task<IReadOnlyList<ReadingView>> SinceAsync(string device, TimeSpan back, CancellationToken cancel)
    {
        var from = clock.GetUtcNow().UtcDateTime - back;
        await using var db = stores.Open();
        return await db.Set<ReadingRow>().AsNoTracking().Where(r => r.Device == device && r.At >= from).OrderBy(r => r.At)
            .Select(r => new ReadingView(r.At, r.Online, r.ClockErrorMs, r.Volume, r.DiskFreeMb, r.Power, r.PowerPercent, r.TemperatureC, r.SignalPercent)).ToListAsync(cancel);
    }

    /// <summary>
    /// Keeps them but those that another server kept first: two may hear the same heartbeat. Called after the rows of the devices were
    /// written in the same transaction, so that no other one writes of these devices at this moment.
    /// </summary>
    public static async Task KeepAsync(StoreContext db, IReadOnlyList<ReadingRow> readings, CancellationToken cancel)
    {
        foreach (var part in readings.Chunk(1_000))
        {
            var (ids, from) = (part.Select(r => r.Device).ToArray(), part.Min(r => r.At));
            var kept = await db.Set<ReadingRow>().Where(r => EF.Parameter(ids).Contains(r.Device) && r.At >= from)
                .Select(r => new { r.Device, r.At }).ToListAsync(cancel);
            var known = kept.Select(r => (r.Device, r.At)).ToHashSet();
            await db.BulkAddAsync(part.Where(r => !known.Contains((r.Device, r.At))), cancel);
        }
    }

    /// <summary>What the readings of the last hours say.</summary>
    public async Task<ReadingSummary> SummaryAsync(string device, TimeSpan back, CancellationToken cancel)
    {
        var from = clock.GetUtcNow().UtcDateTime - back;
        await using var db = stores.Open();
        var rows = await db.Set<ReadingRow>().AsNoTracking().Where(r => r.Device == device && r.At >= from).ToListAsync(cancel);
        return new ReadingSummary(
            rows.Count, rows.Count(r => !r.Online), rows.Max(r => r.ClockErrorMs is { } error ? Math.Abs(error) : (double?)null), rows.Min(r => r.DiskFreeMb));
    }
}
