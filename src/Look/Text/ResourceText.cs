using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using LangSo.Foundation;

namespace LangSo.Look;

/// <summary>
/// Words from <c>Texts.en.resx</c>; a sentence that is not translated yet shows in Vietnamese rather than as a code. A word
/// that stands both alone and inside a sentence is one entry: the English begins as the Vietnamese begins.
/// </summary>
internal sealed class ResourceText : IText
{
    private static readonly FrozenDictionary<string, (string Key, string Words)> English = new ResourceManager("LangSo.Look.Text.Texts", typeof(ResourceText).Assembly)
        .GetResourceSet(CultureInfo.GetCultureInfo("en"), createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
        .ToFrozenDictionary(e => (string)e.Key, e => ((string)e.Key, (string)e.Value!), StringComparer.OrdinalIgnoreCase);

    public string this[string vi, params object[] args]
    {
        get
        {
            var format = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? InEnglish(vi) : vi;
            return args.Length == 0 ? format : string.Format(VnText.Culture, format, args);
        }
    }

    private static string InEnglish(string vi)
    {
        if (!English.TryGetValue(vi, out var found)) return vi;
        if (vi.Length == 0 || vi[0] == found.Key[0]) return found.Words;
        var first = char.IsLower(vi[0]) ? char.ToLower(found.Words[0], CultureInfo.InvariantCulture) : char.ToUpper(found.Words[0], CultureInfo.InvariantCulture);
        return first + found.Words[1..];
    }
}
