using System.Text;

namespace LangSo.Sheets;

/// <summary>What a column of a form is.</summary>
public enum FormColumn
{
    /// <summary>Words that say what the row is about.</summary>
    Words,

    /// <summary>What is to be filled in.</summary>
    Field,

    /// <summary>What stood when the form was given out.</summary>
    Was,

    /// <summary>What only the program reads.</summary>
    Mark,
}

/// <summary>One column of a form.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Width">In letters.</param>
public sealed record FormHeading(string Heading, FormColumn Kind, double Width);

/// <summary>A table that is given out to be filled in, and taken in again: a row a question.</summary>
/// <param name="Sheet">Name of the sheet, at most 31 letters.</param>
/// <param name="Title">What the form is called.</param>
/// <param name="About">Lines between title and headings.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">As many cells each as there are columns.</param>
/// <param name="Notes">Lines below the rows: how it is filled in.</param>
public sealed record FormTable(
    string Sheet, string Title, IReadOnlyList<string> About, IReadOnlyList<FormHeading> Columns, IReadOnlyList<IReadOnlyList<ShownCell>> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>The form as a workbook.</summary>
    public void WriteXlsx(Stream to)
    {
        using var sheet = new XlsxWriter(to, Sheet, Columns.Select(c => c.Width), frozenRows: 2 + About.Count, frozenColumns: 0, printsWide: true);
        Line(Title, CellLook.Title);
        foreach (var line in About) Line(line, CellLook.Plain);
        sheet.Row();
        foreach (var column in Columns) sheet.Text(column.Heading, column.Kind == FormColumn.Mark ? CellLook.Note : CellLook.Header);
        foreach (var row in Rows)
        {
            sheet.Row();
            for (var i = 0; i < row.Count; i++)
                if (row[i].Number is { } number) sheet.Number(number, LookOf(Columns[i].Kind));
                else sheet.Text(row[i].Text, LookOf(Columns[i].Kind));
        }
        sheet.Row();
        foreach (var note in Notes) Line(note, CellLook.Plain);

        void Line(string text, CellLook look)
        {
            sheet.Row();
            sheet.Text(text, look);
        }
    }

    /// <summary>The form as CSV, as Vietnamese Excel opens it; title, lines and notes are lines of one cell.</summary>
    public void WriteCsv(Stream to)
    {
        using var text = new StreamWriter(to, new UTF8Encoding(true), leaveOpen: true);
        var lines = new CsvLines(text);
        foreach (var line in About.Prepend(Title)) Line(line);
        foreach (var column in Columns) lines.Cell(column.Heading);
        lines.End();
        foreach (var row in Rows)
        {
            foreach (var cell in row)
                if (cell.Number is { } number) lines.Cell(number);
                else lines.Cell(ShownTable.Harmless(cell.Text));
            lines.End();
        }
        foreach (var note in Notes) Line(note);

        void Line(string words)
        {
            lines.Cell(ShownTable.Harmless(words));
            lines.End();
        }
    }

    private static CellLook LookOf(FormColumn kind) => kind switch
    {
        FormColumn.Field => CellLook.Field,
        FormColumn.Was => CellLook.Was,
        FormColumn.Mark => CellLook.Note,
        _ => CellLook.Line,
    };
}
