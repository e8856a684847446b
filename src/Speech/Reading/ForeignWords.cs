using System.Collections.Frozen;

namespace LangSo.Speech.Reading;

/// <summary>Foreign words as announcers say them (data/speech/foreign.tsv): "Facebook" → "phây búc". Capitals do not count.</summary>
internal static class ForeignWords
{
    private static readonly FrozenDictionary<string, string> Table =
        DataTable.Rows("foreign.tsv").ToFrozenDictionary(row => row[0], row => row[1], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Table.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every word with its spoken form.</summary>
    public static IEnumerable<(string Written, string Spoken)> All => Table.Select(row => (row.Key, row.Value));

    /// <summary>How the word is said, or null when it is not in the table.</summary>
    public static string? Of(string word) => Table.GetValueOrDefault(word);

    public static Match? Try(Scan scan, int at)
    {
        // "wi-fi", "e-mail": the longer row first.
        if (scan.Sign(at + 1, '-') && scan.Kind(at + 2) == TokenKind.Letters
            && Lookup.TryGetValue(scan.Text.AsSpan(scan[at].Start, scan[at + 2].End - scan[at].Start), out var joined)) return new Match(at + 3, joined, "foreign");
        return Lookup.TryGetValue(scan.Span(at), out var spoken) ? new Match(at + 1, spoken, "foreign") : null;
    }
}
