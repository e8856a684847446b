using System.Collections.Concurrent;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>The orders that some device may still need, in memory: ten thousand devices that come back at once ask the store nothing.</summary>
internal sealed class LiveOrders(StoreFactory stores, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, OrderRow> _orders = new(StringComparer.Ordinal);

    /// <summary>Reads them from the store.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = stores.Open();
        foreach (var row in await db.Set<OrderRow>().AsNoTracking().Where(o => o.Expires > now).ToListAsync(cancel)) _orders[row.Id] = row;
    }

    /// <summary>Adds one that has been committed.</summary>
    public void Add(OrderRow order)
    {
        _orders[order.Id] = order;
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var old in _orders.Values.Where(o => o.Expires <= now)) _orders.TryRemove(old.Id, out _);
    }

    /// <summary>All of them.</summary>
    public IEnumerable<OrderRow> All => _orders.Values;

    /// <summary>When the newest order for these units was signed, UTC; null when there is none.</summary>
    public DateTime? NewestFor(IReadOnlyCollection<UnitId> chain)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        DateTime? newest = null;
        foreach (var (_, order) in _orders)
            if (order.Expires > now && !(order.Issued <= newest) && chain.Contains(order.Area)) newest = order.Issued;
        return newest;
    }

    /// <summary>Reads what other servers signed: those orders, of one bulletin or of all, that this server did not have.</summary>
    public async Task<IReadOnlyList<OrderRow>> TakeNewAsync(string? bulletin, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = stores.Open();
        var rows = await db.Set<OrderRow>().AsNoTracking().Where(o => o.Expires > now && (bulletin == null || o.Bulletin == bulletin)).OrderBy(o => o.Serial).ToListAsync(cancel);
        return rows.FindAll(row => _orders.TryAdd(row.Id, row));
    }

    /// <summary>The bulletin of an order.</summary>
    public string? BulletinOf(string order) => _orders.GetValueOrDefault(order)?.Bulletin;

    /// <summary>What a device in these units should hold, oldest first: what is withdrawn only as its withdrawal.</summary>
    public IReadOnlyList<OrderEnvelope> For(IReadOnlyCollection<UnitId> chain)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var mine = _orders.Values.Where(o => o.Expires > now && chain.Contains(o.Area)).OrderBy(o => o.Serial).ToList();
        var withdrawn = mine.Where(o => o.Kind == Order.Withdraw).Select(o => o.Withdraws!).ToHashSet(StringComparer.Ordinal);
        return [.. mine.Where(o => !withdrawn.Contains(o.Id)).Select(o => new OrderEnvelope(o.Jws, o.DelegationJws))];
    }
}

/// <summary>Builds and signs what a device should hold.</summary>
internal sealed class DesiredStates(
    DeviceRegister register, LiveOrders orders, DeviceWishes wishes, KeyRing keys, IEnumerable<IDeviceRules> rules, TimeProvider clock)
{
    /// <summary>The device's chain with names, lowest first.</summary>
    public IReadOnlyList<AreaName> ChainOf(LiveDevice device) => [.. register.ChainOf(device.Row.Unit).Select(v => new AreaName(v.Unit, v.FullName))];

    /// <summary>What officers set on the device, and then what the rules of its place say.</summary>
    public DeviceSettings SettingsOf(LiveDevice device)
    {
        var chain = register.ChainOf(device.Row.Unit).Select(v => v.Unit).ToList();
        return rules.Aggregate(new DeviceSettings(device.Row.Volume) { Off = device.Row.Off ? true : null }, (settings, rule) => rule.Over(chain, settings));
    }

    /// <summary>The desired state of now, signed by the root.</summary>
    public string SignedFor(LiveDevice device)
    {
        var chain = ChainOf(device);
        UnitId[] units = [.. chain.Select(a => a.Unit)];
        var desired = new Desired(
            device.Row.Id, device.NextDesiredVersion(clock.GetUtcNow()), keys.Root, chain, orders.For(units), SettingsOf(device))
        {
            Commands = wishes.CommandsFor(device.Row.Id, units), Update = wishes.UpdateFor(device.Row.Id, device.State),
        };
        return keys.SignAsRoot(desired, Desired.Type);
    }
}
