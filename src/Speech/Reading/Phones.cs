using System.Collections.Frozen;

namespace LangSo.Speech.Reading;

/// <summary>Telephone, account and identity numbers: digit by digit.</summary>
internal static class Phones
{
    private const int LongestPhone = 11;

    // "+84 24 3825 1234".
    private const int LongestAbroad = 12;

    private static readonly FrozenSet<string> CallWords = FrozenSet.ToFrozenSet(
        ["gọi", "ngay", "đài", "hotline", "lai", "cứu", "thoại", "nóng", "bấm", "máy", "zalo", "nhắn", "alo", "sđt", "tel"]);

    private static readonly FrozenSet<string> ShortNumbers = FrozenSet.ToFrozenSet(["111", "112", "113", "114", "115", "116", "1022", "119"]);

    // "Quyết định số 115", "nhà số 112" are no calls for help.
    private static readonly FrozenSet<string> NotCalls = FrozenSet.ToFrozenSet(
        ["định", "tư", "văn", "hoạch", "thị", "quyết", "báo", "nhà", "phòng", "ngõ", "thửa", "tờ", "xe", "tuyến", "tổng", "luật", "lệnh"]);

    // "soạn tin TC gửi 1414".
    private static readonly FrozenSet<string> Messages = FrozenSet.ToFrozenSet(["nhắn", "tin", "soạn", "cú"]);

    private static readonly FrozenSet<string> Stations = FrozenSet.ToFrozenSet(["đài"]);

    private static readonly FrozenSet<string> Lines = FrozenSet.ToFrozenSet(["nóng", "hotline"]);

    private static readonly FrozenSet<string> IdentityWords = FrozenSet.ToFrozenSet(
        ["khoản", "thuế", "mã", "cước", "thẻ", "seri", "imei", "hiệu", "biển", "minh", "stk", "sổ"]);

    private static readonly FrozenSet<string> Accounts = FrozenSet.ToFrozenSet(["khoản", "stk", "thẻ"]);

    public static Match? Try(Scan scan, int at)
    {
        if (Number(scan, at) is { } next) return new Match(next, Spell(scan, at, next), "phone");
        if (scan.Digits(at) == 4 && scan.Last == "gửi" && scan.Recently(Messages, 8) && Money.At(scan, scan.SkipBlank(at + 1)) is null && scan.Kind(at + 1) != TokenKind.Letters && !(scan.Kind(at + 1) == TokenKind.Sign && scan.Kind(at + 2) == TokenKind.Digits))
            return new Match(at + 1, NumberWords.Spell(scan.Span(at)), "phone");
        if (ShortCall(scan, at)) return new Match(at + 1, NumberWords.Spell(scan.Span(at)), "phone");
        if (Identity(scan, at) is { } end) return new Match(end, Spell(scan, at, end), "number");
        return null;
    }

    /// <summary>"+84 912…", "(0228) 3649…".</summary>
    public static Match? TrySigned(Scan scan, int at)
    {
        if (scan.Sign(at, '+') && scan.Kind(at + 1) == TokenKind.Digits && scan.Span(at + 1).StartsWith("84", StringComparison.Ordinal) && Groups(scan, at + 1, LongestAbroad, out var total) is var next && total is 11 or 12)
            return new Match(next, "cộng " + Spell(scan, at, next), "phone");
        if (scan.Sign(at, '(') && scan.Sign(at + 1, '+') && scan.Span(at + 2) is "84" && scan.Sign(at + 3, ')') && scan.SkipBlank(at + 4) is var home && scan.Kind(home) == TokenKind.Digits)
        {
            var end = Groups(scan, home, 9, out total);
            if (total == 9) return new Match(end, "cộng " + Spell(scan, at, end), "phone");
        }
        if (scan.Sign(at, '(') && scan.Digits(at + 1) is >= 3 and <= 5 && scan.Span(at + 1)[0] == '0' && scan.Sign(at + 2, ')') && scan.SkipBlank(at + 3) is var rest && scan.Kind(rest) == TokenKind.Digits)
        {
            var end = Groups(scan, rest, LongestPhone - scan.Digits(at + 1), out total);
            if (total + scan.Digits(at + 1) is 10 or 11) return new Match(end, Spell(scan, at, end), "phone");
        }
        return null;
    }

