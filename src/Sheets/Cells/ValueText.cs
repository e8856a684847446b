using System.Globalization;
using System.Text;
using LangSo.Criteria;
using LangSo.Foundation;

namespace LangSo.Sheets;

/// <summary>Turns what officers write into a value of an indicator: "12,5", "1.234,5", "Đạt", "không áp dụng", a percent cell.</summary>
internal static class ValueText
{
    private static readonly HashSet<string> Yes = ["yes", "co", "dat", "da dat", "x", "1", "true", "dung", "d"];
    private static readonly HashSet<string> No = ["no", "khong", "chua", "khong dat", "chua dat", "chua co", "khong co", "0", "false", "sai"];
    private static readonly HashSet<string> NotApplicable = [Indicator.NotApplicable, "khong ap dung", "kad", "n/a", "khong thuoc dien"];
    private static readonly HashSet<string> Exempt = [Indicator.Exempt, "mien", "duoc mien", "mien xet"];
    private static readonly HashSet<string> Nothing = ["-", "–", "—", "...", "…", "chua co so lieu"];

    /// <summary>The value as the store keeps it, or why it is none; both null for a cell that says nothing.</summary>
    public static (string? Value, string? Refusal) Read(Cell cell, Indicator indicator, NumberForm form)
    {
        if (cell.Kind == CellKind.Empty) return (null, null);
        if (cell.Kind == CellKind.Error) return (null, "công thức trong ô bị lỗi (" + cell.Text + ")");
        if (indicator.Kind == "text") return (cell.Text, null);
        if (cell.Kind == CellKind.Date) return (null, "là một ngày, không phải giá trị");
        var folded = cell.Kind == CellKind.Text ? VnText.Fold(cell.Text) : cell.Text;
        if (Nothing.Contains(folded)) return (null, null);
        if (NotApplicable.Contains(folded)) return (Indicator.NotApplicable, null);
        if (Exempt.Contains(folded)) return (Indicator.Exempt, null);
        if (indicator.Kind == "yes-no")
            return Yes.Contains(folded) ? ("yes", null) : No.Contains(folded) ? ("no", null) : (null, "“" + Short(cell.Text) + "” không rõ là đạt hay chưa đạt; ghi Đạt hoặc Chưa đạt");
        if (cell.Kind == CellKind.Percent && indicator.Unit != "%") return (null, "ô là phần trăm, còn chỉ tiêu tính bằng " + (indicator.Unit.Length == 0 ? "số" : indicator.Unit));
        if (cell.Kind is CellKind.Number or CellKind.Percent) return (cell.Text, null);
        var text = indicator.Unit.Length > 0 && cell.Text.EndsWith(indicator.Unit, StringComparison.OrdinalIgnoreCase) ? cell.Text[..^indicator.Unit.Length].TrimEnd() : cell.Text;
        return Number(text, form) is { } number ? (number.ToString("0.############", CultureInfo.InvariantCulture), null) : (null, "“" + Short(cell.Text) + "” không phải là số");
    }

    /// <summary>A number that was typed as text, or null.</summary>
    public static decimal? Number(string text, NumberForm form)
    {
        var (digits, dots, commas, lastDot, lastComma) = (new StringBuilder(text.Length), 0, 0, -1, -1);
        foreach (var c in text)
        {
            if (c is ' ' or '\u00A0' or '\u202F') continue;
            if (c is not (>= '0' and <= '9' or '.' or ',' or '-' or '+')) return null;
            if (c == '.') (dots, lastDot) = (dots + 1, digits.Length);
            if (c == ',') (commas, lastComma) = (commas + 1, digits.Length);
            digits.Append(c);
        }
        var written = digits.ToString();
        // The sign that stands once, or last, parts the decimals; a sign that stands often groups thousands.
        char? point = (dots, commas) switch
        {
            (0, 0) => null,
            (> 0, > 0) => lastComma > lastDot ? ',' : '.',
            (0, 1) => ',',
            (1, 0) => form == NumberForm.Machine || !Grouped(written, '.') ? '.' : null,
            _ => null,
        };
        if (point == ',' && commas > 1 || point == '.' && dots > 1) return null;
        var group = point == ',' ? '.' : point == '.' ? ',' : dots > 0 ? '.' : ',';
        var whole = point is { } p ? written[..written.LastIndexOf(p)] : written;
        if (whole.Contains(group) && !Grouped(whole, group)) return null;
        var plain = whole.Replace(group.ToString(), "") + (point is { } sign ? "." + written[(written.LastIndexOf(sign) + 1)..] : "");
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>A day: a date cell, "31/12/2024", "31.12.2024", "ngày 31 tháng 12 năm 2024"; null for anything else.</summary>
    public static DateOnly? Day(Cell cell)
    {
        if (cell.Kind is not (CellKind.Date or CellKind.Text)) return null;
        if (VnTime.ParseDay(cell.Text) is { } day) return day;
        var words = VnText.Fold(cell.Text);
        var numbers = words.Split([' ', '/', '-', '.', ','], StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("ngay" or "thang" or "nam")).ToList();
        return numbers.Count == 3 ? VnTime.ParseDay(string.Join('/', numbers)) : null;
    }

    // 1.234 and 12.345.678, not 0.125 or 12.34.
    private static bool Grouped(string text, char sign)
    {
        var parts = text.TrimStart('-', '+').Split(sign);
        return parts[0].Length is >= 1 and <= 3 && parts[0][0] != '0' && parts.Skip(1).All(p => p.Length == 3);
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
