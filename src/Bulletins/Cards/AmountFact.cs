using System.Text.RegularExpressions;
using LangSo.Foundation;

namespace LangSo.Bulletins;

/// <summary>"Giá 25.000đ/mũi, hộ nghèo không phải trả tiền" → "25.000 đồng/mũi, hộ nghèo miễn phí"; without money, a measure; and a number to call.</summary>
internal static partial class AmountFact
{
    public static string? Find(string text)
    {
        foreach (var (_, sentence) in VnSentence.Sentences(text))
        {
            if (Money().Match(sentence) is not { Success: true } money) continue;
            var shown = money.Groups["n"].Value + " " + Unit(money.Groups["u"].Value) + Per(money.Groups["per"].Value);
            var free = FreeFor().Match(sentence, money.Index + money.Length);
            return free.Success ? shown + ", " + free.Groups["who"].Value.Trim() + " miễn phí" : shown;
        }
        foreach (var (_, sentence) in VnSentence.Sentences(text))
            if (FreeFor().Match(" , " + sentence) is { Success: true } free && VnSentence.Words(free.Groups["who"].Value).Length is >= 2 and <= 5)
                return VnSentence.Capital(free.Groups["who"].Value.Trim()) + " miễn phí";
        if (Free().IsMatch(text)) return "Miễn phí";
        return Measure().Match(text) is { Success: true } measure ? VnSentence.Capital(measure.Value.Trim()) : null;
    }

    public static string? FindPhone(string text)
    {
        foreach (Match phone in Phone().Matches(text))
            if (phone.Groups["n"].Value is var number && number.Count(char.IsDigit) is 3 or 8 or 10 or 11) return "Gọi " + number;
        return null;
    }

    private static string Unit(string written) => written.Trim().ToLower(VnText.Culture) switch
    {
        "đ" or "vnđ" or "vnd" or "đồng" => "đồng",
        "k" => "nghìn đồng",
        var other => other.EndsWith("đồng", StringComparison.Ordinal) ? other : other + " đồng",
    };

    private static string Per(string written)
    {
        var per = written.Trim();
        return per.Length == 0 ? "" : "/" + per.TrimStart('/').Trim();
    }

    [GeneratedRegex(@"(?<![\d.,])(?<n>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s*(?<u>(?:nghìn|ngàn|triệu|tỷ|tỉ)(?:\s+đồng)?|đồng|vnđ|vnd|đ|k)(?!\p{L})(?<per>\s*/\s*\p{L}+(?:\s*/\s*\p{L}+)?)?", RegexOptions.IgnoreCase)]
    private static partial Regex Money();

    [GeneratedRegex(@"[,;(]\s*(?:riêng\s+)?(?<who>(?!không|được|tiêm|khám|cấp|thu)\p{L}+(?:\s+(?!được|không|đều|sẽ|thì)\p{L}+){0,5})\s+(?:(?:được|đều|sẽ|thì)\s+)*(?:miễn phí|không phải trả tiền|không phải trả phí|không mất tiền|không thu tiền|được miễn)", RegexOptions.IgnoreCase)]
    private static partial Regex FreeFor();

    [GeneratedRegex(@"(?<!\p{L})(?:miễn phí|không phải trả tiền|không mất tiền|không thu tiền|không thu phí)(?!\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex Free();

    [GeneratedRegex(@"(?:(?<!\p{L})(?:cấp|cao|giật cấp|sâu|rộng|mỗi hộ|mỗi người|lượng mưa|tổng)\s+)?(?<![\d.,/])\d+(?:[.,]\d+)*(?:\s*(?:-|–|đến)\s*\d+(?:[.,]\d+)*)?\s*(?:mm|cm|km|kg|ha|m³|m3|m²|m2|tấn|tạ|suất|chỗ|°C|độ C|ml|lít|mẫu|sào|cây|phần quà)(?![\p{L}\d])(?:/(?:hộ|người|sào|ha|giờ))?", RegexOptions.IgnoreCase)]
    private static partial Regex Measure();

    [GeneratedRegex(@"(?<![\d.,/])(?<n>0\d{2,4}(?:[ .-]?\d{2,4}){2,3}|(?<=(?:gọi|số|thoại|nóng)\s*:?\s*)11[1-5]|1[89]00[ .-]?\d{4})(?![\d/])(?!\s*(?:đồng|đ|mm|kg|%|hộ|người|tấn|năm)(?!\p{L}))", RegexOptions.IgnoreCase)]
    private static partial Regex Phone();
}
