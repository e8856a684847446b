using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.SelfAssessment.Store;
using LangSo.Store;

namespace LangSo.SelfAssessment;

/// <summary>What every handing in asks first and leaves behind, whether it is done at the commune's desk or at a dossier.</summary>
internal sealed class HandInRules(Assessor assessor, IEnumerable<ISheetGuard> guards, TimeProvider clock) : ISheetHandIn
{
    public async Task<Problem?> RefusesAsync(SheetKey sheet, StoreContext db, CancellationToken cancel)
    {
        var form = SheetForm.Of(assessor.Current, sheet, clock.Today());
        if (!form.Ok) return form.Problems[0];
        if (await SyncRound.ClosedAsync(guards, sheet, cancel) is { } closed) return closed;
        var told = await EvidenceBook.ToldAsync(db, sheet.Unit, sheet.Year, cancel);
        return told.Count(t => t.MediaType is null && form.Value.Asked.ContainsKey(t.Row.Indicator)) is var waiting and > 0
            ? new Problem("file", "Còn {0} tệp minh chứng chưa gửi xong. Chờ gửi đủ rồi hãy nộp.", waiting) : null;
    }

    // At a dossier there is no phone: the deed is an operation of its own, so that the desk sees when and by whom the sheet was handed in.
    public Task RecordAsync(HandedInSheet sheet, StoreContext db, Ledger.Recorder acts, CancellationToken cancel) =>
        RecordAsync(sheet, new Operation(Guid.NewGuid().ToString("n"), "dossier", 0, null), db, acts, cancel);

    /// <summary>Writes it down as this operation of a device; the version that it made.</summary>
    public static async Task<long> RecordAsync(HandedInSheet handed, Operation of, StoreContext db, Ledger.Recorder acts, CancellationToken cancel)
    {
        var (sheet, field) = (handed.Sheet, "#" + handed.Sheet.Set);
        var version = ((await db.HeadsAsync([(sheet.Unit, sheet.Year)], cancel))[(sheet.Unit, sheet.Year)].Of(field)?.Version ?? 0) + 1;
        db.Add(new SheetOp(handed.Actor, of.Id, of.Device, of.N, sheet.Unit, sheet.Year, sheet.Set, field, SyncOp.Submit, handed.Digest, version, null, of.At, acts.Now));
        acts.Record(handed.Actor, HandIn.Act, new SheetAct(sheet).Subject, new { digest = handed.Digest, at = of.Device == "dossier" ? "dossier" : "desk" });
        return version;
    }

    internal readonly record struct Operation(string Id, string Device, long N, DateTime? At);
}

/// <summary>
/// Hands a sheet in from the desk: what it shows is bound to a digest, and whoever listens takes it on in the same transaction. Nothing is handed
/// in that the person has not seen, and nothing whose evidence is still on its way.
/// </summary>
public sealed class HandIn
{
    /// <summary>The act in the ledger.</summary>
    public const string Act = "self-assessment-handed-in";

    private readonly Ledger _ledger;
    private readonly Assessor _assessor;
    private readonly SheetContents _contents;
    private readonly HandInRules _rules;
    private readonly IEnumerable<ISheetListener> _listeners;
    private readonly TimeProvider _clock;

    internal HandIn(Ledger ledger, Assessor assessor, SheetContents contents, HandInRules rules, IEnumerable<ISheetListener> listeners, TimeProvider clock) =>
        (_ledger, _assessor, _contents, _rules, _listeners, _clock) = (ledger, assessor, contents, rules, listeners, clock);

    internal async Task<SyncResult> TakeAsync(SyncCaller caller, string device, SyncOp op, CancellationToken cancel)
    {
        try
        {
            return await _ledger.WriteAsync((db, acts) => WriteAsync(caller, device, op, db, acts, cancel), cancel);
        }
        catch (NotTakenException e)
        {
            return e.Result;
        }
    }

    private async Task<SyncResult> WriteAsync(SyncCaller caller, string device, SyncOp op, StoreContext db, Ledger.Recorder acts, CancellationToken cancel)
    {
        SyncResult Refuse(Problem why) => new(op.Id, SyncOutcome.Rejected, Reason: why);
        if (SyncChecks.Shape(op) is { } shape) return Refuse(shape);
        var (book, today) = (_assessor.Current, _clock.Today());
        var sheet = new SheetKey(new UnitId(op.Unit), op.Set, op.Year);
        if ((await db.AppliedAsync([op.Id], cancel)).TryGetValue((caller.User, op.Id), out var before)) return new SyncResult(op.Id, SyncOutcome.Duplicate, before);
        if (!SyncChecks.Reaches(book, caller, sheet.Unit, today)) return Refuse(SyncChecks.NoRight());
        if (await _rules.RefusesAsync(sheet, db, cancel) is { } refused) return Refuse(refused);

        var heads = (await db.HeadsAsync([(sheet.Unit, sheet.Year)], cancel))[(sheet.Unit, sheet.Year)];
        var head = heads.Of(op.Field);
        if (heads.Unseen(op.Seen, caller.User, device) is var unseen and > 0)
            return new SyncResult(op.Id, SyncOutcome.Hard, head?.Version ?? 0, new Problem("seen", "Máy khác đã đổi {0} chỗ của phiếu mà bạn chưa xem. Xem lại rồi hãy nộp.", unseen), head?.Now);
        var shown = await _contents.StandingAsync(sheet, new AsOf(SheetDay.Of(book.Units, sheet.Unit, sheet.Year, new AsOf(today, today)), today), db, cancel);
        if (!shown.Ok) return Refuse(shown.Problems[0]);
        if (op.Form is { Length: > 0 } seen && seen != shown.Value.Version)
            return Refuse(new Problem("form", "Bộ tiêu chí đã có bản mới từ khi mở phiếu. Mở lại phiếu, xem mức mới rồi hãy nộp."));

        var handed = new HandedInSheet(sheet, SheetDigest.Of(shown.Value), caller.User, acts.Now);
        foreach (var listener in _listeners)
            if (await listener.TakeAsync(handed, db, acts, cancel) is { } why) throw new NotTakenException(Refuse(why));
        var version = await HandInRules.RecordAsync(handed, new HandInRules.Operation(op.Id, device, op.N, SyncChecks.Clock(op.At)), db, acts, cancel);
        return new SyncResult(op.Id, SyncOutcome.Applied, version);
    }

    /// <summary>Takes back what listeners wrote before one of them refused.</summary>
    private sealed class NotTakenException(SyncResult result) : Exception
    {
        public SyncResult Result { get; } = result;
    }
}
