using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace LangSo.Speech.Reading;

/// <summary>Web and mail addresses, part by part: "chấm", "a còng", "gạch chéo".</summary>
internal static class WebAddresses
{
    private const int Longest = 2000;

    private static readonly FrozenSet<string> Endings = FrozenSet.ToFrozenSet(["vn", "com", "net", "org", "edu", "gov", "info", "io", "me", "biz", "asia", "app"]);
    private static readonly FrozenSet<string> Spelled = FrozenSet.ToFrozenSet(["vn", "www", "gmt", "utc", "est"]);
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-@/:?=&%#~+");

    public static Match? Try(Scan scan, int at)
    {
        var start = scan[at].Start;
        // An address begins where a row of its letters begins; looking from inside one again and again would cost the square.
        if (start > 0 && (char.IsLetterOrDigit(scan.Text[start - 1]) || "._-@/:?=&%#~+".Contains(scan.Text[start - 1], StringComparison.Ordinal) && !AfterSign(scan.Text, start))) return null;
        var rest = scan.Text.AsSpan(start, Math.Min(Longest, scan.Text.Length - start));
        var length = rest.IndexOfAnyExcept(Letters);
        var run = length < 0 ? rest : rest[..length];
        run = Cut(run).TrimEnd("./:-?=&%#~+@_");
        if (run.IsEmpty || !IsAddress(run)) return null;
        var next = at;
        while (next < scan.Count && scan[next].End <= start + run.Length) next++;
        return scan[next - 1].End == start + run.Length && !(scan.Kind(next) == TokenKind.Letters) ? new Match(next, Say(run), "web") : null;
    }

    // "Website:namdinh.gov.vn" and "email/website": only a colon directly after a word.
    private static bool AfterSign(string text, int start) => text[start - 1] == ':' && start > 1 && char.IsLetter(text[start - 2]);

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> run)
    {
        var scheme = run.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : run.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : 0;
        var colon = run[scheme..].IndexOf(':');
        return colon < 0 || (colon + 1 < run.Length - scheme && char.IsAsciiDigit(run[scheme + colon + 1])) ? run : run[..(scheme + colon)];
    }

    private static bool IsAddress(ReadOnlySpan<char> run)
    {
        if (run.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || run.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return true;
        if (run.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) return run.Length > 4;
        var host = run[..(run.IndexOfAny('/', '?', '#') is var cut and >= 0 ? cut : run.Length)];
        var mail = host.IndexOf('@');
        if (mail == 0 || mail != host.LastIndexOf('@')) return false;
        if (mail > 0) host = host[(mail + 1)..];
        if (host.IndexOf(':') is var port and > 0) host = host[..port];
        var dot = host.LastIndexOf('.');
        return dot > 0 && (mail > 0 || Endings.Contains(host[(dot + 1)..].ToString().ToLowerInvariant())) && char.IsAsciiLetterOrDigit(host[0]);
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
            built.Append(Part(run[..size]));
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

    private static string Part(ReadOnlySpan<char> part)
    {
        if (char.IsAsciiDigit(part[0])) return NumberWords.Spell(part);
        if (!char.IsAsciiLetter(part[0]))
            return part[0] switch
            {
                '.' => "chấm", '@' => "a còng", '/' => "gạch chéo", '-' => "gạch ngang", '_' => "gạch dưới", ':' => "hai chấm", '?' => "hỏi chấm",
                '=' => "bằng", '&' => "và", '%' => "phần trăm", '#' => "thăng", '~' => "ngã", _ => "cộng",
            };
        var lower = part.ToString().ToLowerInvariant();
        // What would be read as an abbreviation or a numeral elsewhere is spelled, so that it stays an address.
        return Spelled.Contains(lower) || Abbreviations.Plain(lower) is not null || Abbreviations.Begins(lower) || Romans.IsRoman(lower, out _) ? LetterNames.Spell(lower)! : lower;
    }
}
