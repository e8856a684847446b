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
