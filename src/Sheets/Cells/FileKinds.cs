namespace LangSo.Sheets;

internal enum FileKind
{
    Other,
    Xlsx,
    OldOffice,
    Text,
}

/// <summary>What a file is, by its first bytes; names can be anything.</summary>
internal static class FileKinds
{
    public static FileKind Of(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[8192];
        return Of(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }

    private static FileKind Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\x03\x04"u8)) return FileKind.Xlsx;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])) return FileKind.OldOffice;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return FileKind.Text;
        if (head.StartsWith("%PDF"u8) || head.StartsWith("{\\rtf"u8) || head.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("<"u8)) return FileKind.Other;
        // No text has control characters.
        foreach (var b in head)
            if (b < 32 && b is not (9 or 10 or 13)) return FileKind.Other;
        return FileKind.Text;
    }
}
