using LangSo.Foundation;

namespace LangSo.SelfAssessment;

/// <summary>The newest change of one field.</summary>
/// <param name="Id">Its place in the order of all; <see cref="long.MaxValue"/> while it is being written.</param>
internal sealed record FieldHead(long Id, string? Value, long Version, string Actor, string Device, long N, DateOnly? From, DateTime At)
{
    public FieldNow Now => new(Value, Version, Actor, At);
}

/// <summary>What stands of a unit's year, field by field, as of one moment of the server.</summary>
internal sealed class SheetHeads
{
    private readonly Dictionary<string, FieldHead> _fields = new(StringComparer.Ordinal);

    public FieldHead? Of(string field) => _fields.GetValueOrDefault(field);

    public IEnumerable<KeyValuePair<string, FieldHead>> All => _fields;

    public void Set(string field, FieldHead head) => _fields[field] = head;

    /// <summary>Changes by others that someone who saw the sheet up to <paramref name="seen"/> has not seen.</summary>
    public int Unseen(long seen, string actor, string device) => _fields.Values.Count(h => h.Id > seen && !(h.Actor == actor && h.Device == device));
}

/// <summary>
/// What becomes of a change, given what stands: pure. Nothing is ordered by a client's clock; a device's own changes are ordered by its own
/// count, and those of two devices by their arrival and by what each had seen.
/// </summary>
internal static class SyncRules
{
    public const string There = "added", Gone = "removed";

    /// <summary>The outcome, and the value that the field takes on; when <c>Write</c> is false nothing is to be written.</summary>
    public static (SyncResult Result, bool Write, string? Value) Judge(SyncOp op, SheetHeads heads, string actor, string device)
    {
        var head = heads.Of(op.Field);
        var mine = head is not null && head.Actor == actor && head.Device == device;
        if (mine && op.N <= head!.N)
            return (new SyncResult(op.Id, SyncOutcome.Duplicate, head.Version, new Problem("n", "Máy này đã gửi giá trị mới hơn; giữ giá trị mới.")), false, null);
        var soft = heads.Unseen(op.Seen, actor, device) > 0;
        return op.Kind switch
        {
            SyncOp.EvidenceAdd => Evidence(op, head, There, soft),
            SyncOp.EvidenceRemove => Evidence(op, head, Gone, soft),
            _ => Value(op, head, mine, soft),
        };
    }

    private static (SyncResult, bool, string?) Value(SyncOp op, FieldHead? head, bool mine, bool soft)
    {
        var value = op.Kind == SyncOp.Delete ? null : op.Value;
        if (head?.Value == value) return (Done(op, head?.Version ?? 0, soft), false, null);
        if (head is not null && !mine && op.Base < head.Version)
            return (new SyncResult(op.Id, SyncOutcome.Hard, head.Version, new Problem("value", "Máy khác đã sửa chỉ tiêu này. Chọn giữ giá trị nào."), head.Now), false, null);
        return (Done(op, (head?.Version ?? 0) + 1, soft), true, value);
    }

    /// <summary>Files add up: two people may each put and take away their own, and one that is there or gone already is simply so.</summary>
    private static (SyncResult, bool, string?) Evidence(SyncOp op, FieldHead? head, string wanted, bool soft)
    {
        var so = (head?.Value ?? Gone) == wanted;
        return (Done(op, (head?.Version ?? 0) + (so ? 0 : 1), soft), !so, wanted);
    }

    private static SyncResult Done(SyncOp op, long version, bool soft) => new(op.Id, soft ? SyncOutcome.Soft : SyncOutcome.Applied, version);
}
