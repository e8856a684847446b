using System.Collections.Frozen;

namespace LangSo.Speech.Reading;

/// <summary>A figure with what it counts: percent, money, measure, scale ("1tr2"), "per" ("25.000đ/mũi"), range and product.</summary>
internal static class Amounts
{
    private readonly record struct Amount(int Next, string Spoken, string Kind, Numeral Figure, bool Measured);

    private static readonly FrozenSet<string> ListWords = FrozenSet.ToFrozenSet(
        ["xóm", "thôn", "tổ", "khu", "đội", "điều", "khoản", "phòng", "lớp", "bàn", "đợt", "cụm", "lô", "mục", "nhóm", "tuyến", "ngày", "tháng", "thứ"]);

    private static readonly FrozenSet<string> NegativeStops = FrozenSet.ToFrozenSet(
        ["ngày", "tháng", "năm", "xóm", "thôn", "số", "điều", "khoản"]);

    /// <summary>The amount at a row of digits, with the range that it opens.</summary>
    public static Match? Try(Scan scan, int at)
    {
        var first = One(scan, at, ListWords.Contains(scan.Last) || scan.Last == "số" && ListWords.Contains(scan.Back(2)) && scan.LastSaid == ' ');
        return Row(scan, first) ?? Range(scan, at, first) ?? Product(scan, first) ?? new Match(first.Next, first.Spoken, first.Kind);
    }

    /// <summary>"-5°C", "-1001": a minus right before a figure where no word or figure touches it.</summary>
    public static Match? TryNegative(Scan scan, int at)
    {
        if (!scan.Dash(at) || scan.Kind(at + 1) != TokenKind.Digits) return null;
        if (scan.LastSaid is not ('\0' or ' ' or '\n' or '(' or '[') || NegativeStops.Contains(scan.Last)) return null;
        // "- 18h: họp" and "-18h: họp" open a line of a list; a clock or a date is never below zero.
        if (Times.Try(scan, at + 1) is not null || Dates.Try(scan, at + 1) is not null || Phones.Try(scan, at + 1) is not null) return null;
        var match = Fractions.Try(scan, at + 1) ?? Try(scan, at + 1);
        return match is { } m ? m with { Spoken = "âm " + m.Spoken } : null;
    }

    /// <summary>"$100".</summary>
    public static Match? TryCurrencyFirst(Scan scan, int at)
    {
        var name = scan.Kind(at) != TokenKind.Sign ? null : scan.Text[scan[at].Start] switch { '$' => "đô la", '€' => "ơ rô", '£' => "bảng anh", '¥' => "yên", '₫' => "đồng", _ => null };
        if (name is null) return null;
        if (scan.Kind(at + 1) != TokenKind.Digits) return new Match(at + 1, name, "money");
        var amount = One(scan, at + 1, list: false);
        return new Match(amount.Next, amount.Kind == "money" ? amount.Spoken : $"{amount.Spoken} {name}", "money");
    }

