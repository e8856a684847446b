using System.Collections.Frozen;

namespace LangSo.Speech.Reading;

/// <summary>The stroke after a quantity: "đồng/tháng", "km/h", "lần/ngày"; and the stroke between two words.</summary>
internal static class Per
{
    internal readonly record struct Ending(int Next, string Spoken);

    private static readonly FrozenSet<string> Counted = FrozenSet.ToFrozenSet(
        ["lần", "đồng", "triệu", "tỷ", "nghìn", "tạ", "tấn", "lít", "buổi", "suất", "giờ", "ngày", "phút", "mét", "la", "gói", "chai", "bình", "cặp", "cái", "phiếu", "loa", "hộ", "gam", "khẩu", "con", "người", "bao", "công", "mũi", "cây", "sào", "trăm", "viên"]);

    private static readonly FrozenSet<string> Bases = FrozenSet.ToFrozenSet(
        ["ngày", "tháng", "năm", "tuần", "quý", "giờ", "phút", "giây", "đêm", "buổi", "người", "hộ", "xã", "thôn", "xóm", "lần", "sào", "mẫu", "lượt", "vụ", "học", "em", "cháu", "khẩu", "con", "cái", "kỳ", "nhà", "khóa", "công", "quả", "lít", "tấn", "tạ", "mũi", "suất", "đồng", "bình", "đội", "tổ", "nhóm", "lớp", "trường", "bao", "gói", "chai", "cây", "gốc", "ao", "lồng", "chuồng", "đàn", "xe", "chuyến", "thửa", "viên", "phần", "phòng", "bàn", "đợt", "ca", "kíp", "cụm", "huyện", "tỉnh", "phường", "cặp", "đôi", "km", "đơn", "khóm", "dảnh", "bụi", "chi", "chậu", "hố", "trận", "bài", "mâm", "cột", "trạm", "gian", "lô", "thùng", "hộp", "cuộn"]);

    // "hai trăm con một mét vuông", but "tạ trên héc ta", "ki lô mét trên giờ".
    private static readonly FrozenSet<string> Counts = FrozenSet.ToFrozenSet(["mét vuông", "mét khối", "ki lô gam", "lít", "tấn"]);

    /// <summary>Up to three strokes with a unit or word after each.</summary>
    public static Ending Tail(Scan scan, int at, string beforeUnit, string beforeWord)
    {
        var spoken = "";
        for (var strokes = 0; strokes < 3 && scan.Sign(at, '/') && scan.Kind(at + 1) == TokenKind.Letters; strokes++)
        {
            if (Units.At(scan, at + 1) is { } unit && scan.Kind(unit.Next) is not (TokenKind.Letters or TokenKind.Digits))
            {
                spoken += beforeUnit + unit.Spoken;
                at = unit.Next;
            }
            else if (scan.Span(at + 1) is var word && char.IsLower(word[0]) && Syllable.Is(word) && word is not ("thứ" or "chủ" or "sáng" or "chiều" or "tối"))
            {
                spoken += $"{beforeWord}{word}";
                at += 2;
            }
            else break;
        }
        return new Ending(at, spoken);
    }

    // Between two of a kind a stroke means "or", also after a figure: "3 ông/bà", "1 phường/xã".
    private static readonly FrozenSet<string>[] Alternatives =
    [
        FrozenSet.ToFrozenSet(["ông", "bà", "anh", "chị", "cô", "chú", "bác", "nam", "nữ", "cha", "bố", "mẹ", "vợ", "chồng", "trai", "gái"]),
        FrozenSet.ToFrozenSet(["thôn", "xóm", "ấp", "bản", "làng", "tổ", "khu", "xã", "phường", "huyện", "thị", "tỉnh", "thành"]),
    ];

    private static bool Alternative(Scan scan, int at) => Alternatives.Any(words => words.Contains(scan.Last) && words.Contains(scan.Lower(at + 1)));

    // "1.245 hộ/3.678 khẩu", "4G/5G" stand side by side; "5 xã/8 xã" is a part of a whole.
    // And "10 kg/100m2" is what comes to a measure.
    private static bool Beside(Scan scan, int at) =>
        scan.Kind(at - 1) == TokenKind.Letters && (scan[at - 1].Length == 1 && char.IsUpper(scan.Span(at - 1)[0]) || scan.NextWord(at + 2) != scan.Lower(at - 1))
        && (Numeral.At(scan, at + 1).Next is var next && Units.At(scan, scan.SkipBlank(next)) is null);

    /// <summary>A stroke that no rule took: "hai lần một ngày", "thôn, xóm", "bảy trên mười".</summary>
    public static Match? TryStroke(Scan scan, int at)
    {
        if (!scan.Sign(at, '/')) return null;
        if (scan.Kind(at + 1) == TokenKind.Digits) return new Match(at + 1, Beside(scan, at) ? "," : "trên", "stroke");
        if (scan.Kind(at + 1) != TokenKind.Letters) return new Match(at + 1, ",", "stroke");
        if (scan.Last == "và" && scan.Lower(at + 1) == "hoặc") return new Match(at + 1, "", "stroke");
        if (Counted.Contains(scan.Last) || scan.Recently(Codes.Figures, 5) && !Alternative(scan, at))
        {
            if (Units.At(scan, at + 1) is { } unit && scan.Kind(unit.Next) is not (TokenKind.Letters or TokenKind.Digits) && (scan[at + 1].Length > 1 || unit.Next > at + 2 || unit.Spoken == "giờ"))
                return new Match(unit.Next, (Counts.Contains(unit.Spoken) || unit.Spoken == "giờ" ? "một " : "trên ") + unit.Spoken, "measure");
            if (Bases.Contains(scan.Lower(at + 1))) return new Match(at + 1, "một", "stroke");
        }
        return new Match(at + 1, ",", "stroke");
    }
}
