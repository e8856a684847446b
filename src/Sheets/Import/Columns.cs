using System.Text;
using LangSo.Criteria;
using LangSo.Foundation;

namespace LangSo.Sheets;

/// <summary>What a column of a table is for.</summary>
public enum ColumnRole
{
    /// <summary>Not read.</summary>
    Ignored,

    /// <summary>The unit's statistics code.</summary>
    Code,

    /// <summary>The unit's name.</summary>
    Unit,

    /// <summary>The day of the row's values.</summary>
    Day,

    /// <summary>Which indicator the row is about.</summary>
    Indicator,

    /// <summary>The row's value.</summary>
    Value,

    /// <summary>Values of one indicator.</summary>
    Measure,
}

/// <summary>One column of a table, and what it was taken for.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Header">Its headings, upper ones first.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Measure">The indicator of a column of values.</param>
public sealed record SheetColumn(int Index, string Header, ColumnRole Role, Indicator? Measure)
{
    /// <summary>How a saved mapping names what it was taken for: an indicator's id, or "@code".</summary>
    public string Target => Measure?.Id ?? "@" + ColumnNames.WordOf(Role);
}

/// <summary>Finds out what columns are for: by what was said before of this source, by ids, by names in any spelling.</summary>
internal sealed class ColumnNames
{
    private static readonly (ColumnRole Role, string[] Words)[] Words =
    [
        (ColumnRole.Code, ["ma", "ma xa", "ma don vi", "ma dvhc", "ma don vi hanh chinh", "ma so", "ma xa phuong", "code", "unit code"]),
        (ColumnRole.Unit, ["ten", "xa", "ten xa", "xa phuong", "xa phuong thi tran", "ten xa phuong", "don vi", "ten don vi", "dia ban", "don vi hanh chinh", "ten don vi hanh chinh", "unit", "name"]),
        (ColumnRole.Day, ["ngay", "tai ngay", "ngay so lieu", "thoi diem", "tinh den ngay", "date"]),
        (ColumnRole.Indicator, ["chi tieu", "ma chi tieu", "ten chi tieu", "indicator"]),
        (ColumnRole.Value, ["gia tri", "so lieu", "ket qua", "value"]),
    ];

    private readonly Dictionary<string, Indicator?> _names = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, Indicator> _indicators;
    private readonly IReadOnlyDictionary<string, string> _saved;

    /// <param name="indicators">Those that there are.</param>
    /// <param name="saved">What headings of this source mean, by <see cref="Key"/>.</param>
    public ColumnNames(IReadOnlyDictionary<string, Indicator> indicators, IReadOnlyDictionary<string, string> saved)
    {
        (_indicators, _saved) = (indicators, saved);
        foreach (var indicator in indicators.Values)
            foreach (var name in new HashSet<string> { Key(indicator.Name), Key(indicator.Name + " " + indicator.Unit) })
                if (!_names.TryAdd(name, indicator) && _names[name] != indicator) _names[name] = null;
    }

    public static string WordOf(ColumnRole role) => role.ToString().ToLowerInvariant();

    /// <summary>The form in which headings are compared: without marks, case and signs.</summary>
    public static string Key(string heading)
    {
        var built = new StringBuilder(heading.Length);
        foreach (var c in VnText.Fold(heading))
        {
            if (char.IsLetterOrDigit(c)) built.Append(c);
            else if (built.Length > 0 && built[^1] != ' ') built.Append(' ');
        }
        return built.ToString().TrimEnd();
    }

    public static ColumnRole RoleOf(string heading)
    {
        var key = Key(heading);
        foreach (var (role, words) in Words)
            if (words.Contains(key)) return role;
        return ColumnRole.Ignored;
    }

    /// <summary>The indicator of an id or a name; null when there is none, or two of that name.</summary>
    public Indicator? Find(string text) => _indicators.GetValueOrDefault(text) ?? _names.GetValueOrDefault(Key(text));

    public SheetColumn Column(int index, IReadOnlyList<string> headings)
    {
        var header = string.Join(" – ", headings);
        if (_saved.TryGetValue(Key(header), out var target))
        {
            if (_indicators.TryGetValue(target, out var meant)) return new SheetColumn(index, header, ColumnRole.Measure, meant);
            if (target.StartsWith('@') && Enum.TryParse<ColumnRole>(target[1..], ignoreCase: true, out var said) && said != ColumnRole.Measure) return new SheetColumn(index, header, said, null);
        }
        var role = headings.Select(RoleOf).FirstOrDefault(r => r != ColumnRole.Ignored);
        if (role != ColumnRole.Ignored) return new SheetColumn(index, header, role, null);
        var found = headings.Select(h => _indicators.GetValueOrDefault(h.Trim())).FirstOrDefault(i => i is not null)
            ?? Find(string.Join(' ', headings)) ?? headings.Reverse().Select(Find).FirstOrDefault(i => i is not null);
        return new SheetColumn(index, header, found is null ? ColumnRole.Ignored : ColumnRole.Measure, found);
    }
}
