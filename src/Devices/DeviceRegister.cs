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
internal sealed class DeviceRegister(StoreFactory stores, Gazetteers gazetteers, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, LiveDevice> _devices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTime> _lookedUp = new(StringComparer.Ordinal);

    /// <summary>Reading rows and taking them over is one step, so that an older row never replaces a newer one.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    private readonly SemaphoreSlim _saving = new(1, 1);

    /// <summary>All of them.</summary>
    public IEnumerable<LiveDevice> All => _devices.Values;

    /// <summary>Reads them from the store.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await using var db = stores.Open();
            foreach (var row in await db.Set<DeviceRow>().AsNoTracking().ToListAsync(cancel)) Put(row);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads one again; null when there is none of this id.</summary>
    public async Task<LiveDevice?> RefreshAsync(string id, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await using var db = stores.Open();
            return await db.Set<DeviceRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel) is { } row ? Put(row) : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// True when the token is the device's, also when it was enrolled through another server a moment ago. Who is refused is looked up
    /// at most once in two seconds, so that wrong tokens do not become work for the store.
    /// </summary>
    public async Task<bool> AdmitsAsync(string id, string token, CancellationToken cancel)
    {
        if (!Authenticates(id, token))
        {
            var now = clock.GetUtcNow().UtcDateTime;
            if (id.Length > 32 || _lookedUp.GetValueOrDefault(id) > now.AddSeconds(-2)) return false;
            if (_lookedUp.Count > 1_000) foreach (var old in _lookedUp.Where(l => l.Value <= now.AddSeconds(-2))) _lookedUp.TryRemove(old.Key, out _);
            if (_lookedUp.Count > 2_000) return false;
            _lookedUp[id] = now;
            if (await RefreshAsync(id, cancel) is null || !Authenticates(id, token)) return false;
        }
        if (Find(id) is { } device) device.AdmittedBy = device.Row.TokenHash;
        return true;
    }

    /// <summary>One by id.</summary>
    public LiveDevice? Find(string id) => _devices.GetValueOrDefault(id);

    /// <summary>Takes over what the store now says; the live state stays.</summary>
    private LiveDevice Put(DeviceRow row) => _devices.AddOrUpdate(
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

    /// <summary>Takes a heartbeat, said at that instant (UTC) or just now.</summary>
    public void Observe(LiveDevice device, DeviceState state, DateTime? said = null)
    {
        if (state.Online)
        {
            device.State = state;
            var heard = clock.GetUtcNow().UtcDateTime;
            (device.LastSeen, device.HeardHere) = (said ?? heard, heard);
        }
        else
        {
            // It has gone on to another server, which hears it: the line that ends here is the old one.
            if (device.LastSeen > device.HeardHere) return;

            // The will is the broker's word, not the device's: what the device holds it still holds.
            device.State = (device.State ?? state) with { Online = false, Playing = null };
        }
        device.Unsaved = true;
    }

    /// <summary>Takes over the heartbeats that other servers wrote, of some devices or of all; returns the orders of which that says something new.</summary>
    public async Task<IReadOnlyCollection<string>> TakeStatesAsync(IReadOnlyCollection<string>? ids, CancellationToken cancel)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        await using var db = stores.Open();
        foreach (var part in ids is null ? [null] : ids.Chunk(1_000).Cast<string[]?>())
        {
            var rows = await db.Set<DeviceRow>().AsNoTracking().Where(d => d.LastState != null && (part == null || EF.Parameter(part).Contains(d.Id)))
                .Select(d => new { d.Id, d.LastState, d.LastSeen }).ToListAsync(cancel);
            foreach (var row in rows)
            {
                if (Find(row.Id) is not { } device || ReadState(row.LastState) is not { } state) continue;
                var later = row.LastSeen is { } seen && (device.LastSeen is not { } known || seen > known.AddMilliseconds(1));
                var left = !state.Online && device.State is { Online: true } && device.HeardHere is null && row.LastSeen >= device.LastSeen?.AddMilliseconds(-1);
                if (!later && !left) continue;
                changed.UnionWith(state.OrdersChangedFrom(device.State));
                (device.State, device.LastSeen) = (state, row.LastSeen);
                // It speaks to another server now.
                if (later) device.HeardHere = null;
            }
        }
        return changed;
    }

    /// <summary>Writes the heartbeats that came since the last time, and tells the other servers of whom.</summary>
    public async Task SaveStatesAsync(CancellationToken cancel)
    {
        // The timer and the end of the program may come at once: the same reading would be kept twice.
        await _saving.WaitAsync(cancel);
        try
        {
            await SaveUnsavedAsync(cancel);
        }
        finally
        {
            _saving.Release();
        }
    }

    private async Task SaveUnsavedAsync(CancellationToken cancel)
    {
        // Everybody in one order: two servers that wait for each other's rows would wait forever.
        var unsaved = _devices.Values.Where(d => d.Unsaved).OrderBy(d => d.Row.Id, StringComparer.Ordinal).ToList();
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
        await Readings.KeepAsync(db, readings, cancel);
        await db.TellAsync(DevicesInStep.States, unsaved.Select(d => d.Row.Id), cancel);
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

    public void Dispose()
    {
        _turn.Dispose();
        _saving.Dispose();
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

/// <summary>What a heartbeat says that the one before did not.</summary>
internal static class StateChanges
{
    /// <summary>The orders that came to be held, began or ended.</summary>
    public static IEnumerable<string> OrdersChangedFrom(this DeviceState state, DeviceState? before)
    {
        var changed = state.Orders.Except(before?.Orders ?? [], StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        if (before?.Playing == state.Playing) return changed;
        if (before?.Playing is { } was) changed.Add(was);
        if (state.Playing is { } now) changed.Add(now);
        return changed;
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

    /// <summary>UTC of the last heartbeat that came to this server; null when it speaks to another one.</summary>
    public DateTime? HeardHere { get; set; }

    /// <summary>The hash of the token with which it was let in here.</summary>
    public string? AdmittedBy { get; set; }

    /// <summary>A desired version newer than every one before, also across restarts.</summary>
    public long NextDesiredVersion(DateTimeOffset now)
    {
        while (true)
        {
            var last = Interlocked.Read(ref _desiredVersion);
            // Also newer than what another server gave it, whatever that one's clock says.
            var next = Math.Max(Math.Max(last, State?.DesiredVersion ?? 0) + 1, now.ToUnixTimeMilliseconds());
            if (Interlocked.CompareExchange(ref _desiredVersion, next, last) == last) return next;
        }
    }
}
