using System.Text.RegularExpressions;
using LangSo.Foundation;
using LangSo.Speech;

namespace LangSo.Bulletins;

/// <summary>
/// Makes the card of a public board from a notice, so that it reads from ten metres: a headline of at most two lines of about
/// five words and at most three facts: when, where, how much. What it does not find it leaves out; it never invents.
/// </summary>
public static partial class CardMaker
{
    /// <summary>Words on one line of a headline.</summary>
    public const int WordsALine = 5;

    /// <summary>Characters on one line of a headline: five long words.</summary>
    public const int HeadlineLine = 26;

    /// <summary>Characters in a fact.</summary>
    public const int FactLimit = 60;

    /// <summary>Facts on a card.</summary>
    public const int FactCount = 3;

    private static readonly HashSet<string> Openers = new(
        ["thông báo về việc", "thông báo v/v", "thông báo", "tb về việc", "tb", "v/v", "về việc", "kế hoạch", "tin khẩn cấp", "khẩn cấp", "tin ưu tiên", "bản tin", "kính báo", "thư mời"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that open a phrase: a good place to break before, a bad one to end on.</summary>
    private static readonly HashSet<string> Opening = new(
        ["và", "của", "cho", "tại", "ở", "từ", "đến", "với", "về", "các", "những", "trên", "trong", "do", "để", "khi", "năm", "ngày", "vào", "theo", "bằng", "sang"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that belong to the one after them.</summary>
    private static readonly HashSet<string> Binding = new(
        ["phi", "không", "xã", "xóm", "thôn", "tổ", "nhà", "trường", "trạm", "số", "một", "hai", "ba", "có", "được", "việc", "địa", "bàn", "đã", "sẽ", "lớp", "ủy", "ban"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The card of a bulletin: what its author wrote by hand, and the rest from the text.</summary>
    /// <param name="spoken">The spoken form of the text: its abbreviations are written out on the card.</param>
    /// <param name="today">The year is left off dates of this year.</param>
    public static BoardCard Make(BulletinDraft draft, SpokenForm spoken, string source, DateOnly today)
    {
        var headline = draft.OwnHeadline ?? Headline(draft.Title.Length > 0 ? draft.Title : VnSentence.Sentences(draft.Text).Select(s => s.Text).FirstOrDefault() ?? "");
        return new BoardCard(headline, draft.OwnFacts ?? (draft.Class == BulletinClass.Emergency ? Deeds(spoken, headline, today) : Facts(spoken, headline, today)), source);
    }

    /// <summary>The headline on its one or two lines, broken where they balance.</summary>
    public static IReadOnlyList<string> Lines(string headline)
    {
        var words = VnSentence.Words(headline);
        // One word, however long, has nowhere to break.
        if (words.Length <= 1 || words.Length <= WordsALine + 1 && headline.Length <= HeadlineLine) return words.Length == 0 ? [] : [string.Join(' ', words)];
        var best = Enumerable.Range(1, words.Length - 1)
            .OrderBy(at => Cost(words, at)).First();
        return [string.Join(' ', words[..best]), string.Join(' ', words[best..])];
    }

    /// <summary>What is wrong with what an author wrote on the card by hand.</summary>
    internal static IEnumerable<Problem> Wrong(BulletinDraft draft)
    {
        if (draft.OwnHeadline is { } own)
        {
            var words = VnSentence.Words(own).Length;
            if (words == 0) yield return new Problem("headline", "Thẻ bảng tin chưa có dòng chính. Viết việc gì, không quá {0} tiếng.", 2 * WordsALine);
            else if (words > 2 * WordsALine + 2 || own.Length > 2 * HeadlineLine + 12)
                yield return new Problem("headline", "Dòng chính có {0} tiếng, bảng chỉ vừa khoảng {1}. Viết ngắn lại.", words, 2 * WordsALine);
        }
        if (draft.OwnFacts is not { } facts) yield break;
        if (facts.Count(f => !string.IsNullOrWhiteSpace(f)) > FactCount)
            yield return new Problem("facts", "Thẻ bảng tin có {0} dòng, nhiều nhất {1}: lúc nào, ở đâu, bao nhiêu.", facts.Count, FactCount);
        if (facts.FirstOrDefault(f => VnText.Clean(f).Length > FactLimit) is { } tooLong)
            yield return new Problem("facts", "Dòng “{0}” dài {1} ký tự, bảng chỉ vừa {2}. Viết ngắn lại.", tooLong, tooLong.Length, FactLimit);
    }

    internal static string Headline(string title)
    {
        var text = VnText.Clean(title).Replace('\n', ' ').TrimEnd('.', '!', ':', ';', ',', ' ');
        for (var cut = true; cut;)
        {
            cut = false;
            foreach (var opener in Openers.OrderByDescending(o => o.Length))
            {
                if (!text.StartsWith(opener, StringComparison.OrdinalIgnoreCase) || text.Length <= opener.Length + 1 || char.IsLetterOrDigit(text[opener.Length])) continue;
                text = text[opener.Length..].TrimStart(' ', ':', ',', '-', '–', '.');
                cut = true;
                break;
            }
        }
        var words = VnSentence.Words(text);
        if (words.Length > 2 * WordsALine)
        {
            // A clause that stands by itself reads better than ten words out of twelve.
            var clause = Array.FindLastIndex(words, 2 * WordsALine - 1, w => w.EndsWith(',') || w.EndsWith(':') || w is "-" or "–");
            words = words[..(clause >= 3 ? clause + 1 : 2 * WordsALine)];
            while (words.Length > 3 && Dangles(words[^1].Trim(','))) words = words[..^1];
        }
        while (words.Length > 3 && string.Join(' ', words).Length > 2 * HeadlineLine) words = words[..^1];
        return VnSentence.Capital(string.Join(' ', words).TrimEnd(',', ':', '-', '–', ' '));
    }

    internal static List<string> Facts(SpokenForm spoken, string headline, DateOnly today)
    {
        var written = Expanded(spoken);
        var facts = new List<string>();
        foreach (var fact in (string?[])[WhenFact.Find(written, today), WhereFact.Find(written), AmountFact.Find(written)])
            if (fact is not null) facts.Add(Short(fact));
        if (facts.Count < FactCount && AmountFact.FindPhone(written) is { } phone) facts.Add(phone);
        if (facts.Count == 0 && VnSentence.Sentences(written).Select(s => s.Text).FirstOrDefault() is { } first
            && first.Length <= FactLimit && VnText.Fold(first) != VnText.Fold(headline))
            facts.Add(VnSentence.Capital(first));
        return facts;
    }

    /// <summary>
    /// Of an emergency: what to do, in the notice's own short sentences, then until when; what a person needs who has
    /// ten seconds. A notice that tells nobody what to do falls back to when, where, how much.
    /// </summary>
    internal static List<string> Deeds(SpokenForm spoken, string headline, DateOnly today)
    {
        var written = Expanded(spoken);
        var deeds = VnSentence.Sentences(written).Skip(1).Select(s => VnSentence.Capital(Addressed().Replace(s.Text, "")))
            .Where(d => d.Length is > 0 and <= FactLimit && VnText.Fold(d) != VnText.Fold(headline)).Take(FactCount - 1).ToList();
        if (deeds.Count == 0) return Facts(spoken, headline, today);
        if (WhenFact.Find(written, today) is { } when) deeds.Add(Short(when));
        return deeds;
    }

    [GeneratedRegex(@"^(?:đề nghị|yêu cầu|mời|kêu gọi)?\s*(?:bà con|nhân dân|người dân|mọi người|các hộ(?: dân)?)(?!\p{L})\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Addressed();

    /// <summary>The text with its abbreviations written out, as the announcer reads them ("NVH" → "nhà văn hóa").</summary>
    private static string Expanded(SpokenForm spoken)
    {
        var text = spoken.Input;
        foreach (var piece in spoken.Pieces.Where(p => p.Kind == "abbreviation").OrderByDescending(p => p.Start))
            if (piece.Start >= 0 && piece.Start + piece.Length <= text.Length)
                text = string.Concat(text.AsSpan(0, piece.Start), piece.Spoken, text.AsSpan(piece.Start + piece.Length));
        return text;
    }

    private static string Short(string fact)
    {
        if (fact.Length <= FactLimit) return fact;
        var comma = fact.LastIndexOf(", ", FactLimit, StringComparison.Ordinal);
        if (comma >= FactLimit / 3) return fact[..comma];
        var blank = fact.LastIndexOf(' ', FactLimit);
        return fact[..(blank > 0 ? blank : FactLimit)];
    }

    private static bool Dangles(string word) => Opening.Contains(word) || Binding.Contains(word);

    private static int Cost(string[] words, int at)
    {
        var (first, second) = (string.Join(' ', words[..at]).Length, string.Join(' ', words[at..]).Length);
        var cost = Math.Abs(first - second);
        if (words[at - 1].EndsWith(',')) cost -= 3;
        if (Dangles(words[at - 1])) cost += 6;
        if (Opening.Contains(words[at])) cost -= 8;
        if (at > WordsALine + 1 || words.Length - at > WordsALine + 1) cost += 20;
        return cost;
    }
}
