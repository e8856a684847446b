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

    /// <summary>The sentence of a reason that came as "code: sentence".</summary>
    public static string Reason(string? reason) => reason is null ? "" : reason[(reason.IndexOf(": ", StringComparison.Ordinal) is var at && at >= 0 ? at + 2 : 0)..];
}
