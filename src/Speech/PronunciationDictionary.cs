using System.Collections.Frozen;
using LangSo.Foundation;
using LangSo.Speech.Reading;

namespace LangSo.Speech;

/// <summary>
/// How a place wants its own names and words said: "Krông Pắc" → "Krông Pách". An entry comes before every rule of the
/// house. Capitals count only when the entry is written in capitals alone; both ways of placing the tone mark are one.
/// </summary>
public sealed class PronunciationDictionary
{
    /// <summary>No entries.</summary>
    public static readonly PronunciationDictionary Empty = new([]);

    private readonly FrozenDictionary<string, Entry[]> _byFirstWord;

    /// <summary>Takes entries of written and spoken form; blank ones are passed over, the last of two equal ones holds.</summary>
    public PronunciationDictionary(IEnumerable<KeyValuePair<string, string>> entries, ReadingStyle? style = null)
    {
        var plain = new Normaliser(style ?? ReadingStyle.Default);
        var byKey = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var (written, spoken) in entries)
        {
            var (from, to) = (Clean(written), Clean(spoken));
            if (from.Length == 0 || to.Length == 0) continue;
            // A spoken form is read by the house's own rules only: entries can't call each other, so they can't loop.
            var said = plain.Read(to).Text;
            var key = Key(from);
            byKey[key] = new Entry(from, key, said, Syllable.Capitals(from.Replace(" ", "", StringComparison.Ordinal)), Kept: false);
        }
        // What an entry says stays when it is read again, though it may hold the entry's own word: "Bắc" → "miền Bắc".
        foreach (var entry in byKey.Values.ToList())
        {
            var key = Key(entry.Spoken);
            if (key.Length > 0 && !byKey.ContainsKey(key)) byKey[key] = new Entry(entry.Spoken, key, entry.Spoken, Exact: false, Kept: true);
        }
        _byFirstWord = byKey.Values.GroupBy(e => Head(e.Key))
            .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(e => e.Key.Length).ToArray(), StringComparer.Ordinal);
    }

    internal bool IsEmpty => _byFirstWord.Count == 0;

    internal readonly record struct Found(int Next, string? Spoken);

    /// <summary>The longest entry that begins here; <see cref="Found.Spoken"/> is null when the words stay as they are.</summary>
    internal Found? Find(Scan scan, int at)
    {
        if (!_byFirstWord.TryGetValue(scan.Kind(at) == TokenKind.Letters ? scan.Lower(at) : scan.Span(at).ToString(), out var entries)) return null;
        foreach (var entry in entries)
            if (End(scan, at, entry) is { } next) return new Found(next, entry.Kept ? null : entry.Spoken);
        return null;
    }

    private static int? End(Scan scan, int at, Entry entry)
    {
        var done = 0;
        var key = entry.Key.AsSpan();
        for (; done < key.Length; at++)
        {
            if (scan.Kind(at) == TokenKind.None) return null;
            var part = scan.Kind(at) switch
            {
                TokenKind.Letters => scan.Lower(at),
                TokenKind.Blank when !scan[at].Breaks => " ",
                _ => scan.Span(at).ToString(),
            };
            if (!key[done..].StartsWith(part, StringComparison.Ordinal)) return null;
            if (entry.Exact && scan.Kind(at) == TokenKind.Letters && !entry.Written.AsSpan(done).StartsWith(scan.Span(at), StringComparison.Ordinal)) return null;
            done += part.Length;
        }
        return done == key.Length ? at : null;
    }

    // The key of an entry is looked up by its first token, so it is cut as the text is cut.
    private static string Head(string key)
    {
        var first = Tokeniser.Split(key)[0];
        return key.Substring(first.Start, first.Length);
    }

    private static string Key(string phrase) => string.Concat(Tokeniser.Split(phrase).Select(t => Syllable.Canonical(phrase.AsSpan(t.Start, t.Length))));

    private static string Clean(string? text) => Preparation.Of(VnText.Clean(text)).Replace('\n', ' ');

    private sealed record Entry(string Written, string Key, string Spoken, bool Exact, bool Kept);
}
