using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.SelfAssessment.Store;
using LangSo.Store;

namespace LangSo.SelfAssessment;

/// <summary>One transaction of many requests: each change is judged against what stands at that moment, in the order of arrival.</summary>
internal sealed class SyncRound(AssessmentBook book, DateTime now, DateOnly today)
{
    private static readonly TimeSpan WrongClock = TimeSpan.FromDays(2);

    private readonly Dictionary<SheetKey, (Outcome<SheetForm> Form, Problem? Closed)> _forms = [];
    private readonly Dictionary<(SyncCaller, string), bool> _reach = [];
    private readonly Dictionary<(string Actor, SheetKey Sheet), SheetAct> _acts = [];
    private readonly Dictionary<(UnitId Unit, int Year, string Indicator), (Fact Fact, string Actor, string Set)> _facts = [];
    private readonly List<SheetOp> _rows = [];
    private readonly List<EvidenceRow> _evidence = [];

    /// <summary>Writes all of it but the facts, which are returned.</summary>
    public async Task<(IReadOnlyList<IReadOnlyList<SyncResult>> Answers, IReadOnlyList<Fact> Facts)> RunAsync(
        StoreContext db, Ledger.Recorder acts, IEnumerable<ISheetGuard> guards, IReadOnlyList<SyncDesk.Batch> round, CancellationToken cancel)
    {
        var ops = round.SelectMany(b => b.Ops).ToList();
        var sheets = ops.Where(o => SyncChecks.Shape(o) is null).Select(o => new SheetKey(new UnitId(o.Unit), o.Set, o.Year)).ToHashSet();
        foreach (var sheet in sheets) _forms[sheet] = (SheetForm.Of(book, sheet, today), await ClosedAsync(guards, sheet, cancel));
        var applied = await db.AppliedAsync([.. ops.Select(o => o.Id).Distinct()], cancel);
        var heads = await db.HeadsAsync([.. sheets.Select(s => (s.Unit, s.Year)).Distinct()], cancel);
        var answers = new List<IReadOnlyList<SyncResult>>(round.Count);
        foreach (var batch in round)
        {
            var mine = new List<SyncResult>(batch.Ops.Count);
            if (batch.File is not null)
            {
                // Each of a table is about another field, so that they can be judged before any is written.
                mine.AddRange(batch.Ops.Select(op => Judge(batch, op, applied, heads).Result));
                if (!batch.Writes || mine.Exists(r => r.Outcome is SyncOutcome.Hard or SyncOutcome.Rejected))
                {
                    answers.Add(mine);
                    continue;
                }
                mine.Clear();
            }
            foreach (var op in batch.Ops) mine.Add(One(batch, op, applied, heads));
            answers.Add(mine);
        }
        if (_rows.Count == 0) return (answers, []);
        await db.BulkAddAsync(_rows, cancel);
        if (_evidence.Count > 0) await db.BulkAddAsync(_evidence, cancel);
        foreach (var ((actor, sheet), act) in _acts) acts.Record(actor, SheetAct.Name, act.Subject, act.With(Written(actor, sheet)));
        return (answers, [.. _facts.Values.Select(f => f.Fact)]);
    }

    public static async ValueTask<Problem?> ClosedAsync(IEnumerable<ISheetGuard> guards, SheetKey sheet, CancellationToken cancel)
    {
        foreach (var guard in guards)
            if (await guard.ClosedAsync(sheet, cancel) is { } why) return why;
        return null;
    }

    private SyncResult One(SyncDesk.Batch batch, SyncOp op, Dictionary<(string, string), long> applied, Dictionary<(UnitId, int), SheetHeads> heads)
    {
        var (result, form, write, value) = Judge(batch, op, applied, heads);
        if (!write) return result;
        Write(form!, op, batch, value, result.Version, heads[(form!.Sheet.Unit, form.Sheet.Year)]);
        applied[(batch.Caller.User, op.Id)] = result.Version;
        return result;
    }

