using LangSo.Foundation;
using LangSo.Look;
using LangSo.Store;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Server.Pages;

/// <summary>The ledger, newest act first, and its check.</summary>
[Authorize(Policy = Rights.SeeLedger)]
public sealed class LedgerModel(Ledger ledger) : PageModel
{
    private const int Size = 50;

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")] public int PageNumber { get; set; } = 1;

    /// <summary>The acts of this page.</summary>
    public IReadOnlyList<LedgerRow> Rows { get; private set; } = [];

    /// <summary>Where one is in the list.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>What the check found, when it was asked for.</summary>
    public (long Rows, long? FirstBroken)? Check { get; private set; }

    /// <summary>Opens the ledger.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        (var total, Rows) = await ledger.PageAsync(Math.Max(1, PageNumber), Size, null, cancel);
        Pager = new Pager(Math.Max(1, PageNumber), Size, total, n => "/ledger?page=" + n.ToString(VnText.Culture));
    }

    /// <summary>Reads every row again and says whether one was altered.</summary>
    public async Task OnPostAsync(CancellationToken cancel)
    {
        Check = await ledger.VerifyAsync(cancel);
        await OnGetAsync(cancel);
    }

    /// <summary>An act in an official's words.</summary>
    public static string Words(string act) => act switch
    {
        "decision" => "Quyết định công nhận",
        "load" => "Nạp dữ liệu",
        "unit-change" => "Thay đổi đơn vị hành chính",
        "criteria-set" => "Nhận bộ tiêu chí",
        "criteria-layer" => "Nhận quy định của tỉnh",
        "unit-change-undo" => "Hoàn tác thay đổi đơn vị",
        "bulletin-submitted" => "Gửi duyệt bản tin",
        "approval-first" => "Duyệt bản tin lần một",
        "approval-alone" => "Duyệt bản tin một mình",
        "approval-confirmed" => "Xác nhận bản tin duyệt một mình",
        "pronunciation" => "Sửa từ điển đọc",
        "press-recorded" => "Ghi bài viết, phóng sự",
        "press-taken-back" => "Bỏ bài viết, phóng sự khỏi thống kê",
        "campaign-issued" => "Ra chỉ đạo tuyên truyền",
        "campaign-received" => "Nhận chỉ đạo tuyên truyền",
        "campaign-ended" => "Kết thúc đợt tuyên truyền",
        "approval" => "Duyệt bản tin",
        "return" => "Trả lại bản tin",
        "withdrawal" => "Thu hồi bản tin",
        "order" => "Ký lệnh phát",
        "order-preferred" => "Ký lệnh chọn mục phát trước",
        "programme-drafted" => "Soạn chương trình",
        "programme-submitted" => "Gửi duyệt chương trình",
        "programme-approved" => "Duyệt chương trình",
        "programme-returned" => "Trả lại chương trình",
        "programme-stopped" => "Dừng chương trình",
        "programme-broken-off" => "Ngắt buổi đang phát",
        "clash-chosen" => "Chọn mục ưu tiên phát trước",
        "stop-all" => "Dừng tất cả",
        "week-template" => "Lưu lưới tuần mẫu",
        "air-hours-set" => "Đặt giờ yên tĩnh, âm lượng",
        "air-hours-ended" => "Bỏ giờ yên tĩnh, âm lượng",
        "relay-added" => "Thêm đài tiếp sóng",
        "relay-ended" => "Bỏ đài tiếp sóng",
        "delegation" => "Giao quyền ký",
        "device-added" => "Thêm thiết bị",
        "device-enrolled" => "Ghi danh thiết bị",
        "device-code" => "Cấp mã ghi danh",
        "device-volume" => "Đặt âm lượng",
        "device-off" => "Tạm tắt thiết bị",
        "device-on" => "Bật lại thiết bị",
        "device-place" => "Ghi vị trí thiết bị",
        "device-labels" => "Xếp nhóm thiết bị",
        "device-revoked" => "Thu hồi thẻ kết nối",
        "device-copied" => "Khóa thẻ bị sao chép",
        "device-command" => "Lệnh từ xa",
        "device-stop-all" => "Ngừng phát cả địa bàn",
        "device-drill" => "Diễn tập",
        "device-repair-opened" => "Mở phiếu sửa chữa",
        "device-repair-assigned" => "Giao phiếu sửa chữa",
        "device-repair-closed" => "Đóng phiếu sửa chữa",
        "device-complaint" => "Người dân phản ánh",
        "device-complaint-answered" => "Trả lời phản ánh",
        "device-release" => "Thêm bản phần mềm loa",
        "device-release-share" => "Mời cập nhật phần mềm loa",
        "device-release-stopped" => "Dừng cập nhật phần mềm loa",
        "access-invite" => "Mời người",
        "access-invite-cancel" => "Thu lời mời",
        "access-join" => "Nhận lời mời",
        "access-grant" => "Giao vai trò",
        "access-end" => "Cho thôi vai trò",
        "access-hand-over" => "Bàn giao vai trò",
        "access-deputy" => "Cử người thay mặt",
        "access-lock" => "Khóa tài khoản",
        "access-unlock" => "Mở khóa tài khoản",
        "access-password" => "Đổi mật khẩu",
        "access-password-link" => "Cấp liên kết đặt mật khẩu",
        "access-two-steps-on" => "Bật đăng nhập hai bước",
        "access-two-steps-off" => "Tắt đăng nhập hai bước",
        "access-two-steps-reset" => "Gỡ đăng nhập hai bước",
        "access-sign-out" => "Thoát ở mọi nơi khác",
        "access-rule" => "Đổi quy định đăng nhập",
        "survey-opened" => "Mở khảo sát",
        "survey-slips" => "Cấp phiếu khảo sát",
        "survey-closed" => "Đóng khảo sát",
        "survey-published" => "Công bố kết quả khảo sát",
        "self-assessment-handed-in" => "Nộp bản tự đánh giá",
        "dossier-open" => "Lập hồ sơ",
        "dossier-receive" => "Tiếp nhận",
        "dossier-hand-in" => "Nộp bản tự đánh giá",
        "dossier-re-read" => "Đọc lại số liệu đã đổi",
        "dossier-pass" => "Hoàn thành bước",
        "dossier-return" => "Trả lại",
        "dossier-pause" => "Tạm dừng",
        "dossier-resume" => "Tiếp tục",
        "dossier-attach" => "Thêm văn bản",
        "dossier-attest" => "Xác nhận điều kiện",
        "dossier-publish" => "Gắn bản tin công khai",
        "dossier-publish-paper" => "Xác nhận công khai bằng văn bản",
        "dossier-convene" => "Mở phiên họp hội đồng",
        "dossier-vote" => "Bỏ phiếu",
        "dossier-close-vote" => "Kiểm phiếu",
        "dossier-decide" => "Quyết định",
        "dossier-refuse" => "Không chấp thuận",
        "dossier-withdraw" => "Rút hồ sơ",
        "dossier-move" => "Chuyển sang trình tự mới",
        "dossier-entrust" => "Giao cho đơn vị kế thừa",
        "dossier-join" => "Nhập vào hồ sơ khác",
        "dossier-escalate" => "Báo quá hạn lên lãnh đạo",
        "dossier-drift" => "Số liệu đổi sau quyết định",
        "dossier-drift-read" => "Đã xử lý cảnh báo số liệu đổi",
        _ => act,
    };
}
