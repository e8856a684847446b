using System.Collections.Frozen;

namespace LangSo.Bulletins;

/// <summary>One entry of a list.</summary>
internal sealed record PressWord(string Id, string Name);

/// <summary>The lists under which programme communication is counted (data/bulletins/press-words.tsv).</summary>
internal static class PressWords
{
    private static readonly string[][] Rows = [.. ShippedFile.Lines("press-words.tsv").Select(line => line.Split('\t'))];
    private static readonly FrozenDictionary<string, string> TopicNames = Names("topic"), ChannelNames = Names("channel");

    /// <summary>Topics in their order.</summary>
    public static readonly IReadOnlyList<PressWord> Topics = List("topic");

    /// <summary>Channels in their order.</summary>
    public static readonly IReadOnlyList<PressWord> Channels = List("channel");

    /// <summary>"Chuyển đổi số", or null for an id that is not in the list.</summary>
    public static string? TopicName(string? id) => id is null ? null : TopicNames.GetValueOrDefault(id);

    /// <summary>"Loa truyền thanh", or null for an id that is not in the list.</summary>
    public static string? ChannelName(string? id) => id is null ? null : ChannelNames.GetValueOrDefault(id);

    private static List<PressWord> List(string list) => [.. Rows.Where(r => r[0] == list).Select(r => new PressWord(r[1], r[2]))];

    private static FrozenDictionary<string, string> Names(string list) => Rows.Where(r => r[0] == list).ToFrozenDictionary(r => r[1], r => r[2], StringComparer.Ordinal);
}
