using System.Collections.Frozen;

namespace LangSo.Speech.Reading;

/// <summary>Roman numerals: "Đại hội XIV", "quý III", "thế kỷ XXI", "phần ix".</summary>
internal static class Romans
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
        ["hội", "quý", "kỷ", "kỉ", "khóa", "chương", "phần", "mục", "điều", "khoản", "tập", "kỳ", "kì", "lần", "thứ", "cấp", "loại", "hạng", "nhóm", "bậc",
         "vùng", "đợt", "lục", "đoạn", "số", "bảng", "quyển", "độ", "khối", "tuyến", "giai", "vực"]);

    // Lower-case letters that make both a numeral and a Vietnamese word.
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(["di", "mi", "li", "i", "v", "x", "l", "c", "d", "m"]);

    public static Match? Try(Scan scan, int at)
    {
        var word = scan.Span(at);
        if (word.Length > 15 || !IsRoman(word, out var value)) return null;
        // "nhóm C", "khu D": letters of a list, not hundreds.
        if (word.Length == 1 && word[0] is not ('I' or 'V' or 'X')) return null;
        var upper = char.IsUpper(word[0]);
        if (!upper) return LowerFits(scan, at) ? Said(scan, at, value) : null;
        // "số CV 56": letters of a paper after "số".
        if (scan.Last == "số" && word.IndexOfAnyExcept("IVX") >= 0) return null;
        if (Keywords.Contains(scan.Last) || scan.Last == "năm" && value > 1000) return Said(scan, at, value);
        if (word.Length == 1) return scan.LineStart && word[0] is 'I' or 'V' && scan.Sign(scan.Kind(at + 1) == TokenKind.Junk ? at + 2 : at + 1, '.') ? Said(scan, at, value) : null;
        return word.IndexOfAnyExcept("IVX") < 0 && !(Syllable.Is(word) && Abbreviations.InHeading(scan, at)) ? Said(scan, at, value) : null;
    }

    private static Match Said(Scan scan, int at, int value)
    {
        var words = scan.Last is "thứ" && value == 1 ? "nhất" : scan.Last is "quý" or "thứ" && value < 10 ? scan.Numbers.Rank(value) : scan.Numbers.Cardinal(value);
        // "quý III/2024".
        var year = scan.Sign(at + 1, '/') && scan.Digits(at + 2) == 4 ? scan.Value(at + 2) : -1;
        return year > 0 ? new Match(at + 3, $"{words} năm {scan.Numbers.Cardinal(year)}", "date") : new Match(at + 1, words, "roman");
    }

    private static bool LowerFits(Scan scan, int at)
    {
        var word = scan.Lower(at);
        if (Words.Contains(word) || !Keywords.Contains(scan.Last)) return false;
        // "số vi phạm", "phần xi măng"; but "thế kỷ xi", "mục vi".
        return word is not ("vi" or "xi") || scan.Kind(scan.SkipBlank(at + 1)) != TokenKind.Letters;
    }

    /// <summary>Whether these letters, all of one case, are a numeral in its regular form.</summary>
    internal static bool IsRoman(ReadOnlySpan<char> word, out int value)
    {
        value = 0;
        var upper = char.IsUpper(word[0]);
        var before = 5000;
        foreach (var c in word)
        {
            var size = (upper ? c : c is >= 'a' and <= 'z' ? (char)(c - 32) : ' ') switch { 'I' => 1, 'V' => 5, 'X' => 10, 'L' => 50, 'C' => 100, 'D' => 500, 'M' => 1000, _ => 0 };
            if (size == 0) return false;
            value += size > before ? size - (2 * before) : size;
            before = size;
        }
        return value > 0 && Regular(value).Equals(word.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static string Regular(int value)
    {
        var built = "";
        foreach (var (size, letters) in Sizes)
            for (; value >= size; value -= size) built += letters;
        return built;
    }

    private static readonly (int, string)[] Sizes =
        [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
}
