using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Recognition.Procedure;
using LangSo.Recognition.Store;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Recognition.Dossiers;

/// <summary>Where dossiers are opened and acted on. One method, one transaction: act, list row, decision, notice and ledger, or nothing.</summary>
public sealed class DossierDesk(StoreFactory stores, Ledger ledger, Figures figures, DossierGround ground, DossierNotices notices, IEnumerable<ISheetHandIn> handIns)
{
    /// <summary>The field of the problem that says that somebody else was first.</summary>
    public const string Conflict = "version";

    /// <summary>The ledger's act of a decision, from a dossier or from a file.</summary>
    internal const string DecisionAct = "decision";

    private static readonly Problem Gone = new("dossier", "Không có hồ sơ này.");

    /// <summary>A dossier with all of its acts, or null.</summary>
    public async Task<(DossierState State, IReadOnlyList<DossierAct> Acts)?> FindAsync(DossierId id, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var acts = await ActsAsync(db, id, cancel);
        return DossierState.Of(acts) is { } state ? (state, acts) : null;
    }

    /// <summary>What was handed in under this digest, or null.</summary>
    public async Task<SheetContent?> SheetAsync(string digest, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<DossierSheetRow>().AsNoTracking().FirstOrDefaultAsync(s => s.Digest == digest, cancel) is { } row ? SheetDigest.Read(row.Body) : null;
    }

