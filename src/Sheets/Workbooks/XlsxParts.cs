using System.Globalization;
using System.Text;
using System.Xml;
using LangSo.Foundation;

namespace LangSo.Sheets;

/// <summary>What a cell's style makes of its number.</summary>
internal enum NumberStyle : byte
{
    Plain,
    Percent,
    Date,
}

/// <summary>The parts of a workbook that a sheet needs: shared texts, what styles mean, merged cells.</summary>
internal static class XlsxParts
{
    /// <summary>The texts that cells share.</summary>
    public static List<string> Strings(XlsxPackage package)
    {
        var strings = new List<string>();
        if (package.StringsPath is null) return strings;
        using var xml = package.Read(package.StringsPath, SheetLimits.Shared);
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si") strings.Add(VnText.Clean(Rich(xml)));
        return strings;
    }

    /// <summary>The text of an si or is element, its runs put together, readings aside; the reader stands on its end afterwards.</summary>
    public static string Rich(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var (depth, text, many) = (xml.Depth, "", (StringBuilder?)null);
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "rPh")
            {
                var inner = xml.Depth;
                if (!xml.IsEmptyElement) while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == inner)) { }
                continue;
            }
            if (xml.LocalName != "t" || xml.IsEmptyElement) continue;
            var part = new StringBuilder();
            var level = xml.Depth;
            while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == level))
                if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace) part.Append(xml.Value);
            if (text.Length == 0) text = part.ToString();
            else (many ??= new StringBuilder(text)).Append(part);
        }
        return many?.ToString() ?? text;
    }

    /// <summary>What each style of a cell makes of its number.</summary>
    public static NumberStyle[] Styles(XlsxPackage package)
    {
        if (package.StylesPath is null) return [];
        var (formats, styles, inCells) = (new Dictionary<int, string>(), new List<NumberStyle>(), false);
        using var xml = package.Read(package.StylesPath, SheetLimits.Shared);
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs") inCells = xml.NodeType == XmlNodeType.Element;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "numFmt") formats[Number(xml.GetAttribute("numFmtId"))] = xml.GetAttribute("formatCode") ?? "";
            if (inCells && xml.LocalName == "xf") styles.Add(StyleOf(Number(xml.GetAttribute("numFmtId")), formats));
        }
        return [.. styles];
    }

    /// <summary>The merged cells: they stand behind the rows, so the part is searched for them before it is read.</summary>
    public static List<Merge> Merges(XlsxPackage package)
    {
        var merges = new List<Merge>();
        using var part = package.Unpack(package.SheetPath);
        var (buffer, kept) = (new byte[256 * 1024], 0);
        var name = "mergeCell "u8;
        for (int read; (read = part.Read(buffer.AsSpan(kept))) > 0;)
        {
            var (end, at) = (kept + read, 0);
            while (buffer.AsSpan(at, end - at).IndexOf(name) is var found and >= 0)
            {
                var from = at + found;
                var close = buffer.AsSpan(from, end - from).IndexOf((byte)'>');
                if (close < 0) { at = from; break; }
                if (Merge(Encoding.ASCII.GetString(buffer, from, close)) is { } merge && merges.Count < 10_000) merges.Add(merge);
                at = from + close;
            }
            // An element that is cut off by the buffer's end is seen whole with the next one.
            kept = Math.Min(Math.Max(end - at, 0), 512);
            buffer.AsSpan(end - kept, kept).CopyTo(buffer);
        }
        return [.. merges.Distinct()];
    }

    private static Merge? Merge(string element)
    {
        var at = element.IndexOf("ref=", StringComparison.Ordinal);
        if (at < 0 || at + 5 > element.Length) return null;
        var end = element.IndexOf(element[at + 4], at + 5);
        var corners = end < 0 ? [] : element[(at + 5)..end].Split(':');
        if (corners is not [var first, var last]) return null;
        return new Merge(RowOf(first), RowOf(last), Cell.ColumnOf(first), Cell.ColumnOf(last));
    }

    private static int RowOf(string reference) => Number(reference.TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray()));

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static NumberStyle StyleOf(int format, Dictionary<int, string> formats)
    {
        if (format is 9 or 10) return NumberStyle.Percent;
        if (format is >= 14 and <= 17 or 22 or >= 27 and <= 36 or >= 50 and <= 58) return NumberStyle.Date;
        if (!formats.TryGetValue(format, out var code)) return NumberStyle.Plain;
        // Words in quotes and colours or languages in brackets are no letters of a pattern.
        var (quoted, bracketed) = (false, false);
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            if (c == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (c is '\\' or '_' or '*') i++;
            else if (c is '[' or ']') bracketed = c == '[';
            else if (bracketed) continue;
            else if (c == '%') return NumberStyle.Percent;
            else if (c is 'd' or 'D' or 'y' or 'Y') return NumberStyle.Date;
            else if (c == ';') break;
        }
        return NumberStyle.Plain;
    }
}
