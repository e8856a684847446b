using LangSo.Foundation;
using LangSo.Look;
using LangSo.Speech;
using LangSo.Store;
using LangSo.Store.Notices;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>How a draft would be heard and seen.</summary>
/// <param name="Words">Syllables that are read out ("tiếng").</param>
/// <param name="Seconds">About how long that takes.</param>
internal sealed record Renditions(SpokenForm Spoken, BoardCard Card, int Words, int Seconds);

/// <summary>
/// The desk on which bulletins are written, handed in, approved, returned and withdrawn. One method is one transaction: it
/// happened whole, with its line in the ledger, or not at all.
/// </summary>
internal sealed class BulletinDesk(
    StoreFactory stores, Ledger ledger, Gazetteers gazetteers, LocalReader reader, SoundBooth booth, IBulletinSender sender, BulletinBell bell,
    ApprovalPolicy policy, IEnumerable<INoticeBoard> boards, TimeProvider clock)
{
    /// <summary>How a draft would be heard and seen; touches nothing.</summary>
    public async Task<Renditions> PreviewAsync(BulletinDraft draft, Officer by, CancellationToken cancel)
    {
        var spoken = (await reader.OfAsync(PlaceOf(draft.Area, by), cancel)).Read(VnText.Clean(draft.Text));
        var ground = Ground.Today(gazetteers, clock);
        var source = draft.Area is { } area ? ground.SourceFor(by.Writes, area) : "";
        var estimate = SpeechEstimate.Of(spoken.Text);
        return new Renditions(spoken, CardMaker.Make(draft, spoken, source, clock.Today()), estimate.Words, (int)Math.Ceiling(estimate.Seconds));
    }

    /// <summary>The sound of a text as typed, as it is read in a place, by the voice that was chosen for it or for the place.</summary>
    public async Task<Outcome<SoundRef>> ListenAsync(string text, SoundSource? source, UnitId? area, Officer by, CancellationToken cancel)
    {
        var clean = VnText.Clean(text);
        if (!clean.Any(char.IsLetterOrDigit)) return new Problem("text", "Bản tin chưa có nội dung. Viết điều cần báo cho bà con.");
        if (clean.Length > BulletinRules.TextLimit)
            return new Problem("text", "Nội dung dài {0} ký tự, nhiều nhất {1}. Rút ngắn hoặc chia thành nhiều bản tin.", VnText.Number(clean.Length), VnText.Number(BulletinRules.TextLimit));
        return await booth.OfAsync(source, area, (await reader.OfAsync(PlaceOf(area, by), cancel)).Read(clean).Text, cancel);
    }

    /// <summary>A stored text as it is read in its place now.</summary>
    public async Task<SpokenForm> ReadAsync(Bulletin bulletin, CancellationToken cancel) => (await reader.OfAsync(bulletin.Area, cancel)).Read(bulletin.Text);

    /// <summary>Keeps a draft: a new one, or the next version of the one that the author saw.</summary>
    public async Task<Outcome<Bulletin>> SaveAsync(BulletinId? id, int seen, BulletinDraft draft, Officer by, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var was = id is { } known ? await db.BulletinAsync(known, cancel) : null;
        if (id is not null && was is null) return Gone;
        if (await db.WrongCampaignAsync(draft, Ground.Today(gazetteers, clock), cancel) is { } wrong) return wrong;
        var next = Written(was, seen, draft, by, Now);
        if (!next.Ok) return next;
        db.Put(was, next.Value);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        // Its version is there already: as the bulletin's own, or among those that are kept.
        catch (DbUpdateException) when (was is not null)
        {
            return ElsewhereSaved(Now);
        }
        return next;
    }

    /// <summary>Keeps what was typed and hands it in, with its renditions. Without a voice it goes on without sound: boards only.</summary>
    public async Task<Outcome<Bulletin>> SubmitAsync(BulletinId? id, int seen, BulletinDraft draft, Officer by, CancellationToken cancel)
    {
        var ground = Ground.Today(gazetteers, clock);
        var problems = BulletinRules.Whole(draft, by, ground, Now);
        if (problems.Count > 0) return problems;
        // The sound is made before the ledger's turn is taken: speaking takes longer than writing.
        var preview = await PreviewAsync(draft, by, cancel);
        var sound = await booth.OfAsync(draft.Source, draft.Area, preview.Spoken.Text, cancel);
        // A voice that is missing is known for long; a vault that does not answer is back soon, and a bulletin should not lose its sound for that.
        // A recording that is not fit to be played is for its author to mend.
        if (!sound.Ok && sound.Problems.Any(p => p.Field is "media" or "sound")) return sound.Problems.ToList();
        return await DecideAsync(async (db, acts) =>
        {
            var was = id is { } known ? await db.BulletinAsync(known, cancel) : null;
            if (id is not null && was is null) return Gone;
            if (await db.WrongCampaignAsync(draft, ground, cancel) is { } wrong) return wrong;
            var written = Written(was, seen, draft, by, acts.Now);
            if (!written.Ok) return written;
            // Cards of a draft are made of its cleaned text, so the preview stands for what is kept.
            var next = BulletinRules.Submit(written.Value, preview.Spoken.Text, preview.Card, sound.Ok ? sound.Value : null, by, ground, acts.Now);
            if (!next.Ok) return next;
            db.Put(was, next.Value);
            acts.Record(by.Person.User, "bulletin-submitted", next.Value.Id.ToString(), ApprovedContent.Of(next.Value));
            return next;
        }, cancel);
    }

    /// <summary>The author takes it back to change it.</summary>
    public Task<Outcome<Bulletin>> RecallAsync(BulletinId id, Officer by, CancellationToken cancel) =>
        ChangeAsync(id, (was, _, _) => BulletinRules.Recall(was, by), (acts, next) =>
            acts.Record(by.Person.User, "bulletin-recalled", id.ToString(), new { bulletin = id.ToString() }), cancel);

    /// <summary>A new draft of an older bulletin's words, for today: its day, its approval and its sound stay behind.</summary>
    public async Task<Outcome<Bulletin>> ReuseAsync(Bulletin old, Officer by, CancellationToken cancel)
    {
        var ground = Ground.Today(gazetteers, clock);
        var area = old.Area is { } unit && ground.Exists(unit) && ground.Covers(by.Writes, unit) ? unit : by.Writes is [var only] ? only : (UnitId?)null;
        var begun = BulletinRules.Begin(BulletinId.New(clock), old.ToDraft() with { Area = area, PlayAt = null, Campaign = null }, by, ground, Now);
        if (!begun.Ok) return begun;
        var next = begun.Value with { ReusedFrom = old.Id };
        await using var db = stores.Open();
        db.Put(null, next);
        await db.SaveChangesAsync(cancel);
        return next;
    }

    /// <summary>
    /// Approves what was seen: recorded, signed and stored in one transaction, then put on the link. Where two people are asked for, the
    /// first approval is recorded and nothing is sent yet.
    /// </summary>
    public Task<Outcome<Bulletin>> ApproveAsync(BulletinId id, int seen, Officer by, CancellationToken cancel) =>
        AirAsync(id, by, (was, ground, now) => BulletinRules.Approve(was, seen, by, ground, policy, now), async (db, acts, was, next) =>
        {
            var act = next.State == BulletinState.Approved ? "approval" : "approval-first";
            acts.Record(by.Person.User, act, id.ToString(), new { hash = ApprovedContent.Of(was).Hash(), content = ApprovedContent.Of(was) });
            if (act != "approval") await TellAsync(db, next, new Problem("", "Bản tin khẩn cấp “{0}” chờ người thứ hai duyệt.", next.Title), cancel);
        }, cancel);

    /// <summary>One person approves alone, for the policy's minutes, what asks for two; said at once to all who approve there.</summary>
    public Task<Outcome<Bulletin>> ApproveAloneAsync(BulletinId id, int seen, string? reason, Officer by, CancellationToken cancel) =>
        AirAsync(id, by, (was, ground, now) => BulletinRules.ApproveAlone(was, seen, reason, by, ground, policy, now), (_, acts, was, next) =>
        {
            acts.Record(by.Person.User, "approval", id.ToString(), new { hash = next.ApprovedHash, content = ApprovedContent.Of(was) });
            acts.Record(by.Person.User, "approval-alone", id.ToString(), new { hash = next.ApprovedHash, reason = next.AloneReason, until = next.AloneUntil });
            return Task.CompletedTask;
        }, cancel);

    /// <summary>A second person confirms it: what was signed for minutes is replaced by an order with its whole life.</summary>
    public Task<Outcome<Bulletin>> ConfirmAsync(BulletinId id, Officer by, CancellationToken cancel) =>
        AirAsync(id, by, (was, ground, now) => BulletinRules.Confirm(was, by, ground, now), (_, acts, _, next) =>
        {
            acts.Record(by.Person.User, "approval-confirmed", id.ToString(), new { hash = next.ApprovedHash });
            return Task.CompletedTask;
        }, cancel);

    /// <summary>Sends it back to its author with a reason.</summary>
    public Task<Outcome<Bulletin>> ReturnAsync(BulletinId id, int seen, string? reason, Officer by, CancellationToken cancel) =>
        ChangeAsync(id, (was, ground, now) => BulletinRules.Return(was, seen, reason, by, ground, now), (acts, next) =>
            acts.Record(by.Person.User, "return", id.ToString(), new { reason = next.ReturnReason }), cancel);

    /// <summary>Takes an approved bulletin off the air.</summary>
    public async Task<Outcome<Bulletin>> WithdrawAsync(BulletinId id, Officer by, CancellationToken cancel)
    {
        IReadOnlyList<SentOrder> orders = [];
        var withdrawn = await DecideAsync(async (db, acts) =>
        {
            var was = await db.BulletinAsync(id, cancel);
            if (was is null) return Gone;
            var next = BulletinRules.Withdraw(was, by, Ground.Today(gazetteers, clock), acts.Now);
            if (!next.Ok) return next;
            acts.Record(by.Person.User, "withdrawal", id.ToString(), new { hash = was.ApprovedHash });
            orders = await sender.WithdrawAsync(db, acts, id, by.Person.User, cancel);
            db.Put(was, next.Value);
            return next;
        }, cancel);
        if (withdrawn.Ok)
            foreach (var order in orders) await sender.PublishAsync(order, CancellationToken.None);
        return withdrawn;
    }

    /// <summary>Decides, records and, once it is approved, signs in place of what was signed before; put on the link after the commit.</summary>
    private async Task<Outcome<Bulletin>> AirAsync(
        BulletinId id, Officer by, Func<Bulletin, Ground, DateTime, Outcome<Bulletin>> rule,
        Func<StoreContext, Ledger.Recorder, Bulletin, Bulletin, Task> record, CancellationToken cancel)
    {
        if (await NoSoundAsync(id, cancel) is { } silent) return silent;
        List<SentOrder> orders = [];
        var decided = await DecideAsync(async (db, acts) =>
        {
            orders.Clear();
            var was = await db.BulletinAsync(id, cancel);
            if (was is null) return Gone;
            var next = rule(was, Ground.Today(gazetteers, clock), acts.Now);
            if (!next.Ok) return next;
            var bulletin = next.Value;
            await record(db, acts, was, bulletin);
            if (bulletin.State == BulletinState.Approved)
            {
                if (was.State == BulletinState.Approved) orders.AddRange(await sender.WithdrawAsync(db, acts, id, by.Person.User, cancel));
                var signed = await sender.SignAsync(db, acts, new Dispatch(
                    id, bulletin.Title, bulletin.Area!.Value, bulletin.Class, was.State == BulletinState.Approved ? null : bulletin.PlayAt, bulletin.Expires!.Value,
                    bulletin.Sound, bulletin.Card!, by.Person.User), cancel);
                if (!signed.Ok) return signed.Problems.ToList();
                orders.Add(signed.Value);
                bulletin = bulletin with { StartsAt = signed.Value.At };
                foreach (var board in boards) await board.SettleAsync(db, NoticeKey(id), cancel);
                if (bulletin.StandsAlone(acts.Now)) await TellAsync(db, bulletin, new Problem("", "Một người đã duyệt bản tin khẩn cấp “{0}”. Xác nhận trước khi hết hạn.", bulletin.Title), cancel);
            }
            db.Put(was, bulletin);
            return bulletin;
        }, cancel);
        // It is approved now, whether or not the one who pressed the button is still there.
        if (decided.Ok)
            foreach (var order in orders) await sender.PublishAsync(order, CancellationToken.None);
        return decided;
    }

    private async Task TellAsync(StoreContext db, Bulletin bulletin, Problem sentence, CancellationToken cancel)
    {
        var notice = new NewNotice(NoticeKey(bulletin.Id), sentence, $"/bulletins/{bulletin.Id}") { Right = Rights.ApproveBulletins, Unit = bulletin.Area };
        foreach (var board in boards) await board.PostAsync(db, notice, cancel);
    }

    private static string NoticeKey(BulletinId id) => $"bulletin/{id}/second";

    private static UnitId? PlaceOf(UnitId? area, Officer by) => area ?? (by.Writes is [var first, ..] ? first : null);

    /// <summary>
    /// Why loudspeakers could not fetch the sound, asked before the ledger's turn is taken. Never holds an emergency back: boards show it
    /// at once, and loudspeakers ask again until they have it.
    /// </summary>
    private async Task<Problem?> NoSoundAsync(BulletinId id, CancellationToken cancel)
    {
        await using var db = stores.Open();
        if (await db.BulletinAsync(id, cancel) is not { State: BulletinState.Submitted } waiting) return null;
        if (await booth.UnfitAsync(waiting.Source, cancel) is { } unfit) return unfit;
        return waiting is { Class: < BulletinClass.Emergency, Sound: { } sound } ? await booth.CheckAsync(sound, cancel) : null;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static Problem Gone => new("", "Không tìm thấy bản tin này.");

    private Outcome<Bulletin> Written(Bulletin? was, int seen, BulletinDraft draft, Officer by, DateTime now)
    {
        var ground = Ground.Today(gazetteers, clock);
        if (was is null) return BulletinRules.Begin(BulletinId.New(clock), draft, by, ground, now);
        var next = BulletinRules.Change(was, draft, by, ground, now);
        return next.Ok && was.Version != seen ? ElsewhereSaved(was.Edited) : next;
    }

    private static Problem ElsewhereSaved(DateTime at) =>
        new("", "Bản nháp này vừa được lưu ở cửa sổ khác lúc {0}. Chép phần đang viết rồi mở lại bản mới.", VnTime.Moment(at));

    private Task<Outcome<Bulletin>> ChangeAsync(
        BulletinId id, Func<Bulletin, Ground, DateTime, Outcome<Bulletin>> rule, Action<Ledger.Recorder, Bulletin> record, CancellationToken cancel) =>
        DecideAsync(async (db, acts) =>
        {
            var was = await db.BulletinAsync(id, cancel);
            if (was is null) return Gone;
            var next = rule(was, Ground.Today(gazetteers, clock), acts.Now);
            if (!next.Ok) return next;
            record(acts, next.Value);
            db.Put(was, next.Value);
            return next;
        }, cancel);

    /// <summary>
    /// One deed in one ledger transaction. Refused: nothing is written. Overtaken by another server: tried again on what stands
    /// now, where the rules find the words for who was first.
    /// </summary>
    private async Task<Outcome<Bulletin>> DecideAsync(Func<StoreContext, Ledger.Recorder, Task<Outcome<Bulletin>>> deed, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await ledger.WriteAsync(async (db, acts) =>
                {
                    var done = await deed(db, acts);
                    if (!done.Ok) db.ChangeTracker.Clear();
                    return done;
                }, cancel);
                if (outcome.Ok) bell.Ring(outcome.Value.Id);
                return outcome;
            }
            catch (DbUpdateException) when (attempt < 3)
            {
            }
            catch (StoreCutException cut) when (cut.Fate == Fate.NotWritten && attempt < 3)
            {
                // The database went away before anything was written; the next opening waits for it.
            }
        }
    }
}
