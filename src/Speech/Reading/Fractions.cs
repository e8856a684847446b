using System.Collections.Frozen;

namespace LangSo.Speech.Reading;

/// <summary>"1/2" → "một phần hai"; "8/32 xã" → "tám trên ba mươi hai"; "23 1/5"; "1:500".</summary>
internal static class Fractions
{
    // What a report counts out of so many: "19/19 tiêu chí", "4/5 thôn".
    private static readonly FrozenSet<string> CountedOut = FrozenSet.ToFrozenSet(
        ["xã", "phường", "thị", "thôn", "xóm", "bản", "tổ", "khu", "tiêu", "chỉ", "trường", "chi", "đồng", "huyện", "tỉnh", "cơ", "hồ", "công", "dự", "cụm",
         "phiếu", "nội", "nhiệm", "sản", "thành", "đại", "ủy", "đảng", "cán", "đơn", "ban", "hạng", "mục", "điểm", "câu", "loa", "trạm", "làng", "hội", "km", "ca", "nhà", "căn", "mô", "tuyến", "lớp", "giải", "bộ"]);

    private static readonly FrozenSet<string> Shares = FrozenSet.ToFrozenSet(["hộ", "người", "dân", "lao", "ý", "học", "em", "cháu"]);

    private static readonly FrozenSet<string> Doors = FrozenSet.ToFrozenSet(["nhà", "ngõ", "hẻm", "ngách", "kiệt", "số", "thửa", "tờ", "áp", "lô"]);

    /// <summary>Whether what follows is counted out of a whole, so that "a/b" before it is no day.</summary>
    public static bool Counts(Scan scan, int next)
        => scan.NextWord(next) is { Length: > 0 } word && (CountedOut.Contains(word) || Shares.Contains(word)) || Units.At(scan, next) is { } unit && unit.Spaced;

    /// <summary>Whether a figure here is the number of a door, a lane or a plot.</summary>
    public static bool AtDoor(Scan scan) => Doors.Contains(scan.Last);

    public static Match? Try(Scan scan, int at)
    {
        if (Mixed(scan, at) is { } mixed) return mixed;
        var colon = scan.Sign(at + 1, ':');
        if (!colon && !scan.Sign(at + 1, '/') || scan.Kind(at + 2) != TokenKind.Digits) return null;
        if (scan.Sign(at + 3, '/') && scan.Kind(at + 4) == TokenKind.Digits || scan.Sign(at + 3, '.') && scan.Kind(at + 4) == TokenKind.Digits) return null;
        // "mái 1:1,5".
        if (colon && scan.Sign(at + 3, ',') && scan.Kind(at + 4) == TokenKind.Digits && Numeral.At(scan, at + 2) is { Decimals: not null } slope)
            return new Match(slope.Next, $"{scan.Numbers.Cardinal(scan.Span(at))} trên {slope.Spoken(scan.Numbers)}", "fraction");
        if (Simple(scan, at) is not { } fraction) return null;
        // "140/90 mmHg"; a single letter after a blank is more often something else.
        var unitAt = scan.Kind(fraction.Next) == TokenKind.Blank && !scan[fraction.Next].Breaks && scan[fraction.Next + 1].Length > 1 ? fraction.Next + 1 : fraction.Next;
        var unit = Units.At(scan, unitAt) is { } u && (u.Spaced || unitAt == fraction.Next) && scan.Kind(u.Next) is not (TokenKind.Letters or TokenKind.Digits) ? u : (Units.Unit?)null;
        return unit is { } measured
            ? new Match(measured.Next, $"{fraction.Spoken} {measured.Spoken}", "fraction")
            : new Match(fraction.Next, fraction.Spoken, "fraction");
    }

    // "5 1/2": a whole and a part of one.
    private static Match? Mixed(Scan scan, int at)
    {
        if (scan.Digits(at) > 3 || scan.Kind(at + 1) != TokenKind.Blank || scan[at + 1].Breaks || scan.Digits(at + 2) != 1 || !scan.Sign(at + 3, '/') || scan.Digits(at + 4) is not (1 or 2)) return null;
        if (scan.Sign(at + 5, '/') || scan.Value(at + 2) >= scan.Value(at + 4) || scan.Last is "xóm" or "thôn" or "ngày" or "tổ" or "lúc") return null;
        return new Match(at + 5, $"{scan.Numbers.Cardinal(scan.Span(at))} và {Parts(scan, scan.Span(at + 2), scan.Value(at + 4))}", "fraction");
    }

    private static Match? Simple(Scan scan, int at)
    {
        var over = scan.Span(at);
        var under = scan.Value(at + 2);
        if (scan.Sign(at + 1, ':')) return new Match(at + 3, $"{scan.Numbers.Cardinal(over)}{(Games.Contains(scan.Last) ? " " : " trên ")}{scan.Numbers.Cardinal(scan.Span(at + 2))}", "fraction");
        if (Scales.Contains(scan.Last) && scan.Value(at) == 1 && under >= 50) return new Match(at + 3, $"một phần {scan.Numbers.Cardinal(scan.Span(at + 2))}", "fraction");
        var counted = scan.NextWord(at + 3) is { Length: > 0 } word && (CountedOut.Contains(word) || Shares.Contains(word) && under > 5);
        var parts = under is >= 2 and <= 10 && scan.Value(at) != under && scan.Digits(at) == 1 && !counted && !Doors.Contains(scan.Last);
        return parts
            ? new Match(at + 3, Parts(scan, over, under), "fraction")
            : new Match(at + 3, $"{scan.Numbers.Cardinal(over)} trên {scan.Numbers.Cardinal(scan.Span(at + 2))}", "fraction");
    }

    // "bản đồ 1/500", "tỷ lệ 1/2000".
    private static readonly FrozenSet<string> Scales = FrozenSet.ToFrozenSet(["đồ", "lệ"]);

    private static readonly FrozenSet<string> Games = FrozenSet.ToFrozenSet(["thắng", "thua", "hòa", "số"]);

    private static string Parts(Scan scan, ReadOnlySpan<char> over, int under) => $"{scan.Numbers.Cardinal(over)} phần {scan.Numbers.Rank(under)}";
}
