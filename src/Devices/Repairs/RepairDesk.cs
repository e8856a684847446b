using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>Repairs from opening to closing. A device has one open ticket at a time: what comes meanwhile is the same repair.</summary>
public sealed class RepairDesk
{
    private const int LargestPhoto = 6 * 1024 * 1024;

    private readonly StoreFactory _stores;
    private readonly Ledger _ledger;
    private readonly DeviceRegister _register;
    private readonly IMediaVault _vault;
    private readonly HealthLimits _limits;
    private readonly TimeProvider _clock;

    internal RepairDesk(StoreFactory stores, Ledger ledger, DeviceRegister register, IMediaVault vault, HealthLimits limits, TimeProvider clock) =>
        (_stores, _ledger, _register, _vault, _limits, _clock) = (stores, ledger, register, vault, limits, clock);

    /// <summary>Opens a ticket, or returns the one that is open already.</summary>
    public async Task<Outcome<long>> OpenAsync(string device, string cause, string origin, string by, CancellationToken cancel)
    {
        var clean = VnText.Clean(cause);
        if (clean.Length is 0 or > 400) return new Problem("cause", "Ghi việc cần sửa, nhiều nhất 400 chữ.");
        if (_register.Find(device) is not { } live) return new Problem("device", "Không có thiết bị “{0}”.", device);
        return await _ledger.WriteAsync((db, acts) => OpenAsync(db, acts, live, clean, origin, by, cancel), cancel);
    }

    /// <summary>Opens it in the caller's transaction.</summary>
    internal async Task<long> OpenAsync(StoreContext db, Ledger.Recorder acts, LiveDevice device, string cause, string origin, string by, CancellationToken cancel)
    {
        if (await db.Set<RepairRow>().Where(r => r.Device == device.Row.Id && r.Closed == null).Select(r => (long?)r.Number).FirstOrDefaultAsync(cancel) is { } open) return open;
        var days = origin == "complaint" ? _limits.ComplaintWorkingDays : _limits.RepairWorkingDays;
        var row = new RepairRow
        {
            Number = (await db.Set<RepairRow>().MaxAsync(r => (long?)r.Number, cancel) ?? 0) + 1 + db.Set<RepairRow>().Local.Count, Device = device.Row.Id, Opened = acts.Now,
            OpenedBy = by, Origin = origin, Cause = cause, Due = RepairCalendar.Due(VnTime.DayOf(acts.Now), days),
        };
        db.Add(row);
        acts.Record(by, "device-repair-opened", device.Row.Id, new { row.Number, device.Row.Name, Origin = origin, Cause = cause, row.Due });
        return row.Number;
    }

    /// <summary>Gives it to a technician, or to nobody.</summary>
    public Task<Outcome<bool>> AssignAsync(long number, string? technician, string by, CancellationToken cancel) => ChangeAsync(
        number, by, "device-repair-assigned",
        row =>
        {
            row.Assigned = string.IsNullOrWhiteSpace(technician) ? null : technician.Trim()[..Math.Min(256, technician.Trim().Length)];
            return new { row.Number, row.Assigned };
        },
        cancel);

    /// <summary>Closes it with what was done and, if there is one, a picture (JPEG, PNG or WebP, at most 6 MB).</summary>
    public async Task<Outcome<bool>> CloseAsync(long number, string done, ReadOnlyMemory<byte> photo, string by, CancellationToken cancel)
    {
        var clean = VnText.Clean(done);
        if (clean.Length is 0 or > 1_000) return new Problem("done", "Ghi đã làm gì, nhiều nhất 1.000 chữ.");
        string? kept = null;
        if (photo.Length > 0)
        {
            if (photo.Length > LargestPhoto) return new Problem("photo", "Ảnh lớn quá 6 MB. Chọn ảnh nhỏ hơn.");
            if (!MediaMagic.IsPictureOrPaper(photo.Span[..Math.Min(12, photo.Length)]) || photo.Span.StartsWith("%PDF-"u8)) return new Problem("photo", "Tệp này không phải ảnh JPEG, PNG hay WebP.");
            try
            {
                kept = await _vault.PutAsync(photo, cancel);
            }
            catch (MediaUnavailableException e)
            {
                return e.Problem;
            }
        }
        return await ChangeAsync(
            number, by, "device-repair-closed",
            row =>
            {
                (row.Closed, row.ClosedBy, row.Done, row.Photo) = (_clock.GetUtcNow().UtcDateTime, by, clean, kept);
                return new { row.Number, Done = clean, Photo = kept };
            },
            cancel);
    }

    /// <summary>One ticket, or null.</summary>
    public async Task<RepairView?> FindAsync(long number, CancellationToken cancel)
    {
        await using var db = _stores.Open();
        return await db.Set<RepairRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, cancel) is { } row ? View(row) : null;
    }

    /// <summary>Open tickets by deadline, then the newest closed ones; of one device when it is named.</summary>
    public async Task<IReadOnlyList<RepairView>> ListAsync(string? device, int mostClosed, CancellationToken cancel)
    {
        await using var db = _stores.Open();
        var rows = db.Set<RepairRow>().AsNoTracking().Where(r => device == null || r.Device == device);
        var open = await rows.Where(r => r.Closed == null).OrderBy(r => r.Due).ThenBy(r => r.Number).Take(500).ToListAsync(cancel);
        var closed = await rows.Where(r => r.Closed != null).OrderByDescending(r => r.Closed).Take(mostClosed).ToListAsync(cancel);
        return [.. open.Concat(closed).Select(View)];
    }

    /// <summary>The picture of a closed ticket, or null.</summary>
    public async Task<Stream?> PhotoAsync(long number, CancellationToken cancel)
    {
        try
        {
            return (await FindAsync(number, cancel))?.Photo is { } photo ? await _vault.OpenAsync(photo, cancel) : null;
        }
        catch (MediaUnavailableException)
        {
            return null;
        }
    }

    private async Task<Outcome<bool>> ChangeAsync(long number, string by, string act, Func<RepairRow, object> change, CancellationToken cancel) => await _ledger.WriteAsync(
        async (db, acts) =>
        {
            if (await db.Set<RepairRow>().SingleOrDefaultAsync(r => r.Number == number, cancel) is not { } row) return new Problem("number", "Không có phiếu sửa chữa số {0}.", number);
            if (row.Closed is not null) return new Problem("number", "Phiếu số {0} đã đóng. Mở phiếu mới nếu loa lại hỏng.", number);
            acts.Record(by, act, row.Device, change(row));
            return (Outcome<bool>)true;
        },
        cancel);

    private RepairView View(RepairRow row)
    {
        var live = _register.Find(row.Device);
        return new RepairView(
            row.Number, row.Device, live?.Row.Name ?? row.Device, live?.Row.Unit ?? default, live is null ? "" : _register.PlaceOf(live.Row.Unit),
            live is null ? DeviceCondition.NotEnrolled : _register.ConditionOf(live).Condition, row.Opened, row.OpenedBy, row.Origin, row.Cause, row.Due, row.Assigned, row.Closed,
            row.ClosedBy, row.Done, row.Photo);
    }
}