    /// <summary>Opens a dossier.</summary>
    public async Task<Outcome<DossierState>> OpenAsync(Opening opening, Asker asker, string reason, CancellationToken cancel, DateOnly? on = null)
    {
        return await ledger.WriteAsync<Outcome<DossierState>>(async (db, acts) =>
        {
            var same = await db.Set<DossierRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Unit == opening.Unit && r.Year == opening.Year && r.Kind == opening.Kind && r.Title == opening.Title
                && (r.Status == DossierStatus.Open || r.Status == DossierStatus.Paused), cancel);
            if (same is not null) return new Problem("title", "Đã có hồ sơ {0} cho danh hiệu này năm {1}, đang xử lý.", same.Serial, opening.Year);
            var (now, set) = ground.For(opening, on ?? ground.Bare().Today);
            var act = Proceeding.Act(null, opening with { Set = set }, asker, reason, now, on);
            return act.Ok ? await WriteAsync(db, acts, null, act.Value, now, cancel) : act.Problems.ToList();
        }, cancel);
    }

    /// <summary>
    /// Does something with a dossier. Whoever acts has seen <paramref name="seen"/>; when somebody was first, nothing is done and the problem's field
    /// is <see cref="Conflict"/>.
    /// </summary>
    public async Task<Outcome<DossierState>> ActAsync(DossierId id, int seen, Deed deed, Asker asker, string reason, CancellationToken cancel, DateOnly? on = null)
    {
        Decision? decided = null;
        try
        {
            var done = await ledger.WriteAsync<Outcome<DossierState>>(async (db, acts) =>
            {
                if (DossierState.Of(await ActsAsync(db, id, cancel)) is not { } state) return Gone;
                if (state.Version != seen) return new Problem(Conflict, "{0} vừa làm việc khác với hồ sơ này. Xem chỗ mới rồi làm lại.", state.Last.By.Name);
                var now = await ground.OfAsync(state, db, on, cancel);
                var act = Proceeding.Act(state, deed, asker, reason, now, on);
                if (!act.Ok) return act.Problems.ToList();
                if (act.Value.Deed is HandingIn) return await HandInAsync(db, acts, state, act.Value, now, cancel);
                decided = act.Value.Deed is Deciding made ? Make(state, made, now, await SerialAsync(db, id, cancel)) : null;
                if (decided is not null) Record(db, acts, decided, asker.User);
                return await WriteAsync(db, acts, state, act.Value, now, cancel);
            }, cancel);
            if (done.Ok && decided is not null) figures.Add(decided);
            return done;
        }
        catch (NotTakenException e)
        {
            return e.Problem;
        }
    }

    // A sheet is handed in once for all dossiers that wait for it, and by the same procedure as at the commune's desk.
    private async Task<Outcome<DossierState>> HandInAsync(StoreContext db, Ledger.Recorder acts, DossierState state, DossierAct act, Circumstances now, CancellationToken cancel)
    {
        var handed = new HandedInSheet(new SheetKey(state.Unit, state.Set, state.Year), now.Digest!, act.By.User, acts.Now);
        foreach (var procedure in handIns)
            if (await procedure.RefusesAsync(handed.Sheet, db, cancel) is { } refused) return refused;
        var done = await WriteAsync(db, acts, state, act, now, cancel);
        if (await TakeSheetAsync(handed, db, acts, cancel) is { } why) throw new NotTakenException(why);
        foreach (var procedure in handIns) await procedure.RecordAsync(handed, db, acts, cancel);
        return done;
    }

    /// <summary>Takes back what was written for one dossier before another refused.</summary>
    private sealed class NotTakenException(Problem problem) : Exception
    {
        public Problem Problem { get; } = problem;
    }

    /// <summary>Takes a sheet that is handed in, inside that transaction; null when it was taken or no dossier waits for it.</summary>
    internal async Task<Problem?> TakeSheetAsync(HandedInSheet sheet, StoreContext db, Ledger.Recorder acts, CancellationToken cancel)
    {
        foreach (var row in await UnderWay(db, sheet.Sheet).ToListAsync(cancel))
        {
            var state = DossierState.Of(await ActsAsync(db, new DossierId(Guid.ParseExact(row.Id, "n")), cancel))!;
            var now = await ground.OfAsync(state, db, null, cancel);
            if (now.Shelf.Find(state.At.Template).Step(state.At.Step)?.Kind != StepKind.SelfAssessment) continue;
            // Whoever hands in was let in by the desk of sheets: there the right is asked for.
            var here = now.Shelf.Find(state.At.Template).Step(state.At.Step)!;
            var act = Proceeding.Act(state, new HandingIn("", []), new Asker(sheet.Actor, sheet.Actor, [(here.Right, state.At.Desk)]), "", now);
            if (!act.Ok) return act.Problems[0];
            await WriteAsync(db, acts, state, act.Value, now, cancel);
        }
        return null;
    }

    /// <summary>Dossiers under way about a sheet.</summary>
    internal static IQueryable<DossierRow> UnderWay(StoreContext db, SheetKey sheet) => db.Set<DossierRow>().AsNoTracking().Where(r =>
        r.Unit == sheet.Unit && r.Set == sheet.Set && r.Year == sheet.Year && r.Kind == DossierKind.Recognise && (r.Status == DossierStatus.Open || r.Status == DossierStatus.Paused));

    private static async Task<List<DossierAct>> ActsAsync(StoreContext db, DossierId id, CancellationToken cancel)
    {
        var key = id.ToString();
        return (await db.Set<DossierActRow>().AsNoTracking().Where(r => r.Dossier == key).OrderBy(r => r.Number).ToListAsync(cancel)).ConvertAll(r => r.Read());
    }

    private static async Task<int> SerialAsync(StoreContext db, DossierId id, CancellationToken cancel)
    {
        var key = id.ToString();
        return await db.Set<DossierRow>().AsNoTracking().Where(r => r.Id == key).Select(r => r.Serial).FirstAsync(cancel);
    }

    private async Task<DossierState> WriteAsync(StoreContext db, Ledger.Recorder acts, DossierState? before, DossierAct act, Circumstances now, CancellationToken cancel)
    {
        var state = DossierState.After(before, act);
        var key = state.Id.ToString();
        db.Add(DossierActRow.Of(act));
        if (act.Deed is HandingIn or Rereading && now.Sheet is { } sheet && !await db.Set<DossierSheetRow>().AnyAsync(s => s.Digest == now.Digest, cancel))
            db.Add(new DossierSheetRow { Digest = now.Digest!, Body = SheetDigest.Write(sheet) });
        var row = before is null ? null : await db.Set<DossierRow>().FirstAsync(r => r.Id == key, cancel);
        if (row is null)
        {
            var serial = (await db.Set<DossierRow>().MaxAsync(r => (int?)r.Serial, cancel) ?? 0) + 1;
            row = DossierReckoning.New(state, serial, now);
            db.Add(row);
        }
        else
        {
            DossierReckoning.Fill(row, state, now);
        }
        acts.Record(act.By.User, "dossier-" + DossierAct.DeedName(act.Deed), key, new { dossier = row.Serial, act = act.Number, act.Hash, scope = act.By.Scope.Value, act.Reason, step = state.At.Step });
        await notices.TellAsync(db, before, state, row, now, cancel);
        await db.SaveChangesAsync(cancel);
        return state;
    }

    private static Decision Make(DossierState state, Deciding made, Circumstances now, int serial) => new(
        state.Unit, state.Title, state.Field, made.Number, made.Date, made.Effective, now.Today,
        state.Kind == DossierKind.Revoke ? DecisionKind.Revoke : DecisionKind.Recognise,
        $"Hồ sơ số {serial}{(state.Bound is { } bound ? ", bản tự đánh giá " + bound.Digest[..12] : "")}", state.Sample, state.Sample ? "Cả dòng là minh họa." : "");

    private static void Record(StoreContext db, Ledger.Recorder acts, Decision d, string actor)
    {
        db.Add(d);
        acts.Record(actor, DecisionAct, d.Unit.Value, new { d.Kind, unit = d.Unit.Value, d.Title, d.Field, d.Number, d.Date, d.Effective, d.Recorded, d.Source, d.Sample, d.Note });
    }
}
