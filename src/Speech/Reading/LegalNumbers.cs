using System.Collections.Frozen;
using System.Text;

namespace LangSo.Speech.Reading;

/// <summary>Numbers of documents: "318/QĐ-TTg", "15/2024/NĐ-CP", "39/2020/TT-BTTTT", "09-NQ/TU", "1674/NQ-UBTVQH15".</summary>
internal static class LegalNumbers
{
    private const int MostParts = 8;

    // Inside a document's number these initials have one meaning only.
    private static readonly FrozenDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["TT"] = "thông tư", ["CT"] = "chỉ thị", ["TTLT"] = "thông tư liên tịch", ["L"] = "luật", ["PL"] = "pháp lệnh", ["CĐ"] = "công điện",
        ["KH"] = "kế hoạch", ["QH"] = "Quốc hội", ["TU"] = "Tỉnh ủy", ["HU"] = "Huyện ủy", ["ĐU"] = "Đảng ủy", ["BCT"] = "Bộ Chính trị",
        ["ĐA"] = "đề án", ["QC"] = "quy chế", ["HD"] = "hướng dẫn", ["TTr"] = "tờ trình", ["TTH"] = "thông tin học", ["THH"] = "tin học hóa",
        ["UBTVQH"] = "Ủy ban Thường vụ Quốc hội", ["STTTT"] = "Sở Thông tin và Truyền thông", ["TTCS"] = "thông tin cơ sở",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Match? Try(Scan scan, int at)
    {
        if (scan.Digits(at) > 6) return null;
        var next = at + 1;
        var year = -1;
        if (scan.Sign(next, '/') && scan.Digits(next + 1) == 4 && scan.Sign(next + 2, '/'))
        {
            year = scan.Value(next + 1);
            next += 2;
        }
        var dashed = year < 0 && scan.Sign(next, '-');
        if (!dashed && !scan.Sign(next, '/')) return null;
        if (Code(scan, next + 1, dashed) is not { } code) return NumberAndYear(scan, at);
        var number = scan.Numbers.Cardinal(scan.Span(at));
        return new Match(code.Next, year < 0 ? $"{number}, {code.Spoken}" : $"{number} năm {scan.Numbers.Cardinal(year)}, {code.Spoken}", "legal");
    }

    // "Nghị định 15/2024", "Luật số 59/2020".
    private static Match? NumberAndYear(Scan scan, int at)
        => scan.Sign(at + 1, '/') && scan.Digits(at + 2) == 4 && scan.Value(at + 2) is >= 1945 and <= 2100 and var year
            && scan.Kind(at + 3) is not (TokenKind.Letters or TokenKind.Digits) && !(scan.Sign(at + 3, '/') && scan.Kind(at + 4) == TokenKind.Digits)
            && scan.Recently(Named, 2) && scan.Back(1) is not ("tháng" or "ngày" or "đến" or "từ")
            ? new Match(at + 3, $"{scan.Numbers.Cardinal(scan.Span(at))} năm {scan.Numbers.Cardinal(year)}", "legal")
            : null;

    private static readonly FrozenSet<string> Named = FrozenSet.ToFrozenSet(["định", "tư", "quyết", "thị", "luật", "hoạch", "văn", "lệnh"]);

    private static Match? Code(Scan scan, int at, bool needsStroke)
    {
        var spoken = new StringBuilder();
        var (stroke, letters) = (false, 0);
        for (var parts = 0; parts < MostParts; parts++)
        {
            if (Part(scan, at) is not { } part) return null;
            if (parts > 0) spoken.Append(' ');
            spoken.Append(part);
            letters += scan[at].Length;
            at++;
            if (scan.Digits(at) is 1 or 2)
            {
                // "QH15" is the fifteenth assembly.
                spoken.Append(scan.Span(at - 1) is "QH" or "UBTVQH" ? " khóa " : " ").Append(scan.Numbers.Cardinal(scan.Span(at)));
                at++;
            }
            var joins = scan.Sign(at, '-') || scan.Sign(at, '–') || scan.Sign(at, '/') || scan.Sign(at, '&');
            if (!joins || Part(scan, at + 1) is null) break;
            stroke |= scan.Sign(at, '/');
            at++;
        }
        return letters >= 2 && (stroke || !needsStroke) && scan.Kind(at) != TokenKind.Digits ? new Match(at, spoken.ToString(), "legal") : null;
    }

    private static string? Part(Scan scan, int at)
    {
        if (scan.Kind(at) != TokenKind.Letters || scan[at].Length > 12) return null;
        var word = scan.Span(at);
        // "Quy định số 37-QĐ/TW".
        if (word is "QĐ" && (scan.Last == "định" && scan.Back(2) == "quy" || scan.Last == "số" && scan.Back(2) == "định" && scan.Back(3) == "quy")) return "quy định";
        if (Kinds.TryGetValue(word.ToString(), out var kind)) return kind;
        if (!char.IsUpper(word[0]) || word.Length < 2) return null;
        return Abbreviations.Plain(word) ?? (Syllable.Capitals(word) ? LetterNames.Spell(word) : null);
    }
}
