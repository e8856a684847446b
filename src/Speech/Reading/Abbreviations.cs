using System.Collections.Frozen;

namespace LangSo.Speech.Reading;

/// <summary>The table of abbreviations (data/speech/abbreviations.tsv); what is not in it is spelled letter by letter.</summary>
internal static class Abbreviations
{
    private sealed record Entry(string Written, string Spoken, Func<Scan, int, bool>? When, bool Syllable);

    private static readonly FrozenDictionary<string, Entry[]> Table = Load();
    private static readonly FrozenDictionary<string, Entry[]>.AlternateLookup<ReadOnlySpan<char>> Lookup = Table.GetAlternateLookup<ReadOnlySpan<char>>();

    // An announcer says the names of time zones in English; the voice spells them.
    private static readonly FrozenSet<string> Zones = FrozenSet.ToFrozenSet(["gmt", "utc", "est"]);
    private static readonly FrozenSet<string> TimeWords = FrozenSet.ToFrozenSet(["giờ", "phút", "giây"]);

    /// <summary>Every abbreviation with one of its spoken forms.</summary>
    public static IEnumerable<(string Written, string Spoken)> All => Table.Values.SelectMany(e => e).Select(e => (e.Written, e.Spoken));

    public static Match? Try(Scan scan, int at)
    {
        var word = scan.Span(at);
        if (word.Length == 3 && Zones.Contains(scan.Lower(at)))
        {
            var upper = word.ToString().ToUpperInvariant();
            return !word.SequenceEqual(upper) && TimeWords.Contains(scan.Last) ? new Match(at + 1, upper, "abbreviation") : null;
        }
        if (Lookup.TryGetValue(word, out var entries))
        {
            foreach (var entry in entries)
                if (End(scan, at, entry.Written) is { } next
                    && !(entry.Syllable && InHeading(scan, at))
                    && (entry.When is null || entry.When(scan, next)))
                    return new Match(next, entry.Spoken, "abbreviation");
        }
        return word.Length > 1 && Spell(scan, at) is { } spelled ? new Match(at + 1, spelled, "letters") : null;
    }

    /// <summary>"nông thôn mới (NTM)": initials in brackets right after the words they stand for are not said twice.</summary>
    public static Match? TryDefined(Scan scan, int at)
        => scan.Sign(at, '(') && scan.Kind(at + 1) == TokenKind.Letters && Try(scan, at + 1) is { } match && scan.Sign(match.Next, ')') && scan.JustSaid(match.Spoken)
            ? new Match(match.Next + 1, "", "abbreviation")
            : null;

    /// <summary>The spoken form of a part of a legal number or code; null when it is not in the table.</summary>
    public static string? Plain(ReadOnlySpan<char> written)
    {
        if (!Lookup.TryGetValue(written, out var entries)) return null;
        string? spoken = null;
        foreach (var entry in entries)
            if (written.SequenceEqual(entry.Written)) spoken = entry.Spoken;
        return spoken;
    }

    /// <summary>Whether some entry begins with this row of letters.</summary>
    public static bool Begins(ReadOnlySpan<char> head) => Lookup.ContainsKey(head);

    /// <summary>Whether a row of capitals stands among whole words in capitals: "HÀNH VI", "CA NÔ".</summary>
    public static bool InHeading(Scan scan, int at)
    {
        var next = scan.SkipBlank(at + 1);
        if (scan.Kind(next) == TokenKind.Letters && IsHeadingWord(scan.Span(next))) return true;
        for (var i = at - 1; i >= 0 && i > at - 4; i--)
        {
            if (scan.Kind(i) is TokenKind.Blank or TokenKind.Junk) continue;
            return scan.Kind(i) == TokenKind.Letters && IsHeadingWord(scan.Span(i));
        }
        return false;
    }

    // Only a word with a mark of its own is surely a word and not initials; and surely kept as it is.
    private static bool IsHeadingWord(ReadOnlySpan<char> word)
    {
        if (word.Length < 2 || !Syllable.Capitals(word) || Lookup.ContainsKey(word)) return false;
        var marked = false;
        foreach (var c in word) marked |= c > 127 && c != 'Đ';
        return marked && Syllable.Is(word);
    }

    private static string? Spell(Scan scan, int at)
    {
        var word = scan.Span(at);
        if (!Syllable.Capitals(word) || Syllable.Is(word) || Pronounceable(word)) return null;
        return LetterNames.Spell(word);
    }

    // A foreign name in capitals ("YAGI", "FACEBOOK") and not initials: vowels enough, no crowd of consonants.
    private static bool Pronounceable(ReadOnlySpan<char> word)
    {
        var (vowels, row, crowd) = (0, 0, 0);
        foreach (var c in word)
        {
            if (c > 127) return false;
            var vowel = "AEIOUY".Contains(c, StringComparison.Ordinal);
            row = vowel ? 0 : row + 1;
            crowd = Math.Max(crowd, row);
            if (vowel) vowels++;
        }
        return word.Length >= 4 && crowd <= 2 && vowels * 2 >= word.Length
            || word.Length >= 6 && crowd <= 3 && vowels * 4 >= word.Length;
    }

    private static int? End(Scan scan, int at, string written)
    {
        var end = scan[at].Start + written.Length;
        if (end > scan.Text.Length || !scan.Text.AsSpan(scan[at].Start).StartsWith(written, StringComparison.Ordinal)) return null;
        while (scan[at].End < end) at++;
        return scan[at].End == end ? at + 1 : null;
    }

    private static FrozenDictionary<string, Entry[]> Load()
    {
        var groups = new Dictionary<string, List<Entry>>(StringComparer.Ordinal);
        foreach (var row in DataTable.Rows("abbreviations.tsv"))
        {
            var head = new string(row[0].TakeWhile(char.IsLetter).ToArray());
            if (!groups.TryGetValue(head, out var group)) groups[head] = group = [];
            group.Add(new Entry(row[0], row[1], row.Length > 2 ? Condition(row[2]) : null, Syllable.Is(row[0])));
        }
        return groups.ToFrozenDictionary(g => g.Key, g => g.Value.OrderByDescending(e => e.Written.Length).ToArray(), StringComparer.Ordinal);
    }

    private static Func<Scan, int, bool> Condition(string when)
    {
        if (when == "digit") return (scan, next) => scan.Kind(scan.SkipBlank(next)) == TokenKind.Digits;
        if (when == "digits3") return (scan, next) => scan.Digits(scan.SkipBlank(next)) >= 3;
        if (when == "name") return FollowedByName;
        var words = when[5..].Split(',').Select(w => Syllable.Canonical(w)).ToFrozenSet();
        return when.StartsWith("next:", StringComparison.Ordinal)
            ? (scan, next) => words.Contains(scan.NextWord(next))
            : (scan, _) => words.Contains(scan.Back(1)) || words.Contains(scan.Back(2));
    }

    private static bool FollowedByName(Scan scan, int next)
    {
        next = scan.SkipBlank(next);
        return scan.Kind(next) switch
        {
            TokenKind.Digits => true,
            TokenKind.Letters => scan.Span(next).Length > 1 && char.IsUpper(scan.Span(next)[0]),
            _ => false,
        };
    }
}
