using System.Globalization;
using System.Xml;
using LangSo.Foundation;

namespace LangSo.Sheets;

/// <summary>Reads the first visible sheet of a workbook, row by row. Formulas count with the value that was last computed.</summary>
internal sealed class XlsxReader : SheetReader
{
    private readonly XlsxPackage _package;
    private readonly List<string> _strings;
    private readonly NumberStyle[] _styles;
    private readonly XmlReader _xml;
    private readonly string? _lastRow;
    private int _row;

    private XlsxReader(XlsxPackage package)
    {
        (_package, _strings, _styles, Merges) = (package, XlsxParts.Strings(package), XlsxParts.Styles(package), XlsxParts.Merges(package));
        _xml = package.Read(package.SheetPath);
        while (_xml.Read() && !(_xml.NodeType == XmlNodeType.Element && _xml.LocalName == "sheetData"))
            if (_xml.NodeType == XmlNodeType.Element && _xml.LocalName == "dimension") _lastRow = _xml.GetAttribute("ref")?.Split(':')[^1].TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray());
        if (_xml.EOF) throw new InvalidDataException("sheetData");
    }

    public override IReadOnlyList<Merge> Merges { get; }

    public override NumberForm Numbers => NumberForm.Vietnamese;

    public override double Progress =>
        int.TryParse(_lastRow, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last > 0 ? Math.Min(1, (double)_row / last) : 0;

    public static Outcome<SheetReader> OpenFile(string path)
    {
        var package = XlsxPackage.Open(path);
        if (!package.Ok) return package.Problems.ToList();
        try
        {
            return new XlsxReader(package.Value);
        }
        catch (Exception e) when (XlsxPackage.Refusal(e) is { } problem)
        {
            package.Value.Dispose();
            return problem;
        }
    }

    public override bool Read(SheetRow row)
    {
        try
        {
            while (_xml.Read())
            {
                if (_xml.NodeType == XmlNodeType.EndElement && _xml.LocalName == "sheetData") return false;
                if (_xml.NodeType != XmlNodeType.Element || _xml.LocalName != "row") continue;
                ReadRow(row);
                if (!row.IsEmpty) return true;
            }
            return false;
        }
        catch (Exception e) when (e is not SheetRefusedException && XlsxPackage.Refusal(e) is { } problem)
        {
            throw new SheetRefusedException(problem);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _xml.Dispose();
        _package.Dispose();
    }

    private void ReadRow(SheetRow row)
    {
        _row = int.TryParse(_xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : _row + 1;
        row.Begin(_row);
        if (_xml.IsEmptyElement) return;
        var (depth, column) = (_xml.Depth, -1);
        while (_xml.Read() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth))
        {
            if (_xml.NodeType != XmlNodeType.Element || _xml.LocalName != "c") continue;
            column = _xml.GetAttribute("r") is { } reference && Cell.ColumnOf(reference) is var named and >= 0 ? named : column + 1;
            if (column >= SheetLimits.Columns) throw new InvalidDataException("column");
            var cell = ReadCell();
            row.Set(column, cell);
        }
    }

    private Cell ReadCell()
    {
        var (type, style) = (_xml.GetAttribute("t"), _xml.GetAttribute("s"));
        if (_xml.IsEmptyElement) return Cell.Empty;
        var (depth, value) = (_xml.Depth, "");
        while (_xml.Read() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth))
        {
            if (_xml.NodeType != XmlNodeType.Element) continue;
            if (_xml.LocalName == "is") value = XlsxParts.Rich(_xml);
            if (_xml.LocalName != "v" || _xml.IsEmptyElement) continue;
            var inner = _xml.Depth;
            while (_xml.Read() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == inner))
                if (_xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace) value = value.Length == 0 ? _xml.Value : value + _xml.Value;
        }
        if (value.Length == 0) return Cell.Empty;
        switch (type)
        {
            case "s":
                var text = _strings[int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)];
                return text.Length == 0 ? Cell.Empty : new Cell(CellKind.Text, text);
            case "str" or "inlineStr":
                value = VnText.Clean(value);
                return value.Length == 0 ? Cell.Empty : new Cell(CellKind.Text, value);
            case "b": return new Cell(CellKind.Text, value == "1" ? "có" : "không");
            case "e": return new Cell(CellKind.Error, value);
            case "d": return new Cell(CellKind.Date, value.Split('T')[0]);
            default: return NumberOf(value, int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _styles.Length ? _styles[index] : NumberStyle.Plain);
        }
    }

    private Cell NumberOf(string value, NumberStyle style)
    {
        if (style == NumberStyle.Plain && value.Length <= 9 && !value.AsSpan().ContainsAnyExceptInRange('0', '9')) return new Cell(CellKind.Number, value);
        var number = double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (style == NumberStyle.Date)
        {
            // Serial 60 is the 29th of February 1900, which never was; before it days are one further.
            var serial = Math.Floor(number) + (_package.From1904 ? 1462 : 0);
            if (serial is < 1 or > 2_958_465) return new Cell(CellKind.Error, value);
            return new Cell(CellKind.Date, new DateOnly(1899, 12, 30).AddDays((int)serial + (serial < 60 ? 1 : 0)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        // Going through decimal rounds to 15 digits: 0.28999999999999998 is what Excel stores for 0,29.
        if (Math.Abs(number) > 1e27) return new Cell(CellKind.Text, value);
        var exact = (decimal)number * (style == NumberStyle.Percent ? 100 : 1);
        return new Cell(style == NumberStyle.Percent ? CellKind.Percent : CellKind.Number, exact.ToString("0.############", CultureInfo.InvariantCulture));
    }
}
