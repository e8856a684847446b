using System.Collections.Frozen;

namespace LangSo.Speech.Reading;

/// <summary>Days, months and years: "18/3/2024", "18-3-2024", "18.3.2024", "2024-03-18", "18/3", "3/2024", "18-20/3/2024".</summary>
internal static class Dates
{
    private readonly record struct Part(int Next, string Spoken);

    private static readonly FrozenSet<string> Days = FrozenSet.ToFrozenSet(["ngày", "mùng", "mồng", "rằm", "hôm"]);

    private static readonly FrozenSet<string> DayContext = FrozenSet.ToFrozenSet(
        ["ngày", "mùng", "mồng", "rằm", "sáng", "trưa", "chiều", "tối", "đêm", "từ", "đến", "tới", "trước", "sau", "lễ", "dịp", "tết", "khánh", "niệm",
         "thứ", "nhật", "hôm", "hạn", "kể", "vào", "giờ", "phút", "nay", "mai", "qua", "tuần", "đợt", "hết", "vì"]);

    // Without a word before them these are days that everybody keeps.
    private static readonly FrozenSet<(int Day, int Month)> Feasts = FrozenSet.ToFrozenSet(
        [(2, 9), (8, 3), (30, 4), (1, 5), (1, 6), (20, 10), (20, 11), (27, 7), (19, 8), (26, 3), (22, 12), (3, 2), (27, 2), (19, 5), (7, 5), (21, 6), (10, 10), (18, 11), (28, 6)]);

    public static Match? Try(Scan scan, int at)
    {
        if (TryFull(scan, at) is { } full)
        {
            var dash = scan.SkipBlank(full.Next);
            if (scan.Dash(dash) && scan.SkipBlank(dash + 1) is var to && scan.Kind(to) == TokenKind.Digits && TryFull(scan, to, after: true) is { } last)
                return new Match(last.Next, $"{full.Spoken} đến {last.Spoken}", "date");
            return full;
        }
        return DayRange(scan, at) ?? MonthYear(scan, at) ?? DayMonth(scan, at) ?? MonthThenYear(scan, at);
    }

    /// <summary>A day with its month and year.</summary>
    /// <param name="scan">The text.</param>
    /// <param name="at">A token of digits.</param>
    /// <param name="after">Whether it ends a range, where "ngày" is always said.</param>
    public static Match? TryFull(Scan scan, int at, bool after = false)
    {
        if (scan.Kind(at + 2) != TokenKind.Digits || scan.Kind(at + 4) != TokenKind.Digits || scan.Kind(at + 1) != TokenKind.Sign) return null;
        var sign = scan.Text[scan[at + 1].Start];
        if (sign is not ('/' or '-' or '.') || !scan.Sign(at + 3, sign) || Glued(scan, at + 5)) return null;
        var (day, month, year) = (scan.Value(at), scan.Value(at + 2), Year(scan, at + 4, sign));
        if (scan.Digits(at) == 4 && sign == '-') (day, year) = (scan.Value(at + 4), Year(scan, at, sign));
        if (!Valid(day, month) || year < 0) return null;
        return new Match(at + 5, $"{Prefix(scan, after)}{DayWords(scan, day, month)} năm {scan.Numbers.Cardinal(year)}", "date");
    }

    // "18-20/3/2024", "18-20/3", "28/2-3/3".
    private static Match? DayRange(Scan scan, int at)
    {
        var dash = scan.SkipBlank(at + 1);
        if (scan.Dash(dash) && scan.Digits(at) <= 2)
        {
            var to = scan.SkipBlank(dash + 1);
            if (scan.Digits(to) is not (1 or 2) || scan.Value(at) is < 1 or > 31 || scan.Value(at) >= scan.Value(to)) return null;
            var last = TryFull(scan, to) is { } full ? new Part(full.Next, full.Spoken)
                : Pair(scan, to) is { } pair ? new Part(pair, DayWords(scan, scan.Value(to), scan.Value(to + 2)))
                : (Part?)null;
            if (last is not { } end) return null;
            var spoken = end.Spoken.StartsWith("ngày ", StringComparison.Ordinal) ? end.Spoken : "ngày " + end.Spoken;
            return new Match(end.Next, $"{Prefix(scan, false)}{Day(scan, scan.Value(at))} đến {spoken}", "date");
        }
        if (Pair(scan, at) is not { } next || !scan.Dash(scan.SkipBlank(next))) return null;
        var second = scan.SkipBlank(scan.SkipBlank(next) + 1);
        var till = scan.Kind(second) != TokenKind.Digits ? null : TryFull(scan, second, after: true) is { } whole ? new Part(whole.Next, whole.Spoken)
            : Pair(scan, second) is { } end2 ? new Part(end2, "ngày " + DayWords(scan, scan.Value(second), scan.Value(second + 2)))
            : (Part?)null;
        return till is { } t ? new Match(t.Next, $"{Prefix(scan, false)}{DayWords(scan, scan.Value(at), scan.Value(at + 2))} đến {t.Spoken}", "date") : null;
    }

