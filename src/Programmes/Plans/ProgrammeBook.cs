using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Programmes;

/// <summary>Looks programmes up. Changes nothing.</summary>
internal sealed class ProgrammeBook(StoreFactory stores, Gazetteers gazetteers, TimeProvider clock)
{
    public async Task<Programme?> FindAsync(ProgrammeId id, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<Programme>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel);
    }

    /// <summary>Its versions, newest first.</summary>
    public async Task<IReadOnlyList<ProgrammeVersion>> VersionsAsync(ProgrammeId id, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<ProgrammeVersion>().AsNoTracking().Where(v => v.Programme == id).OrderByDescending(v => v.Version).ToListAsync(cancel);
    }

    /// <summary>The programmes of exactly this unit that have not been stopped, by name.</summary>
    public async Task<IReadOnlyList<Programme>> OfAsync(UnitId unit, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return [.. (await db.Set<Programme>().AsNoTracking().Where(p => p.Area == unit && p.State != ProgrammeState.Withdrawn).ToListAsync(cancel)).OrderBy(p => p.Plan.Title, VnText.Order)];
    }

    /// <summary>What waits for this officer: drafts to hand in, and what others handed in.</summary>
    public async Task<(IReadOnlyList<Programme> Drafts, IReadOnlyList<Programme> ToApprove)> WaitingAsync(UnitId area, Officer by, CancellationToken cancel)
    {
        var places = Places.Today(gazetteers, clock);
        await using var db = stores.Open();
        var open = await db.Set<Programme>().AsNoTracking()
            .Where(p => p.State == ProgrammeState.Draft || p.State == ProgrammeState.Returned || p.State == ProgrammeState.Submitted).ToListAsync(cancel);
        var here = open.Where(p => places.IsWithin(p.Area, area) || places.IsWithin(area, p.Area)).OrderBy(p => p.Edited).ToList();
        return ([.. here.Where(p => p.State != ProgrammeState.Submitted && places.Covers(by.Writes, p.Area))],
            [.. here.Where(p => p.State == ProgrammeState.Submitted && places.Covers(by.Approves, p.Area) && !string.Equals(p.Author, by.Person.User, StringComparison.OrdinalIgnoreCase))]);
    }
}

/// <summary>Streams of the province and the centre.</summary>
internal sealed class RelayDesk(StoreFactory stores, Ledger ledger, Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>The streams that a unit may relay: its own and those of units above.</summary>
    public async Task<IReadOnlyList<RelayRow>> ForAsync(UnitId unit, CancellationToken cancel)
    {
        var chain = Places.Today(gazetteers, clock).Chain(unit).ToArray();
        await using var db = stores.Open();
        return [.. (await db.Set<RelayRow>().AsNoTracking().Where(r => EF.Parameter(chain).Contains(r.Unit) && r.EndedAt == null).ToListAsync(cancel)).OrderBy(r => r.Name, VnText.Order)];
    }

    public async Task<Outcome<RelayRow>> AddAsync(UnitId unit, string? name, string? address, Officer by, CancellationToken cancel, bool sample = false)
    {
        var places = Places.Today(gazetteers, clock);
        var (clean, url) = (VnText.Clean(name), (address ?? "").Trim());
        List<Problem> problems = [];
        if (!places.Covers(by.Writes, unit)) problems.Add(new Problem("unit", "Bạn chưa có quyền thêm đài tiếp sóng cho {0}.", places.NameOf(unit)));
        if (clean.Length is 0 or > 200) problems.Add(new Problem("name", "Ghi tên đài, nhiều nhất 200 chữ."));
        if (url.Length > 500 || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) problems.Add(new Problem("address", "Địa chỉ luồng phải bắt đầu bằng http:// hoặc https://."));
        if (problems.Count > 0) return problems;
        return await ledger.WriteAsync(async (db, acts) =>
        {
            var row = new RelayRow(Guid.CreateVersion7(acts.Now), unit, clean, url, acts.Now, by.Person.Name, sample, null);
            await db.AddAsync(row, cancel);
            acts.Record(by.Person.User, "relay-added", row.Id.ToString("n"), new { unit = unit.Value, row.Name, row.Address });
            return row;
        }, cancel);
    }

    public Task<Outcome<RelayRow>> EndAsync(Guid id, Officer by, CancellationToken cancel) => ledger.WriteAsync<Outcome<RelayRow>>(async (db, acts) =>
    {
        var places = Places.Today(gazetteers, clock);
        if (await db.Set<RelayRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.EndedAt == null, cancel) is not { } was) return new Problem("", "Đài này đã bỏ. Tải lại trang.");
        if (!places.Covers(by.Writes, was.Unit)) return new Problem("", "Bạn chưa có quyền bỏ đài tiếp sóng của {0}.", places.NameOf(was.Unit));
        var next = was with { EndedAt = acts.Now };
        var entry = db.Entry(next);
        entry.State = EntityState.Modified;
        entry.Property(r => r.EndedAt).OriginalValue = null;
        acts.Record(by.Person.User, "relay-ended", id.ToString("n"), new { was.Name });
        return next;
    }, cancel);
}

