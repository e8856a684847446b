using System.Text;

namespace LangSo.Sheets;

/// <summary>One cell of a table that a page shows: a text or a number.</summary>
/// <param name="Text">What it says; of a number how the page writes it.</param>
/// <param name="Number">The number, or null.</param>
public readonly record struct ShownCell(string Text, decimal? Number = null)
{
    /// <summary>A text.</summary>
    public static implicit operator ShownCell(string text) => new(text);

    /// <summary>A number.</summary>
    public static implicit operator ShownCell(decimal number) => new("", number);

    /// <summary>A count.</summary>
    public static implicit operator ShownCell(int number) => new("", number);
}

/// <summary>
/// What a page shows, as one sheet: title, what it is about (days, set, denominators), headings, rows, and notes that say what marks mean.
/// </summary>
/// <param name="Sheet">Name of the sheet, at most 31 letters.</param>
/// <param name="Title">What the page is called.</param>
/// <param name="About">Lines between title and headings.</param>
/// <param name="Headings">One or more rows of headings, the same number of cells each; an empty one belongs to the one to its left.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Notes">Lines below the rows: the legend, what is a sample.</param>
public sealed record ShownTable(
    string Sheet, string Title, IReadOnlyList<string> About, IReadOnlyList<IReadOnlyList<string>> Headings, IReadOnlyList<IReadOnlyList<ShownCell>> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>The type of a workbook.</summary>
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Columns that stay while the rest moves.</summary>
    public int FrozenColumns { get; init; } = 1;

    /// <summary>Width of each column in letters; those that are not said are as wide as a short text.</summary>
    public IReadOnlyList<double> Widths { get; init; } = [];

    /// <summary>The table as a workbook.</summary>
    public byte[] Xlsx()
    {
        using var to = new MemoryStream();
        var columns = Headings.Count == 0 ? 1 : Headings[0].Count;
        using (var sheet = new XlsxWriter(to, Sheet, Enumerable.Range(0, columns).Select(i => i < Widths.Count ? Widths[i] : 14.0), frozenRows: 1 + About.Count + Headings.Count, FrozenColumns))
        {
            Line(sheet, Title, CellLook.Title);
            foreach (var line in About) Line(sheet, line, CellLook.Plain);
            for (var i = 0; i < Headings.Count; i++) Heading(sheet, 2 + About.Count + i, Headings[i]);
            foreach (var row in Rows)
            {
                sheet.Row();
                foreach (var cell in row)
                    if (cell.Number is { } number) sheet.Number(number, number == decimal.Truncate(number) ? CellLook.Number : CellLook.Decimal);
                    else sheet.Text(cell.Text);
            }
            if (Notes.Count > 0) sheet.Row();
            foreach (var note in Notes) Line(sheet, note, CellLook.Plain);
        }
        return to.ToArray();
    }

    /// <summary>The table as CSV, as Vietnamese Excel opens it; title, lines and notes are lines of one cell.</summary>
    public byte[] Csv()
    {
        using var to = new MemoryStream();
        using (var text = new StreamWriter(to, new UTF8Encoding(true), leaveOpen: true))
        {
            var lines = new CsvLines(text);
            foreach (var line in About.Prepend(Title)) Line(line);
            foreach (var heading in Headings)
            {
                foreach (var cell in heading) lines.Cell(cell);
                lines.End();
            }
            foreach (var row in Rows)
            {
                foreach (var cell in row)
                    if (cell.Number is { } number) lines.Cell(number);
                    else lines.Cell(Harmless(cell.Text));
                lines.End();
            }
            foreach (var note in Notes) Line(note);

            void Line(string words)
            {
                lines.Cell(Harmless(words));
                lines.End();
            }
        }
        return to.ToArray();
    }

    private static void Line(XlsxWriter sheet, string text, CellLook look)
    {
        sheet.Row();
        sheet.Text(text, look);
    }

    private static void Heading(XlsxWriter sheet, int row, IReadOnlyList<string> heading)
    {
        sheet.Row();
        for (var i = 0; i < heading.Count; i++)
        {
            sheet.Text(heading[i], CellLook.Header);
            var last = i;
            while (last + 1 < heading.Count && heading[i].Length > 0 && heading[last + 1].Length == 0) last++;
            if (last > i && i > 0) sheet.Merge(new Merge(row, row, i, last));
        }
    }

    // A text that begins like a formula is one to whoever opens a CSV file.
    internal static string Harmless(string text) => text.Length > 1 && text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
}
