using System.Globalization;

namespace LangSo.Speech.Reading;

/// <summary>Signs that stand for a word, and signs that an announcer passes over.</summary>
internal static class Symbols
{
    public static Match? Try(Scan scan, int at)
    {
        var sign = scan.Text[scan[at].Start];
        var digit = scan.Kind(scan.SkipBlank(at + 1)) == TokenKind.Digits;
        string? spoken = sign switch
        {
            '%' => "phần trăm",
            '‰' => "phần nghìn",
            '&' => "và",
            '@' => "a còng",
            '=' => "bằng",
            '≥' => "từ",
            '≤' => "không quá",
            '±' => "cộng trừ",
            '×' => "nhân",
            '÷' => "chia",
            '°' => "độ",
            '℃' => "độ xê",
            '№' => "số",
            '+' => digit ? "cộng" : "",
            '>' => digit && scan.Last != "trên" ? "trên" : "",
            '<' => digit && scan.Last != "dưới" ? "dưới" : "",
            '~' or '≈' => digit ? "khoảng" : "",
            '|' => scan.LineStart || scan.LastSaid == ',' || EndsLine(scan, at + 1) ? "" : ",",
            _ => null,
        };
        if (spoken is not null) return new Match(at + 1, spoken, "symbol");
        if (scan.Dash(at)) return Dash(scan, at);
        // "2.3.1", "192.168.1.1": what the rules of figures left.
        if (sign == '.' && scan.Kind(at - 1) == TokenKind.Digits && scan.Kind(at + 1) == TokenKind.Digits) return new Match(at + 1, "chấm", "symbol");
        if (sign < 128) return null;
        return CharUnicodeInfo.GetUnicodeCategory(scan.Text, scan[at].Start) switch
        {
            UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber => Number(scan, at),
            UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol => new Match(at + 1, "", "symbol"),
            _ => null,
        };
    }

    private static bool EndsLine(Scan scan, int at)
    {
        at = scan.SkipBlank(at);
        return scan.Kind(at) is TokenKind.None or TokenKind.Blank;
    }

    // A rule of dashes, a bullet, and the hyphen of "B-52": nothing is said; any other dash is a pause and stays.
    private static Match? Dash(Scan scan, int at)
    {
        var next = at + 1;
        while (scan.Dash(next)) next++;
        if (next > at + 1) return new Match(next, "", "symbol");
        if (scan.Kind(at + 1) == TokenKind.Digits && char.IsLetter(scan.LastSaid)) return new Match(at + 1, "", "symbol");
        return null;
    }

    private static Match Number(Scan scan, int at)
    {
        var value = CharUnicodeInfo.GetNumericValue(scan.Text, scan[at].Start);
        var spoken = value switch
        {
            0.5 => "một phần hai",
            0.25 => "một phần tư",
            0.75 => "ba phần tư",
            >= 0 and <= 100_000 when value == Math.Floor(value) => scan.Numbers.Cardinal((int)value),
            _ => "",
        };
        return new Match(at + 1, spoken, "number");
    }
}
