using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace LangSo.Speech.Reading;

/// <summary>Web and mail addresses, part by part: "chấm", "a còng", "gạch chéo".</summary>
internal static class WebAddresses
{
    private const string Loose = "./:-?=&%#~+@_";
    private const int Longest = 300;

    private static readonly FrozenSet<string> Endings = FrozenSet.ToFrozenSet(["vn", "com", "net", "org", "edu", "gov", "info", "io", "me", "biz", "asia", "app"]);
    private static readonly FrozenSet<string> Spelled = FrozenSet.ToFrozenSet(["vn", "www", "gmt", "utc", "est"]);
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-@/:?=&%#~+");

    public static Match? Try(Scan scan, int at)
    {
        var start = scan[at].Start;
        // An address begins where a row of its letters begins; looking from inside one again and again would cost the square.
        if (!scan.AfterPiece && (char.IsLetterOrDigit(scan.LastSaid) || "._-@/:?=&%#~+".Contains(scan.LastSaid, StringComparison.Ordinal) && !scan.AfterWordColon)) return null;
        var rest = scan.Text.AsSpan(start, Math.Min(Longest, scan.Text.Length - start));
        var length = rest.IndexOfAnyExcept(Letters);
        var run = length < 0 ? rest : rest[..length];
        run = Cut(run).TrimEnd(Loose);
        return Whole(scan, at, run) is { } whole ? WithStroke(scan, whole) : Promises(run) ? Part(scan, at, run) : null;
    }

    // "namdinh.gov.vn/": the stroke at the end says nothing.
    private static Match WithStroke(Scan scan, Match address)
        => scan.Sign(address.Next, '/') && scan.Kind(address.Next + 1) is TokenKind.None or TokenKind.Blank ? address with { Next = address.Next + 1 } : address;

    private static Match? Whole(Scan scan, int at, ReadOnlySpan<char> run)
    {
        if (run.IsEmpty || !IsAddress(run)) return null;
        var end = scan[at].Start + run.Length;
        var next = at;
        while (next < scan.Count && scan[next].End <= end) next++;
        return next > at && scan[next - 1].End == end && scan.Kind(next) != TokenKind.Letters ? new Match(next, Say(run), "web") : null;
    }

    // "a.vn00", "a.vn%", "a.vn-UBND": what hangs on will be read as words of its own, so the longest part that is an
    // address by itself is one already.
    private static Match? Part(Scan scan, int at, ReadOnlySpan<char> run)
    {
        var next = at;
        while (next < scan.Count && scan[next].End <= scan[at].Start + run.Length) next++;
        for (; next > at; next--)
            if (Whole(scan, at, run[..(scan[next - 1].End - scan[at].Start)].TrimEnd(Loose)) is { } match) return match;
        return null;
    }

    private static bool Promises(ReadOnlySpan<char> run)
    {
        if (run.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || run.Contains('@')) return true;
        for (var dot = run.IndexOf('.'); dot >= 0 && dot < run.Length - 1;)
        {
            var label = run[(dot + 1)..];
            var end = 0;
            while (end < label.Length && char.IsAsciiLetter(label[end])) end++;
            if (end is > 1 and < 6 && Endings.Contains(label[..end].ToString().ToLowerInvariant())) return true;
            var more = label.IndexOf('.');
            dot = more < 0 ? -1 : dot + 1 + more;
        }
        return false;
    }

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> run)
    {
        var scheme = run.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : run.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : 0;
        var colon = run[scheme..].IndexOf(':');
        return colon < 0 || (colon + 1 < run.Length - scheme && char.IsAsciiDigit(run[scheme + colon + 1])) ? run : run[..(scheme + colon)];
    }

    private static bool IsAddress(ReadOnlySpan<char> run)
    {
        if (run.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || run.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return true;
        if (run.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) return run.Length > 4 && char.IsAsciiLetterOrDigit(run[4]);
        var host = run[..(run.IndexOfAny('/', '?', '#') is var cut and >= 0 ? cut : run.Length)];
        var mail = host.IndexOf('@');
        if (mail == 0 || mail != host.LastIndexOf('@')) return false;
        if (mail > 0) host = host[(mail + 1)..];
        if (host.IndexOf(':') is var port and > 0) host = host[..port];
        var dot = host.LastIndexOf('.');
        return dot > 0 && !host.Contains("..", StringComparison.Ordinal) && (mail > 0 || Endings.Contains(host[(dot + 1)..].ToString().ToLowerInvariant())) && char.IsAsciiLetterOrDigit(host[0]);
    }

    private static string Say(ReadOnlySpan<char> run)
    {
        var built = new StringBuilder(run.Length * 2);
        // Nobody says the scheme on the air.
        if (run.IndexOf("://", StringComparison.Ordinal) is var scheme and > 0 and < 6) run = run[(scheme + 3)..];
        while (!run.IsEmpty)
        {
            var size = Size(run);
            if (built.Length > 0) built.Append(' ');
            built.Append(Word(run[..size]));
            run = run[size..];
        }
        return built.ToString();
    }

    private static int Size(ReadOnlySpan<char> run)
    {
        var size = 1;
        if (char.IsAsciiLetter(run[0])) while (size < run.Length && char.IsAsciiLetter(run[size])) size++;
        else if (char.IsAsciiDigit(run[0])) while (size < run.Length && char.IsAsciiDigit(run[size])) size++;
        return size;
    }

    private static string Word(ReadOnlySpan<char> part)
    {
        if (char.IsAsciiDigit(part[0])) return NumberWords.Spell(part);
        if (!char.IsAsciiLetter(part[0]))
            return part[0] switch
            {
                '.' => "chấm", '@' => "a còng", '/' => "gạch chéo", '-' => "gạch ngang", '_' => "gạch dưới", ':' => "hai chấm", '?' => "hỏi chấm",
                '=' => "bằng", '&' => "và", '%' => "phần trăm", '#' => "thăng", '~' => "ngã", _ => "cộng",
            };
        var lower = part.ToString().ToLowerInvariant();
        if (ForeignWords.Of(lower) is { } foreign) return foreign;
        // What would be read as an abbreviation or a numeral elsewhere is spelled, so that it stays an address.
        return Spelled.Contains(lower) || Abbreviations.Plain(lower) is not null || Abbreviations.Begins(lower) || Romans.IsRoman(lower, out _) ? LetterNames.Spell(lower)! : lower;
    }
}
