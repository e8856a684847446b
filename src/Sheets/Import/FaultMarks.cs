using System.Text;
using LangSo.Foundation;

namespace LangSo.Sheets;

/// <summary>Gives a table back as it came, with one column more that says what is wrong in each row.</summary>
public static class FaultMarks
{
    /// <summary>The heading of the added column.</summary>
    public const string Heading = "Lý do";

    /// <summary>Writes the marked table; the same kind of file as came in (".xlsx" or ".csv" is returned).</summary>
    public static string Write(string path, ImportResult result, Stream to) => Write(path, result.HeaderRow, result.Faults, to);

    /// <summary>The same of a table whose headings end with <paramref name="header"/>.</summary>
    public static string Write(string path, int header, IEnumerable<RowFault> faults, Stream to)
    {
        var reasons = faults.GroupBy(f => f.Row).ToDictionary(g => g.Key, g => g.ToList());
        if (FileKinds.Of(path) == FileKind.Xlsx)
        {
            XlsxMarks.Write(path, reasons, header, to);
            return ".xlsx";
        }
        WriteCsv(path, reasons, header, to);
        return ".csv";
    }

    internal static string Text(IEnumerable<RowFault> faults) =>
        string.Join("; ", faults.Select(f => f.Header.Length == 0 ? f.Reason : f.Header + ": " + f.Reason));

    private static void WriteCsv(string path, Dictionary<int, List<RowFault>> reasons, int header, Stream to)
    {
        using var reader = (CsvReader)CsvReader.OpenFile(path).Value;
        using var text = new StreamWriter(to, reader.Encoding is UTF8Encoding ? new UTF8Encoding(true) : reader.Encoding, leaveOpen: true);
        var (lines, row, width) = (new CsvLines(text, reader.Delimiter), new SheetRow(), 0);
        while (reader.ReadRecord(row))
        {
            width = Math.Max(width, row.Count);
            for (var i = 0; i < row.Count; i++) lines.Cell(row[i].Text);
            if (row.Number == header || reasons.ContainsKey(row.Number))
            {
                for (var i = row.Count; i < width; i++) lines.Cell("");
                lines.Cell(reasons.TryGetValue(row.Number, out var faults) ? Text(faults) : Heading);
            }
            lines.End();
        }
    }
}
