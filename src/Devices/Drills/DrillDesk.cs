using System.Security.Cryptography;
using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>A drill in a list.</summary>
/// <param name="At">UTC.</param>
/// <param name="Devices">Loudspeakers that were in the unit when it was ordered.</param>
/// <param name="Answered">Those that answered in time.</param>
public sealed record DrillView(string Id, bool Audible, UnitId Area, string Place, DateTime At, DateTime Until, string By, int Devices, int Answered);

/// <summary>What one device did in a drill.</summary>
/// <param name="LateMs">From the drill's instant to the answer or the first sound; null when there was none.</param>
/// <param name="Volume">0 to 100, when it answered.</param>
/// <param name="Says">What it said, or why there was none.</param>
public sealed record DrillLine(string Device, string Name, string Place, bool Answered, double? LateMs, int? Volume, string? Says);

/// <summary>A commune's sheet of a drill.</summary>
public sealed record DrillSheet(UnitId? Commune, string Name, IReadOnlyList<DrillLine> Lines)
{
    /// <summary>How many answered.</summary>
    public int Answered => Lines.Count(l => l.Answered);
}

/// <summary>
/// Drills: a silent one asks every loudspeaker of a unit to answer a signed command; an audible one is an order, signed by one who may
/// sign bulletins there, that plays a short tone. Both sheets are made from what devices recorded.
/// </summary>
public sealed class DrillDesk
{
    /// <summary>How long the tone of a drill is.</summary>
    internal const int ToneMs = 3_007;

    /// <summary>Who came later has not answered.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly StoreFactory _stores;
    private readonly Ledger _ledger;
    private readonly DeviceRegister _register;
    private readonly RemoteDesk _remote;
    private readonly IBulletinSender _sender;
    private readonly IMediaVault _vault;
    private readonly Gazetteers _units;
    private readonly TimeProvider _clock;

    internal DrillDesk(
        StoreFactory stores, Ledger ledger, DeviceRegister register, RemoteDesk remote, IBulletinSender sender, IMediaVault vault, Gazetteers units, TimeProvider clock) =>
        (_stores, _ledger, _register, _remote, _sender, _vault, _units, _clock) = (stores, ledger, register, remote, sender, vault, units, clock);

    /// <summary>Asks every loudspeaker of the unit to answer now, without a sound.</summary>
    public async Task<Outcome<string>> SilentAsync(UnitId area, string by, CancellationToken cancel)
    {
        if (Reach(area) is not { Ok: true } reach) return Reach(area).Problems.ToList();
        var id = await _ledger.WriteAsync(
            (db, acts) =>
            {
                var command = RemoteDesk.RowOf(acts, DeviceCommand.Drill, by, Patience, area: area);
                db.Add(command);
                db.Add(new DrillRow { Id = command.Id, Audible = false, Area = area, At = command.Issued, Until = command.Expires, By = by, Devices = reach.Value });
                acts.Record(by, "device-drill", command.Id, new { Area = area.Value, Audible = false, Devices = reach.Value });
                return Task.FromResult(command.Id);
            },
            cancel);
        await _remote.TellAreaAsync(area, cancel);
        return id;
    }

    /// <summary>Orders a tone on every loudspeaker of the unit at that instant (UTC), signed by <paramref name="by"/>; refused when they may not sign there.</summary>
    public async Task<Outcome<string>> AudibleAsync(UnitId area, DateTime at, string by, CancellationToken cancel)
    {
        if (at < _clock.GetUtcNow().UtcDateTime) return new Problem("at", "Giờ diễn tập đã qua. Chọn giờ sau bây giờ.");
        if (Reach(area) is not { Ok: true } reach) return Reach(area).Problems.ToList();
        var tone = Tone();
        string hash;
        try
        {
            hash = await _vault.PutAsync(tone, cancel);
        }
        catch (MediaUnavailableException e)
        {
            return e.Problem;
        }
        var bulletin = BulletinId.New(_clock);
        var place = _register.PlaceOf(area);
        var sent = await _ledger.WriteAsync(
            async (db, acts) =>
            {
                var signed = await _sender.SignAsync(
                    db, acts,
                    new Dispatch(
                        bulletin, "Thử loa, " + place, area, BulletinClass.Normal, at, at + Patience, new SoundRef(hash, tone.Length, ToneMs),
                        new BoardCard("Thử loa truyền thanh", [VnTime.Moment(at)], place), by),
                    cancel);
                if (!signed.Ok) return signed;
                db.Add(new DrillRow { Id = bulletin.ToString(), Audible = true, Area = area, At = signed.Value.At, Until = signed.Value.At + Patience, By = by, Devices = reach.Value });
                acts.Record(by, "device-drill", bulletin.ToString(), new { Area = area.Value, Audible = true, Devices = reach.Value });
                return signed;
            },
            cancel);
        if (!sent.Ok) return sent.Problems.ToList();
        await _sender.PublishAsync(sent.Value, cancel);
        return bulletin.ToString();
    }

