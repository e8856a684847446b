using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Xml;
using LangSo.Foundation;

namespace LangSo.Criteria.Evidence;

/// <summary>
/// A document of Word (DOCX), by its structure: one archive from the first byte to the last, every part whole, and nothing in it that runs, that
/// hides another file or that is fetched from elsewhere when it is opened.
/// </summary>
public static class WordKind
{
    /// <summary>Its media type.</summary>
    public const string Type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private const int MostParts = 2_000;
    private const long MostUnpacked = 256L * 1024 * 1024;
    private const string Main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private static readonly string[] Fetched = ["attachedTemplate", "oleObject", "package", "frame", "subDocument"];

    /// <summary>True for what begins as an archive does.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\x03\x04"u8);

    /// <summary>Its media type, or why it is not taken, by name.</summary>
    public static Outcome<string> Of(ReadOnlyMemory<byte> bytes, string name)
    {
        if (!Begins(bytes.Span) || !EndsWhole(bytes.Span)) return Broken(name);
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostParts) return Strange(name);
            var unpacked = 0L;
            foreach (var part in zip.Entries)
            {
                if (part.FullName.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) || part.FullName.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase) || part.FullName.Contains("activeX", StringComparison.OrdinalIgnoreCase))
                    return Running(name);
                var content = Read(part, MostUnpacked - unpacked);
                if (content is null) return Strange(name);
                if (Crc(content) != part.Crc32) return Broken(name);
                unpacked += content.Length;
                if (part.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) && Fetches(content)) return Running(name);
            }
            if (zip.GetEntry("[Content_Types].xml") is not { } types || zip.GetEntry("word/document.xml") is null) return Strange(name);
            var said = Encoding.UTF8.GetString(Read(types, MostUnpacked)!);
            if (said.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)) return Running(name);
            return said.Contains(Main, StringComparison.Ordinal) ? Type : Strange(name);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException or IOException)
        {
            return Broken(name);
        }
    }

    /// <summary>The end of the directory stands at the very end: nothing is hung on behind.</summary>
    private static bool EndsWhole(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.LastIndexOf("PK\x05\x06"u8);
        return end >= 0 && end + 22 <= bytes.Length && end + 22 + BinaryPrimitives.ReadUInt16LittleEndian(bytes[(end + 20)..]) == bytes.Length;
    }

    // What unpacks to more than it may is cut off before it fills the memory.
    private static byte[]? Read(ZipArchiveEntry part, long most)
    {
        using var from = part.Open();
        using var to = new MemoryStream();
        var piece = new byte[64 * 1024];
        for (int read; (read = from.Read(piece)) > 0;)
        {
            if (to.Length + read > most) return null;
            to.Write(piece, 0, read);
        }
        return to.ToArray();
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in bytes) crc = Remainders[(byte)(crc ^ value)] ^ crc >> 8;
        return ~crc;
    }

    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (crc, _) => (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320u : crc >> 1))];

    private static bool Fetches(byte[] relations)
    {
        using var xml = XmlReader.Create(new MemoryStream(relations), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Relationship" && string.Equals(xml.GetAttribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase)
                && xml.GetAttribute("Type") is { } type && Fetched.Any(f => type.EndsWith("/" + f, StringComparison.OrdinalIgnoreCase))) return true;
        return false;
    }

    private static Problem Broken(string name) => new("file", "“{0}” bị hỏng hoặc thiếu một phần. Chụp lại hoặc lấy lại tệp gốc.", name);

    private static Problem Strange(string name) => new("file", "“{0}” không phải tệp PDF, ảnh hay văn bản Word (.docx). Lưu lại thành một trong các loại này.", name);

    private static Problem Running(string name) => new("file", "“{0}” có mã chạy hoặc tệp giấu bên trong. Lưu lại thành .docx thường hoặc PDF rồi gửi.", name);
}
