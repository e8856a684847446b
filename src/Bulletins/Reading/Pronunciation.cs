using LangSo.Foundation;

namespace LangSo.Bulletins;

/// <summary>How a unit wants a word said. Never changed: a correction, or taking it back, is a later row of the same word.</summary>
/// <param name="Unit">The unit for which it holds, with all below it; a lower unit's own comes before.</param>
/// <param name="Key">The word by which rows are one entry (<see cref="PronunciationRules.KeyOf"/>).</param>
/// <param name="Written">As it stands in a text: "NVH", "Krông Pắc".</param>
/// <param name="Spoken">As it is said; empty when the entry was taken back.</param>
/// <param name="By">User name.</param>
/// <param name="At">UTC.</param>
internal sealed record Pronunciation(Guid Id, UnitId Unit, string Key, string Written, string Spoken, string By, string ByName, DateTime At)
{
    /// <summary>True when this row ends the entry.</summary>
    public bool IsEnd => Spoken.Length == 0;
}

/// <summary>What may stand in a dictionary. Pure.</summary>
internal static class PronunciationRules
{
    /// <summary>Characters of a written form: a word or a name, no sentence.</summary>
    public const int WrittenLimit = 60;

    /// <summary>Characters of a spoken form.</summary>
    public const int SpokenLimit = 200;

    /// <summary>Initials in capitals are one word and their small letters another; of any other word capitals do not count.</summary>
    public static string KeyOf(string written) => written.Any(char.IsLower) ? written.ToLower(VnText.Culture) : written;

    /// <summary>The entry, cleaned, or why not.</summary>
    public static Outcome<(string Written, string Spoken)> Check(string? written, string? spoken)
    {
        var (from, to) = (OneLine(written), OneLine(spoken));
        var problems = new List<Problem>();
        if (!from.Any(char.IsLetterOrDigit)) problems.Add(new Problem("written", "Chưa có chữ viết cần sửa cách đọc. Bấm vào chữ trong bản đọc hoặc viết chữ đó."));
        else if (from.Length > WrittenLimit) problems.Add(new Problem("written", "Chữ viết dài {0} ký tự, nhiều nhất {1}. Từ điển giữ từ, tên riêng, chữ viết tắt; câu thì sửa ngay trong bài.", VnText.Number(from.Length), VnText.Number(WrittenLimit)));
        if (!to.Any(char.IsLetter)) problems.Add(new Problem("spoken", "Chưa có cách đọc. Viết bằng chữ đúng như phát thanh viên đọc, ví dụ nhà văn hóa."));
        else if (to.Length > SpokenLimit) problems.Add(new Problem("spoken", "Cách đọc dài {0} ký tự, nhiều nhất {1}. Viết ngắn lại.", VnText.Number(to.Length), VnText.Number(SpokenLimit)));
        else if (ForeignScript.First(to) is { } strange) problems.Add(new Problem("spoken", "Cách đọc có chữ “{0}” máy không đọc được. Viết bằng chữ quốc ngữ.", strange));
        return problems.Count > 0 ? problems : (from, to);
    }

    private static string OneLine(string? text) => VnText.Clean(text).Replace('\n', ' ');
}
