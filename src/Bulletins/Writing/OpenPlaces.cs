using System.Text.RegularExpressions;

namespace LangSo.Bulletins;

/// <summary>Places that a template leaves to be filled: <c>‹ngày tiêm›</c>. Such marks stand in no real notice, so one that is left is an omission.</summary>
internal static partial class OpenPlaces
{
    /// <summary>The mark of a place.</summary>
    public static string Of(string label) => "‹" + label + "›";

    /// <summary>Those in a text, in order, each once.</summary>
    public static IReadOnlyList<string> In(string text) => [.. Place().Matches(text).Select(m => m.Value).Distinct()];

    [GeneratedRegex("‹[^‹›\n]{1,60}›")]
    private static partial Regex Place();
}