    /// <summary>Drills of these units, newest first.</summary>
    public async Task<IReadOnlyList<DrillView>> ListAsync(int most, CancellationToken cancel)
    {
        await using var db = _stores.Open();
        var rows = await db.Set<DrillRow>().AsNoTracking().OrderByDescending(d => d.At).Take(most).ToListAsync(cancel);
        var ids = rows.Select(r => r.Id).ToArray();
        var silent = await db.Set<CommandAnswerRow>().Where(a => EF.Parameter(ids).Contains(a.Command) && a.Result == CommandAnswer.Done)
            .GroupBy(a => a.Command).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var heard = await db.Set<PlayRow>().Where(p => EF.Parameter(ids).Contains(p.Bulletin) && (p.Result == "played" || p.Result == "cut"))
            .GroupBy(p => p.Bulletin).Select(g => new { g.Key, Count = g.Select(p => p.Device).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return [.. rows.Select(r => new DrillView(
            r.Id, r.Audible, r.Area, _register.PlaceOf(r.Area), r.At, r.Until, r.By, r.Devices, (r.Audible ? heard : silent).GetValueOrDefault(r.Id)))];
    }

    /// <summary>A drill with a sheet for each commune, the devices that did not answer first; null when there is none of this id.</summary>
    public async Task<(DrillView Drill, IReadOnlyList<DrillSheet> Sheets)?> SheetsAsync(string id, CancellationToken cancel)
    {
        await using var db = _stores.Open();
        if (await db.Set<DrillRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } row) return null;
        var lines = row.Audible ? await HeardAsync(db, row, cancel) : await AnsweredAsync(db, row, cancel);
        var sheets = lines.GroupBy(l => CommuneOf(l.Device.Row.Unit)?.Unit)
            .Select(g => new DrillSheet(
                g.Key, CommuneOf(g.First().Device.Row.Unit)?.FullName ?? _register.PlaceOf(row.Area),
                [.. g.OrderBy(l => l.Line.Answered).ThenBy(l => l.Line.Name, VnText.Order).Select(l => l.Line)]))
            .OrderBy(s => s.Name, VnText.Order).ToList();
        var drill = new DrillView(row.Id, row.Audible, row.Area, _register.PlaceOf(row.Area), row.At, row.Until, row.By, row.Devices, lines.Count(l => l.Line.Answered));
        return (drill, sheets);
    }

    private async Task<List<(LiveDevice Device, DrillLine Line)>> AnsweredAsync(StoreContext db, DrillRow drill, CancellationToken cancel)
    {
        var answers = await db.Set<CommandAnswerRow>().AsNoTracking().Where(a => a.Command == drill.Id).ToDictionaryAsync(a => a.Device, StringComparer.Ordinal, cancel);
        return [.. Speakers(drill.Area).Select(d => (d, answers.GetValueOrDefault(d.Row.Id) is { } a
            ? Line(d, a.Result == CommandAnswer.Done, (a.At - drill.At).TotalMilliseconds, a.Volume, a.Says)
            : Line(d, false, null, null, Why(d))))];
    }

    private async Task<List<(LiveDevice Device, DrillLine Line)>> HeardAsync(StoreContext db, DrillRow drill, CancellationToken cancel)
    {
        var plays = (await db.Set<PlayRow>().AsNoTracking().Where(p => p.Bulletin == drill.Id).ToListAsync(cancel)).ToLookup(p => p.Device, StringComparer.Ordinal);
        var volumes = (await db.Set<ReadingRow>().AsNoTracking().Where(r => r.At >= drill.At.AddMinutes(-15) && r.At <= drill.At.AddMinutes(15)).ToListAsync(cancel))
            .GroupBy(r => r.Device, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.MinBy(r => (r.At - drill.At).Duration())!.Volume, StringComparer.Ordinal);
        return [.. Speakers(drill.Area).Select(d =>
        {
            var record = plays[d.Row.Id].OrderBy(p => p.Started is null).ThenBy(p => p.N).FirstOrDefault();
            var volume = volumes.TryGetValue(d.Row.Id, out var at) ? at : d.State?.Volume;
            return (d, record is { Started: { } started, Result: "played" or "cut" }
                ? Line(d, true, (started - drill.At).TotalMilliseconds, volume, Pages.DeviceWords.Reason(record.Reason) is { Length: > 0 } said ? said : null)
                : Line(d, false, null, volume, record is null ? Why(d) : Pages.DeviceWords.Reason(record.Reason)));
        })];
    }

    private DrillLine Line(LiveDevice device, bool answered, double? lateMs, int? volume, string? says) =>
        new(device.Row.Id, device.Row.Name, _register.PlaceOf(device.Row.Unit), answered, lateMs is { } late ? Math.Round(late, 1) : null, volume, says);

    private string? Why(LiveDevice device) => _register.ConditionOf(device).Notes is [var first, ..] ? first : null;

    private IEnumerable<LiveDevice> Speakers(UnitId area) =>
        _register.All.Where(d => d.Row is { Kind: DeviceKind.Loudspeaker, EnrolledAt: not null, Off: false } && _register.Hears(d, area));

    private Outcome<int> Reach(UnitId area)
    {
        if (_register.ChainOf(area).Count == 0) return new Problem("area", "Địa bàn “{0}” không có trong danh mục hôm nay. Chọn lại địa bàn.", area.Value);
        return Speakers(area).Count() is var count and > 0 ? count : new Problem("area", "Chưa có loa nào đã ghi danh ở {0}.", _register.PlaceOf(area));
    }

    private UnitVersion? CommuneOf(UnitId unit) => _register.ChainOf(unit).FirstOrDefault(u => _units.Current.LevelOf(u.Kind) == "commune");

    /// <summary>The tone of a drill, Ogg/Opus.</summary>
    internal static byte[] Tone()
    {
        using var file = typeof(DrillDesk).Assembly.GetManifestResourceStream("tone.opus")!;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
