using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace LangSo.Speech.Reading;

/// <summary>What makes a row of letters a Vietnamese syllable; and one spelling for both ways of placing the tone mark.</summary>
internal static class Syllable
{
    private static readonly FrozenSet<string> Rimes = (
        "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây " +
        "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu " +
        "o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet " +
        "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u uc ui um un ung up ut ua uân uâng uât uây uê uêch uênh uy uya uych uyên uyêt uynh uyp uyt uyu uơ " +
        "uôc uôi uôm uôn uông uôt ư ưc ưi ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Onsets =
        ["ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu", "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x"];

    // Open syllables whose mark some keyboards put on the second vowel: hoà/hòa, khoẻ/khỏe, thuỷ/thủy.
    private static readonly FrozenDictionary<string, string> NewMarks = new Dictionary<string, string>
    {
        ["oà"] = "òa", ["oá"] = "óa", ["oả"] = "ỏa", ["oã"] = "õa", ["oạ"] = "ọa",
        ["oè"] = "òe", ["oé"] = "óe", ["oẻ"] = "ỏe", ["oẽ"] = "õe", ["oẹ"] = "ọe",
        ["uỳ"] = "ùy", ["uý"] = "úy", ["uỷ"] = "ủy", ["uỹ"] = "ũy", ["uỵ"] = "ụy",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Lower case, the mark of an open oa, oe, uy on the first vowel. "qu" is an onset: "quý" stays.</summary>
    public static string Canonical(ReadOnlySpan<char> word)
    {
        var lower = string.Create(word.Length, word, static (to, from) => from.ToLowerInvariant(to));
        if (lower.Length < 3 || lower[^1] is >= 'a' and <= 'z' || lower[^3] == 'q') return lower;
        return NewMarks.TryGetValue(lower[^2..], out var moved) ? lower[..^2] + moved : lower;
    }

    /// <summary>"PHONG", "HÒA", "NGHỊ"; not "UBND", "NTM".</summary>
    public static bool Is(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > 7) return false;
        var bare = Bare(word);
        foreach (var onset in Onsets)
            if (bare.StartsWith(onset, StringComparison.Ordinal) && Rimes.Contains(bare[onset.Length..])) return true;
        return bare is "gin" or "gi" or "gìn" || Rimes.Contains(bare);
    }

    /// <summary>Lower case without the tone; vowel marks stay.</summary>
    private static string Bare(ReadOnlySpan<char> word)
    {
        var parts = word.ToString().Normalize(NormalizationForm.FormD);
        var built = new StringBuilder(parts.Length);
        foreach (var c in parts)
            if (c is not ('\u0300' or '\u0301' or '\u0303' or '\u0309' or '\u0323')) built.Append(char.ToLower(c, CultureInfo.InvariantCulture));
        return built.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Whether every letter is a Latin capital (Đ, Ư and marked ones too).</summary>
    public static bool Capitals(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
            if (!char.IsUpper(c) || c > 0x24F && c is not (>= '\u1EA0' and <= '\u1EF9')) return false;
        return true;
    }
}
