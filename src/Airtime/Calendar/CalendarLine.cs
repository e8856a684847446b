using System.Text;

namespace LangSo.Airtime.Calendar;

/// <summary>One content line, unfolded.</summary>
/// <param name="Number">Of the line in the file on which it begins, from 1.</param>
/// <param name="Name">In capitals.</param>
/// <param name="Parameters">Names in capitals, values without quotes.</param>
/// <param name="Value">As it stands.</param>
internal sealed record CalendarLine(int Number, string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    /// <summary>A text value without its escapes.</summary>
    public string Text
    {
        get
        {
            var built = new StringBuilder(Value.Length);
            for (var i = 0; i < Value.Length; i++)
            {
                if (Value[i] != '\\' || i + 1 == Value.Length) built.Append(Value[i]);
                else built.Append(Value[++i] is 'n' or 'N' ? '\n' : Value[i]);
            }
            return built.ToString();
        }
    }

    /// <summary>The lines of a file. One that is none has no name.</summary>
    public static IEnumerable<CalendarLine> Of(string text)
    {
        var (number, first, built) = (0, 1, new StringBuilder());
        foreach (var raw in text.TrimStart('\uFEFF').Split('\n'))
        {
            var line = raw.TrimEnd('\r');
            number++;
            if (line.Length > 0 && line[0] is ' ' or '\t')
            {
                built.Append(line, 1, line.Length - 1);
                continue;
            }
            if (built.Length > 0) yield return Parse(first, built.ToString());
            built.Clear().Append(line);
            first = number;
        }
        if (built.Length > 0) yield return Parse(first, built.ToString());
    }

    private static CalendarLine Parse(int number, string line)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> parts = [];
        var (from, quoted) = (0, false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"') quoted = !quoted;
            else if (!quoted && line[i] is ';' or ':' && !quoted)
            {
                parts.Add(line[from..i]);
                from = i + 1;
                if (line[i] != ':') continue;
                foreach (var part in parts.Skip(1))
                    if (part.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals) parameters.TryAdd(part[..equals].ToUpperInvariant(), part[(equals + 1)..].Trim('"'));
                return new CalendarLine(number, parts[0].Trim().ToUpperInvariant(), parameters, line[from..]);
            }
        }
        return new CalendarLine(number, "", parameters, line);
    }
}
