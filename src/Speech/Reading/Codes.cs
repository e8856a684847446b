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
        if ((Joined(scan, at) ?? Vessel(scan, at)) is { } joined) return joined;
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
        if (Course(scan, at) is { } course) return course;
        var row = (scan.Sign(join, ',') || scan.Sign(join, ';') || scan.Dash(join)) && (scan.Span(other) is "T" && scan.Digits(other + 1) == 1 || scan.Span(other) is "CN");
        if (row && scan.Dash(join) && scan.Span(other) is "T" && scan.Value(other + 1) is >= 2 and <= 7)
            return new Match(other + 2, $"{day} đến thứ {scan.Numbers.Rank(scan.Value(other + 1))}", "date");
        return row || Weekdays.Contains(scan.Last) || scan.Back(2) == "thứ" && scan.LastSaid == ' ' ? new Match(at + 2, day, "date") : null;
    }

    // "T3-T5-T7" are three days, not all from the first to the last.
    private static Match? Course(Scan scan, int at)
    {
        var (spoken, next, days) = ("thứ " + scan.Numbers.Rank(scan.Value(at + 1)), at + 2, 1);
        while (days < 6 && scan.Dash(next) && scan.Span(next + 1) is "T" && scan.Digits(next + 2) == 1 && scan.Value(next + 2) is >= 2 and <= 7)
            (spoken, next, days) = ($"{spoken}, thứ {scan.Numbers.Rank(scan.Value(next + 2))}", next + 3, days + 1);
        return days > 2 && scan.Kind(next) is not (TokenKind.Letters or TokenKind.Digits) ? new Match(next, spoken, "date") : null;
    }

    private static readonly FrozenSet<string> Vessels = FrozenSet.ToFrozenSet(["tàu", "thuyền", "ghe", "cá"]);

    // "tàu NĐ-91234 TS": the mark on a boat's side.
    private static Match? Vessel(Scan scan, int at)
    {
        if (scan[at].Length is not (2 or 3) || !Syllable.Capitals(scan.Span(at)) || !scan.Dash(at + 1) || scan.Digits(at + 2) is not (4 or 5) || !scan.Recently(Vessels, 3)) return null;
        if (LetterNames.Spell(scan.Span(at)) is not { } letters) return null;
        var tail = scan.Kind(at + 3) == TokenKind.Blank || scan.Dash(at + 3) ? at + 4 : at + 3;
        return scan.Span(tail) is "TS"
            ? new Match(tail + 1, $"{letters} {NumberWords.Spell(scan.Span(at + 2))} tê ét", "code")
            : new Match(at + 3, $"{letters} {NumberWords.Spell(scan.Span(at + 2))}", "code");
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
        => scan[at].Length == 2 && scan.Digits(at + 1) is >= 1 and <= 4 && Syllable.Capitals(scan.Span(at)) && scan.Recently(Named, 8)
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

    /// <summary>"000.12.34.H42-261124-0015": the number of a dossier at the one-stop desk, sign by sign.</summary>
    public static Match? TryDossier(Scan scan, int at)
    {
        if (scan.Digits(at) != 3 || !scan.Sign(at + 1, '.') || scan.Digits(at + 2) != 2 || !scan.Sign(at + 3, '.') || scan.Digits(at + 4) != 2 || !scan.Sign(at + 5, '.')) return null;
        if (scan[at + 6].Length != 1 || scan.Kind(at + 6) != TokenKind.Letters || LetterNames.Of(char.ToUpperInvariant(scan.Span(at + 6)[0])) is not { } letter || scan.Digits(at + 7) is 0 or > 3) return null;
        var spoken = $"{NumberWords.Spell(scan.Text.AsSpan(scan[at].Start, scan[at + 5].Start - scan[at].Start))} {letter} {NumberWords.Spell(scan.Span(at + 7))}";
        var next = at + 8;
        for (var rest = 0; rest < 2 && scan.Dash(next) && scan.Digits(next + 1) is >= 4 and <= 8; rest++, next += 2) spoken += ", " + NumberWords.Spell(scan.Span(next + 1));
        return scan.Kind(next) is TokenKind.Letters or TokenKind.Digits ? null : new Match(next, spoken, "code");
    }

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
