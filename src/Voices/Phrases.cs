using System.Text;

namespace LangSo.Voices;

/// <summary>A stretch of text that is said in one breath.</summary>
/// <param name="Clauses">Its words between commas, each with the sign that ends it (or none).</param>
internal sealed record Phrase(IReadOnlyList<(string Words, string Sign)> Clauses);

/// <summary>Cuts a spoken form into sentences, and those into clauses: the signs are not spoken but the model was taught to breathe at them.</summary>
internal static class Phrases
{
    private const int LongestClause = 220;

    public static IReadOnlyList<Phrase> Of(string text)
    {
        var phrases = new List<Phrase>();
        var clauses = new List<(string, string)>();
        var words = new StringBuilder();
        foreach (var c in text)
        {
            var sign = c switch { '.' or '!' or '?' => c.ToString(), '\n' or '…' => ".", ',' or ';' or ':' => c.ToString(), _ => null };
            if (sign is null && (words.Length < LongestClause || !char.IsWhiteSpace(c)))
            {
                words.Append(c);
                continue;
            }
            if (words.ToString().Any(char.IsLetterOrDigit)) clauses.Add((words.ToString().Trim(), sign ?? ","));
            words.Clear();
            if (sign is "." or "!" or "?" && clauses.Count > 0)
            {
                phrases.Add(new Phrase([.. clauses]));
                clauses.Clear();
            }
        }
        if (words.ToString().Any(char.IsLetterOrDigit)) clauses.Add((words.ToString().Trim(), "."));
        if (clauses.Count > 0) phrases.Add(new Phrase(clauses));
        return phrases;
    }
}
