using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Look;

namespace LangSo.Devices.Pages;

/// <summary>Words and marks of devices that pages share, the control room's too.</summary>
public static class DeviceWords
{
    /// <summary>The look's mark of a condition.</summary>
    public static string Mark(DeviceCondition condition) => condition switch
    {
        DeviceCondition.Playing => "playing",
        DeviceCondition.Ready => "ready",
        DeviceCondition.Check => "warn",
        DeviceCondition.Silent => "silent",
        DeviceCondition.Fault => "fault",
        DeviceCondition.Off => "repair",
        _ => "new",
    };

    /// <summary>"4 giây trước", "26 giờ trước"; a dash when it never reported.</summary>
    public static string Ago(this IText text, DateTime? seen, DateTimeOffset now)
    {
        if (seen is not { } at) return "–";
        var past = now.UtcDateTime - at;
        return past.TotalSeconds < 60 ? text["{0} giây trước", Math.Max(0, (int)past.TotalSeconds)]
            : past.TotalMinutes < 60 ? text["{0} phút trước", (int)past.TotalMinutes]
            : past.TotalHours < 48 ? text["{0} giờ trước", (int)past.TotalHours]
            : VnTime.Moment(at);
    }

    /// <summary>What came of an order, in an official's words.</summary>
    public static string Result(string result) => result switch
    {
        "played" => "đã phát",
        "shown" => "đã hiện",
        "cut" => "bị ngắt",
        "skipped" => "không phát",
        "refused" => "từ chối",
        _ => result,
    };

    /// <summary>With a capital letter, where a word stands alone.</summary>
    public static string Capital(string word) => word.Length == 0 ? word : char.ToUpper(word[0], VnText.Culture) + word[1..];

    /// <summary>"Điện lưới", "Pin 64 %"; a dash when the device cannot tell.</summary>
    public static string Power(DevicePower? power) => power switch
    {
        { Source: DevicePower.Mains } => "Điện lưới",
        { Source: DevicePower.Battery, Percent: { } left } => $"Pin {left} %",
        { Source: DevicePower.Battery } => "Pin",
        { Source: DevicePower.Solar, Percent: { } left } => $"Mặt trời {left} %",
        { Source: DevicePower.Solar } => "Mặt trời",
        _ => "–",
    };

    /// <summary>"4G 71 %".</summary>
    public static string Signal(DeviceSignal signal) => signal switch
    {
        { Kind: "wire" } => "Có dây",
        { Percent: { } percent } => $"{signal.Kind.ToUpperInvariant()} {percent} %",
        _ => signal.Kind.ToUpperInvariant(),
    };

    /// <summary>What a command does.</summary>
    public static string Command(string kind) => kind switch
    {
        DeviceCommand.Tone => "Kêu thử",
        DeviceCommand.Restart => "Khởi động lại",
        DeviceCommand.SoundCheck => "Kiểm tra tiếng",
        DeviceCommand.StopAll => "Ngừng phát",
        DeviceCommand.Drill => "Diễn tập",
        _ => kind,
    };

    /// <summary>What came of it.</summary>
    public static string Answer(CommandView command, DateTimeOffset now) => command.Result switch
    {
        CommandAnswer.Done => "đã làm",
        CommandAnswer.Failed => "không làm được",
        CommandAnswer.Expired => "đến muộn, không làm",
        CommandAnswer.Unknown => "máy không biết lệnh này",
        _ when command.Expires > now.UtcDateTime => "đang chờ máy trả lời",
        _ => "máy không trả lời",
    };

    /// <summary>The sentence of a reason that came as "code: sentence".</summary>
    public static string Reason(string? reason) => reason is null ? "" : reason[(reason.IndexOf(": ", StringComparison.Ordinal) is var at && at >= 0 ? at + 2 : 0)..];
}
