using LangSo.Criteria;
using LangSo.Foundation;

namespace LangSo.Sheets;

/// <summary>A form that came back: where its headings are, what stands above them, its rows.</summary>
/// <param name="Above">The texts above the headings.</param>
/// <param name="HeaderRow">The row of the headings, as people count.</param>
/// <param name="Columns">Where each asked column is, in the order asked; -1 when it is not there.</param>
/// <param name="Rows">The rows below that hold something.</param>
/// <param name="Numbers">How numbers that are texts are written.</param>
public sealed record FormRead(IReadOnlyList<string> Above, int HeaderRow, IReadOnlyList<int> Columns, IReadOnlyList<FormRow> Rows, NumberForm Numbers);

/// <summary>One row of a form that came back.</summary>
/// <param name="Number">As people count.</param>
/// <param name="Cells">Of the asked columns, in the order asked.</param>
public sealed record FormRow(int Number, IReadOnlyList<Cell> Cells);

/// <summary>Reads a form that was filled in: its columns are found by their headings, wherever somebody has moved them.</summary>
public static class FormReading
{
    /// <summary>Rows that a form may have.</summary>
    public const int MostRows = 5_000;

    /// <summary>Bytes that a form may have.</summary>
    public const long MostBytes = 2L * 1024 * 1024;

    private const int Searched = 40;

    /// <summary>Reads it; the columns of which <paramref name="wanted"/> says so must be there.</summary>
    public static Outcome<FormRead> Read(string path, IReadOnlyList<(string Heading, bool Must)> wanted)
    {
        if (new FileInfo(path).Length > MostBytes) return new Problem("file", "Bảng lớn hơn {0} MB. Tải bảng của phiếu này rồi điền vào đó.", MostBytes >> 20);
        var opened = SheetReader.Open(path);
        if (!opened.Ok) return opened.Problems.ToList();
        using var reader = opened.Value;
        try
        {
            return Read(reader, wanted);
        }
        catch (SheetRefusedException e)
        {
            return e.Problem;
        }
    }

    /// <summary>A cell as a value of an indicator, or why it is none; both null for a cell that says nothing.</summary>
    public static (string? Value, string? Refusal) Value(Cell cell, Indicator indicator, NumberForm form) => ValueText.Read(cell, indicator, form);

    private static Outcome<FormRead> Read(SheetReader reader, IReadOnlyList<(string Heading, bool Must)> wanted)
    {
        var (row, above, columns, header) = (new SheetRow(), new List<string>(), (int[]?)null, 0);
        var rows = new List<FormRow>();
        while (reader.Read(row))
        {
            if (columns is null)
            {
                if (row.Number > Searched) break;
                var found = wanted.Select(w => ColumnOf(row, w.Heading)).ToArray();
                if (wanted.Zip(found).All(p => !p.First.Must || p.Second >= 0)) (columns, header) = (found, row.Number);
                else above.AddRange(Enumerable.Range(0, row.Count).Select(c => row[c].Text).Where(t => t.Length > 0));
                continue;
            }
            if (rows.Count == MostRows) return new Problem("file", "Bảng có hơn {0} dòng. Tải bảng của phiếu này rồi điền vào đó.", VnText.Number(MostRows));
            rows.Add(new FormRow(row.Number, [.. columns.Select(c => row[c])]));
        }
        return columns is null
            ? new Problem("file", "Không thấy dòng tiêu đề có cột {0}. Tải bảng của phiếu này rồi điền vào đó.", string.Join(", ", wanted.Where(w => w.Must).Select(w => "“" + w.Heading + "”")))
            : new FormRead(above, header, columns, rows, reader.Numbers);
    }

    private static int ColumnOf(SheetRow row, string heading)
    {
        var key = ColumnNames.Key(heading);
        for (var column = 0; column < row.Count; column++)
            if (ColumnNames.Key(row[column].Text) == key) return column;
        return -1;
    }
}
