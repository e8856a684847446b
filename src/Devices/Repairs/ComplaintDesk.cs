using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>What residents say about a loudspeaker, tied to it and to the minute, beside what its records say it played then.</summary>
public sealed class ComplaintDesk
{
    /// <summary>A record counts when it sounded within so much of the minute that was named.</summary>
    public static readonly TimeSpan Around = TimeSpan.FromMinutes(5);

    private readonly StoreFactory _stores;
    private readonly Ledger _ledger;
    private readonly DeviceRegister _register;
    private readonly RepairDesk _repairs;
    private readonly TimeProvider _clock;

    internal ComplaintDesk(StoreFactory stores, Ledger ledger, DeviceRegister register, RepairDesk repairs, TimeProvider clock) =>
        (_stores, _ledger, _register, _repairs, _clock) = (stores, ledger, register, repairs, clock);

    /// <summary>Takes a complaint of a resident; what needs hands opens a repair ticket in the same act. Returns its number.</summary>
    /// <param name="device">The loudspeaker whose code was read.</param>
    /// <param name="kind">One of <see cref="RepairWords.Kinds"/>.</param>
    /// <param name="about">UTC; the minute that it is about, at most seven days ago.</param>
    /// <param name="words">What was heard, may be empty unless the kind is "other".</param>
    /// <param name="contact">A telephone or a name, may be empty.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Outcome<long>> TakeAsync(string device, string kind, DateTime about, string? words, string? contact, CancellationToken cancel)
    {
        var (now, said, reach) = (_clock.GetUtcNow().UtcDateTime, VnText.Clean(words), VnText.Clean(contact));
        List<Problem> problems = [];
        if (_register.Find(device) is not { } live) return new Problem("device", "Không có cụm loa này. Kiểm tra lại mã trên cột.");
        if (RepairWords.Kinds.All(k => k.Kind != kind)) problems.Add(new Problem("kind", "Chọn việc cần phản ánh."));
        if (kind == "other" && said.Length == 0) problems.Add(new Problem("words", "Ghi điều bạn muốn phản ánh."));
        if (said.Length > 1_000) problems.Add(new Problem("words", "Ghi nhiều nhất 1.000 chữ."));
        if (reach.Length > 100) problems.Add(new Problem("contact", "Ghi số điện thoại hoặc tên, nhiều nhất 100 chữ."));
        if (about > now.AddMinutes(5) || about < now.AddDays(-7)) problems.Add(new Problem("about", "Chọn giờ trong bảy ngày qua."));
        if (problems.Count > 0) return problems;
        return await _ledger.WriteAsync(
            async (db, acts) =>
            {
                var row = new ComplaintRow
                {
                    Number = (await db.Set<ComplaintRow>().MaxAsync(c => (long?)c.Number, cancel) ?? 0) + 1, Device = device, Kind = kind,
                    About = new DateTime(about.Ticks - about.Ticks % TimeSpan.TicksPerMinute, DateTimeKind.Utc), Words = said, Contact = reach.Length == 0 ? null : reach, Received = acts.Now,
                };
                if (kind is "silent" or "unclear" or "foreign") row.Repair = await _repairs.OpenAsync(db, acts, live, $"Người dân phản ánh: {RepairWords.Kind(kind)}.", "complaint", "langso", cancel);
                db.Add(row);
                // The ledger is kept for ever and is read by many: it says that there was a complaint, not what a person wrote or how to reach them.
                acts.Record("người dân", "device-complaint", device, new { row.Number, row.Kind, row.About, row.Repair });
                return (Outcome<long>)row.Number;
            },
            cancel);
    }

    /// <summary>Says what was found; the resident who left a contact is called by a person, not by the program.</summary>
    public async Task<Outcome<bool>> AnswerAsync(long number, string answer, string by, CancellationToken cancel)
    {
        var clean = VnText.Clean(answer);
        if (clean.Length is 0 or > 1_000) return new Problem("answer", "Ghi kết quả xem xét, nhiều nhất 1.000 chữ.");
        return await _ledger.WriteAsync(
            async (db, acts) =>
            {
                if (await db.Set<ComplaintRow>().SingleOrDefaultAsync(c => c.Number == number, cancel) is not { } row) return new Problem("number", "Không có phản ánh số {0}.", number);
                (row.Answered, row.AnsweredBy, row.Answer) = (acts.Now, by, clean);
                acts.Record(by, "device-complaint-answered", row.Device, new { row.Number });
                return (Outcome<bool>)true;
            },
            cancel);
    }

    /// <summary>One, or null.</summary>
    public async Task<ComplaintView?> FindAsync(long number, CancellationToken cancel)
    {
        await using var db = _stores.Open();
        return await db.Set<ComplaintRow>().AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, cancel) is { } row ? View(row) : null;
    }

    /// <summary>Those without an answer first, then the newest; of one device when it is named.</summary>
    public async Task<IReadOnlyList<ComplaintView>> ListAsync(string? device, int most, CancellationToken cancel)
    {
        await using var db = _stores.Open();
        var rows = await db.Set<ComplaintRow>().AsNoTracking().Where(c => device == null || c.Device == device)
            .OrderBy(c => c.Answered != null).ThenByDescending(c => c.Received).Take(most).ToListAsync(cancel);
        return [.. rows.Select(View)];
    }

    /// <summary>What the device's own records say it played around that minute, oldest first: empty means that it recorded silence.</summary>
    public async Task<IReadOnlyList<PlayView>> PlayedAtAsync(string device, DateTime about, CancellationToken cancel)
    {
        var (begin, end) = (about - Around, about + Around);
        await using var db = _stores.Open();
        var rows = await (from p in db.Set<PlayRow>()
                          where p.Device == device && p.Started != null && p.Started <= end && (p.Ended == null ? p.Started >= begin : p.Ended >= begin)
                          join o in db.Set<OrderRow>() on p.OrderId equals o.Id into known
                          from o in known.DefaultIfEmpty()
                          orderby p.Started
                          select new { Play = p, Title = o == null ? null : o.Title }).AsNoTracking().Take(50).ToListAsync(cancel);
        return [.. rows.Select(r => new PlayView(
            r.Play.Device, device, r.Play.N, r.Play.OrderId, r.Play.Bulletin, r.Title, r.Play.Planned, r.Play.Started, r.Play.Ended, r.Play.Result, r.Play.Reason, r.Play.StartErrorMs,
            r.Play.Received))];
    }

    private ComplaintView View(ComplaintRow row)
    {
        var live = _register.Find(row.Device);
        return new ComplaintView(
            row.Number, row.Device, live?.Row.Name ?? row.Device, live?.Row.Unit ?? default, live is null ? "" : _register.PlaceOf(live.Row.Unit), row.Kind, row.About, row.Words,
            row.Contact, row.Received, row.Repair, row.Answered, row.AnsweredBy, row.Answer);
    }
}
