using LangSo.Foundation;

namespace LangSo.Sheets;

/// <summary>
/// The headings of a table: found below titles and letterheads by the column that names the unit; up to three or four rows, upper ones
/// spanning several columns, flattened into one name for each column.
/// </summary>
/// <param name="Columns">What each column is for.</param>
/// <param name="LastRow">The last row of the headings; values begin below it.</param>
internal sealed record HeaderBlock(IReadOnlyList<SheetColumn> Columns, int LastRow)
{
    /// <summary>How many rows are searched for headings.</summary>
    public const int Searched = 40;

    public static Outcome<HeaderBlock> Find(IReadOnlyList<SheetRow> rows, IReadOnlyList<Merge> merges, ColumnNames names) =>
        Seen(rows, merges, names).Then<HeaderBlock>(found => Check([.. found.Columns]) is { } problem ? problem : found);

    /// <summary>The headings as they stand, whether or not a table with them can be read.</summary>
    public static Outcome<HeaderBlock> Seen(IReadOnlyList<SheetRow> rows, IReadOnlyList<Merge> merges, ColumnNames names)
    {
        var at = -1;
        for (var i = 0; i < rows.Count && at < 0; i++)
            if (rows[i].Count > 1 && Enumerable.Range(0, rows[i].Count).Any(c => ColumnNames.RoleOf(rows[i][c].Text) is ColumnRole.Code or ColumnRole.Unit)) at = i;
        if (at < 0) return new Problem("file", "Không thấy dòng tiêu đề có cột “Mã xã” hoặc “Tên xã” trong {0} dòng đầu.", Searched);

        var unit = Enumerable.Range(0, rows[at].Count).First(c => ColumnNames.RoleOf(rows[at][c].Text) is ColumnRole.Code or ColumnRole.Unit);
        var (top, bottom) = (at, at);
        while (top > 0 && rows[top - 1].Number == rows[top].Number - 1 && Groups(rows[top - 1], merges)) top--;
        var deepest = merges.Where(m => m.FirstColumn <= unit && unit <= m.LastColumn && m.FirstRow <= rows[at].Number && rows[at].Number <= m.LastRow).Select(m => m.LastRow).DefaultIfEmpty(0).Max();
        while (bottom + 1 < rows.Count && bottom - top < 5 && (rows[bottom + 1].Number <= deepest || IsHeading(rows[bottom + 1], unit))) bottom++;

        var headings = rows.Skip(top).Take(bottom - top + 1).ToList();
        // A row that counts the columns is no part of their names.
        var last = headings[^1].Number;
        if (headings.Count > 1 && IsCount(headings[^1])) headings.RemoveAt(headings.Count - 1);
        else if (bottom + 1 < rows.Count && IsCount(rows[bottom + 1])) last = rows[bottom + 1].Number;
        var width = headings.Max(r => r.Count);
        var columns = Enumerable.Range(0, width).Select(c => names.Column(c, Flat(headings, merges, c))).Where(c => c.Header.Length > 0).ToList();
        return new HeaderBlock(columns, last);
    }

    private static Problem? Check(List<SheetColumn> columns)
    {
        var twice = columns.Where(c => c.Measure is not null).GroupBy(c => c.Measure!.Id).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            return new Problem("file", "Cột {0} và cột {1} cùng là chỉ tiêu “{2}”. Bỏ một cột hoặc chỉ lại cột.",
                Cell.ColumnName(twice.First().Index), Cell.ColumnName(twice.Last().Index), twice.First().Measure!.Name);
        var isLong = columns.Any(c => c.Role == ColumnRole.Indicator) && columns.Any(c => c.Role == ColumnRole.Value);
        return isLong || columns.Any(c => c.Role == ColumnRole.Measure) ? null
            : new Problem("file", "Không cột nào khớp chỉ tiêu. Ghi tên hoặc mã chỉ tiêu ở tiêu đề, hoặc chỉ cột nào là chỉ tiêu nào.");
    }

    // What stands above a column, upper rows first, each once.
    private static List<string> Flat(List<SheetRow> headings, IReadOnlyList<Merge> merges, int column)
    {
        var parts = new List<string>();
        for (var i = 0; i < headings.Count; i++)
        {
            var (row, number) = (headings[i], headings[i].Number);
            var text = row[column].Text;
            if (text.Length == 0)
            {
                var merge = merges.FirstOrDefault(m => m.FirstRow <= number && number <= m.LastRow && m.FirstColumn <= column && column <= m.LastColumn);
                if (merge != default) text = headings.Find(r => r.Number == merge.FirstRow)?[merge.FirstColumn].Text ?? "";
                // Without merged cells, as in a CSV, a group's name stands above its first column only.
                else if (merges.Count == 0 && i < headings.Count - 1 && headings[^1][column].Text.Length > 0)
                    for (var left = column - 1; left >= 0 && text.Length == 0; left--)
                        if (row[left].Text is { Length: > 0 } group) text = headings[^1][left].Text.Length > 0 ? group : "";
            }
            text = text.ReplaceLineEndings(" ").Trim();
            if (text.Length > 0 && (parts.Count == 0 || parts[^1] != text)) parts.Add(text);
        }
        return parts;
    }

    // A row of group names above the headings: several texts, at least one over several columns.
    private static bool Groups(SheetRow row, IReadOnlyList<Merge> merges) =>
        Texts(row) >= 2 && merges.Any(m => m.FirstRow <= row.Number && row.Number <= m.LastRow && m.LastColumn > m.FirstColumn && m.FirstColumn > 0);

    private static bool IsHeading(SheetRow row, int unit) =>
        row[unit].Kind == CellKind.Empty && Texts(row) > 0
        && Enumerable.Range(0, row.Count).All(c => row[c].Kind is CellKind.Empty || row[c].Kind is CellKind.Text && ValueText.Number(row[c].Text, NumberForm.Vietnamese) is null)
        && Enumerable.Range(0, unit).All(c => row[c].Kind == CellKind.Empty);

    // (1) (2) (3), or A B 1 2 3.
    private static bool IsCount(SheetRow row)
    {
        var cells = Enumerable.Range(0, row.Count).Where(c => row[c].Kind != CellKind.Empty).Select(c => row[c].Text.Trim('(', ')', '[', ']')).ToList();
        if (cells.Count < 2 || !cells.All(t => t.Length <= 3)) return false;
        var numbers = cells.SkipWhile(t => t.Length == 1 && char.IsAsciiLetter(t[0])).Select(t => int.TryParse(t, VnText.Culture, out var n) ? n : -1).ToList();
        return numbers.Count > 0 && numbers[0] >= 0 && numbers[0] <= 3 && numbers.Zip(numbers.Skip(1)).All(p => p.Second == p.First + 1);
    }

    private static int Texts(SheetRow row) => Enumerable.Range(0, row.Count).Count(c => row[c].Kind != CellKind.Empty);
}
