using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace LangSo.Reports.Docx;

/// <summary>
/// Makes a document's bytes depend on its content alone: entries in one order, one time stamp, its properties written here. So
/// the hash of a report can stand in the ledger and anyone can make the same file again.
/// </summary>
internal static partial class FixedPackage
{
    private const string CoreType = "application/vnd.openxmlformats-package.core-properties+xml";
    private const string CoreRelation = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

    public static byte[] Seal(byte[] package, string title, DateOnly day)
    {
        // The stamp of a ZIP entry starts in 1980.
        var stamp = new DateTimeOffset(Math.Max(day.Year, 1980), day.Month, day.Day, 0, 0, 0, TimeSpan.Zero);
        var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        using (var read = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read))
        {
            foreach (var entry in read.Entries)
            {
                using var stream = entry.Open();
                using var content = new MemoryStream();
                stream.CopyTo(content);
                parts[entry.FullName] = content.ToArray();
            }
        }
        Rewrite(parts, "_rels/.rels", xml => FirstRelationId().Replace(xml, "Id=\"rId1\"")
            .Replace("</Relationships>", $"<Relationship Id=\"rId2\" Type=\"{CoreRelation}\" Target=\"docProps/core.xml\"/></Relationships>", StringComparison.Ordinal));
        Rewrite(parts, "[Content_Types].xml", xml => xml
            .Replace("</Types>", $"<Override PartName=\"/docProps/core.xml\" ContentType=\"{CoreType}\"/></Types>", StringComparison.Ordinal));
        parts["docProps/core.xml"] = Encoding.UTF8.GetBytes(Core(title, stamp));

        using var sealedStream = new MemoryStream();
        using (var write = new ZipArchive(sealedStream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                var entry = write.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = stamp;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }
        return sealedStream.ToArray();
    }

    private static void Rewrite(SortedDictionary<string, byte[]> parts, string name, Func<string, string> change) =>
        parts[name] = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(parts[name])));

    private static string Core(string title, DateTimeOffset stamp)
    {
        var at = stamp.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{SecurityElement.Escape(title)}</dc:title><dc:creator>LangSo</dc:creator><dc:language>vi-VN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified></cp:coreProperties>
            """;
    }

    [GeneratedRegex("Id=\"[^\"]+\"")]
    private static partial Regex FirstRelationId();
}
