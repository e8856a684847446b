namespace LangSo.Store.Media;

/// <summary>What the first twelve bytes say that something is.</summary>
public static class MediaMagic
{
    /// <summary>True for the beginning of a JPEG, PNG, WebP or PDF.</summary>
    public static bool IsPictureOrPaper(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) || head.StartsWith("%PDF-"u8)
        || (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8));
}
