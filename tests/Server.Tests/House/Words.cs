using System.Text.RegularExpressions;
using System.Xml.Linq;
using LangSo.Testing;

namespace LangSo.Server.Tests.House;

/// <summary>
/// The Vietnamese sentences that pages can show, found by reading the sources: what is looked up (<c>T["…"]</c>), problems,
/// words that code hands to a page, and why a device did not play. The command line and data files speak Vietnamese only.
/// </summary>
internal static partial class Words
{
    private static readonly string[] NotOnPages =
        ["src/Server/Commands/", "src/Server/Keeping/", "src/Server/Demo/", "src/Server/Migrations/", "src/Store/", "src/Territory/DataFiles/", "src/Recognition/Definitions.cs", "src/Player/"];

    /// <summary>What is wrong with the vault is said on pages, although the store's own troubles are not.</summary>
    private const string OnPagesToo = "src/Store/Media/";

    private static readonly string[] Reasons = ["src/Airtime/", "src/Player/OrderBook.cs", "src/Player/Sound/Conductor.cs", "src/Devices/BulletinEvidence.cs", "src/Devices/Health/", "src/Devices/DeviceRegister.cs"];

    /// <summary>Each sentence with the files that hold it.</summary>
    public static ILookup<string, string> InSources { get; } = Read().Distinct().ToLookup(f => f.Sentence, f => f.File);

    /// <summary>The English of each sentence.</summary>
    public static IReadOnlyList<(string Key, string Words)> English { get; } =
        [.. XDocument.Load(Path.Combine(Repository.Root, "src", "Look", "Text", "Texts.en.resx")).Root!.Elements("data").Select(d => (d.Attribute("name")!.Value, d.Element("value")!.Value))];

    private static IEnumerable<(string Sentence, string File)> Read()
    {
        var root = Path.Combine(Repository.Root, "src");
        foreach (var path in Directory.EnumerateFiles(root, "*.cs*", SearchOption.AllDirectories).Where(p => p.EndsWith(".cs", StringComparison.Ordinal) || p.EndsWith(".cshtml", StringComparison.Ordinal)))
        {
            var file = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
            if (file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal)) continue;
            var text = Comment().Replace(File.ReadAllText(path), "");
            if (file.StartsWith(OnPagesToo, StringComparison.Ordinal) || !NotOnPages.Any(n => file.StartsWith(n, StringComparison.Ordinal)))
            {
                foreach (var sentence in LookedUp(text).Concat(Problems(text))) yield return (sentence, file);
                if (file.Contains("/Pages/", StringComparison.Ordinal) || file is "src/Look/Parts/IconTagHelper.cs" or "src/Devices/Device.cs" or "src/Speech/Voice/EspeakVoice.cs" or "src/Foundation/Time/VnTime.cs")
                    foreach (var sentence in Arms(text)) yield return (sentence, file);
            }
            // What a module says that it keeps of a unit is shown by the preview of a change; the words of repairs stand in one place.
            if (file.EndsWith("MergeWitness.cs", StringComparison.Ordinal) || file == "src/Devices/Repairs/RepairViews.cs")
                foreach (var sentence in TextsIn(text).Where(IsVietnamese)) yield return (sentence, file);
            if (Reasons.Any(r => file.StartsWith(r, StringComparison.Ordinal)))
                foreach (Match reason in Reason().Matches(text).Where(m => IsVietnamese(m.Groups[1].Value))) yield return (reason.Groups[1].Value, file);
        }
    }

    /// <summary>T["…"], Text[x ? "…" : "…"]: every text of the first argument that is not compared with.</summary>
    private static IEnumerable<string> LookedUp(string text) => Lookup().Matches(text).SelectMany(m => TextsIn(Arguments(text, m.Index + m.Length)[0]));

    /// <summary>new Problem("field", "…") and calls of the same shape: the second argument when it is a sentence.</summary>
    private static IEnumerable<string> Problems(string text)
    {
        foreach (Match call in Call().Matches(text))
        {
            if (Arguments(text, call.Index + call.Length) is not [var field, var sentence, ..]) continue;
            var isProblem = call.Value.EndsWith("Problem(", StringComparison.Ordinal);
            if (!isProblem && !Field().IsMatch(field.Trim())) continue;
            foreach (var words in TextsIn(sentence))
                if (isProblem || IsVietnamese(words) && words.EndsWith('.')) yield return words;
        }
    }

    /// <summary>Words that a switch gives: <c>=> "…"</c> and <c>=> ("…", "…")</c>.</summary>
    private static IEnumerable<string> Arms(string text) =>
        Arm().Matches(text).SelectMany(m => m.Groups.Values.Skip(1)).Where(g => IsVietnamese(g.Value)).Select(g => Unescaped(g.Value));

    private static IEnumerable<string> TextsIn(string argument) => Literal().Matches(argument)
        .Where(m => !Compared().IsMatch(argument[..m.Index]) && !argument[(m.Index + m.Length)..].TrimStart().StartsWith("=>", StringComparison.Ordinal))
        .Select(m => Unescaped(m.Groups[1].Value));

    /// <summary>The arguments from here to the bracket that closes them.</summary>
    private static List<string> Arguments(string text, int start)
    {
        List<string> arguments = [];
        var (depth, from) = (0, start);
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '"' && Literal().Match(text, i) is { Success: true } literal && literal.Index == i) i += literal.Length - 1;
            else if (text[i] is '(' or '[' or '{') depth++;
            else if (text[i] is ')' or ']' or '}' && depth-- == 0 || text[i] == ',' && depth == 0)
            {
                arguments.Add(text[from..i]);
                from = i + 1;
                if (text[i] != ',') break;
            }
        }
        return arguments.Count > 0 ? arguments : [""];
    }

    private static bool IsVietnamese(string text) => text.Any(c => c > 127 && char.IsLetter(c));

    private static string Unescaped(string literal) => literal.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*//.*$|@\*.*?\*@", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<![\w])(?:T|[Tt]ext|[Ww]ords)\[")]
    private static partial Regex Lookup();

    [GeneratedRegex(@"(?:\bnew|\bnew Problem|[A-Z]\w+)\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"^(?:""[\w-]*""|field)$")]
    private static partial Regex Field();

    [GeneratedRegex(@"=>\s*\(?""((?:[^""\\]|\\.)*)""(?:,\s*""((?:[^""\\]|\\.)*)"")?")]
    private static partial Regex Arm();

    [GeneratedRegex(@"""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?:==|!=|\bis|\bor|\bnot)\s*$")]
    private static partial Regex Compared();

    [GeneratedRegex(@"(?<!\$)""(?:[a-z]+(?:-[a-z]+)*: )?(\p{Lu}[^""{}\\]*\.)""")]
    private static partial Regex Reason();
}
