using System.Text;

namespace LangSo.Speech.Reading;

/// <summary>Digits into words: cardinals of any length, and digit by digit.</summary>
internal sealed class NumberWords(ReadingStyle style)
{
    /// <summary>Beyond this a row of digits is an identity, not a quantity, and is read digit by digit.</summary>
    internal const int LongestQuantity = 24;

    private static readonly string[] Names = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

    private readonly string _odd = style.Le ? " lẻ " : " linh ";

    /// <summary>"nghìn" or "ngàn".</summary>
    public string Thousand { get; } = style.Ngan ? "ngàn" : "nghìn";

    /// <summary>"không chín một hai".</summary>
    public static string Spell(ReadOnlySpan<char> digits)
    {
        var built = new StringBuilder(digits.Length * 5);
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c)) continue;
            if (built.Length > 0) built.Append(' ');
            built.Append(Names[c - '0']);
        }
        return built.ToString();
    }

    /// <summary>"một nghìn chín trăm bảy mươi lăm". Leading zeros are not said.</summary>
    public string Cardinal(ReadOnlySpan<char> digits)
    {
        var bare = digits.TrimStart('0');
        if (bare.IsEmpty) return Names[0];
        if (bare.Length > LongestQuantity) return Spell(digits);
        var built = new StringBuilder();
        Big(built, bare);
        return built.ToString();
    }

    /// <inheritdoc cref="Cardinal(ReadOnlySpan{char})"/>
    public string Cardinal(int value) => Cardinal(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The number of a month, a quarter or an ordinal: four is "tư" there.</summary>
    public string Rank(int value) => value == 4 ? "tư" : Cardinal(value);

    private void Big(StringBuilder built, ReadOnlySpan<char> digits)
    {
        if (digits.Length > 9)
        {
            Big(built, digits[..^9]);
            built.Append(" tỷ");
            digits = digits[^9..];
        }
        Millions(built, digits);
    }

    private void Millions(StringBuilder built, ReadOnlySpan<char> digits)
    {
        var (rest, thousands) = (Group(digits, 0), Group(digits, 1));
        Group(built, Group(digits, 2), " triệu", units: false);
        Group(built, thousands, " " + Thousand, units: false);
        Group(built, rest, "", units: true);
    }

    private static int Group(ReadOnlySpan<char> digits, int fromRight)
    {
        var end = digits.Length - (fromRight * 3);
        var value = 0;
        for (var i = Math.Max(0, end - 3); i < end; i++) value = (value * 10) + (digits[i] - '0');
        return value;
    }

    private void Group(StringBuilder built, int value, string scale, bool units)
    {
        if (value == 0) return;
        var inner = built.Length > 0;
        var (hundreds, below) = (value / 100, value % 100);
        if (hundreds > 0 || (inner && style.ZeroHundred))
        {
            Gap(built).Append(Names[hundreds]).Append(" trăm");
            if (below is > 0 and < 10) built.Append(_odd).Append(Names[below]);
        }
        else if (below < 10)
        {
            if (inner && units) built.Append(_odd).Append(Names[below]);
            else Gap(built).Append(Names[below]);
        }
        if (below >= 10) Tens(Gap(built), below / 10, below % 10);
        built.Append(scale);
    }

    private static void Tens(StringBuilder built, int tens, int ones)
    {
        built.Append(tens == 1 ? "mười" : Names[tens] + " mươi");
        if (ones == 0) return;
        built.Append(' ').Append(ones switch
        {
            1 when tens > 1 => "mốt",
            4 when tens > 1 => "tư",
            5 => "lăm",
            _ => Names[ones],
        });
    }

    private static StringBuilder Gap(StringBuilder built) => built.Length > 0 ? built.Append(' ') : built;
}
