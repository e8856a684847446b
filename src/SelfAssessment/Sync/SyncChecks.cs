using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Store.Media;

namespace LangSo.SelfAssessment;

/// <summary>What is asked of every operation before what stands is looked at.</summary>
internal static class SyncChecks
{
    /// <summary>Why it is no operation at all, or null.</summary>
    public static Problem? Shape(SyncOp op)
    {
        if (op.Id is not { Length: >= 8 and <= 64 } || !op.Id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) return new Problem("id", "Thay đổi không có mã đúng.");
        if (!SyncOp.Kinds.Contains(op.Kind)) return new Problem("kind", "Không hiểu việc “{0}”. Mở lại phiếu để lấy bản mới của trang.", op.Kind ?? "");
        if (op.Unit is not { Length: > 0 and <= 32 } || op.Set is not { Length: > 0 and <= 64 } || op.Indicator is not { Length: <= 64 }) return new Problem("sheet", "Thay đổi không nói của phiếu nào.");
        if (op.Value?.Length > 200) return new Problem("value", "Giá trị dài quá 200 chữ.");
        if (op.Kind is SyncOp.EvidenceAdd or SyncOp.EvidenceRemove && (op.Sha256 is null || !MediaName.IsHash(op.Sha256) || op.Name?.Length > 200 || op.Bytes < 0))
            return new Problem("file", "Tệp minh chứng không có tên và cỡ đúng.");
        return op.Kind == SyncOp.Submit || op.Indicator.Length > 0 ? null : new Problem("indicator", "Thay đổi không nói của chỉ tiêu nào.");
    }

    /// <summary>True when the caller's right to assess covers the unit, or covered it when it ended.</summary>
    public static bool Reaches(AssessmentBook book, SyncCaller caller, UnitId unit, DateOnly today)
    {
        var now = new AsOf(today, today);
        if (caller.Areas.Any(a => a == unit || book.Units.IsWithin(unit, a, now))) return true;
        return book.Units.HeirOf(unit, now) is { } heir && caller.Areas.Any(a => a == heir.Unit || book.Units.IsWithin(heir.Unit, a, now));
    }

    public static Problem NoRight() => new("right", "Bạn không có quyền ghi phiếu của đơn vị này. Nhờ quản trị giao lại, hoặc xuất tệp chuyển cho người có quyền.");

    /// <summary>A client's clock as the store can keep it.</summary>
    public static DateTime? Clock(DateTimeOffset? at) => at is { } said && said.Year is > 1970 and < 2200 ? said.UtcDateTime : null;
}
