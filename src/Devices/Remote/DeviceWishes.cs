using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>
/// The commands in force and the release on offer, in memory, so that ten thousand devices that come back at once ask the store
/// nothing. The store is the truth; it is read again whenever one of them changes, here or on another server.
/// </summary>
internal sealed class DeviceWishes(StoreFactory stores, TimeProvider clock)
{
    private sealed record Held(IReadOnlyList<CommandRow> ForAreas, ConcurrentDictionary<string, IReadOnlyList<CommandRow>> ForDevices, ReleaseRow? Release);

    private readonly Lock _turn = new();
    private Held _held = new([], new ConcurrentDictionary<string, IReadOnlyList<CommandRow>>(StringComparer.Ordinal), null);
    private int _reading;

    /// <summary>Reads them from the store; of two readings the one that began later stays.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        var turn = Interlocked.Increment(ref _reading);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = stores.Open();
        var commands = await db.Set<CommandRow>().AsNoTracking().Where(c => c.Expires > now).OrderBy(c => c.Issued).ToListAsync(cancel);
        var releases = await db.Set<ReleaseRow>().AsNoTracking().Where(r => r.Stopped == null && r.Expires > now).ToListAsync(cancel);
        var mine = commands.Where(c => c.Device != null).GroupBy(c => c.Device!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<CommandRow>)[.. g], StringComparer.Ordinal);
        lock (_turn)
        {
            if (turn != _reading) return;
            _held = new Held(
                [.. commands.Where(c => c.Device is null)], new ConcurrentDictionary<string, IReadOnlyList<CommandRow>>(mine, StringComparer.Ordinal),
                releases.OrderByDescending(r => PlayerVersion.Parse(r.Version)).FirstOrDefault());
        }
    }

    /// <summary>What a device should do once, oldest first; null for nothing.</summary>
    public IReadOnlyList<DeviceCommand>? CommandsFor(string device, IReadOnlyCollection<UnitId> chain)
    {
        var held = _held;
        var now = clock.GetUtcNow().UtcDateTime;
        var mine = held.ForDevices.GetValueOrDefault(device) ?? [];
        if (mine.Count == 0 && held.ForAreas.Count == 0) return null;
        var live = mine.Concat(held.ForAreas.Where(c => c.Area is { } area && chain.Contains(area))).Where(c => c.Expires > now)
            .Select(c => new DeviceCommand(c.Id, c.Kind, c.Issued, c.Expires) { Value = c.Value }).ToList();
        return live.Count == 0 ? null : live;
    }

    /// <summary>True when something is in force for it, of which its last desired state may know nothing.</summary>
    public DateTime? NewestFor(string device, IReadOnlyCollection<UnitId> chain) => CommandsFor(device, chain)?.Max(c => c.Issued);

    /// <summary>The update that this device is offered, or null: its share has not come, or it runs that version.</summary>
    public UpdateOffer? UpdateFor(string device, DeviceState? state) =>
        _held.Release is { } release && release.Expires > clock.GetUtcNow().UtcDateTime && IsInShare(device, release) && !PlayerVersion.Runs(state?.Version, release.Version)
            ? new UpdateOffer(release.Manifest) : null;

    /// <summary>The same devices for one version whenever it is asked, others for another version: nobody is always the first to try.</summary>
    internal static bool IsInShare(string device, ReleaseRow release) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(release.Version + "\n" + device))) % 100 < release.Share;
}