    private static int? Number(Scan scan, int at)
    {
        var first = scan.Span(at);
        if (Touches(scan, at - 1)) return null;
        int next, total;
        // "09 1234 5678": so short a head is a telephone's only when the whole has its ten digits.
        if (first.Length == 2 && first[0] == '0' && first[1] is '3' or '5' or '7' or '8' or '9' && scan.Digits(at + 2) is 3 or 4)
        {
            next = Groups(scan, at, 10, out total);
            return total == 10 && !Touches(scan, next) ? next : null;
        }
        if (first.Length < 3) return null;
        if (first[0] == '0' && first[1] != '0')
        {
            next = Groups(scan, at, first[1] == '2' || first.StartsWith("0350", StringComparison.Ordinal) ? LongestPhone : 10, out total);
            return total is 10 or 11 && !Touches(scan, next) ? next : null;
        }
        if (!first.StartsWith("1800", StringComparison.Ordinal) && !first.StartsWith("1900", StringComparison.Ordinal)) return null;
        next = Groups(scan, at, 10, out total);
        if (first.Length == 4 && scan.Dash(at + 1)) return null;
        if (first.Length > 4 || total is >= 6 and <= 10) return total is >= 6 and <= 10 ? next : null;
        return null;
    }

    // Letters glued to a row of digits make it a code.
    private static bool Touches(Scan scan, int at) => scan.Kind(at) == TokenKind.Letters;

    private static int Groups(Scan scan, int at, int most, out int total)
    {
        total = scan.Digits(at);
        var next = at + 1;
        while (total < most)
        {
            var separator = scan.Sign(next, '.') || scan.Sign(next, '-') || scan.Kind(next) == TokenKind.Blank && !scan[next].Breaks;
            // "0228.3.741.123": an exchange may stand alone after the code of its province.
            var least = total == scan.Digits(at) && total is 3 or 4 && scan.Span(at).StartsWith("02", StringComparison.Ordinal) ? 1 : 2;
            if (!separator || scan.Digits(next + 1) < least || scan.Digits(next + 1) > 8 || total + scan.Digits(next + 1) > most) break;
            total += scan.Digits(next + 1);
            next += 2;
        }
        return next;
    }

    private static bool ShortCall(Scan scan, int at)
    {
        // "Giấy mời số 112/GM-UBND".
        if (scan.Digits(at) is not (3 or 4) || scan.Sign(at + 1, '/') && scan.Kind(at + 2) == TokenKind.Letters) return false;
        if (!ShortNumbers.Contains(scan.Span(at).ToString()) || scan.Kind(at + 1) == TokenKind.Sign && scan.Kind(at + 2) == TokenKind.Digits && !scan.Sign(at + 1, ',')) return false;
        return scan.Last == "số" ? !NotCalls.Contains(scan.Back(2)) || scan.Back(3) == "gọi"
            : CallWords.Contains(scan.Last)
            || scan.Recently(Lines, 6)
            || scan.Span(at) is "1022" && scan.Recently(Stations, 4)
            || AfterCall(scan, scan.Back(1) is "hoặc" or "và" or "hay" or "số" ? 2 : 1);
    }

    // "gọi 113, 114 hoặc 115": the number before was itself said digit by digit.
    private static bool AfterCall(Scan scan, int last)
        => scan.Back(last) is "một" or "hai" or "ba" or "bốn" or "năm" && scan.Back(last + 1) == "một" && scan.Back(last + 2) == "một";

    private static int? Identity(Scan scan, int at)
    {
        if (!scan.Recently(IdentityWords, 5)) return null;
        // "3714.0.1012345": the groups of an account are one number.
        if (scan.Digits(at) >= 3 && scan.Recently(Accounts, 4))
        {
            var end = Groups(scan, at, 20, out var total);
            if (total >= 6) return end;
        }
        if (scan.Digits(at) < 6) return null;
        return Money.At(scan, scan.SkipBlank(at + 1)) is null ? at + 1 : null;
    }

    private static string Spell(Scan scan, int from, int next) => NumberWords.Spell(scan.Text.AsSpan(scan[from].Start, scan[next - 1].End - scan[from].Start));
}
