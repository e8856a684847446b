using LangSo.Foundation;

namespace LangSo.Bulletins;

/// <summary>Small things about written Vietnamese that cards need.</summary>
internal static class VnSentence
{
    /// <summary>The first letter large, the rest as it is.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], VnText.Culture) + text[1..];

    /// <summary>The words, split at blanks.</summary>
    public static string[] Words(string text) => text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// The sentences with where they begin. A dot between digits (25.000, 18.3) or after a single capital ends nothing; a line does.
    /// </summary>
    public static IEnumerable<(int Start, string Text)> Sentences(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var ends = i == text.Length || text[i] is '\n' or '!' or '?' or ';'
                || (text[i] == '.' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])) && !(i > 0 && char.IsUpper(text[i - 1]) && (i == 1 || !char.IsLetter(text[i - 2]))));
            if (!ends) continue;
            var piece = text[start..i];
            var lead = piece.Length - piece.TrimStart().Length;
            if (piece.Trim().Length > 0) yield return (start + lead, piece.Trim());
            start = i + 1;
        }
    }
}
