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
internal sealed class DeviceRegister(StoreFactory stores, Gazetteers gazetteers, HealthLimits limits, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, LiveDevice> _devices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTime> _lookedUp = new(StringComparer.Ordinal);

    /// <summary>Reading rows and taking them over is one step, so that an older row never replaces a newer one.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    private readonly SemaphoreSlim _saving = new(1, 1);

    /// <summary>The chains of one map of units on one day: ten thousand devices stand in a few thousand units.</summary>
    private volatile Chains _chains = new(null, default);

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
        var (today, units, chains) = (clock.Today(), gazetteers.Current, _chains);
        if (!ReferenceEquals(chains.Units, units) || chains.Day != today) _chains = chains = new Chains(units, today);
        return chains.ByUnit.GetOrAdd(
            unit,
            (asked, on) => on.units.HeirOf(asked, on.asOf) is { } heir ? [.. on.units.Chain(heir.Unit, on.asOf)] : [],
            (units, asOf: new AsOf(today, today)));
    }

    /// <summary>What a list shows and sorts a device by, worked out once for its row and its place.</summary>
    public ListedDevice ListedOf(LiveDevice device)
    {
        var chain = ChainOf(device.Row.Unit);
        if (device.Listed is { } known && ReferenceEquals(known.Row, device.Row) && ReferenceEquals(known.Chain, chain)) return known;
        var place = PlaceOf(device.Row.Unit);
        return device.Listed = new ListedDevice(
            device.Row, chain, place, VnText.Fold($"{device.Row.Name} {place} {device.Row.Id} {device.Row.Labels}"), VnText.Culture.CompareInfo.GetSortKey(device.Row.Name));
    }

    /// <summary>True when the device hears orders for this unit.</summary>
    public bool Hears(LiveDevice device, UnitId area)
    {
        foreach (var unit in ChainOf(device.Row.Unit))
            if (unit.Unit == area) return true;
        return false;
    }

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
    public (DeviceCondition Condition, IReadOnlyList<string> Notes) ConditionOf(LiveDevice device) => DeviceHealth.Judge(
        new HealthFacts(device.Row.TokenHash is not null, device.Row.Off, device.Row.Alarm, device.LastSeen, device.State), limits, clock.GetUtcNow().UtcDateTime);

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

/// <summary>The chains of units of one map on one day.</summary>
internal sealed record Chains(Gazetteer? Units, DateOnly Day)
{
    public ConcurrentDictionary<UnitId, IReadOnlyList<UnitVersion>> ByUnit { get; } = new();
}
