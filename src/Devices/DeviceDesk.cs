using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>What officers do with devices, and what pages show of them.</summary>
public sealed class DeviceDesk
{
    private readonly StoreFactory _stores;
    private readonly Ledger _ledger;
    private readonly DeviceRegister _register;
    private readonly DesiredStates _desired;
    private readonly IDeviceLink _link;
    private readonly TimeProvider _clock;

    internal DeviceDesk(StoreFactory stores, Ledger ledger, DeviceRegister register, DesiredStates desired, IDeviceLink link, TimeProvider clock) =>
        (_stores, _ledger, _register, _desired, _link, _clock) = (stores, ledger, register, desired, link, clock);

    /// <summary>Reads the devices from the store; the link does it by itself, a program without a link asks for it.</summary>
    public Task OpenAsync(CancellationToken cancel) => _register.LoadAsync(cancel);

    /// <summary>Adds a device; its code waits to be typed into it.</summary>
    public async Task<Outcome<DeviceView>> AddAsync(string name, DeviceKind kind, UnitId unit, string by, CancellationToken cancel)
    {
        var clean = VnText.Clean(name);
        if (clean.Length is 0 or > 200) return new Problem("name", "Ghi tên thiết bị, nhiều nhất 200 chữ.");
        if (_register.ChainOf(unit) is not [var place, ..]) return new Problem("unit", "Địa bàn “{0}” không có trong danh mục hôm nay. Chọn lại địa bàn.", unit.Value);
        var row = new DeviceRow
        {
            Id = "d" + RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 9), Name = clean, Kind = kind, Unit = unit,
            EnrolCode = EnrolCode.New(), EnrolCodeUntil = Now + DeviceRules.CodeLife, Added = Now,
        };
        await _ledger.WriteAsync(
            (db, acts) =>
            {
                db.Add(row);
                acts.Record(by, "device-added", row.Id, new { row.Name, Kind = kind, Unit = unit.Value, Place = place.FullName });
                return Task.FromResult(true);
            },
            cancel);
        return View((await _register.RefreshAsync(row.Id, CancellationToken.None))!);
    }

    /// <summary>A new code for a device that was changed or reset; its old token serves until the code is used.</summary>
    public async Task<Outcome<DeviceView>> NewCodeAsync(string device, string by, CancellationToken cancel) => await ChangeAsync(
        device, by, "device-code",
        row =>
        {
            row.EnrolCode = EnrolCode.New();
            row.EnrolCodeUntil = Now + DeviceRules.CodeLife;
        },
        cancel);

    /// <summary>Sets the volume, 0 to 100; the device hears it at once when it is connected.</summary>
    public async Task<Outcome<DeviceView>> SetVolumeAsync(string device, int volume, string by, CancellationToken cancel)
    {
        if (volume is < 0 or > 100) return new Problem("volume", "Âm lượng phải từ 0 đến 100. Bạn đã nhập {0}.", volume);
        return await ChangeAndTellAsync(device, by, "device-volume", row => row.Volume = volume, cancel);
    }

    /// <summary>Puts a device out of use, or back: off, it stays connected and plays nothing.</summary>
    public Task<Outcome<DeviceView>> SetOffAsync(string device, bool off, string by, CancellationToken cancel) =>
        ChangeAndTellAsync(device, by, off ? "device-off" : "device-on", row => row.Off = off, cancel);

    /// <summary>Says where the pole stands, as a telephone's map gives it; empty takes it away.</summary>
    public async Task<Outcome<DeviceView>> SetPointAsync(string device, string? point, string by, CancellationToken cancel)
    {
        var parsed = GeoPoint.Parse(point);
        if (!parsed.Ok) return parsed.Problems.ToList();
        return await ChangeAsync(device, by, "device-place", row => (row.Latitude, row.Longitude) = (parsed.Value?.Latitude, parsed.Value?.Longitude), cancel);
    }

    /// <summary>Puts a device into named groups, separated by commas: at most eight of forty letters.</summary>
    public async Task<Outcome<DeviceView>> SetLabelsAsync(string device, string? labels, string by, CancellationToken cancel)
    {
        var names = (labels ?? "").Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(VnText.Clean).Where(l => l.Length > 0)
            .DistinctBy(VnText.Fold).ToList();
        if (names.Count > 8 || names.Any(n => n.Length > 40)) return new Problem("labels", "Mỗi thiết bị nhiều nhất 8 nhóm, mỗi tên nhóm nhiều nhất 40 chữ.");
        return await ChangeAsync(device, by, "device-labels", row => row.Labels = names.Count == 0 ? null : string.Join('\n', names), cancel);
    }

    /// <summary>Takes a device's token back at once: a stolen or scrapped one. It needs a new code to come again.</summary>
    public async Task<Outcome<DeviceView>> RevokeAsync(string device, string by, CancellationToken cancel)
    {
        var revoked = await ChangeAsync(device, by, "device-revoked", row => (row.TokenHash, row.EnrolCode, row.EnrolCodeUntil) = (null, null, null), cancel);
        if (revoked.Ok) await _link.DisconnectAsync(device, cancel);
        return revoked;
    }

    /// <summary>Every group that is used, by name.</summary>
    public IReadOnlyList<string> Labels() =>
        [.. _register.All.SelectMany(d => LabelsOf(d.Row)).Distinct(StringComparer.Ordinal).Order(VnText.Order)];

    /// <summary>How devices stand in each unit of a level, for a map: the worst condition and how many stand how.</summary>
    public IReadOnlyDictionary<UnitId, IReadOnlyDictionary<DeviceCondition, int>> ByUnit(DeviceKind kind, Func<UnitVersion, bool> level) => _register.All
        .Where(d => d.Row.Kind == kind).Select(d => (Unit: _register.ChainOf(d.Row.Unit).FirstOrDefault(level), _register.ConditionOf(d).Condition))
        .Where(d => d.Unit is not null).GroupBy(d => d.Unit!.Unit)
        .ToDictionary(g => g.Key, g => (IReadOnlyDictionary<DeviceCondition, int>)g.CountBy(d => d.Condition).ToDictionary());

    /// <summary>Devices, those that need a person first, then by name.</summary>
    public DevicePage List(DeviceFilter filter)
    {
        var text = VnText.Fold(filter.Text?.Trim());
        var counts = Enum.GetValues<DeviceCondition>().ToDictionary(c => c, _ => 0);
        var found = new List<(LiveDevice Device, DeviceCondition Condition, ListedDevice Listed)>();
        foreach (var device in _register.All)
        {
            if (filter.Kind is { } kind && device.Row.Kind != kind) continue;
            if (filter.Area is { } area && !_register.Hears(device, area)) continue;
            if (filter.Label is { Length: > 0 } label && !LabelsOf(device.Row).Contains(label)) continue;
            if (filter.Version is { } version && (device.State?.Version ?? "") != version) continue;
            var listed = _register.ListedOf(device);
            if (text.Length > 0 && !listed.Folded.Contains(text, StringComparison.Ordinal)) continue;
            var condition = _register.ConditionOf(device).Condition;
            counts[condition]++;
            if (filter.Condition is null || filter.Condition == condition) found.Add((device, condition, listed));
        }
        found.Sort(static (a, b) =>
            DeviceHealth.Severity(a.Condition).CompareTo(DeviceHealth.Severity(b.Condition)) is var worse && worse != 0 ? worse
            : System.Globalization.SortKey.Compare(a.Listed.Key, b.Listed.Key) is var name && name != 0 ? name : string.CompareOrdinal(a.Device.Row.Id, b.Device.Row.Id));
        return new DevicePage(found.Count, [.. found.Skip((Math.Max(1, filter.Page) - 1) * filter.Size).Take(filter.Size).Select(f => View(f.Device))], counts);
    }

    /// <summary>One device, or null.</summary>
    public DeviceView? Find(string device) => _register.Find(device) is { } live ? View(live) : null;

    /// <summary>What a device should play between two instants (UTC), each with its reason, by the orders that were signed.</summary>
    public async Task<Outcome<List<TimelineEntry>>> TimelineAsync(string device, DateTime from, DateTime to, CancellationToken cancel)
    {
        if (_register.Find(device) is not { } live) return new Problem("device", "Không có thiết bị “{0}”.", device);
        var chain = _register.ChainOf(live.Row.Unit).Select(v => v.Unit).ToList();
        await using var db = _stores.Open();
        var rows = await db.Set<OrderRow>().AsNoTracking().Where(o => chain.Contains(o.Area) && o.Expires > from && o.At < to).ToListAsync(cancel);
        var orders = rows.Select(row => JsonSerializer.Deserialize<Order>(row.Payload, LangSoJson.Compact)!);
        return Timeline.Build(orders, chain, from, to, settings: _desired.SettingsOf(live)).ToList();
    }

    /// <summary>What a device did last, newest first.</summary>
    public async Task<IReadOnlyList<PlayView>> PlaysOfAsync(string device, int most, CancellationToken cancel)
    {
        await using var db = _stores.Open();
        return await ShownAsync(db, db.Set<PlayRow>().Where(p => p.Device == device).OrderByDescending(p => p.N).Take(most), cancel);
    }

    /// <summary>How a device was in the last 24 hours.</summary>
    public Task<ReadingSummary> DayOfAsync(string device, CancellationToken cancel) => new Readings(_stores, _clock).SummaryAsync(device, TimeSpan.FromHours(24), cancel);

    /// <summary>What a device measured over some time, oldest first.</summary>
    public Task<IReadOnlyList<ReadingView>> ReadingsAsync(string device, TimeSpan back, CancellationToken cancel) => new Readings(_stores, _clock).SinceAsync(device, back, cancel);

    /// <summary>Orders that devices refused, newest first.</summary>
    public async Task<IReadOnlyList<PlayView>> RefusalsAsync(int most, CancellationToken cancel)
    {
        await using var db = _stores.Open();
        return await ShownAsync(db, db.Set<PlayRow>().Where(p => p.Result == "refused").OrderByDescending(p => p.Received).Take(most), cancel);
    }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    private async Task<List<PlayView>> ShownAsync(StoreContext db, IQueryable<PlayRow> plays, CancellationToken cancel)
    {
        var rows = await (from p in plays
                          join o in db.Set<OrderRow>() on p.OrderId equals o.Id into known
                          from o in known.DefaultIfEmpty()
                          select new { Play = p, Title = o == null ? null : o.Title }).AsNoTracking().ToListAsync(cancel);
        return [.. rows.Select(r => new PlayView(
            r.Play.Device, _register.Find(r.Play.Device)?.Row.Name ?? r.Play.Device, r.Play.N, r.Play.OrderId, r.Play.Bulletin, r.Title, r.Play.Planned, r.Play.Started,
            r.Play.Ended, r.Play.Result, r.Play.Reason, r.Play.StartErrorMs, r.Play.Received))];
    }

    private async Task<Outcome<DeviceView>> ChangeAsync(string device, string by, string act, Action<DeviceRow> change, CancellationToken cancel)
    {
        var row = await _ledger.WriteAsync(
            async (db, acts) =>
            {
                var found = await db.Set<DeviceRow>().SingleOrDefaultAsync(d => d.Id == device, cancel);
                if (found is null) return null;
                change(found);
                acts.Record(by, act, device, new { found.Name, found.Volume, found.Off, found.Latitude, found.Longitude, found.Labels });
                return found;
            },
            cancel);
        return row is null ? new Problem("device", "Không có thiết bị “{0}”.", device) : View((await _register.RefreshAsync(device, CancellationToken.None))!);
    }

    private async Task<Outcome<DeviceView>> ChangeAndTellAsync(string device, string by, string act, Action<DeviceRow> change, CancellationToken cancel)
    {
        var outcome = await ChangeAsync(device, by, act, change, cancel);
        if (outcome.Ok && _register.Find(device) is { Row.TokenHash: not null } live) await _link.SendDesiredAsync(device, _desired.SignedFor(live), cancel);
        return outcome;
    }

    private static string[] LabelsOf(DeviceRow row) => row.Labels?.Split('\n') ?? [];

    private DeviceView View(LiveDevice device)
    {
        var (condition, notes) = _register.ConditionOf(device);
        var row = device.Row;
        return new DeviceView(
            row.Id, row.Name, row.Kind, row.Unit, _register.ListedOf(device).Place, condition, notes, device.LastSeen, device.State?.Volume ?? row.Volume, device.State?.Playing,
            row.EnrolCodeUntil > Now ? row.EnrolCode : null, row.EnrolledAt)
        {
            Said = device.State, SetVolume = row.Volume, Labels = LabelsOf(row), Off = row.Off,
            Point = row is { Latitude: { } north, Longitude: { } east } ? new GeoPoint(north, east) : null,
        };
    }
}
