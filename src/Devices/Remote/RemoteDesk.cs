using System.Security.Cryptography;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>A command and what came of it.</summary>
/// <param name="Kind">As <see cref="DeviceCommand"/> names it.</param>
/// <param name="Issued">UTC.</param>
/// <param name="Expires">UTC.</param>
/// <param name="Result">As <see cref="CommandAnswer"/> names it; null while there is no answer.</param>
/// <param name="At">UTC by the device, when it answered.</param>
public sealed record CommandView(string Id, string Kind, int? Value, DateTime Issued, DateTime Expires, string By, string? Result, DateTime? At, string? Says);

/// <summary>Commands from afar: signed by the root as part of the desired state, each an act in the ledger, each answered.</summary>
public sealed class RemoteDesk
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10), StopLife = TimeSpan.FromMinutes(2);
    private static readonly string[] ForOne = [DeviceCommand.Tone, DeviceCommand.Restart, DeviceCommand.SoundCheck, DeviceCommand.StopAll];

    private readonly StoreFactory _stores;
    private readonly Ledger _ledger;
    private readonly DeviceRegister _register;
    private readonly DeviceWishes _wishes;
    private readonly DesiredStates _desired;
    private readonly IDeviceLink _link;

    internal RemoteDesk(StoreFactory stores, Ledger ledger, DeviceRegister register, DeviceWishes wishes, DesiredStates desired, IDeviceLink link) =>
        (_stores, _ledger, _register, _wishes, _desired, _link) = (stores, ledger, register, wishes, desired, link);

    /// <summary>Tells one device to do something once; returns the command's id. A tone needs its seconds, 1 to 10.</summary>
    public async Task<Outcome<string>> CommandAsync(string device, string kind, int? value, string by, CancellationToken cancel)
    {
        if (!ForOne.Contains(kind)) return new Problem("kind", "Không có lệnh “{0}”.", kind);
        if (kind == DeviceCommand.Tone && value is not (>= 1 and <= 10)) return new Problem("value", "Tiếng thử dài từ 1 đến 10 giây.");
        if (_register.Find(device) is not { } live) return new Problem("device", "Không có thiết bị “{0}”.", device);
        if (live.Row.TokenHash is null) return new Problem("device", "{0} chưa ghi danh nên chưa nhận được lệnh.", live.Row.Name);
        var id = await _ledger.WriteAsync(
            (db, acts) =>
            {
                var row = RowOf(acts, kind, by, kind == DeviceCommand.StopAll ? StopLife : Life, device: device, value: kind == DeviceCommand.Tone ? value : null);
                db.Add(row);
                acts.Record(by, "device-command", device, new { row.Id, live.Row.Name, Kind = kind, row.Value });
                return Task.FromResult(row.Id);
            },
            cancel);
        await _wishes.LoadAsync(CancellationToken.None);
        await _link.SendDesiredAsync(device, _desired.SignedFor(live), cancel);
        return id;
    }

    /// <summary>Breaks off what plays now on every device of a unit; returns how many devices that is.</summary>
    public async Task<Outcome<int>> StopAllAsync(UnitId area, string by, CancellationToken cancel)
    {
        if (_register.ChainOf(area) is not [var place, ..]) return new Problem("area", "Địa bàn “{0}” không có trong danh mục hôm nay. Chọn lại địa bàn.", area.Value);
        await _ledger.WriteAsync(
            (db, acts) =>
            {
                var row = RowOf(acts, DeviceCommand.StopAll, by, StopLife, area: area);
                db.Add(row);
                acts.Record(by, "device-stop-all", area.Value, new { row.Id, Place = place.FullName });
                return Task.FromResult(row.Id);
            },
            cancel);
        return await TellAreaAsync(area, cancel);
    }

    /// <summary>What one device was told and answered, newest first.</summary>
    public async Task<IReadOnlyList<CommandView>> OfAsync(string device, int most, CancellationToken cancel)
    {
        await using var db = _stores.Open();
        var rows = await (from c in db.Set<CommandRow>()
                          where c.Device == device
                          join a in db.Set<CommandAnswerRow>().Where(a => a.Device == device) on c.Id equals a.Command into answers
                          from a in answers.DefaultIfEmpty()
                          orderby c.Issued descending
                          select new { Command = c, Answer = a }).AsNoTracking().Take(most).ToListAsync(cancel);
        return [.. rows.Select(r => new CommandView(
            r.Command.Id, r.Command.Kind, r.Command.Value, r.Command.Issued, r.Command.Expires, r.Command.By, r.Answer?.Result, r.Answer?.At, r.Answer?.Says))];
    }

    /// <summary>A command's row of this transaction.</summary>
    internal static CommandRow RowOf(Ledger.Recorder acts, string kind, string by, TimeSpan life, string? device = null, UnitId? area = null, int? value = null, DateTime? at = null) => new()
    {
        Id = "c" + RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 15), Device = device, Area = area, Kind = kind, Value = value,
        Issued = at ?? acts.Now, Expires = (at ?? acts.Now) + life, By = by,
    };

    /// <summary>Gives every connected device what it should hold now.</summary>
    internal async Task TellAllAsync(CancellationToken cancel)
    {
        foreach (var device in _register.All.Where(d => d.Row.TokenHash is not null)) await _link.SendDesiredAsync(device.Row.Id, _desired.SignedFor(device), cancel);
    }

    /// <summary>Gives every connected device of a unit what it should hold now; returns how many devices stand there.</summary>
    internal async Task<int> TellAreaAsync(UnitId area, CancellationToken cancel)
    {
        await _wishes.LoadAsync(CancellationToken.None);
        var told = 0;
        foreach (var device in _register.All.Where(d => d.Row.TokenHash is not null && _register.Hears(d, area)))
        {
            told++;
            await _link.SendDesiredAsync(device.Row.Id, _desired.SignedFor(device), cancel);
        }
        return told;
    }
}
