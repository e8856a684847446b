using System.Globalization;
using System.Text;

namespace LangSo.Bulletins;

/// <summary>Letters that no Vietnamese voice can say: another script than Latin. Signs, digits and emoji are no letters.</summary>
internal static class ForeignScript
{
    /// <summary>The first run of such letters, at most eight of them; null when there is none.</summary>
    public static string? First(string text)
    {
        var run = new StringBuilder();
        var letters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsForeign(rune) && letters < 8)
            {
                run.Append(rune);
                letters++;
            }
            else if (letters > 0)
            {
                break;
            }
        }
        return letters > 0 ? run.ToString() : null;
    }

    // Latin lies below U+0250 and in U+1E00-1EFF; beyond it µ, Ω and α stand in measures and are read; modifiers and full-width forms are no script.
    private static bool IsForeign(Rune rune) => Rune.IsLetter(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.ModifierLetter && rune.Value switch
    {
        < 0x250 => false,
        >= 0x370 and < 0x400 => false,
        >= 0x1E00 and < 0x1F00 => false,
        >= 0x2100 and < 0x2190 => false,
        >= 0xFB00 and < 0xFB07 => false,
        >= 0xFF21 and < 0xFF5B => false,
        >= 0x1D400 and < 0x1D800 => false,
        _ => true,
    };
}
