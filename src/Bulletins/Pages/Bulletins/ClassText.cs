using LangSo.Foundation;

namespace LangSo.Bulletins;

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
