using System.Globalization;
using System.Resources;
using LangSo.Foundation;

namespace LangSo.Look;

/// <summary>Words from <c>Texts.en.resx</c>; a sentence that is not translated yet shows in Vietnamese rather than as a code.</summary>
internal sealed class ResourceText : IText
{
    private static readonly ResourceManager English = new("LangSo.Look.Text.Texts", typeof(ResourceText).Assembly);

    public string this[string vi, params object[] args]
    {
        get
        {
            var format = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en"
                ? English.GetString(vi, CultureInfo.GetCultureInfo("en")) ?? vi : vi;
            return args.Length == 0 ? format : string.Format(VnText.Culture, format, args);
        }
    }
}
