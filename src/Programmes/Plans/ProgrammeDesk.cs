using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Store;
using LangSo.Store.Notices;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Programmes;

/// <summary>
/// The desk on which programmes are planned, handed in, approved, signed and stopped. One method is one transaction: it happened whole, with
/// its lines in the ledger, or not at all. What was signed goes on the link after the commit.
/// </summary>
internal sealed class ProgrammeDesk(
    StoreFactory stores, Ledger ledger, Gazetteers gazetteers, IOrderDesk orders, HourRules hours, IEnumerable<INoticeBoard> boards, TimeProvider clock)
{
    /// <summary>Keeps a plan as a new version: a draft, or handed in at once. What is on air stays on air meanwhile.</summary>
    public Task<Outcome<Programme>> SaveAsync(ProgrammeId? id, int seen, ProgrammePlan plan, bool handIn, Officer by, CancellationToken cancel, bool sample = false) =>
        DecideAsync(async (db, acts, _) =>
        {
            var places = Places.Today(gazetteers, clock);
            var was = id is { } known ? await db.Set<Programme>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == known, cancel) : null;
            if (id is not null && was is null) return Gone;
            if (was is not null && PlanRules.MayNotChange(was, seen, by, places) is { } no) return no;
            var problems = PlanRules.Wrong(plan, was?.OnAir, by, places, acts.Now);
            if (problems.Count == 0 && InSilence(plan) is { } silent) problems.Add(silent);
            if (problems.Count > 0) return problems;
            var state = handIn ? ProgrammeState.Submitted : ProgrammeState.Draft;
            var next = was is null
                ? new Programme
                {
                    Id = id ?? ProgrammeId.New(clock), Version = 1, State = state, Area = plan.Area, Plan = plan, Author = by.Person.User, AuthorName = by.Person.Name, Edited = acts.Now, IsSample = sample,
                }
                : was with { Version = was.Version + 1, State = state, Area = plan.Area, Plan = plan, Author = by.Person.User, AuthorName = by.Person.Name, Edited = acts.Now, Remark = null };
            await PutAsync(db, acts, was, next, by.Person, handIn ? "programme-submitted" : "programme-drafted", cancel);
            return next;
        }, cancel);

    /// <summary>Hands in a draft as it stands.</summary>
    public Task<Outcome<Programme>> SubmitAsync(ProgrammeId id, int seen, Officer by, CancellationToken cancel) =>
        ChangeAsync(id, async (db, acts, was, _) =>
        {
            var places = Places.Today(gazetteers, clock);
            if (PlanRules.MayNotChange(was, seen, by, places) is { } no) return no;
            if (was.State is not (ProgrammeState.Draft or ProgrammeState.Returned)) return new Problem("", "Chương trình này không còn là bản nháp. Tải lại trang.");
            var problems = PlanRules.Wrong(was.Plan, was.OnAir, by, places, acts.Now);
            if (problems.Count > 0) return problems;
            var next = was with { Version = was.Version + 1, State = ProgrammeState.Submitted, Author = by.Person.User, AuthorName = by.Person.Name, Edited = acts.Now, Remark = null };
            await PutAsync(db, acts, was, next, by.Person, "programme-submitted", cancel);
            return next;
        }, cancel);

    /// <summary>Somebody else approves exactly what they saw: signed in their name and put on the link. What was signed before is withdrawn in the same transaction.</summary>
    public Task<Outcome<Programme>> ApproveAsync(ProgrammeId id, int seen, Officer by, CancellationToken cancel) =>
        ChangeAsync(id, async (db, acts, was, sent) =>
        {
            if (PlanRules.MayNotDecide(was, seen, by, Places.Today(gazetteers, clock)) is { } no) return no;
            if (was.Plan.Repeat is null && was.Plan.Start < acts.Now.AddMinutes(-1)) return new Problem("", "Giờ phát {0} đã qua. Trả lại để người soạn chọn giờ khác.", VnTime.Moment(was.Plan.Start));
            if (was.Plan.Ends() is not { } ends || ends <= acts.Now) return new Problem("", "Chương trình không còn buổi nào để phát. Trả lại để người soạn sửa.");
            var next = was with
            {
                Version = was.Version + 1, State = ProgrammeState.Approved, OnAir = was.Plan, AirEnds = ends, SignedUntil = null,
                ApprovedBy = by.Person.User, ApprovedByName = by.Person.Name, ApprovedAt = acts.Now, Remark = null,
            };
            acts.Record(by.Person.User, "programme-approved", id.ToString(), new { version = was.Version, plan = was.Plan });
            if (was.OnAir is not null) sent.AddRange(await orders.WithdrawAsync(db, acts, id.ToString(), by.Person.User, cancel));
            var signed = await SignAsync(db, acts, next, acts.Now, sent, cancel);
            if (!signed.Ok) return signed;
            Keep(db, was, signed.Value, acts.Now, by.Person);
            foreach (var board in boards) await board.SettleAsync(db, NoticeKey(id), cancel);
            return signed;
        }, cancel);

    /// <summary>Somebody else sends it back, saying why. What is on air goes on.</summary>
    public Task<Outcome<Programme>> ReturnAsync(ProgrammeId id, int seen, string? reason, Officer by, CancellationToken cancel) =>
        ChangeAsync(id, async (db, acts, was, _) =>
        {
            if (PlanRules.MayNotDecide(was, seen, by, Places.Today(gazetteers, clock)) is { } no) return no;
            var why = PlanRules.Reason(reason);
            if (!why.Ok) return why.Problems.ToList();
            var next = was with { Version = was.Version + 1, State = ProgrammeState.Returned, Edited = acts.Now, Remark = why.Value };
            await PutAsync(db, acts, was, next, by.Person, "programme-returned", cancel);
            return next;
        }, cancel);

    /// <summary>Ends it: what is on air is withdrawn, drafts are put aside.</summary>
    public Task<Outcome<Programme>> StopAsync(ProgrammeId id, string? reason, Officer by, CancellationToken cancel) =>
        ChangeAsync(id, async (db, acts, was, sent) =>
        {
            if (PlanRules.MayNotStop(was, by, Places.Today(gazetteers, clock)) is { } no) return no;
            var why = PlanRules.Reason(reason);
            if (!why.Ok) return why.Problems.ToList();
            sent.AddRange(await orders.WithdrawAsync(db, acts, id.ToString(), by.Person.User, cancel));
            var next = was with { Version = was.Version + 1, State = ProgrammeState.Withdrawn, OnAir = null, AirEnds = acts.Now, SignedUntil = null, Edited = acts.Now, Remark = why.Value };
            await PutAsync(db, acts, was, next, by.Person, "programme-stopped", cancel);
            return next;
        }, cancel);

    /// <summary>Breaks off the occurrence that plays now; the next ones stay, signed anew.</summary>
    public Task<Outcome<Programme>> BreakOffAsync(ProgrammeId id, string reason, Officer by, CancellationToken cancel) =>
        ChangeAsync(id, async (db, acts, was, sent) =>
        {
            if (PlanRules.MayNotStop(was, by, Places.Today(gazetteers, clock)) is { } no) return no;
            if (was.OnAir is null) return new Problem("", "Chương trình không đang phát.");
            sent.AddRange(await orders.WithdrawAsync(db, acts, id.ToString(), by.Person.User, cancel));
            acts.Record(by.Person.User, "programme-broken-off", id.ToString(), new { reason });
            var signed = await SignAsync(db, acts, was with { Version = was.Version + 1, ApprovedBy = by.Person.User, ApprovedByName = by.Person.Name, SignedUntil = null, Remark = reason }, acts.Now, sent, cancel);
            if (!signed.Ok) return signed;
            Keep(db, was, signed.Value, acts.Now, by.Person);
            return signed;
        }, cancel);

    /// <summary>Signs the next stretch of what runs on; says what it could not sign in the programme's remark. For the timer.</summary>
    public async Task<int> RenewAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var soon = now + PlanOrders.Ahead - TimeSpan.FromDays(14);
        List<ProgrammeId> due;
        await using (var db = stores.Open())
            due = await db.Set<Programme>().Where(p => p.OnAir != null && p.AirEnds > now && (p.SignedUntil == null || (p.SignedUntil < soon && p.SignedUntil < p.AirEnds))).Select(p => p.Id).ToListAsync(cancel);
        var renewed = 0;
        foreach (var id in due)
        {
            var done = await ChangeAsync(id, async (db, acts, was, sent) =>
            {
                if (was.OnAir is not { } plan || plan.Window(was.SignedUntil ?? acts.Now, acts.Now) is null) return Gone;
                var signed = await SignAsync(db, acts, was with { Version = was.Version + 1 }, was.SignedUntil ?? acts.Now, sent, cancel);
                // Who signed may sign no more: it ends when what was signed ends, and somebody is told once.
                var next = signed.Ok ? signed.Value : was with { Version = was.Version + 1, Remark = signed.Problems[0].ToString() };
                if (!signed.Ok && was.Remark == next.Remark) return Gone;
                if (!signed.Ok)
                    foreach (var board in boards)
                        await board.PostAsync(db, new NewNotice($"programme/{id}/renew", new Problem("", "Chương trình “{0}” sắp hết hạn ký, người duyệt cũ không còn quyền. Duyệt lại.", plan.Title), $"/programmes/{id}") { Right = Rights.ApproveBulletins, Unit = was.Area }, cancel);
                Keep(db, was, next, acts.Now, new Person("langso", "Làng Số"));
                return next;
            }, cancel);
            if (done.Ok) renewed++;
        }
        return renewed;
    }

    /// <summary>Signs from an instant on, with the commune's choices that concern it.</summary>
    private async Task<Outcome<Programme>> SignAsync(StoreContext db, Ledger.Recorder acts, Programme programme, DateTime from, List<SentOrder> sent, CancellationToken cancel)
    {
        var plan = programme.OnAir!;
        if (plan.Window(from, acts.Now) is not { } window)
            // Too far ahead to be signed yet: whether its signer may sign is said now all the same.
            return await orders.RefusalAsync(programme.ApprovedBy!, plan.Area, plan.Class, cancel) is { } no ? no : programme;
        var id = programme.Id.ToString();
        var signed = await orders.SignAsync(
            db, acts, new OrderDraft(id, plan.Title, plan.Area, plan.Class, window.At, window.Expires, null, null, programme.ApprovedBy!) { Programme = plan.ToProgramme(id) }, cancel);
        if (!signed.Ok) return signed.Problems.ToList();
        sent.Add(signed.Value);
        var choices = await db.Set<ClashChoice>().AsNoTracking().Where(c => c.Loser == id).ToListAsync(cancel);
        foreach (var choice in choices)
        {
            var preferred = await orders.SignAsync(
                db, acts, new OrderDraft(choice.Winner, plan.Title, choice.Commune, BulletinClass.Priority, acts.Now, window.Expires, null, null, choice.By) { GivesWay = signed.Value.Id }, cancel);
            if (preferred.Ok) sent.Add(preferred.Value);
        }
        return programme with { SignedUntil = window.Expires };
    }

    /// <summary>A hamlet's own item that its own silence swallows whole is refused; what comes from above is said in the preview.</summary>
    private Problem? InSilence(ProgrammePlan plan)
    {
        var settings = hours.Over(Places.Today(gazetteers, clock).Chain(plan.Area), new DeviceSettings(100));
        if (settings.Quiet is not { Count: > 0 }) return null;
        var first = plan.Between(plan.Start, plan.Start + PlanOrders.LongestRun).Take(60).ToList();
        if (first.Count == 0) return null;
        var spans = settings.QuietBetween(first[0].AddDays(-1), first[^1].AddDays(2));
        if (!first.TrueForAll(at => spans.Any(s => at >= s.Start && at < s.End))) return null;
        return new Problem("when", "Đang là giờ yên tĩnh {0} do xóm biểu quyết. Chỉ tin khẩn cấp được phát. Chọn giờ khác.", spans[0].Hours.Text());
    }

    private async Task PutAsync(StoreContext db, Ledger.Recorder acts, Programme? was, Programme next, Person by, string act, CancellationToken cancel)
    {
        Keep(db, was, next, acts.Now, by);
        acts.Record(by.User, act, next.Id.ToString(), new { next.Version, next.Plan, next.Remark });
        foreach (var board in boards)
            if (next.State == ProgrammeState.Submitted)
                await board.PostAsync(db, new NewNotice(NoticeKey(next.Id), new Problem("", "Chương trình “{0}” chờ duyệt.", next.Plan.Title), $"/programmes/{next.Id}") { Right = Rights.ApproveBulletins, Unit = next.Area, Here = true }, cancel);
            else await board.SettleAsync(db, NoticeKey(next.Id), cancel);
    }

    private static void Keep(StoreContext db, Programme? was, Programme next, DateTime now, Person by)
    {
        var entry = db.Entry(next);
        entry.State = was is null ? EntityState.Added : EntityState.Modified;
        if (was is not null) entry.Property(p => p.Version).OriginalValue = was.Version;
        db.Add(new ProgrammeVersion(next.Id, next.Version, next.State, now, by.User, by.Name, next.Remark, next.Plan));
    }

    private static string NoticeKey(ProgrammeId id) => $"programme/{id}/approve";

    private static Problem Gone => new("", "Không tìm thấy chương trình này.");

    private Task<Outcome<Programme>> ChangeAsync(
        ProgrammeId id, Func<StoreContext, Ledger.Recorder, Programme, List<SentOrder>, Task<Outcome<Programme>>> deed, CancellationToken cancel) =>
        DecideAsync(async (db, acts, sent) =>
            await db.Set<Programme>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel) is { } was ? await deed(db, acts, was, sent) : Gone, cancel);

    /// <summary>One deed in one ledger transaction. Refused: nothing is written. Overtaken by another server: tried again on what stands now.</summary>
    private async Task<Outcome<Programme>> DecideAsync(Func<StoreContext, Ledger.Recorder, List<SentOrder>, Task<Outcome<Programme>>> deed, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                List<SentOrder> sent = [];
                var outcome = await ledger.WriteAsync(async (db, acts) =>
                {
                    sent.Clear();
                    var done = await deed(db, acts, sent);
                    if (!done.Ok) db.ChangeTracker.Clear();
                    return done;
                }, cancel);
                if (outcome.Ok)
                    foreach (var order in sent) await orders.PublishAsync(order, CancellationToken.None);
                return outcome;
            }
            catch (DbUpdateException) when (attempt < 3)
            {
                // Somebody else was first; the rules find the words.
            }
        }
    }
}

/// <summary>Signs what runs on before what was signed ends.</summary>
internal sealed class RenewalTimer(ProgrammeDesk desk) : ILeaderTimer
{
    public string Name => "programme renewal";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public Task RunAsync(CancellationToken cancel) => desk.RenewAsync(cancel);
}
