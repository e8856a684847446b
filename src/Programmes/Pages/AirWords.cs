using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Programmes.Pages;

/// <summary>Words of the pages.</summary>
internal static class AirWords
{
    public static string Of(ProgrammeSource? source) => source switch
    {
        null => "Bản tin",
        ProgrammeSource.Files => "Chương trình",
        ProgrammeSource.Live => "Trực tiếp",
        ProgrammeSource.Relay => "Tiếp sóng",
        _ => "Phát nền",
    };

    public static string Of(ProgrammeState state) => state switch
    {
        ProgrammeState.Draft => "Nháp",
        ProgrammeState.Submitted => "Chờ duyệt",
        ProgrammeState.Returned => "Trả lại",
        ProgrammeState.Approved => "Đã duyệt",
        _ => "Đã dừng",
    };

    public static string Of(BulletinClass @class) => @class switch
    {
        BulletinClass.Emergency => "Khẩn cấp",
        BulletinClass.Priority => "Ưu tiên",
        _ => "Thông thường",
    };

    public static string Of(LatenessPolicy late) => late switch
    {
        LatenessPolicy.StartLate => "Phát muộn, đủ bài",
        LatenessPolicy.Skip => "Không kịp thì bỏ",
        _ => "Vào muộn, kết thúc đúng giờ",
    };

    public static string Of(ResumePolicy resume) => resume switch
    {
        ResumePolicy.Drop => "Bỏ phần còn lại",
        ResumePolicy.Resume => "Phát tiếp chỗ bị ngắt",
        _ => "Phát lại từ đầu",
    };

    public static string Of(TimelineOutcome outcome) => outcome switch
    {
        TimelineOutcome.AsPlanned => "Đúng giờ",
        TimelineOutcome.Shifted => "Dời giờ",
        TimelineOutcome.Cut => "Bị ngắt",
        TimelineOutcome.Skipped => "Không phát",
        TimelineOutcome.Joined => "Vào muộn",
        _ => "Bị ngắt rồi phát tiếp",
    };

    /// <summary>How often, by the name of the choice in the form.</summary>
    public static string Repeat(string choice) => choice switch
    {
        "daily" => "Hằng ngày",
        "weekly" => "Hằng tuần",
        "monthly" => "Hằng tháng",
        "yearly" => "Hằng năm",
        "rule" => "Quy tắc khác",
        _ => "Một lần",
    };

    /// <summary>How long, in words: "15 phút", "1 giờ 15 phút".</summary>
    public static string Length(TimeSpan length) => length.TotalMinutes < 1 ? $"{Math.Ceiling(length.TotalSeconds):0} giây"
        : length.TotalHours < 1 ? $"{Math.Round(length.TotalMinutes):0} phút"
        : length.Minutes == 0 ? $"{(int)length.TotalHours} giờ" : $"{(int)length.TotalHours} giờ {length.Minutes} phút";

    /// <summary>A weekday with a capital, as heads of columns have it.</summary>
    public static string Day(DateOnly day)
    {
        var word = VnTime.Weekday(day);
        return char.ToUpper(word[0], VnText.Culture) + word[1..];
    }
}
