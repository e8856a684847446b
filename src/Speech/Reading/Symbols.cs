using System.Globalization;
using System.Text;

namespace LangSo.Speech.Reading;

/// <summary>Signs that stand for a word, and signs that an announcer passes over.</summary>
internal static class Symbols
{
    public static Match? Try(Scan scan, int at)
    {
        var sign = scan.Text[scan[at].Start];
        string? spoken = sign switch
        {
            '%' => "phần trăm",
            '‰' => "phần nghìn",
            '&' => "và",
            '@' => "a còng",
            '=' when Before(scan, at) is '>' => "từ",
            '=' when Before(scan, at) is '<' => "không quá",
            '=' => "bằng",
            '≥' => scan.JustSaid("ít nhất") || scan.Last == "từ" ? "" : "từ",
            '≤' => scan.JustSaid("không quá") || scan.JustSaid("nhiều nhất") || scan.JustSaid("tối đa") ? "" : "không quá",
            '±' => "cộng trừ",
            '×' => "nhân",
            '÷' => "chia",
            '°' => "độ",
            '℃' => "độ xê",
            '№' => "số",
            '+' => "cộng",
            '>' => scan.Last != "trên" ? "trên" : "",
            '<' => scan.Last != "dưới" ? "dưới" : "",
            '~' or '≈' => "khoảng",
            '|' => scan.LineStart || scan.LastSaid == ',' || EndsLine(scan, at + 1) ? "" : ",",
            _ => null,
        };
        if (spoken is not null) return new Match(at + 1, spoken, "symbol");
        if (scan.Dash(at)) return Dash(scan, at);
        // "2.3.1", "192.168.1.1": what the rules of figures left.
        if (sign == '.' && scan.Kind(at - 1) == TokenKind.Digits && scan.Kind(at + 1) == TokenKind.Digits) return new Match(at + 1, "chấm", "symbol");
        return sign > 127 && CharUnicodeInfo.GetUnicodeCategory(scan.Text, scan[at].Start) is UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber
            ? Number(scan, at)
            : null;
    }

    private static char Before(Scan scan, int at) => scan[at].Start > 0 ? scan.Text[scan[at].Start - 1] : '\n';

    private static bool EndsLine(Scan scan, int at)
    {
        at = scan.SkipBlank(at);
        return scan.Kind(at) is TokenKind.None or TokenKind.Blank;
    }

    // "thứ 2 - thứ 6" is a row of days.
    private static Match? Dash(Scan scan, int at)
        => scan.NextWord(at + 1) is "thứ" or "chủ" && scan.Back(2) == "thứ" || IsClockAfter(scan, at)
            || scan.AfterPiece && scan.Kind(at - 1) == TokenKind.Digits && scan.NextWord(at + 1) is "mùng" or "mồng" or "rằm" or "km"
            || BetweenStones(scan, at)
            ? new Match(at + 1, "đến", "range")
            : Hyphen(scan, at);

    // "Km2+300 - Km4+850".
    private static bool BetweenStones(Scan scan, int at)
        => scan.Kind(at - 1) == TokenKind.Blank && scan.Kind(at - 2) == TokenKind.Digits && scan.NextWord(at + 1) == "km" && scan.Digits(scan.SkipBlank(scan.SkipBlank(at + 1) + 1)) > 0;

    // "9 giờ 30 - 11 giờ 30".
    private static bool IsClockAfter(Scan scan, int at)
        => scan.Last is "phút" or "giờ" && scan.SkipBlank(at + 1) is var to && scan.Digits(to) is 1 or 2 && scan.NextWord(to + 1) == "giờ";

    // The hyphen of "B-52" and of "95-III" is not said; any other dash is a pause and stays.
    private static Match? Hyphen(Scan scan, int at)
        => char.IsLetter(scan.LastSaid) && (scan.Kind(at + 1) == TokenKind.Digits || scan.AfterPiece && scan.Kind(at + 1) == TokenKind.Letters && (scan.Kind(at - 1) == TokenKind.Letters || IsGrade(scan, at)))
            ? new Match(at + 1, "", "symbol")
            : null;

    private static bool IsGrade(Scan scan, int at)
        => scan.Kind(at - 1) == TokenKind.Digits && scan[at + 1].Length > 1 && char.IsUpper(scan.Span(at + 1)[0]) && Romans.IsRoman(scan.Span(at + 1), out _);

    // "½", "⅔", "Ⅳ", "②".
    private static Match Number(Scan scan, int at)
    {
        var parts = scan.Span(at).ToString().Normalize(NormalizationForm.FormKD).Split('⁄');
        var value = Math.Abs(Math.Floor(CharUnicodeInfo.GetNumericValue(scan.Text, scan[at].Start)));
        var spoken = parts is [var over, var under] && over.All(char.IsAsciiDigit) && under.All(char.IsAsciiDigit) && under.Length is > 0 and < 3
            ? $"{scan.Numbers.Cardinal(over)} phần {scan.Numbers.Rank(int.Parse(under, CultureInfo.InvariantCulture))}"
            : scan.Numbers.Cardinal(value.ToString("F0", CultureInfo.InvariantCulture));
        return new Match(at + 1, spoken, "number");
    }
}
