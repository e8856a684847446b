using System.Text;
using LangSo.Foundation;

namespace LangSo.Bench;

/// <summary>The table of a run, as it is printed and kept.</summary>
internal sealed class Table(IReadOnlyList<Promise> promises)
{
    private static readonly string[] Head = ["việc đo", "số lần", "trung vị", "p95", "p99", "lớn nhất", "tải", "giới hạn", "kết luận"];

    private readonly List<Row> _rows = [];

    public IReadOnlyList<Row> Rows => _rows;

    /// <summary>Adds a line, with the load of the machine at the end of its measure.</summary>
    public void Add(Row row) => _rows.Add(row with { Load = Computer.Load() });

    /// <summary>In Markdown, which also reads in a terminal.</summary>
    public string Write()
    {
        var lines = new List<string[]> { Head };
        lines.AddRange(_rows.Select(Cells));
        var widths = Enumerable.Range(0, Head.Length).Select(c => lines.Max(l => l[c].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var (line, number) in lines.Select((l, i) => (l, i)))
        {
            text.Append('|');
            for (var c = 0; c < line.Length; c++) text.Append(' ').Append(c == 0 ? line[c].PadRight(widths[c]) : line[c].PadLeft(widths[c])).Append(" |");
            text.AppendLine();
            if (number == 0) text.Append('|').AppendJoin('|', widths.Select((w, c) => c == 0 ? new string('-', w + 2) : new string('-', w + 1) + ":")).AppendLine("|");
        }
        var notes = _rows.Where(r => r.Note.Length > 0).ToList();
        if (notes.Count > 0) text.AppendLine();
        foreach (var row in notes) text.Append("- ").Append(row.What).Append(": ").AppendLine(row.Note);
        return text.ToString();
    }

    private string[] Cells(Row row)
    {
        var promise = promises.FirstOrDefault(p => p.Id == row.Id);
        if (promise is not null && promise.Unit != row.Unit) throw new InvalidDataException($"expected.json: {row.Id} is measured in {row.Unit}.");
        var limit = promise is null ? "" : $"{promise.Figure switch { "most" => "lớn nhất", "median" => "trung vị", var p => p }} {(promise.AtLeast ? "≥" : "≤")} {Number(promise.Limit)} {promise.Unit}";
        if (row.Values is not { Count: > 0 } values) return [row.What, "0", "", "", "", "", Load(row), limit, "không đo được"];
        return
        [
            row.What, VnText.Number(values.Count), Value(values.Median), Value(values.P95), Value(values.P99), Value(values.Most), Load(row), limit,
            promise is null ? "so sánh" : (promise.AtLeast ? values.Figure(promise.Figure) >= promise.Limit : values.Figure(promise.Figure) <= promise.Limit) ? "đạt" : "chưa đạt",
        ];

        string Value(double value) => Number(value) + " " + row.Unit;
    }

    private static string Load(Row row) => row.Load?.ToString("0.0", VnText.Culture) ?? "";

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) switch { < 1 => "0.###", < 100 => "0.##", _ => "#,0" }, VnText.Culture);
}
