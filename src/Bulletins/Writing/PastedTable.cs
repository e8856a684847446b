namespace LangSo.Bulletins;

/// <summary>
/// A table pasted from Word or Excel comes as lines of cells with tabs between them. Nobody can follow that by ear, so each row becomes a
/// sentence that names its columns: "Tên: Nguyễn Văn A, ngày sinh: 2/3/1980." Pure.
/// </summary>
internal static class PastedTable
{
    /// <summary>The text with its tables told as sentences; every other line as it was.</summary>
    public static string Told(string text)
    {
        if (!text.Contains('\t', StringComparison.Ordinal)) return text;
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var told = new List<string>();
        for (var at = 0; at < lines.Length;)
        {
            var rows = lines[at..].TakeWhile(IsRow).Select(Cells).ToList();
            if (rows.Count == 0)
            {
                told.Add(lines[at++]);
                continue;
            }
            at += rows.Count;
            told.AddRange(Sentences(rows));
        }
        return string.Join('\n', told);
    }

    // A tab before or after the words is an indent, no cell.
    private static bool IsRow(string line) => line.Trim().Contains('\t', StringComparison.Ordinal);

    private static string[] Cells(string line) => [.. line.TrimEnd().Split('\t').Select(c => c.Trim())];

    private static IEnumerable<string> Sentences(List<string[]> rows)
    {
        // A first row without a figure, as wide as the next, is the heading.
        var heading = rows.Count > 1 && rows[0].Length == rows[1].Length && rows[0].All(c => c.Length > 0 && !c.Any(char.IsDigit)) ? rows[0] : null;
        foreach (var row in heading is null ? rows : rows.Skip(1))
        {
            var cells = row.Select((cell, i) => cell.Length == 0 ? "" : heading is not null && i < heading.Length ? heading[i] + ": " + cell : cell).Where(c => c.Length > 0).ToList();
            if (cells.Count > 0) yield return string.Join(", ", cells) is var sentence && sentence[^1] is '.' or '!' or '?' ? sentence : sentence + ".";
        }
    }
}
