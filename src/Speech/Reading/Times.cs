using System.Collections.Frozen;

namespace LangSo.Speech.Reading;

/// <summary>The clock ("7h30", "07:30", "17g00", "6:10:05") and lengths of time ("3p20s", "30'"), with ranges.</summary>
internal static class Times
{
    private readonly record struct Clock(int Next, string Spoken);

    private static readonly FrozenSet<string> ClockWords = FrozenSet.ToFrozenSet(
        ["lúc", "từ", "đến", "hồi", "vào", "trước", "sau", "khoảng", "sáng", "trưa", "chiều", "tối", "đêm", "hết", "tới"]);

    private static readonly FrozenSet<string> AfterBareMinutes = FrozenSet.ToFrozenSet(
        ["sáng", "trưa", "chiều", "tối", "đêm", "ngày", "đến", "tại", "thứ", "các", "hôm", "chủ", "và", "hàng", "hằng", "cùng", "mùng", "kém"]);

    private static readonly FrozenSet<string> At = FrozenSet.ToFrozenSet(["lúc", "hồi"]);

    public static Match? Try(Scan scan, int at)
    {
        if (scan.Digits(at) == 3) return Length(scan, at);
        if (scan.Digits(at) is 0 or > 2) return null;
        if (One(scan, at) is not { } first) return BareMinutes(scan, at) ?? Length(scan, at);
        var dash = scan.SkipBlank(first.Next);
        if (scan.Dash(dash) && scan.SkipBlank(dash + 1) is var to && scan.Digits(to) is 1 or 2 && One(scan, to, after: true) is { } second)
            return new Match(second.Next, $"{first.Spoken} đến {second.Spoken}", "time");
        return new Match(first.Next, first.Spoken, "time");
    }

    private static Clock? One(Scan scan, int at, bool after = false)
    {
        var hour = scan.Value(at);
        if (hour is < 0 or > 24) return null;
        if (scan.Sign(at + 1, ':')) return Colons(scan, at, hour);
        var letters = scan.Span(at + 1);
        if (letters is not ("h" or "H" or "g" or "G" or "giờ")) return null;
        var said = scan.Numbers.Cardinal(hour) + " giờ";
        if (scan.Digits(at + 2) is 1 or 2 && Minutes(scan, at + 2) is { } tight) return new Clock(tight.Next, said + tight.Spoken);
        // "7h 30" is a clock when the minutes have two digits and nothing else claims them.
        if (letters is not "giờ" && scan.Kind(at + 2) == TokenKind.Blank && !scan[at + 2].Breaks && scan.Digits(at + 3) == 2 && Bare(scan, at + 3) && Minutes(scan, at + 3) is { } loose)
            return new Clock(loose.Next, said + loose.Spoken);
        if (letters is "g" or "G" && !after && !ClockWords.Contains(scan.Last)) return null;
        return scan.Kind(at + 2) is TokenKind.Digits or TokenKind.Letters || scan.Sign(at + 2, '/') ? null : new Clock(at + 2, said);
    }

    private static Clock? Minutes(Scan scan, int at)
    {
        var minute = scan.Value(at);
        if (minute is < 0 or > 59) return null;
        var next = at + 1;
        if (scan.Span(next) is "p" or "ph" or "phút" || scan.Sign(next, '\'') || scan.Sign(next, '’') || scan.Sign(next, '′')) next++;
        else if (scan.Kind(next) == TokenKind.Letters) return null;
        else if (scan.Kind(next) == TokenKind.Blank && scan.Lower(next + 1) == "phút") next += 2;
        return new Clock(next, minute == 0 ? "" : $" {scan.Numbers.Cardinal(minute)} phút");
    }

    private static Clock? Colons(Scan scan, int at, int hour)
    {
        if (scan.Digits(at + 2) != 2 || scan.Value(at + 2) is > 59) return null;
        var said = scan.Numbers.Cardinal(hour) + " giờ";
        if (scan.Value(at + 2) is > 0 and var minute) said += $" {scan.Numbers.Cardinal(minute)} phút";
        if (scan.Sign(at + 3, ':') && scan.Digits(at + 4) == 2 && scan.Value(at + 4) < 60)
        {
            if (scan.Value(at + 4) is > 0 and var second) said += $" {scan.Numbers.Cardinal(second)} giây";
            return new Clock(at + 5, said);
        }
        // "07:30h", "07:30 phút".
        var next = scan.Span(at + 3) is "h" or "H" && scan.Kind(at + 4) is not (TokenKind.Letters or TokenKind.Digits) ? at + 4 : at + 3;
        if (scan.Kind(next) == TokenKind.Blank && scan.Lower(next + 1) == "phút") next += 2;
        return scan.Kind(next) is TokenKind.Letters or TokenKind.Digits || scan.Sign(next, ':') && scan.Kind(next + 1) == TokenKind.Digits ? null : new Clock(next, said);
    }

    // "7 giờ 30": the word "phút" is not written but said.
    private static Match? BareMinutes(Scan scan, int at)
        => scan.Last == "giờ" && scan.Digits(at) == 2 && scan.Value(at) is >= 0 and < 60 and var minute && Bare(scan, at) && scan.NextWord(at + 1) != "phút"
            ? new Match(at + 1, minute == 0 ? "" : scan.Numbers.Cardinal(minute) + " phút", "time")
            : null;

    private static bool Bare(Scan scan, int at)
    {
        if (scan.Kind(at + 1) is TokenKind.Letters or TokenKind.Digits) return scan.Span(at + 1) is "p" or "ph" or "phút";
        if (scan.Sign(at + 1, '/') || scan.Sign(at + 1, '%') || scan.Dash(at + 1)) return false;
        if (scan.Sign(at + 1, '.') && scan.Kind(at + 2) == TokenKind.Digits) return false;
        // After "lúc" it is the clock, whatever comes next.
        if (scan.Recently(At, 4)) return true;
        var word = scan.NextWord(at + 1);
        return word.Length == 0 || word is "phút" || AfterBareMinutes.Contains(word);
    }

    // "3p20s", "10p", "30'": minutes and seconds as a length.
    private static Match? Length(Scan scan, int at)
    {
        var minutes = scan.Numbers.Cardinal(scan.Span(at));
        if (scan.Span(at + 1) is "p" && scan.Digits(at + 2) is 1 or 2 && scan.Span(at + 3) is "s" or "giây")
            return new Match(at + 4, $"{minutes} phút {scan.Numbers.Cardinal(scan.Span(at + 2))} giây", "time");
        var mark = scan.Sign(at + 1, '\'') || scan.Sign(at + 1, '′');
        return mark && !scan.Sign(at + 2, '\'') && scan.Kind(at + 2) is not (TokenKind.Letters or TokenKind.Digits)
            ? new Match(at + 2, minutes + " phút", "time")
            : null;
    }
}
