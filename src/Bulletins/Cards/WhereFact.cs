using System.Text.RegularExpressions;
using LangSo.Foundation;

namespace LangSo.Bulletins;

/// <summary>"… tại nhà văn hóa xóm 5." → "Nhà văn hóa xóm 5".</summary>
internal static partial class WhereFact
{
    private const int MostWords = 10;

    /// <summary>Characters looked at after "tại": more than the longest name of a place.</summary>
    private const int Nearby = 160;

    public static string? Find(string text)
    {
        string? best = null;
        foreach (var (_, sentence) in VnSentence.Sentences(text))
            foreach (Match at in Leads().Matches(sentence))
            {
                var place = Place(sentence.Substring(at.Index + at.Length, Math.Min(Nearby, sentence.Length - at.Index - at.Length)));
                if (place is null) continue;
                // A building or a crossroads is what people look for; a bare commune is where they already are.
                if (Landmark().IsMatch(place)) return VnSentence.Capital(place);
                if (!at.Groups["towards"].Success) best ??= VnSentence.Capital(place);
            }
        return best;
    }

    private static string? Place(string rest)
    {
        var end = Stops().Match(rest);
        var place = (end.Success ? rest[..end.Index] : rest).Trim(' ', ':', ',', '"', '“', '”', '(', ')');
        var words = VnSentence.Words(place);
        if (words.Length == 0 || !char.IsLetter(place[0]) || NotAPlace().IsMatch(place) || words[^1] == "ngay") return null;
        return words.Length <= MostWords ? place : string.Join(' ', words[..MostWords]);
    }

    [GeneratedRegex(@"(?<!\p{L})(?<!hiện |tồn |khiếu |hiện nay )(?:tại|ở|địa điểm|nơi nhận|đoạn qua|đoạn|(?<towards>về|đến|tới))(?!\p{L})\s*:?\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Leads();

    [GeneratedRegex(@"[.,;:()!?\n–]|\s-\s|(?<!\p{L})(?:từ|lúc|vào|để|do|vì|nhằm|cho|được|sẽ|bị|có|không|theo|trước|sau|trong|gồm|với|là|đã|đang|phải|cần|thì|mà|khi|nếu|hoặc gọi|và các)(?!\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex Stops();

    [GeneratedRegex(@"^(?:nhà|chỗ|đây|đó|địa phương|gia đình|hộ gia đình|khu dân cư|thời điểm|điều|khoản|mục|quyết định|văn bản|nơi|mức|các|những|cấp|vị trí)(?!\p{L})(?! (?:văn|thi|sinh|thờ|máy|hát|ông|bà|trường|xóm|thôn))", RegexOptions.IgnoreCase)]
    private static partial Regex NotAPlace();

    [GeneratedRegex(@"^(?:nhà văn hóa|nhà văn hoá|trụ sở|trạm|hội trường|trường|sân|ủy ban|uỷ ban|bộ phận|trung tâm|chợ|đường|cầu|ngã|đê|cống|đình|chùa|nhà thờ|nhà thi đấu|bưu điện|điểm|kho|hợp tác xã|công an|bến|cửa|trạm bơm|xóm|thôn|tổ)", RegexOptions.IgnoreCase)]
    private static partial Regex Landmark();
}
