using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace LangSo.Foundation;

/// <summary>
/// The one way LangSo writes JSON: camelCase names, Vietnamese letters as they are, no blanks when signed or hashed.
/// Property order is the order of declaration, so equal records give equal bytes.
/// </summary>
public static class LangSoJson
{
    /// <summary>Compact: what is signed, hashed, sent and stored.</summary>
    public static readonly JsonSerializerOptions Compact = Make(indented: false);

    /// <summary>For people: what the command line prints.</summary>
    public static readonly JsonSerializerOptions Indented = Make(indented: true);

    private static JsonSerializerOptions Make(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = indented,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            NumberHandling = JsonNumberHandling.Strict,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
