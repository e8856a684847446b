using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LangSo.Foundation;

namespace LangSo.Reports;

/// <summary>What a place in a template gets: text, and a number when it can be compared.</summary>
internal readonly record struct Filling(string Text, decimal? Number)
{
    public static Filling Of(string text) => new(text, null);

    public static Filling Of(decimal number) => new(VnText.Number(number), number);
}

/// <summary>The values that a template's places take; each use is noted, so that a paragraph knows what it rests on.</summary>
internal sealed partial class Fillings(Fillings? outer = null)
{
    private readonly Dictionary<string, (Func<Filling> Value, object? From)> _values = new(StringComparer.Ordinal);

    /// <summary>Defines a place. <paramref name="from"/> is the measure or fact behind it.</summary>
    public void Add(string name, Func<Filling> value, object? from = null) => _values[name] = (value, from);

    public void Add(string name, string text) => Add(name, () => Filling.Of(text));

    /// <summary>The value, or null when there is no such place.</summary>
    public Filling? Find(string name, ICollection<object>? used)
    {
        if (!_values.TryGetValue(name, out var found)) return outer?.Find(name, used);
        if (found.From is not null) used?.Add(found.From);
        return found.Value();
    }

    /// <summary>Fills "{name}" places; those that do not exist are collected.</summary>
    public string Fill(string template, ICollection<object>? used, ICollection<string> unknown) => Place().Replace(template, match =>
    {
        if (Find(match.Groups[1].Value, used) is { } filling) return filling.Text;
        unknown.Add(match.Groups[1].Value);
        return "";
    });

    /// <summary>True when "name = 3", "name > 3" or "name &lt; 3" holds; a name without a number holds none of them.</summary>
    public bool Holds(string condition, ICollection<string> unknown)
    {
        var match = Condition().Match(condition);
        if (!match.Success || Find(match.Groups[1].Value, null) is not { } filling)
        {
            unknown.Add(condition);
            return false;
        }
        return filling.Number is { } number && match.Groups[2].Value switch
        {
            ">" => number > Bound(match),
            "<" => number < Bound(match),
            _ => number == Bound(match),
        };
    }

    /// <summary>"trên 14.000" for 14.236; a number below a thousand, or a full thousand, as it is.</summary>
    public static string Over(decimal number)
    {
        var thousands = Math.Floor(number / 1000m) * 1000m;
        return thousands > 0 && thousands < number ? "trên " + VnText.Number(thousands) : VnText.Number(number);
    }

    /// <summary>Sentences joined as one paragraph.</summary>
    public string Join(IEnumerable<TemplateSentence> sentences, ICollection<object> used, ICollection<string> unknown)
    {
        var text = new StringBuilder();
        foreach (var sentence in sentences)
            if (sentence.If.All(c => Holds(c, unknown))) text.Append(Fill(sentence.Vi, used, unknown));
        return text.ToString().Trim();
    }

    private static decimal Bound(Match match) => decimal.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"^(\S+) ([=<>]) (\d+)$")]
    private static partial Regex Condition();
}
