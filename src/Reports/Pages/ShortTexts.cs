using LangSo.Foundation;

namespace LangSo.Reports.Pages;

/// <summary>The class of a bulletin in an official's words.</summary>
public static class ClassText
{
    /// <summary>"Thông thường", "Ưu tiên", "Khẩn cấp".</summary>
    public static string Of(BulletinClass level) => level switch
    {
        BulletinClass.Emergency => "Khẩn cấp",
        BulletinClass.Priority => "Ưu tiên",
        _ => "Thông thường",
    };
}

/// <summary>Reasons come from devices as "code: sentence"; people read the sentence.</summary>
public static class ReasonText
{
    /// <summary>The sentence alone.</summary>
    public static string Of(string? reason) => reason is null ? "" : reason[(reason.IndexOf(": ", StringComparison.Ordinal) is var at && at >= 0 ? at + 2 : 0)..];
}

/// <summary>How a device stands, as the look's states name it.</summary>
public static class ConditionText
{
    /// <summary>playing, ready, warn, silent, new.</summary>
    public static string State(LangSo.Devices.DeviceCondition condition) => condition switch
    {
        LangSo.Devices.DeviceCondition.Playing => "playing",
        LangSo.Devices.DeviceCondition.Ready => "ready",
        LangSo.Devices.DeviceCondition.Check => "warn",
        LangSo.Devices.DeviceCondition.Silent => "silent",
        _ => "new",
    };
}
