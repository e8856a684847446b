using System.Globalization;
using System.Text;

namespace LangSo.Speech.Reading;

/// <summary>The one form of the input that everything else reads: NFC, plain digits, nothing invisible.</summary>
internal static class Preparation
{
    public static string Of(string? written)
    {
        if (string.IsNullOrEmpty(written)) return "";
        if (Plain(written)) return written;
        var built = new StringBuilder(written.Length);
        foreach (var rune in written.EnumerateRunes()) Append(built, rune);
        return built.ToString().Normalize(NormalizationForm.FormC);
    }

    private static bool Plain(string text)
    {
        foreach (var c in text)
            if (c > 0x1EF9 || char.IsControl(c) && c is not ('\n' or '\t')) return false;
            else if (c > 0x24F && c < 0x1EA0 || c is 'º' or '\u00AD') return false;
        return text.IsNormalized(NormalizationForm.FormC);
    }

    private static void Append(StringBuilder built, Rune rune)
    {
        // Full-width forms come from phones and from text copied out of PDF files.
        if (rune.Value is >= 0xFF01 and <= 0xFF5E) rune = new Rune(rune.Value - 0xFEE0);
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.DecimalDigitNumber:
                built.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
                break;
            case UnicodeCategory.Format:
                break;
            case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                built.Append('\n');
                break;
            case UnicodeCategory.SpaceSeparator:
                built.Append(' ');
                break;
            case UnicodeCategory.Control:
                if (rune.Value is '\n' or '\t') built.Append((char)rune.Value);
                break;
            default:
                // º is a letter to Unicode but a degree sign to those who type it.
                if (rune.Value == 'º') built.Append('°');
                else built.Append(rune.ToString());
                break;
        }
    }
}
