using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace LangSo.Sheets;

/// <summary>
/// Marks a workbook: every part goes over as it is, except the sheet, which gets one column more, and the styles, in which each style of
/// a wrong cell is doubled with a red ground, so that a day stays a day.
/// </summary>
internal static class XlsxMarks
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static void Write(string path, Dictionary<int, List<RowFault>> reasons, int header, Stream to)
    {
        using var package = XlsxPackage.Open(path).Value;
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        var column = Width(package);
        var styles = package.StylesPath is null ? null : XDocument.Load(package.Read(package.StylesPath, SheetLimits.Shared));
        var red = new RedStyles(styles);
        foreach (var entry in package.Zip.Entries)
        {
            if (entry.FullName == package.StylesPath) continue;
            using var part = zip.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
            if (entry.FullName == package.SheetPath) WriteSheet(package, column, reasons, header, red, part);
            else
            {
                using var whole = package.Unpack(entry.FullName);
                whole.CopyTo(part);
            }
        }
        if (styles is null) return;
        using var last = zip.CreateEntry(package.StylesPath!, CompressionLevel.Fastest).Open();
        styles.Save(last);
    }

    // One beyond the last column that holds a cell.
    private static int Width(XlsxPackage package)
    {
        var width = 0;
        using var xml = package.Read(package.SheetPath);
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "c" && xml.GetAttribute("r") is { } reference) width = Math.Max(width, Cell.ColumnOf(reference) + 1);
        return width;
    }

    private static void WriteSheet(XlsxPackage package, int column, Dictionary<int, List<RowFault>> reasons, int header, RedStyles red, Stream to)
    {
        using var xml = package.Read(package.SheetPath);
        using var copy = XmlWriter.Create(to, new XmlWriterSettings { CheckCharacters = false });
        var (row, name, headed) = (0, Cell.ColumnName(column), false);
        var wrong = reasons.ToDictionary(r => r.Key, r => r.Value.Select(f => f.Column).ToHashSet());
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.LocalName == "dimension" && xml.NamespaceURI == Main:
                    continue;
                case XmlNodeType.Element:
                    if (xml.LocalName == "row") row = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : row + 1;
                    copy.WriteStartElement(xml.Prefix, xml.LocalName, xml.NamespaceURI);
                    var empty = xml.IsEmptyElement;
                    var isWrong = xml.LocalName == "c" && wrong.TryGetValue(row, out var columns) && columns.Contains(Cell.ColumnOf(xml.GetAttribute("r")));
                    var isRow = xml.LocalName == "row";
                    for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
                        if (!(isRow && xml.LocalName == "spans") && !(isWrong && xml.Name == "s")) copy.WriteAttributeString(xml.Prefix, xml.LocalName, xml.NamespaceURI.Length == 0 ? null : xml.NamespaceURI, xml.Value);
                    xml.MoveToElement();
                    if (isWrong) copy.WriteAttributeString("s", red.Of(xml.GetAttribute("s")));
                    if (empty) copy.WriteEndElement();
                    break;
                case XmlNodeType.EndElement:
                    if (xml.LocalName == "row" && reasons.TryGetValue(row, out var faults)) Reason(FaultMarks.Text(faults), red.Of(null));
                    else if (xml.LocalName == "row" && !headed && row >= header)
                    {
                        Reason(FaultMarks.Heading, null);
                        headed = true;
                    }
                    copy.WriteFullEndElement();
                    break;
                case XmlNodeType.Text:
                    copy.WriteString(xml.Value);
                    break;
                case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    copy.WriteWhitespace(xml.Value);
                    break;
                case XmlNodeType.CDATA:
                    copy.WriteCData(xml.Value);
                    break;
            }
        }

        void Reason(string text, string? style)
        {
            copy.WriteStartElement("c", Main);
            copy.WriteAttributeString("r", name + row.ToString(CultureInfo.InvariantCulture));
            if (style is not null) copy.WriteAttributeString("s", style);
            copy.WriteAttributeString("t", "inlineStr");
            copy.WriteStartElement("is", Main);
            copy.WriteElementString("t", Main, text);
            copy.WriteEndElement();
            copy.WriteEndElement();
        }
    }

    /// <summary>The styles' doubles on red, made when they are first wanted.</summary>
    private sealed class RedStyles
    {
        private readonly XElement? _cells;
        private readonly int _fill;
        private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);

        public RedStyles(XDocument? styles)
        {
            XNamespace main = Main;
            if (styles?.Root?.Element(main + "cellXfs") is not { } cells || styles.Root.Element(main + "fills") is not { } fills) return;
            (_cells, _fill) = (cells, fills.Elements().Count());
            fills.Add(new XElement(main + "fill", new XElement(main + "patternFill", new XAttribute("patternType", "solid"), new XElement(main + "fgColor", new XAttribute("rgb", "FFF8C9C4")))));
            fills.SetAttributeValue("count", _fill + 1);
        }

        public string Of(string? style)
        {
            style ??= "0";
            if (_cells is null) return style;
            if (_made.TryGetValue(style, out var made)) return made;
            var number = _cells.Elements().Count();
            var plain = int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < number ? new XElement(_cells.Elements().ElementAt(index)) : new XElement(_cells.Name.Namespace + "xf");
            plain.SetAttributeValue("fillId", _fill);
            plain.SetAttributeValue("applyFill", 1);
            _cells.Add(plain);
            _cells.SetAttributeValue("count", number + 1);
            return _made[style] = number.ToString(CultureInfo.InvariantCulture);
        }
    }
}