    // "3/2024", "tháng 3-2024".
    private static Match? MonthYear(Scan scan, int at)
    {
        var named = scan.Last == "tháng";
        if (!scan.Sign(at + 1, '/') && !(named && (scan.Sign(at + 1, '-') || scan.Sign(at + 1, '.')))) return null;
        var (month, year) = (scan.Value(at), scan.Value(at + 2));
        if (month is < 1 or > 12 || scan.Digits(at + 2) != 4 || year is < 1900 or > 2100 || Glued(scan, at + 3)) return null;
        if (scan.Last is "số" or "định" or "tư" or "quyết" or "thị" or "lệ" or "đồ") return null;
        if (scan.Last is "đợt" or "lần" or "kỳ" or "khóa" or "vụ") return new Match(at + 3, $"{scan.Numbers.Cardinal(month)} năm {scan.Numbers.Cardinal(year)}", "date");
        if (scan.Last == "quý") return month <= 4 ? new Match(at + 3, $"{scan.Numbers.Rank(month)} năm {scan.Numbers.Cardinal(year)}", "date") : null;
        return new Match(at + 3, $"{(named ? "" : "tháng ")}{scan.Numbers.Rank(month)} năm {scan.Numbers.Cardinal(year)}", "date");
    }

    // "tháng 1 2024": the year without its word; and "tháng 4", "quý 4", where four is "tư".
    private static Match? MonthThenYear(Scan scan, int at)
    {
        if (scan.Last is not ("tháng" or "quý") || scan.Digits(at) > 2) return null;
        var value = scan.Value(at);
        if (value < 1 || value > (scan.Last == "quý" ? 4 : 12)) return null;
        var words = scan.Numbers.Rank(value);
        var stroke = scan.Last == "quý" && scan.Sign(at + 1, '/');
        var year = stroke ? at + 2 : scan.SkipBlank(at + 1);
        if (year > at + 1 && scan.Digits(year) == 4 && scan.Value(year) is >= 1900 and <= 2100 && !Glued(scan, year + 1))
            return new Match(year + 1, $"{words} năm {scan.Numbers.Cardinal(scan.Value(year))}", "date");
        var alone = scan.Kind(at + 1) is not (TokenKind.Letters or TokenKind.Digits) && !(scan.Kind(at + 1) == TokenKind.Sign && (scan.Kind(at + 2) == TokenKind.Digits || scan.Sign(at + 1, '%')));
        return value == 4 && alone ? new Match(at + 1, words, "date") : null;
    }

    // "18/3", and in the south "ngày 18-3".
    private static Match? DayMonth(Scan scan, int at)
    {
        if (Pair(scan, at) is { } next)
        {
            var (day, month) = (scan.Value(at), scan.Value(at + 2));
            if (!InDayContext(scan, at) && (Fractions.Counts(scan, next) || Fractions.AtDoor(scan) || (day, month) == (24, 7) || !ZeroedDay(scan, at) && scan.NextWord(next) is not ("âm" or "dương" or "hàng" or "hằng") && !(day > 12 || Feasts.Contains((day, month)) && !scan.LineStart))) return null;
            return new Match(next, Prefix(scan, false) + DayWords(scan, day, month), "date");
        }
        // "đến 30.4", "dịp lễ 2.9"; a figure with a unit is none.
        if (scan.Sign(at + 1, '.') && scan.Digits(at) <= 2 && scan.Digits(at + 2) is 1 or 2 && Valid(scan.Value(at), scan.Value(at + 2)) && !Glued(scan, at + 3)
            && (Days.Contains(scan.Last) || scan.Last is "lễ" or "dịp" || (scan.Value(at), scan.Value(at + 2)) == (30, 4) && DayContext.Contains(scan.Last)) && Units.At(scan, scan.SkipBlank(at + 3)) is null
            && scan.NextWord(at + 3) is not ("triệu" or "tỷ" or "tỉ" or "nghìn" or "ngàn"))
            return new Match(at + 3, Prefix(scan, false) + DayWords(scan, scan.Value(at), scan.Value(at + 2)), "date");
        // "đường 30-4", "dịp 2-9".
        if (scan.Dash(at + 1) && scan.Digits(at) <= 2 && scan.Digits(at + 2) is 1 or 2 && (Streets.Contains(scan.Last) || scan.Last is "lễ" or "dịp") && Feasts.Contains((scan.Value(at), scan.Value(at + 2))) && !Glued(scan, at + 3))
            return new Match(at + 3, Prefix(scan, false) + DayWords(scan, scan.Value(at), scan.Value(at + 2)), "date");
        if (Days.Contains(scan.Last) && scan.Back(2) is not ("từ" or "các") && !EachMonth(scan, at + 3) && scan.Sign(at + 1, '-') && scan.Digits(at) <= 2 && scan.Digits(at + 2) is 1 or 2
            && Valid(scan.Value(at), scan.Value(at + 2)) && !Glued(scan, at + 3))
            return new Match(at + 3, DayWords(scan, scan.Value(at), scan.Value(at + 2)), "date");
        return null;
    }

