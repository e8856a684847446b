namespace LangSo.Speech.Reading;

/// <summary>A written figure: its whole digits, its decimals, and where it ends.</summary>
/// <param name="Next">The first token after it.</param>
/// <param name="Whole">Digits before the decimal sign, grouping taken out.</param>
/// <param name="Decimals">Digits after it; null when there are none.</param>
/// <param name="Point">The decimal sign was a point: a quantity only when a unit follows, else "bốn chấm không".</param>
internal readonly record struct Numeral(int Next, string Whole, string? Decimals, bool Point)
{
    private const int MostGroups = 8;

    public bool IsSimple => Decimals is null;

    public string Spoken(NumberWords numbers, bool measured = true)
    {
        var whole = Whole.Length > 2 && Whole[0] == '0' && Decimals is null ? NumberWords.Spell(Whole) : numbers.Cardinal(Whole);
        return Decimals is null ? whole
            : Point && !measured ? $"{whole} chấm {(Decimals[0] == '0' || Decimals.Length > 3 ? NumberWords.Spell(Decimals) : numbers.Cardinal(Decimals))}"
            : $"{whole} phẩy {NumberWords.Spell(Decimals)}";
    }

    /// <summary>Reads the figure that begins at this row of digits.</summary>
    /// <param name="scan">The text.</param>
    /// <param name="at">A token of digits.</param>
    /// <param name="list">Whether "1,2" here is a list ("xóm 1,2") and not a decimal.</param>
    public static Numeral At(Scan scan, int at, bool list = false)
    {
        var first = scan.Span(at).ToString();
        return Grouped(scan, at, first, '.', ',')
            ?? Grouped(scan, at, first, ',', '.')
            ?? Spaced(scan, at, first)
            ?? Decimal(scan, at, first, list)
            ?? new Numeral(at + 1, first, null, false);
    }

    private static bool Joined(Scan scan, int at, char sign) => scan.Sign(at, sign) && scan.Kind(at + 1) == TokenKind.Digits;

    private static Numeral? Grouped(Scan scan, int at, string first, char group, char point)
    {
        if (first.Length > 3 || first[0] == '0') return null;
        var (whole, next, groups) = (first, at + 1, 0);
        while (groups < MostGroups && Joined(scan, next, group) && scan.Digits(next + 1) == 3)
        {
            whole += scan.Span(next + 1).ToString();
            (next, groups) = (next + 2, groups + 1);
        }
        // A single comma and three digits is a decimal in Vietnamese: "818,303".
        if (groups < (group == ',' ? 2 : 1) || Joined(scan, next, group)) return null;
        return Joined(scan, next, point) && !Joined(scan, next + 2, point)
            ? new Numeral(next + 2, whole, scan.Span(next + 1).ToString(), false)
            : new Numeral(next, whole, null, false);
    }

    private static Numeral? Spaced(Scan scan, int at, string first)
    {
        if (first.Length > 3 || first[0] == '0') return null;
        var (whole, next, zeros) = (first, at + 1, false);
        while (whole.Length < 16 && scan[next] is { Kind: TokenKind.Blank, Length: 1, Breaks: false } && scan.Digits(next + 1) == 3)
        {
            zeros |= scan.Span(next + 1) is "000";
            whole += scan.Span(next + 1).ToString();
            next += 2;
        }
        return zeros ? new Numeral(next, whole, null, false) : null;
    }

    private static Numeral? Decimal(Scan scan, int at, string first, bool list)
    {
        foreach (var sign in ",.")
        {
            if (!Joined(scan, at + 1, sign) || Joined(scan, at + 3, sign) || (list && sign == ',')) continue;
            if (sign == ',' && at > 1 && Joined(scan, at - 1, ',')) continue;
            var dotted = sign == '.' && (scan.Digits(at + 2) > 4 || at > 1 && Joined(scan, at - 1, '.'));
            if (!dotted) return new Numeral(at + 3, first, scan.Span(at + 2).ToString(), sign == '.');
        }
        return null;
    }
}