    private static Amount One(Scan scan, int at, bool list)
    {
        var figure = Numeral.At(scan, at, list);
        var next = figure.Next;
        var (scaled, scale) = Scale(scan, figure, ref next);
        var unitAt = scan.Kind(next) == TokenKind.Blank && !scan[next].Breaks ? next + 1 : next;

        if (scan.Sign(unitAt, '%') || scan.Sign(unitAt, '‰'))
            return new Amount(unitAt + 1, (scaled ?? figure.Spoken(scan.Numbers)) + (scan.Sign(unitAt, '%') ? " phần trăm" : " phần nghìn"), "percent", figure, true);
        if (Money.At(scan, unitAt) is { } currency)
        {
            var said = scaled is null && !figure.IsSimple && Money.Cents(scan.Numbers, figure, currency.Spoken) is { } cents
                ? cents
                : $"{scaled ?? figure.Spoken(scan.Numbers)} {currency.Spoken}";
            var per = Per.Tail(scan, currency.Next, currency.Foreign ? " trên " : " một ", currency.Foreign ? " trên " : " một ");
            return new Amount(per.Next, said + per.Spoken, "money", figure, true);
        }
        if (scaled is not null)
        {
            var per = Per.Tail(scan, next, " một ", " một ");
            return new Amount(per.Next, scaled + per.Spoken, scale ? "number" : "money", figure, true);
        }
        // "1m60" is a height; "1m2" would be an area.
        if (unitAt == figure.Next && figure.IsSimple && scan.Span(unitAt) is "m" && scan.Digits(unitAt + 1) == 2 && scan.Kind(unitAt + 2) is not TokenKind.Letters && !(scan.Kind(unitAt + 2) == TokenKind.Sign && scan.Kind(unitAt + 3) == TokenKind.Digits && !scan.Dash(unitAt + 2)))
            return new Amount(unitAt + 2, $"{figure.Spoken(scan.Numbers)} mét {scan.Numbers.Cardinal(scan.Span(unitAt + 1))}", "measure", figure, true);
        if (Units.At(scan, unitAt) is { } unit && (unit.Spaced || unitAt == figure.Next) && !InsideWord(scan, unit.Next))
        {
            var per = Per.Tail(scan, unit.Next, " trên ", " một ");
            return new Amount(per.Next, $"{figure.Spoken(scan.Numbers)} {unit.Spoken}{per.Spoken}", "measure", figure, true);
        }
        return new Amount(figure.Next, figure.Spoken(scan.Numbers, measured: false), "number", figure, false);
    }

    private static bool InsideWord(Scan scan, int next) => scan.Kind(next) == TokenKind.Digits;

    // "10k", "1tr2", "2 triệu", "11 tỷ": the figure with its scale; null when there is none.
    private static (string? Spoken, bool Word) Scale(Scan scan, in Numeral figure, ref int next)
    {
        var letters = scan.Span(next);
        var abbreviated = letters switch
        {
            "k" => scan.Numbers.Thousand,
            "tr" or "Tr" or "TR" => "triệu",
            "t" => "tỷ",
            "tỷ" => "tỷ",
            "tỉ" => "tỉ",
            "triệu" => "triệu",
            _ => null,
        };
        if (abbreviated is not null && scan.Kind(next + 1) is var after && after != TokenKind.Letters)
        {
            if (after != TokenKind.Digits)
            {
                next++;
                return ($"{figure.Spoken(scan.Numbers)} {abbreviated}", false);
            }
            if (scan.Digits(next + 1) <= 3 && letters is not "k" and not "t" && figure.IsSimple)
            {
                var below = scan.Span(next + 1).ToString().PadRight(3, '0');
                next += 2;
                return ($"{figure.Spoken(scan.Numbers)} {abbreviated} {scan.Numbers.Cardinal(below)} {(abbreviated == "triệu" ? scan.Numbers.Thousand : "triệu")}", false);
            }
        }
        // "60 tr/nhà".
        if (scan.Kind(next) == TokenKind.Blank && !scan[next].Breaks && scan.Span(next + 1) is "tr" && scan.Kind(next + 2) is not (TokenKind.Letters or TokenKind.Digits))
        {
            next += 2;
            return ($"{figure.Spoken(scan.Numbers)} triệu", false);
        }
        if (scan.Kind(next) != TokenKind.Blank || scan[next].Breaks || scan.Lower(next + 1) is not ("nghìn" or "ngàn" or "triệu" or "tỷ" or "tỉ")) return (null, false);
        var said = $"{figure.Spoken(scan.Numbers)} {scan.Lower(next + 1)}";
        next += 2;
        if (scan.Kind(next) == TokenKind.Blank && scan.Lower(next + 1) is "tỷ" or "tỉ")
        {
            said += " " + scan.Lower(next + 1);
            next += 2;
        }
        return (said, true);
    }

