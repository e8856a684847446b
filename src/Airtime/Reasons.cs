using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>Why something plays, or does not: codes and sentences.</summary>
internal static class Reasons
{
    public const string Planned = "planned: Phát đúng giờ.";

    public const string NoSound = "no-sound: Chỉ có thẻ bảng tin, không có tiếng.";

    public const string Withdrawn = "withdrawn: Bản tin đã được thu hồi.";

    public const string WithdrawnPlaying = "withdrawn: Bản tin được thu hồi khi đang phát.";

    public const string Expired = "expired: Hết hạn trước giờ phát.";

    public const string Fills = "fill: Phát nền khi không có chương trình nào khác.";

    public const string NoRoomToFill = "fill: Không còn chỗ trống cho phát nền trong khung giờ này.";

    public static TimelineEntry Skip(Order order, DateTime planned, string? by, string reason) =>
        new(order, TimelineOutcome.Skipped, null, null, by, reason) { Planned = planned };

    public static string ExpiredWaiting(Order by) => $"expired: Hết hạn trong lúc chờ {Named(by)}.";

    public static string Shifted(DateTime to, Slot? by, Slot given) => $"shifted: Dời sang {VnTime.Clock(to)} vì {Because(by, given)}.";

    public static string Joined(DateTime at, Slot? by, QuietSpan? quiet, Slot given) =>
        $"joined: Vào từ {VnTime.ClockSeconds(at)}, bỏ phần đầu, vì {(by is null && quiet is { } span ? Silence(span) : Because(by, given))}.";

    public static string Late(LatenessPolicy policy, Slot? by, TimeSpan waited, Slot given) => policy switch
    {
        LatenessPolicy.Skip => $"late: Không phát vì {Because(by, given)}; mục này đặt là không kịp thì bỏ.",
        LatenessPolicy.StartLate => $"late: Không phát vì {Because(by, given)}, phải chờ {Minutes(waited)}, quá mức cho phép.",
        _ => $"late: Không phát vì {Because(by, given)} chiếm hết khung giờ.",
    };

    public static string Quiet(QuietSpan span) => $"quiet: Không phát vì {Silence(span)}, chỉ tin khẩn cấp được phát.";

    public static string QuietCut(DateTime at, QuietSpan span) => $"quiet: Dừng lúc {VnTime.ClockSeconds(at)} vì {Silence(span)}.";

    public static string Cut(DateTime at, Slot by, Slot given) => $"{(by.IsEmergency ? "emergency" : "displaced")}: Ngắt lúc {VnTime.ClockSeconds(at)} vì {Because(by, given)}.";

    public static string Interrupted(IReadOnlyList<AirPiece> pieces, Slot? by, Slot given, ResumePolicy policy)
    {
        var breaks = string.Join(", ", pieces.Zip(pieces.Skip(1)).Take(3).Select(p => VnTime.ClockSeconds(p.First.End) + "–" + VnTime.ClockSeconds(p.Second.Start)));
        return policy == ResumePolicy.Restart ? $"restarted: Bị ngắt {breaks} vì {Because(by, given)}, sau đó phát lại từ đầu." : $"resumed: Bị ngắt {breaks} vì {Because(by, given)}, sau đó phát tiếp.";
    }

    public static string Named(Order order)
    {
        var what = order.Programme?.Source switch
        {
            null => "bản tin",
            ProgrammeSource.Live => "buổi phát trực tiếp",
            ProgrammeSource.Relay => "tiếp sóng",
            _ => "chương trình",
        };
        return order.Class switch
        {
            BulletinClass.Emergency => $"{what} khẩn cấp “{order.Title}”",
            BulletinClass.Priority => $"{what} ưu tiên “{order.Title}”",
            _ => $"{what} “{order.Title}”",
        };
    }

    private static string Because(Slot? by, Slot given) =>
        by is null ? "đến giờ chưa phát được" : Named(by.Order) + (given.YieldsTo == by.Order ? " được xã chọn phát trước" : "");

    private static string Silence(QuietSpan span) => $"giờ yên tĩnh {span.Hours.Text()} do thôn, xóm biểu quyết";

    private static string Minutes(TimeSpan time) => string.Create(VnText.Culture, $"{Math.Ceiling(time.TotalMinutes):0} phút");
}
