using System.Text;

namespace LangSo.Speech.Reading;

/// <summary>The names of the letters as announcers say them.</summary>
internal static class LetterNames
{
    public static string? Of(char letter) => char.ToUpperInvariant(letter) switch
    {
        'A' => "a", 'Ă' => "á", 'Â' => "ớ", 'B' => "bê", 'C' => "xê", 'D' => "dê", 'Đ' => "đê", 'E' => "e", 'Ê' => "ê",
        'F' => "ép", 'G' => "giê", 'H' => "hát", 'I' => "i", 'J' => "gi", 'K' => "ca", 'L' => "e lờ", 'M' => "em mờ",
        'N' => "en nờ", 'O' => "o", 'Ô' => "ô", 'Ơ' => "ơ", 'P' => "pê", 'Q' => "quy", 'R' => "e rờ", 'S' => "ét", 'T' => "tê",
        'U' => "u", 'Ư' => "ư", 'V' => "vê", 'W' => "vê kép", 'X' => "ích", 'Y' => "y", 'Z' => "dét",
        _ => null,
    };

    /// <summary>"en nờ tê em mờ"; null when a letter has no Vietnamese name.</summary>
    public static string? Spell(ReadOnlySpan<char> word)
    {
        var built = new StringBuilder(word.Length * 4);
        foreach (var c in word)
        {
            if (Of(c) is not { } name) return null;
            if (built.Length > 0) built.Append(' ');
            built.Append(name);
        }
        return built.ToString();
    }
}
