using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>
/// Every device in memory: who may connect, where it stands, how it is. The store stays the truth for what people set; heartbeats
/// are written behind, because the next one comes anyway.
/// </summary>
internal sealed class DeviceRegister(StoreFactory stores, Gazetteers gazetteers, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, LiveDevice> _devices = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IEnumerable<LiveDevice> All => _devices.Values;

    /// <summary>Reads them from the store.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        await using var db = stores.Open();
        foreach (var row in await db.Set<DeviceRow>().AsNoTracking().ToListAsync(cancel)) Put(row);
    }

    /// <summary>One by id.</summary>
    public LiveDevice? Find(string id) => _devices.GetValueOrDefault(id);

    /// <summary>Takes over what the store now says; the live state stays.</summary>
    public LiveDevice Put(DeviceRow row) => _devices.AddOrUpdate(
        row.Id,
        _ => new LiveDevice(row) { State = ReadState(row.LastState), LastSeen = row.LastSeen },
        (_, known) => { known.Row = row; return known; });

    /// <summary>True when the token is the device's.</summary>
    public bool Authenticates(string id, string token) =>
        Find(id)?.Row.TokenHash is { } hash && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(HashOf(token)));

    /// <summary>What stands in the store instead of the token.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>The device's units today, lowest first. A device whose unit went into another one stands in that one now.</summary>
    public IReadOnlyList<UnitVersion> ChainOf(UnitId unit)
    {
        var asOf = new AsOf(clock.Today(), clock.Today());
        var units = gazetteers.Current;
        return units.HeirOf(unit, asOf) is { } heir ? units.Chain(heir.Unit, asOf) : [];
    }

    /// <summary>True when the device hears orders for this unit.</summary>
    public bool Hears(LiveDevice device, UnitId area) => ChainOf(device.Row.Unit).Any(v => v.Unit == area);

    /// <summary>"xóm Lâm Phú, xã Giao Ninh".</summary>
    public string PlaceOf(UnitId unit) => string.Join(", ", ChainOf(unit).Take(2).Select(v => v.FullName));

    /// <summary>Takes a heartbeat.</summary>
    public void Observe(LiveDevice device, DeviceState state)
    {
        if (state.Online)
        {
            device.State = state;
            device.LastSeen = clock.GetUtcNow().UtcDateTime;
        }
        else
        {
            // The will is the broker's word, not the device's: what the device holds it still holds.
            device.State = (device.State ?? state) with { Online = false, Playing = null };
        }
        device.Unsaved = true;
    }

    /// <summary>Writes the heartbeats that came since the last time.</summary>
    public async Task SaveStatesAsync(CancellationToken cancel)
    {
        var unsaved = _devices.Values.Where(d => d.Unsaved).ToList();
        if (unsaved.Count == 0) return;
        await using var db = stores.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var readings = new List<ReadingRow>();
        foreach (var device in unsaved)
        {
            device.Unsaved = false;
            if (Readings.Due(device) is { } reading) readings.Add(reading);
            var (state, seen) = (JsonSerializer.Serialize(device.State, LangSoJson.Compact), device.LastSeen);
            await db.Set<DeviceRow>().Where(d => d.Id == device.Row.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.LastState, state).SetProperty(d => d.LastSeen, seen), cancel);
        }
        await db.BulkAddAsync(readings, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>How it stands now, and why.</summary>
    public (DeviceCondition Condition, IReadOnlyList<string> Notes) ConditionOf(LiveDevice device)
    {
        if (device.Row.TokenHash is null) return (DeviceCondition.NotEnrolled, []);
        if (device.LastSeen is not { } seen) return (DeviceCondition.Silent, ["Chưa lần nào báo về."]);
        if (clock.GetUtcNow().UtcDateTime - seen > DeviceRules.SilentAfter || device.State is not { } state)
            return (DeviceCondition.Silent, [$"Lần cuối báo về {VnTime.Moment(seen)}."]);
        if (!state.Online) return (DeviceCondition.Check, [$"Vừa mất kết nối, lần cuối báo về {VnTime.ClockSeconds(seen)}."]);
        List<string> notes = [.. state.Notes];
        if (state.ClockErrorMs is { } error && Math.Abs(error) > DeviceRules.ClockErrorToCheckMs)
            notes.Add($"Đồng hồ lệch {VnText.Number((long)Math.Abs(error / 1000))} giây.");
        if (state.DiskFreeMb < DeviceRules.DiskToCheckMb) notes.Add($"Bộ nhớ còn {VnText.Number(state.DiskFreeMb.Value)} MB.");
        if (notes.Count > 0) return (DeviceCondition.Check, notes);
        return (state.Playing is null ? DeviceCondition.Ready : DeviceCondition.Playing, []);
    }

    private static DeviceState? ReadState(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<DeviceState>(json, LangSoJson.Compact);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A device and how it is. Fields are replaced whole, so that readers need no lock.</summary>
internal sealed class LiveDevice(DeviceRow row)
{
    private long _desiredVersion;

    public DeviceRow Row { get; set; } = row;
    public DeviceState? State { get; set; }
    public DateTime? LastSeen { get; set; }
    public bool Unsaved { get; set; }

    /// <summary>The last one that was kept.</summary>
    public ReadingRow? LastReading { get; set; }

    /// <summary>A desired version newer than every one before, also across restarts.</summary>
    public long NextDesiredVersion(DateTimeOffset now)
    {
        while (true)
        {
            var last = Interlocked.Read(ref _desiredVersion);
            var next = Math.Max(last + 1, now.ToUnixTimeMilliseconds());
            if (Interlocked.CompareExchange(ref _desiredVersion, next, last) == last) return next;
        }
    }
}
