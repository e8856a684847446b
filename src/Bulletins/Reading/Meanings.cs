using System.Collections.Frozen;

namespace LangSo.Bulletins;

/// <summary>Abbreviations that mean more than one thing in notices (data/bulletins/two-meanings.tsv): the writer chooses.</summary>
internal static class Meanings
{
    private static readonly FrozenDictionary<string, string[]> Table = ShippedFile.Lines("two-meanings.tsv")
        .Select(line => line.Split('\t')).ToFrozenDictionary(row => row[0], row => row[1..], StringComparer.Ordinal);

    /// <summary>Every abbreviation with what it may mean.</summary>
    public static IReadOnlyDictionary<string, string[]> All => Table;

    /// <summary>What this may mean, the most usual first; empty when there is nothing to choose.</summary>
    public static IReadOnlyList<string> Of(string written) => Table.GetValueOrDefault(written) ?? [];
}
