using System.Collections.Frozen;

namespace LangSo.Speech.Reading;

/// <summary>Letters and figures that name a thing: "A1", "B-52", "12A", "H5N1", number plates.</summary>
internal static class Codes
{
    /// <summary>A capital with a figure after it.</summary>
    public static Match? TryLetter(Scan scan, int at)
    {
        var letters = scan.Span(at);
        if (Alone(scan, at) is { } alone) return alone;
        if (Joined(scan, at) is { } joined) return joined;
        if (letters.Length > 1 || !char.IsUpper(letters[0]) || LetterNames.Of(letters[0]) is not { } name) return null;
        if (letters is "T" && Weekday(scan, at) is { } day) return day;
        if (letters is "Q" && Quarter(scan, at) is { } quarter) return quarter;
        var number = scan.Dash(at + 1) ? at + 2 : at + 1;
        if (scan.Digits(number) is 0 or > 6) return null;
        var digits = scan.Span(number);
        return new Match(number + 1, $"{name} {(digits[0] == '0' && digits.Length > 1 || digits.Length > 4 ? NumberWords.Spell(digits) : scan.Numbers.Cardinal(digits))}", "code");
    }

    // "các ngày T2, T4, T6", "T2-T6 hằng tuần"; "lớp 4T" and "T2" of a building are none.
    private static Match? Weekday(Scan scan, int at)
    {
        if (scan.Digits(at + 1) != 1 || scan.Value(at + 1) is < 2 or > 7 || scan.Kind(at + 2) == TokenKind.Letters || scan.Sign(at + 2, '/')) return null;
        var day = "thứ " + scan.Numbers.Rank(scan.Value(at + 1));
        var join = scan.SkipBlank(at + 2);
        var other = scan.SkipBlank(join + 1);
        var row = (scan.Sign(join, ',') || scan.Sign(join, ';') || scan.Dash(join)) && (scan.Span(other) is "T" && scan.Digits(other + 1) == 1 || scan.Span(other) is "CN");
        if (row && scan.Dash(join) && scan.Span(other) is "T" && scan.Value(other + 1) is >= 2 and <= 7)
            return new Match(other + 2, $"{day} đến thứ {scan.Numbers.Rank(scan.Value(other + 1))}", "date");
        return row || Weekdays.Contains(scan.Last) || scan.Back(2) == "thứ" && scan.LastSaid == ' ' ? new Match(at + 2, day, "date") : null;
    }

    private static readonly FrozenSet<string> Weekdays = FrozenSet.ToFrozenSet(["ngày", "sáng", "trưa", "chiều", "tối"]);

    // "Q4/2026".
    private static Match? Quarter(Scan scan, int at)
        => scan.Digits(at + 1) == 1 && scan.Value(at + 1) is >= 1 and <= 4 && (scan.Sign(at + 2, '/') || scan.Sign(at + 2, '.') || scan.Dash(at + 2)) && scan.Digits(at + 3) == 4
            && scan.Value(at + 3) is >= 1900 and <= 2100
            ? new Match(at + 4, $"quý {scan.Numbers.Rank(scan.Value(at + 1))} năm {scan.Numbers.Cardinal(scan.Value(at + 3))}", "date")
            : null;

    // "điểm b khoản 1 Điều 21", "tám độ C", "2 viên x 3 lần".
    private static Match? Alone(Scan scan, int at)
    {
        if (scan[at].Length != 1 || scan.Kind(at + 1) is TokenKind.Digits && scan.Last != "độ" || LetterNames.Of(scan.Span(at)[0]) is not { } name) return null;
        var named = scan.Last == "điểm" ? scan.NextWord(at + 1) is "khoản" or "điều" or "mục" : scan.Last == "độ" && scan.Span(at) is "C" && Figures.Contains(scan.Back(2));
        if (named) return new Match(at + 1, name, "code");
        return scan.Span(at) is "x" && Times.Contains(scan.Last) && scan.Digits(scan.SkipBlank(at + 1)) > 0 ? new Match(at + 1, "nhân", "code") : null;
    }

    // "BT7", "NK4300": what grows on a field or drives on a road has initials and a figure, whatever the initials mean elsewhere.
    private static Match? Joined(Scan scan, int at)
        => scan[at].Length == 2 && scan.Digits(at + 1) is >= 1 and <= 4 && Syllable.Capitals(scan.Span(at)) && scan.Recently(Named, 2)
            && LetterNames.Spell(scan.Span(at)) is { } spelled
            ? new Match(at + 2, $"{spelled} {scan.Numbers.Cardinal(scan.Span(at + 1))}", "code")
            : null;

    private static readonly FrozenSet<string> Named = FrozenSet.ToFrozenSet(["giống", "lúa", "ngô", "lạc", "khoai", "đậu", "máy", "xe", "mã", "hiệu", "bay", "tàu", "kênh", "cống", "mương"]);

    /// <summary>The words of figures below a hundred.</summary>
    internal static readonly FrozenSet<string> Figures = FrozenSet.ToFrozenSet(
        ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mươi", "mốt", "tư", "lăm", "trăm", "nghìn", "ngàn", "triệu", "tỷ"]);

    private static readonly FrozenSet<string> Times = FrozenSet.ToFrozenSet(["viên", "gói", "lần", "mét", "vuông", "buổi", "ngày", "giọt", "ống", "suất", "người"]);

    /// <summary>A figure with a capital after it: "12A", "4G", and a number plate "18B1-123.45".</summary>
    public static Match? TryFigure(Scan scan, int at)
    {
        if (scan.Kind(at + 1) != TokenKind.Letters || scan.Digits(at) > 4) return null;
        if (Plate(scan, at) is { } plate) return plate;
        if (scan[at + 1].Length > 1 || !char.IsUpper(scan.Span(at + 1)[0])) return null;
        if (LetterNames.Of(scan.Span(at + 1)[0]) is not { } name || scan.Kind(at + 2) == TokenKind.Digits) return null;
        return Rooms.Contains(scan.Last) || Units.At(scan, at + 1) is null ? new Match(at + 2, $"{scan.Numbers.Cardinal(scan.Span(at))} {name}", "code") : null;
    }

    // "lớp 4T" holds no tons.
    private static readonly FrozenSet<string> Rooms = FrozenSet.ToFrozenSet(["lớp", "phòng", "nhà", "lô", "dãy", "tòa", "khối", "cổng", "giường", "bàn", "ghế", "ngõ", "hẻm"]);

    private static Match? Plate(Scan scan, int at)
    {
        if (scan.Digits(at) != 2 || scan[at + 1].Length > 2 || !Syllable.Capitals(scan.Span(at + 1))) return null;
        var series = scan.Digits(at + 2) == 1 ? at + 3 : at + 2;
        var number = scan.Kind(series) == TokenKind.Blank ? series + 1 : scan.Dash(series) ? series + 1 : -1;
        if (number < 0 || scan.Digits(number) is not (3 or 4 or 5)) return null;
        var dotted = scan.Digits(number) == 3 && scan.Sign(number + 1, '.') && scan.Digits(number + 2) == 2;
        if (!dotted && (scan.Digits(number) == 3 || !scan.Dash(series))) return null;
        var next = dotted ? number + 3 : number + 1;
        if (LetterNames.Spell(scan.Span(at + 1)) is not { } letters) return null;
        var tail = scan.Text.AsSpan(scan[at + 2].Start, scan[next - 1].End - scan[at + 2].Start);
        return new Match(next, $"{NumberWords.Spell(scan.Span(at))} {letters} {NumberWords.Spell(tail)}", "code");
    }
}