/// <summary>Two priority items of a commune and of a unit above it that meet.</summary>
/// <param name="Own">The commune's own.</param>
/// <param name="Other">The one of the unit above, which goes first unless the commune chooses.</param>
/// <param name="At">UTC, where they first meet.</param>
/// <param name="Chosen">True when the commune's own was chosen.</param>
internal sealed record PriorityClash(WeekItem Own, WeekItem Other, DateTime At, bool Chosen)
{
    public string OwnName => Own.Entry.Order.Bulletin;

    public string OtherName => Other.Entry.Order.Bulletin;
}

/// <summary>The clash rule of Thông tư 39/2020/TT-BTTTT: between its own priority item and a source's the commune decides.</summary>
internal sealed class ClashDesk(StoreFactory stores, Ledger ledger, Gazetteers gazetteers, IOrderDesk orders, AirBoard board, TimeProvider clock)
{
    /// <summary>The clashes of a commune in the next so many days, each pair once.</summary>
    public async Task<IReadOnlyList<PriorityClash>> OfAsync(UnitId commune, int days, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var items = (await board.OnAirAsync(commune, now, now.AddDays(days), cancel)).Where(i => i.Entry.Order.Class == BulletinClass.Priority).ToList();
        var choices = await ChoicesAsync(commune, cancel);
        List<PriorityClash> found = [];
        foreach (var own in items.Where(i => i.Entry.Order.Area == commune))
            foreach (var other in items.Where(i => i.Entry.Order.Area != commune && Meets(i, own)))
                if (!found.Exists(c => c.OwnName == own.Entry.Order.Bulletin && c.OtherName == other.Entry.Order.Bulletin))
                    found.Add(new PriorityClash(own, other, own.Entry.Planned, choices.Any(c => c.Winner == own.Entry.Order.Bulletin && c.Loser == other.Entry.Order.Bulletin)));
        return found;

        static bool Meets(WeekItem a, WeekItem b) =>
            a.Entry.Planned < b.Entry.Planned + b.Entry.Order.Length && b.Entry.Planned < a.Entry.Planned + a.Entry.Order.Length;
    }

    /// <summary>The commune's approver puts its own item before the other one: signed, and signed again with each stretch of the other.</summary>
    public async Task<Outcome<int>> PreferAsync(UnitId commune, string winner, string loser, Officer by, CancellationToken cancel)
    {
        var places = Places.Today(gazetteers, clock);
        if (!places.Covers(by.Approves, commune)) return new Problem("", "Bạn chưa có quyền chọn thứ tự phát của {0}.", places.NameOf(commune));
        if ((await OfAsync(commune, 35, cancel)).FirstOrDefault(c => c.OwnName == winner && c.OtherName == loser) is not { } clash) return new Problem("", "Hai mục này không còn trùng giờ. Tải lại trang.");
        if (clash.Chosen) return 0;
        List<SentOrder> sent = [];
        var now = clock.GetUtcNow().UtcDateTime;
        var losers = (await orders.OrdersAsync([clash.Other.Entry.Order.Area], now, now.AddDays(40), cancel)).Where(o => o.Bulletin == loser && o.Kind == Order.Play).ToList();
        var done = await ledger.WriteAsync<Outcome<int>>(async (db, acts) =>
        {
            sent.Clear();
            db.Add(new ClashChoice(Guid.CreateVersion7(acts.Now), commune, winner, loser, acts.Now, by.Person.User, by.Person.Name));
            acts.Record(by.Person.User, "clash-chosen", winner, new { commune = commune.Value, winner, loser });
            foreach (var order in losers)
            {
                var signed = await orders.SignAsync(
                    db, acts, new OrderDraft(winner, clash.Own.Entry.Order.Title, commune, BulletinClass.Priority, acts.Now, order.Expires, null, null, by.Person.User) { GivesWay = order.Id }, cancel);
                if (!signed.Ok)
                {
                    db.ChangeTracker.Clear();
                    return signed.Problems.ToList();
                }
                sent.Add(signed.Value);
            }
            return sent.Count;
        }, cancel);
        if (done.Ok)
            foreach (var order in sent) await orders.PublishAsync(order, CancellationToken.None);
        return done;
    }

    private async Task<IReadOnlyList<ClashChoice>> ChoicesAsync(UnitId commune, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<ClashChoice>().AsNoTracking().Where(c => c.Commune == commune).ToListAsync(cancel);
    }
}
