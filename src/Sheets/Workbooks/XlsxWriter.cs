using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace LangSo.Sheets;

/// <summary>How a cell that is written looks.</summary>
public enum CellLook
{
    /// <summary>As it is.</summary>
    Plain = 0,

    /// <summary>Bold, wrapped, bordered, on a tint.</summary>
    Header = 1,

    /// <summary>A whole number with thousands, as the reader's language writes it.</summary>
    Number = 2,

    /// <summary>A number with as many decimals as it has.</summary>
    Decimal = 3,

    /// <summary>Bold and larger.</summary>
    Title = 4,

    /// <summary>Small and grey: legal basis, ids.</summary>
    Note = 5,

    /// <summary>A day, d/m/yyyy.</summary>
    Date = 6,

    /// <summary>Bordered and wrapped: a row of a form.</summary>
    Line = 7,

    /// <summary>Bordered, on a tint, to the right: a cell that is to be filled in.</summary>
    Field = 8,

    /// <summary>Bordered, to the right: what stood when a form was given out.</summary>
    Was = 9,
}

/// <summary>
/// Writes one sheet straight into its zip, row by row, in memory that does not grow with it. Texts stand in their cells: packing makes
/// repeated ones small.
/// </summary>
public sealed class XlsxWriter : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(false);

    private readonly ZipArchive _zip;
    private readonly Stream _part;
    private readonly char[] _buffer = new char[32 * 1024];
    private readonly byte[] _bytes = new byte[96 * 1024 + 16];
    private readonly List<string> _merges = [];
    private readonly List<string> _columns = [];
    private readonly bool _printsWide;
    private int _used, _row, _column;

    /// <summary>Begins a workbook of one sheet.</summary>
    /// <param name="to">Where it goes; not closed.</param>
    /// <param name="sheet">Name of the sheet, at most 31 letters.</param>
    /// <param name="widths">Width of each column, in letters.</param>
    /// <param name="frozenRows">Rows that stay while the rest moves.</param>
    /// <param name="frozenColumns">Columns that stay.</param>
    /// <param name="printsWide">True for a table that is printed with all of its columns on one sheet of A4, lying.</param>
    public XlsxWriter(Stream to, string sheet, IEnumerable<double> widths, int frozenRows, int frozenColumns, bool printsWide = false)
    {
        _printsWide = printsWide;
        _zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (path, text) in XlsxFixedParts.Of(sheet)) Write(path, text);
        _part = _zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
        Put("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
        if (printsWide) Put("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
        Put("<sheetViews><sheetView workbookViewId=\"0\">");
        if (frozenRows + frozenColumns > 0)
        {
            var corner = Cell.ColumnName(frozenColumns) + (frozenRows + 1).ToString(CultureInfo.InvariantCulture);
            Put(string.Create(CultureInfo.InvariantCulture,
                $"<pane{(frozenColumns > 0 ? $" xSplit=\"{frozenColumns}\"" : "")}{(frozenRows > 0 ? $" ySplit=\"{frozenRows}\"" : "")} topLeftCell=\"{corner}\" activePane=\"{(frozenColumns == 0 ? "bottomLeft" : frozenRows == 0 ? "topRight" : "bottomRight")}\" state=\"frozen\"/>"));
        }
        Put("</sheetView></sheetViews><cols>");
        var number = 0;
        foreach (var width in widths)
        {
            number++;
            Put(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{number}\" max=\"{number}\" width=\"{width:0.##}\" customWidth=\"1\"/>"));
            _columns.Add(Cell.ColumnName(number - 1));
        }
        if (number == 0) Put("<col min=\"1\" max=\"1\" width=\"12\"/>");
        Put("</cols><sheetData>");
    }

    /// <summary>Begins the next row.</summary>
    public void Row()
    {
        if (_row > 0) Put("</row>");
        (_row, _column) = (_row + 1, 0);
        Put("<row r=\"");
        Put(_row);
        Put("\">");
    }

    /// <summary>A text.</summary>
    public void Text(string text, CellLook look = CellLook.Plain)
    {
        if (text.Length == 0 && look == CellLook.Plain)
        {
            _column++;
            return;
        }
        Open(look);
        Put(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        Escaped(text);
        Put("</t></is></c>");
    }

    /// <summary>A number.</summary>
    public void Number(decimal value, CellLook look = CellLook.Number)
    {
        Open(look);
        Put("><v>");
        if (_used + 64 > _buffer.Length) Flush();
        value.TryFormat(_buffer.AsSpan(_used), out var written, default, CultureInfo.InvariantCulture);
        _used += written;
        Put("</v></c>");
    }

    /// <summary>A day.</summary>
    public void Date(DateOnly day) => Number(day.DayNumber - new DateOnly(1899, 12, 30).DayNumber, CellLook.Date);

    /// <summary>Leaves a cell out.</summary>
    public void Skip() => _column++;

    /// <summary>Makes cells one.</summary>
    public void Merge(Merge cells) => _merges.Add(string.Create(CultureInfo.InvariantCulture,
        $"<mergeCell ref=\"{Cell.ColumnName(cells.FirstColumn)}{cells.FirstRow}:{Cell.ColumnName(cells.LastColumn)}{cells.LastRow}\"/>"));

    /// <summary>Ends the sheet and the workbook.</summary>
    public void Dispose()
    {
        if (_row > 0) Put("</row>");
        Put("</sheetData>");
        if (_merges.Count > 0)
        {
            Put(string.Create(CultureInfo.InvariantCulture, $"<mergeCells count=\"{_merges.Count}\">"));
            foreach (var merge in _merges) Put(merge);
            Put("</mergeCells>");
        }
        if (_printsWide) Put("<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/>");
        Put("</worksheet>");
        Flush();
        _part.Dispose();
        _zip.Dispose();
    }

    private void Open(CellLook look)
    {
        Put("<c r=\"");
        Put(_column < _columns.Count ? _columns[_column] : Cell.ColumnName(_column));
        Put(_row);
        Put(look == CellLook.Plain ? "\"" : "\" s=\"");
        if (look != CellLook.Plain)
        {
            Put((int)look);
            Put("\"");
        }
        _column++;
    }

    private void Put(int number)
    {
        if (_used + 16 > _buffer.Length) Flush();
        number.TryFormat(_buffer.AsSpan(_used), out var written, default, CultureInfo.InvariantCulture);
        _used += written;
    }

    private void Put(ReadOnlySpan<char> text)
    {
        while (text.Length > _buffer.Length - _used)
        {
            // A letter of two halves is not cut.
            var fits = _buffer.Length - _used;
            if (fits > 0 && char.IsHighSurrogate(text[fits - 1])) fits--;
            text[..fits].CopyTo(_buffer.AsSpan(_used));
            _used += fits;
            text = text[fits..];
            Flush();
        }
        text.CopyTo(_buffer.AsSpan(_used));
        _used += text.Length;
    }

    private void Escaped(string text)
    {
        if (text.AsSpan().IndexOfAny("&<>") < 0 && !text.AsSpan().ContainsAnyInRange('\0', '\u001F'))
        {
            Put(text);
            return;
        }
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value < 32 && rune.Value is not (9 or 10)) continue;
            Put(rune.Value switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => rune.ToString() });
        }
    }

    private void Flush()
    {
        _part.Write(_bytes, 0, Utf8.GetBytes(_buffer, 0, _used, _bytes, 0));
        _used = 0;
    }

    private void Write(string path, string text)
    {
        using var part = _zip.CreateEntry(path, CompressionLevel.Fastest).Open();
        part.Write(Utf8.GetBytes(text));
    }
}
