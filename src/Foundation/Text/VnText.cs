using System.Globalization;
using System.Text;

namespace LangSo.Foundation;

/// <summary>Vietnamese text: one form (NFC), search without marks, order of names, numbers as officials write them.</summary>
public static class VnText
{
    /// <summary>vi-VN, read-only: comma for decimals, dot for thousands.</summary>
    public static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>Order of Vietnamese names, marks and case aside last.</summary>
    public static readonly IComparer<string> Order = Comparer<string>.Create((a, b) => Culture.CompareInfo.Compare(a, b));

    /// <summary>One form for storing: NFC, without leading, trailing or doubled blanks inside a line.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        var nfc = text.Normalize(NormalizationForm.FormC);
        var built = new StringBuilder(nfc.Length);
        var blank = false;
        foreach (var c in nfc)
        {
            if (c is ' ' or '\t' or '\u00A0') { blank = built.Length > 0; continue; }
            if (blank && c != '\n') built.Append(' ');
            blank = false;
            if (c != '\r') built.Append(c);
        }
        return built.ToString().Trim();
    }

    /// <summary>
    /// The form that searches compare: lower case, no tone or vowel marks, đ as d, NFC.
    /// <c>Fold("Đường làng Giao Phong") == "duong lang giao phong"</c>.
    /// </summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var parts = text.Normalize(NormalizationForm.FormD);
        var built = new StringBuilder(parts.Length);
        foreach (var c in parts)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            built.Append(c is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(c));
        }
        return built.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>"14.000".</summary>
    public static string Number(long value) => value.ToString("#,0", Culture);

    /// <summary>"5,5", without a zero decimal.</summary>
    public static string Number(decimal value) => value.ToString("#,0.##", Culture);

    /// <summary>"96,6 %", "17 %": one decimal, a zero one dropped, a plain space before the sign.</summary>
    public static string Percent(decimal percent) => percent.ToString("0.#", Culture) + " %";
}