    private (SyncResult Result, SheetForm? Form, bool Write, string? Value) Judge(SyncDesk.Batch batch, SyncOp op, Dictionary<(string, string), long> applied, Dictionary<(UnitId, int), SheetHeads> heads)
    {
        if (SyncChecks.Shape(op) is { } shape) return (new SyncResult(op.Id, SyncOutcome.Rejected, Reason: shape), null, false, null);
        var actor = batch.Caller.User;
        if (applied.TryGetValue((actor, op.Id), out var before)) return (new SyncResult(op.Id, SyncOutcome.Duplicate, before), null, false, null);
        var sheet = new SheetKey(new UnitId(op.Unit), op.Set, op.Year);
        if (!_reach.TryGetValue((batch.Caller, op.Unit), out var reaches)) _reach[(batch.Caller, op.Unit)] = reaches = SyncChecks.Reaches(book, batch.Caller, sheet.Unit, today);
        var (form, closed) = _forms[sheet];
        var refused = !reaches ? SyncChecks.NoRight() : !form.Ok ? form.Problems[0] : closed ?? Refuses(form.Value, op);
        if (refused is not null) return (new SyncResult(op.Id, SyncOutcome.Rejected, Reason: refused), null, false, null);
        var (result, write, value) = SyncRules.Judge(op, heads[(sheet.Unit, sheet.Year)], actor, batch.Device);
        return (Remarked(result, op, form.Value), form.Value, write, value);
    }

    private Problem? Refuses(SheetForm form, SyncOp op) => op.Kind switch
    {
        SyncOp.Create or SyncOp.Edit => form.Refuses(op.Indicator, op.Value ?? "", book.Facts),
        _ => form.Asked.ContainsKey(op.Indicator) ? null : form.Refuses(op.Indicator, "", book.Facts),
    };

    /// <summary>What the person should know although it was done.</summary>
    private SyncResult Remarked(SyncResult result, SyncOp op, SheetForm form)
    {
        if (result.Reason is not null || result.Outcome is not (SyncOutcome.Applied or SyncOutcome.Soft)) return result;
        if (op.Form is { Length: > 0 } seen && seen != form.Version.Id)
            return result with { Outcome = SyncOutcome.Soft, Reason = new Problem("form", "Bộ tiêu chí đã có bản mới từ khi mở phiếu. Giá trị được giữ; mở lại phiếu để xem mức mới.") };
        return op.At is { } at && (at.UtcDateTime - now).Duration() >= WrongClock && at.UtcDateTime > now
            ? result with { Reason = new Problem("at", "Đồng hồ máy chạy nhanh so với máy chủ. Số liệu vẫn được ghi theo giờ máy chủ.") } : result;
    }

    private void Write(SheetForm form, SyncOp op, SyncDesk.Batch batch, string? value, long version, SheetHeads standing)
    {
        var (actor, device) = (batch.Caller.User, batch.Device);
        var isValue = op.Kind is SyncOp.Create or SyncOp.Edit or SyncOp.Delete;
        DateOnly? from = isValue ? form.FromOf(book.Facts, op.Indicator, standing.Of(op.Field)?.From) : null;
        if (isValue && value is null) from = standing.Of(op.Field)!.From;
        if (!_acts.TryGetValue((actor, form.Sheet), out var act)) _acts[(actor, form.Sheet)] = act = new SheetAct(form.Sheet);
        if (batch.File is { } table && !act.Tables.Contains(table)) act.Tables.Add(table);
        if (isValue)
        {
            // A value that is taken back is the same value for no day at all: what held before it holds again, and nothing is erased.
            var said = value ?? standing.Of(op.Field)!.Value!;
            var fact = new Fact(op.Indicator, form.Sheet.Unit, said, from!.Value, value is null ? from : null, today, "typed", SheetForm.SourceOf(form.Sheet.Year), false, "");
            _facts[(form.Sheet.Unit, form.Sheet.Year, op.Indicator)] = (fact, actor, form.Sheet.Set);
            act.Indicators.Add(op.Indicator);
        }
        else
        {
            var row = new EvidenceRow(form.Sheet.Unit, form.Sheet.Year, op.Indicator, op.Sha256!, VnText.Clean(op.Name is { Length: > 0 } name ? name : op.Sha256), op.Bytes, value == SyncRules.There, actor, now);
            _evidence.Add(row);
            act.Evidence.Add(row);
        }
        _rows.Add(new SheetOp(actor, op.Id, device, op.N, form.Sheet.Unit, form.Sheet.Year, form.Sheet.Set, op.Field, op.Kind, value, version, from, SyncChecks.Clock(op.At), now));
        standing.Set(op.Field, new FieldHead(long.MaxValue, value, version, actor, device, op.N, from, now));
    }

    /// <summary>The facts that this act answers for: the last word of the round on each, said by who said it.</summary>
    private IEnumerable<Fact> Written(string actor, SheetKey sheet) => _acts[(actor, sheet)].Indicators.Select(i => _facts[(sheet.Unit, sheet.Year, i)])
        .Where(f => f.Actor == actor && f.Set == sheet.Set).Select(f => f.Fact);
}
