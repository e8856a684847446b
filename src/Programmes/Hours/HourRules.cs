using System.Collections.Immutable;
using LangSo.Airtime;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Programmes;

/// <summary>
/// The hours of silence and of volume that hold, by unit, in memory: devices are asked about all the time, hours change a few times a year. Read from the store
/// when first needed and after each change, here or on another server.
/// </summary>
internal sealed class HourRules(StoreFactory stores) : IDeviceRules
{
    private readonly Lock _reading = new();
    private volatile ImmutableDictionary<UnitId, ImmutableArray<AirHoursRow>>? _rows;

    /// <summary>Reads them anew.</summary>
    public void Refresh() => _rows = Read();

    public DeviceSettings Over(IReadOnlyList<UnitId> chain, DeviceSettings own)
    {
        var rows = Rows();
        if (rows.IsEmpty) return own;
        List<QuietHours> quiet = [];
        IReadOnlyList<VolumeHours>? volumes = null;
        foreach (var unit in chain)
        {
            if (!rows.TryGetValue(unit, out var here)) continue;
            foreach (var row in here.Where(r => r.Kind == AirHoursKind.Quiet)) quiet.Add(new QuietHours(row.From, row.To, row.Weekdays));
            // The nearest unit that set volumes sets them all.
            if (volumes is null && here.Any(r => r.Kind == AirHoursKind.Volume))
                volumes = [.. here.Where(r => r.Kind == AirHoursKind.Volume).Select(r => new VolumeHours(r.From, r.To, r.Volume ?? own.Volume))];
        }
        return quiet.Count == 0 && volumes is null ? own : own with { Quiet = quiet.Count == 0 ? own.Quiet : quiet, Volumes = volumes ?? own.Volumes };
    }

    /// <summary>The units that have hours of their own.</summary>
    public IEnumerable<UnitId> Units => Rows().Keys;

    /// <summary>What holds at a unit itself.</summary>
    public IReadOnlyList<AirHoursRow> At(UnitId unit) => Rows().TryGetValue(unit, out var here) ? here : [];

    private ImmutableDictionary<UnitId, ImmutableArray<AirHoursRow>> Rows()
    {
        if (_rows is { } known) return known;
        lock (_reading) return _rows ??= Read();
    }

    private ImmutableDictionary<UnitId, ImmutableArray<AirHoursRow>> Read()
    {
        using var db = stores.Open();
        return db.Set<AirHoursRow>().AsNoTracking().Where(h => h.EndedAt == null).ToList()
            .GroupBy(h => h.Unit).ToImmutableDictionary(g => g.Key, g => g.OrderBy(h => h.From).ToImmutableArray());
    }
}

/// <summary>Hears of hours that were changed on another server, and tells the devices that are connected here.</summary>
internal sealed class HoursInStep(HourRules rules, IOrderDesk desk, IDeviceLink link) : INewsReader
{
    public bool Hears(string topic) => topic == News.Acts;

    public async Task HearAsync(News news, CancellationToken cancel)
    {
        foreach (var (_, unit) in news.ActLines().Where(l => l.Act is HourDesk.Set or HourDesk.Ended))
        {
            rules.Refresh();
            if (unit != News.Many && !link.ReachesEveryServer) await desk.RenewDesiredAsync(new UnitId(unit), cancel);
        }
    }

    public Task CatchUpAsync(CancellationToken cancel)
    {
        rules.Refresh();
        return Task.CompletedTask;
    }
}
