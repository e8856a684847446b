using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.SelfAssessment.Store;
using LangSo.Store;

namespace LangSo.SelfAssessment;

/// <summary>
/// Hands a sheet in: what it shows is bound to a digest, and whoever listens takes it on in the same transaction. Nothing is handed in that
/// the person has not seen, and nothing whose evidence is still on its way.
/// </summary>
public sealed class HandIn(Ledger ledger, Assessor assessor, ISheetDigest digest, IEnumerable<ISheetGuard> guards, IEnumerable<ISheetListener> listeners, TimeProvider clock)
{
    /// <summary>The act in the ledger.</summary>
    public const string Act = "self-assessment-handed-in";

    internal async Task<SyncResult> TakeAsync(SyncCaller caller, string device, SyncOp op, CancellationToken cancel)
    {
        try
        {
            return await ledger.WriteAsync((db, acts) => WriteAsync(caller, device, op, db, acts, cancel), cancel);
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
        var (book, today) = (assessor.Current, clock.Today());
        var sheet = new SheetKey(new UnitId(op.Unit), op.Set, op.Year);
        if ((await db.AppliedAsync([op.Id], cancel)).TryGetValue((caller.User, op.Id), out var before)) return new SyncResult(op.Id, SyncOutcome.Duplicate, before);
        if (!SyncChecks.Reaches(book, caller, sheet.Unit, today)) return Refuse(SyncChecks.NoRight());
        var form = SheetForm.Of(book, sheet, today);
        if (!form.Ok) return Refuse(form.Problems[0]);
        if (await SyncRound.ClosedAsync(guards, sheet, cancel) is { } closed) return Refuse(closed);

        var heads = (await db.HeadsAsync([(sheet.Unit, sheet.Year)], cancel))[(sheet.Unit, sheet.Year)];
        var head = heads.Of(op.Field);
        if (heads.Unseen(op.Seen, caller.User, device) is var unseen and > 0)
            return new SyncResult(op.Id, SyncOutcome.Hard, head?.Version ?? 0, new Problem("seen", "Máy khác đã đổi {0} chỗ của phiếu mà bạn chưa xem. Xem lại rồi hãy nộp.", unseen), head?.Now);
        if (op.Form is { Length: > 0 } seen && seen != form.Value.Version.Id)
            return Refuse(new Problem("form", "Bộ tiêu chí đã có bản mới từ khi mở phiếu. Mở lại phiếu, xem mức mới rồi hãy nộp."));
        var told = await EvidenceBook.ToldAsync(db, sheet.Unit, sheet.Year, cancel);
        if (told.Count(t => t.MediaType is null && form.Value.Asked.ContainsKey(t.Row.Indicator)) is var waiting and > 0)
            return Refuse(new Problem("file", "Còn {0} tệp minh chứng chưa gửi xong. Chờ gửi đủ rồi hãy nộp.", waiting));

        var sum = await digest.OfAsync(sheet, db, cancel);
        var handed = new HandedInSheet(sheet, sum, caller.User, acts.Now);
        foreach (var listener in listeners)
            if (await listener.TakeAsync(handed, db, acts, cancel) is { } why) throw new NotTakenException(Refuse(why));
        var version = (head?.Version ?? 0) + 1;
        db.Add(new SheetOp(caller.User, op.Id, device, op.N, sheet.Unit, sheet.Year, sheet.Set, op.Field, op.Kind, sum, version, null, SyncChecks.Clock(op.At), acts.Now));
        acts.Record(caller.User, Act, new SheetAct(sheet).Subject, new { digest = sum, form = form.Value.Version.Id, files = told.Count });
        return new SyncResult(op.Id, SyncOutcome.Applied, version);
    }

    /// <summary>Takes back what listeners wrote before one of them refused.</summary>
    private sealed class NotTakenException(SyncResult result) : Exception
    {
        public SyncResult Result { get; } = result;
    }
}
