using System.Buffers.Binary;
using LangSo.Foundation;

namespace LangSo.Criteria.Evidence;

/// <summary>
/// What a file is, by its content and never by its name: its first bytes and its whole structure. A file that is two things at once
/// (a picture that a browser would also run, a paper with an archive behind it) is refused.
/// </summary>
public static class EvidenceKinds
{
    private static readonly byte[][] Foreign =
        ["PK\x03\x04"u8.ToArray(), "PK\x05\x06"u8.ToArray(), "%PDF-"u8.ToArray(), "Rar!\x1A"u8.ToArray(), "7z\xBC\xAF"u8.ToArray(), "<script"u8.ToArray(), "<html"u8.ToArray(), "<?php"u8.ToArray()];

    private static readonly byte[][] Running = ["/JavaScript"u8.ToArray(), "/Launch"u8.ToArray(), "/EmbeddedFile"u8.ToArray()];

    /// <summary>Its media type, or why it is not taken, by name.</summary>
    public static Outcome<string> Of(ReadOnlySpan<byte> bytes, string name)
    {
        var (type, end) = bytes switch
        {
            [0xFF, 0xD8, 0xFF, ..] => ("image/jpeg", Jpeg(bytes)),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ("image/png", Png(bytes)),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => ("image/webp", WebP(bytes)),
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => ("application/pdf", Pdf(bytes)),
            _ => ("", -1),
        };
        if (type.Length == 0) return new Problem("file", "“{0}” không phải ảnh JPEG, PNG, WebP hay tệp PDF. Chụp lại hoặc lưu lại thành một trong bốn loại này.", name);
        if (end < 0) return new Problem("file", "“{0}” bị hỏng hoặc thiếu một phần. Chụp lại hoặc lấy lại tệp gốc.", name);
        if (type == "application/pdf")
        {
            foreach (var word in Running)
                if (bytes.IndexOf(word) >= 0) return new Problem("file", "“{0}” có mã chạy hoặc tệp giấu bên trong. In lại thành PDF rồi gửi.", name);
            // A reader of archives looks at the end of a file, a reader of papers at its beginning.
            return bytes[^Math.Min(bytes.Length, 65_557)..].IndexOf(Foreign[1]) >= 0 ? TwoThings(name) : type;
        }
        // Phones write a trailer of their own behind a picture, even a short film: that is kept. What another program would open is not.
        foreach (var mark in Foreign)
            if (bytes[end..].IndexOf(mark) >= 0) return TwoThings(name);
        return bytes[..Math.Min(1024, bytes.Length)].IndexOf(Foreign[2]) >= 0 ? TwoThings(name) : type;
    }

    private static Problem TwoThings(string name) => new("file", "“{0}” vừa là ảnh hoặc giấy tờ, vừa là một loại tệp khác. Lưu lại thành ảnh hay PDF thường rồi gửi.", name);

    /// <summary>Walks the segments to the end of the picture; the place behind it, or -1.</summary>
    private static int Jpeg(ReadOnlySpan<byte> bytes)
    {
        var (at, frame) = (2, false);
        while (at + 4 <= bytes.Length)
        {
            if (bytes[at] != 0xFF) return -1;
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length) return -1;
            at += 2 + length;
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)) frame = true;
            if (marker != 0xDA) continue;
            // The scan: 0xFF is always followed by 0 or by a restart mark, until the next segment.
            while (at + 1 < bytes.Length && !(bytes[at] == 0xFF && bytes[at + 1] is not (0 or >= 0xD0 and <= 0xD7 or 0xFF))) at++;
            if (at + 1 >= bytes.Length) return -1;
            if (bytes[at + 1] == 0xD9) return frame ? at + 2 : -1;
        }
        return -1;
    }

    private static int Png(ReadOnlySpan<byte> bytes)
    {
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - 12) return -1;
            var kind = bytes.Slice(at + 4, 4);
            if (at == 8 && !kind.SequenceEqual("IHDR"u8)) return -1;
            if (BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 8 + (int)length)..]) != Crc(bytes.Slice(at + 4, 4 + (int)length))) return -1;
            at += 12 + (int)length;
            if (kind.SequenceEqual("IEND"u8)) return at;
        }
        return -1;
    }

    private static int WebP(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 20 || !bytes.Slice(8, 4).SequenceEqual("WEBP"u8)) return -1;
        var end = 8L + BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if (end > bytes.Length) return -1;
        var picture = false;
        long at = 12;
        while (at + 8 <= end)
        {
            var kind = bytes.Slice((int)at, 4);
            picture |= kind.SequenceEqual("VP8 "u8) || kind.SequenceEqual("VP8L"u8) || kind.SequenceEqual("ANMF"u8);
            var length = (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes[((int)at + 4)..]);
            at += 8 + length + (length & 1);
        }
        return picture && at >= end && at <= end + 1 ? (int)end : -1;
    }

    private static int Pdf(ReadOnlySpan<byte> bytes)
    {
        var tail = bytes[^Math.Min(bytes.Length, 2048)..];
        return bytes.Length > 8 && char.IsAsciiDigit((char)bytes[5]) && bytes[6] == '.' && tail.LastIndexOf("%%EOF"u8) >= 0 && tail.LastIndexOf("startxref"u8) >= 0 ? bytes.Length : -1;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
        }
        return ~crc;
    }
}
