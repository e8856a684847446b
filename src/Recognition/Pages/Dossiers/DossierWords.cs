using LangSo.Criteria.Engine;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Procedure;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>The words of dossiers, as an official would say them.</summary>
public static class DossierWords
{
    /// <summary>What a dossier is about.</summary>
    public static string Of(DossierKind kind) => kind switch
    {
        DossierKind.Recognise => "Xét, công nhận",
        DossierKind.Revoke => "Thu hồi",
        _ => "Đơn vị mới sáp nhập",
    };

    /// <summary>How it stands.</summary>
    public static string Of(DossierStatus status) => status switch
    {
        DossierStatus.Open => "Đang xử lý",
        DossierStatus.Paused => "Tạm dừng",
        DossierStatus.Done => "Đã xong",
        DossierStatus.Refused => "Không chấp thuận",
        DossierStatus.Withdrawn => "Đã rút",
        _ => "Nhập vào hồ sơ khác",
    };

    /// <summary>What was done.</summary>
    public static string Of(Deed deed) => deed switch
    {
        Opening => "Lập hồ sơ",
        Receiving => "Tiếp nhận",
        HandingIn => "Nộp bản tự đánh giá",
        Rereading => "Đọc lại số liệu đã đổi",
        Passing => "Hoàn thành bước",
        Returning => "Trả lại",
        Pausing => "Tạm dừng",
        Resuming => "Tiếp tục",
        Attaching => "Thêm văn bản",
        Attesting => "Xác nhận điều kiện",
        Publishing => "Gắn bản tin công khai",
        Posting => "Xác nhận công khai bằng văn bản",
        Convening => "Mở phiên họp hội đồng",
        Voting => "Bỏ phiếu",
        Closing => "Kiểm phiếu",
        Deciding => "Quyết định",
        Refusing => "Không chấp thuận",
        Withdrawing => "Rút hồ sơ",
        Moving => "Chuyển sang trình tự mới",
        Entrusting => "Giao cho đơn vị kế thừa",
        Joining => "Nhập vào hồ sơ khác",
        Escalating => "Báo quá hạn lên lãnh đạo",
        Drifting => "Số liệu đổi sau quyết định",
        _ => "Đã xử lý cảnh báo số liệu đổi",
    };

    /// <summary>A ballot.</summary>
    public static string Of(Ballot ballot) => ballot switch
    {
        Ballot.Yes => "Đồng ý",
        Ballot.No => "Không đồng ý",
        _ => "Ý kiến khác",
    };

    /// <summary>What a member is.</summary>
    public static string Of(CouncilRole role) => role switch
    {
        CouncilRole.Chair => "Chủ tịch hội đồng",
        CouncilRole.Secretary => "Thư ký",
        _ => "Ủy viên",
    };

    /// <summary>The style and mark of a verdict: colour never speaks alone.</summary>
    public static (string Style, string Mark) Look(Verdict verdict) => verdict switch
    {
        Verdict.Met => ("vd v-ok", "✓"),
        Verdict.Near => ("vd v-near", "▲"),
        Verdict.NotMet => ("vd v-no", "✕"),
        Verdict.NoData => ("vd v-none", "?"),
        Verdict.NotApplicable => ("vd v-na", "–"),
        _ => ("vd v-free", "○"),
    };

    /// <summary>A value as people write it.</summary>
    public static string Value(IText text, string value) => value switch
    {
        "yes" => text["có"],
        "no" => text["không"],
        Criteria.Indicator.NotApplicable => text["không áp dụng"],
        Criteria.Indicator.Exempt => text["miễn"],
        _ => decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? VnText.Number(number) : value,
    };

    /// <summary>A file's size.</summary>
    public static string Size(long bytes) => bytes < 1024 * 1024 ? VnText.Number(Math.Max(1, bytes / 1024)) + " KB" : VnText.Number(Math.Round(bytes / 1048576m, 1)) + " MB";

    /// <summary>First letter large.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], VnText.Culture) + text[1..];
}
