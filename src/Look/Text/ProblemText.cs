using LangSo.Foundation;

namespace LangSo.Look;

/// <summary>Problems in the reader's language.</summary>
public static class ProblemText
{
    /// <summary>The problem's sentence, translated and filled.</summary>
    public static string Say(this IText text, Problem problem) => text[problem.Text, problem.Args];
}