    // "ngày 05-10 hằng tháng" is from the fifth to the tenth.
    private static bool EachMonth(Scan scan, int at) => scan.NextWord(at) is "hằng" or "hàng" or "mỗi" && scan.NextWord(scan.SkipBlank(at) + 1) == "tháng";

    // "lùi sang 03/12": a nought before the figure is how days are filled in; a result "đạt 05/10" has one too.
    private static bool ZeroedDay(Scan scan, int at) =>
        scan.Digits(at) == 2 && scan.Digits(at + 2) == 2 && (scan.Span(at)[0] == '0' || scan.Span(at + 2)[0] == '0') && !Results.Contains(scan.Last);

    private static readonly FrozenSet<string> Results = FrozenSet.ToFrozenSet(["đạt", "được", "có", "còn", "là", "chỉ", "thu", "xong", "tại", "số", "mới"]);

    // A street keeps its day without the word for it.
    private static readonly FrozenSet<string> Streets = FrozenSet.ToFrozenSet(["đường", "phố"]);

    private static bool InDayContext(Scan scan, int at)
    {
        // "ngày Đất ngập nước 2/2".
        if (scan.Value(at) == scan.Value(at + 2) && scan.Recently(Days, 5) && !Fractions.Counts(scan, at + 3)) return true;
        if (Days.Contains(scan.Last) || DayContext.Contains(scan.Last)) return !Fractions.Counts(scan, at + 3) || Days.Contains(scan.Last);
        // "thứ Tư, 18/3", "ngày 15/3, 18/3", "18/3 và 20/3".
        return scan.Recently(DayContext, 4) && !Fractions.Counts(scan, at + 3) && (scan.LastSaid is ' ' or '(')
            && (scan.Back(2) is "thứ" or "chủ" || scan.Back(1) is "và" or "hoặc" || scan.Recently(Months, 3));
    }

    private static readonly FrozenSet<string> Months = FrozenSet.ToFrozenSet(["tháng"]);

    /// <summary>The token after "d/m", when it is a day and a month and nothing more hangs on it.</summary>
    private static int? Pair(Scan scan, int at)
        => scan.Sign(at + 1, '/') && scan.Digits(at) <= 2 && scan.Digits(at + 2) is 1 or 2 && Valid(scan.Value(at), scan.Value(at + 2)) && !Glued(scan, at + 3) ? at + 3 : null;

    private static bool Glued(Scan scan, int at)
        => scan.Kind(at) is TokenKind.Digits or TokenKind.Letters
        || scan.Sign(at, '%')
        || (scan.Sign(at, '/') || scan.Sign(at, '.') || scan.Sign(at, ',')) && scan.Kind(at + 1) == TokenKind.Digits
        || scan.Sign(at, '/') && scan.Kind(at + 1) == TokenKind.Letters;

    private static bool Valid(int day, int month)
        => month is >= 1 and <= 12 && day >= 1 && day <= (month == 2 ? 29 : month is 4 or 6 or 9 or 11 ? 30 : 31);

    private static int Year(Scan scan, int at, char sign)
    {
        var value = scan.Value(at);
        return scan.Digits(at) == 4 ? value is >= 1000 and < 3000 ? value : -1
            : scan.Digits(at) == 2 && sign == '/' ? value + (value < 50 ? 2000 : 1900)
            : -1;
    }

    private static string Prefix(Scan scan, bool after) => after || !Days.Contains(scan.Last) && !Streets.Contains(scan.Last) ? "ngày " : "";

    private static string Day(Scan scan, int day) => scan.Numbers.Cardinal(day);

    private static string DayWords(Scan scan, int day, int month) => $"{Day(scan, day)} tháng {scan.Numbers.Rank(month)}";
}
