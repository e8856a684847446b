namespace LangSo.Look;

/// <summary>
/// Words on a page. The Vietnamese sentence is the key and what is shown by default; other languages come from resources.
/// <c>T["Còn {0} lần thử.", n]</c>.
/// </summary>
public interface IText
{
    /// <summary>The sentence in the reader's language, with its numbered places filled.</summary>
    string this[string vi, params object[] args] { get; }
}