    // "NPK 16-16-8": what is no day and no number of a telephone is said one after another.
    private static Match? Row(Scan scan, in Amount first)
    {
        if (first.Measured || !first.Figure.IsSimple || first.Figure.Whole.Length > 2) return null;
        var (spoken, next, count) = (first.Spoken, first.Next, 1);
        while (count < 4 && scan.Dash(next) && scan.Digits(next + 1) is 1 or 2 && scan.Kind(next + 2) is not TokenKind.Letters && !(scan.Kind(next + 2) == TokenKind.Sign && scan.Kind(next + 3) == TokenKind.Digits && !scan.Dash(next + 2)))
            (spoken, next, count) = ($"{spoken}, {scan.Numbers.Cardinal(scan.Span(next + 1))}", next + 2, count + 1);
        return count >= 3 && !scan.Dash(next) ? new Match(next, spoken, "number") : null;
    }

    private static Match? Range(Scan scan, int at, in Amount first)
    {
        var dash = scan.SkipBlank(first.Next);
        var tilde = scan.Sign(dash, '~') || scan.Sign(dash, '÷') || scan.Sign(dash, '→');
        if (!scan.Dash(dash) && !tilde) return null;
        var to = scan.SkipBlank(dash + 1);
        // "8-18h": both are hours.
        if (scan.Dash(dash) && !first.Measured && first.Figure is { IsSimple: true, Whole.Length: <= 2 } && scan.Value(at) < scan.Value(to) && scan.Value(to) <= 24 && scan.Span(to + 1) is "h" or "H" && Times.Try(scan, to) is { } till)
            return new Match(till.Next, $"{first.Spoken} đến {till.Spoken}", "time");
        if (scan.Kind(to) != TokenKind.Digits || Times.Try(scan, to) is not null || Dates.TryFull(scan, to) is not null) return null;
        var second = One(scan, to, list: false);
        var tight = dash == first.Next && to == dash + 1;
        // "250kVA-22/0,4kV": two measures of a thing, not from the one to the other.
        if (first.Kind == "measure" && scan.Sign(to + 1, '/') && scan.Kind(to + 2) == TokenKind.Digits) return null;
        if (!first.Measured && !second.Measured)
        {
            if (scan.Dash(second.Next) && scan.Kind(second.Next + 1) == TokenKind.Digits || !first.Figure.IsSimple && !tight) return null;
            if (!Rises(first.Figure, second.Figure)) return tight ? Score(first, second) : null;
            if (scan.Last == "học" || scan.Last == "khóa") return new Match(second.Next, $"{first.Spoken}, {second.Spoken}", "range");
            if (Tally(scan)) return Score(first, second);
        }
        else if (!tight && !first.Measured && !Rises(first.Figure, second.Figure)) return null;
        return new Match(second.Next, $"{first.Spoken} đến {second.Spoken}", "range");
    }

    private static bool Tally(Scan scan) => scan.Last is "số" or "thắng" or "thua" or "hòa" && (scan.Last != "số" || scan.Back(2) is "tỷ" or "tỉ");

    private static Match Score(in Amount first, in Amount second) => new(second.Next, $"{first.Spoken} {second.Spoken}", "score");

    private static bool Rises(in Numeral a, in Numeral b) => Size(a) < Size(b);

    private static decimal Size(in Numeral figure)
        => decimal.TryParse(figure.Whole + (figure.Decimals is null ? "" : "." + figure.Decimals), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var size) ? size : decimal.MaxValue;

    // "3,5m x 200m": at most four factors, so that a row of them stays one step each.
    private static Match? Product(Scan scan, in Amount first)
    {
        var (spoken, next, factors) = (first.Spoken, first.Next, 1);
        while (factors < 4)
        {
            var sign = scan.SkipBlank(next);
            var to = scan.SkipBlank(sign + 1);
            if (!(scan.Span(sign) is "x" or "X" || scan.Sign(sign, '×')) || scan.Kind(to) != TokenKind.Digits) break;
            var factor = One(scan, to, list: false);
            (spoken, next, factors) = ($"{spoken} nhân {factor.Spoken}", factor.Next, factors + 1);
        }
        return factors > 1 ? new Match(next, spoken, "measure") : null;
    }
}
