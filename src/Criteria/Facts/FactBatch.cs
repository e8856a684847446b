using System.Runtime.InteropServices;
using LangSo.Foundation;

namespace LangSo.Criteria;

/// <summary>Two values of one file that cannot both be so.</summary>
/// <param name="Row">Row of the later one.</param>
/// <param name="Column">Its column.</param>
/// <param name="Other">Row of the earlier one.</param>
public sealed record BatchConflict(int Row, int Column, int Other);

/// <summary>
/// Many facts of one source on their way in: 24 bytes each, made into <see cref="Fact"/>s while they are written. Each holds from its day on
/// until something newer does. The rows and columns of a table are kept so that what is wrong can be pointed at.
/// </summary>
/// <param name="source">Where they come from, in words.</param>
/// <param name="recorded">The day that LangSo learned them.</param>
public sealed class FactBatch(string source, DateOnly recorded)
{
    private readonly record struct Entry(int Indicator, int Unit, int Value, int Row, ushort Column, ushort From);

    private readonly List<string> _indicators = [], _values = [];
    private readonly List<UnitId> _units = [];
    private readonly Dictionary<string, int> _indicatorNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<UnitId, int> _unitNumbers = [];
    private readonly Dictionary<(string Kind, string Unit, string Value), (int Number, string? Refusal)> _checked = [];
    private readonly List<Entry> _entries = [];
    private FactBook? _settled;

    /// <summary>How many there are; after <see cref="Settle"/> only those that say something new.</summary>
    public int Count => _entries.Count;

    /// <summary>Where they come from, in words.</summary>
    public string Source => source;

    /// <summary>The day that LangSo learned them.</summary>
    internal DateOnly Recorded => recorded;

    /// <summary>Takes one in, or says why it is no value of this indicator.</summary>
    public string? Add(Indicator indicator, UnitId unit, string value, DateOnly from, int row, int column)
    {
        if (from < Days.First || from > Days.Last) return "ngày phải từ 1950 đến hết năm 2128";
        // Values come again and again: 0 to 100, yes and no.
        var key = (indicator.Kind, indicator.Unit, value);
        if (!_checked.TryGetValue(key, out var known))
        {
            known = indicator.Refuses(value) is { } refusal ? (-1, refusal) : (_values.Count, null);
            if (known.Refusal is null) _values.Add(value);
            _checked.Add(key, known);
        }
        if (known.Refusal is not null) return known.Refusal;
        _settled = null;
        _entries.Add(new Entry(Number(_indicatorNumbers, _indicators, indicator.Id), Number(_unitNumbers, _units, unit), known.Number, row, (ushort)column, Days.Of(from)));
        return null;
    }

    /// <summary>
    /// Puts them in the order of the store, leaves out what is said twice or known already from the same source, and says which contradict
    /// each other.
    /// </summary>
    public IReadOnlyList<BatchConflict> Settle(FactBook book)
    {
        if (ReferenceEquals(_settled, book)) return [];
        Sort();
        // Indicators and units are looked up once each, not once for every fact.
        var (columns, units) = (_indicators.ConvertAll(book.Column), _units.ConvertAll(book.Units.Find));
        var (conflicts, kept) = (new List<BatchConflict>(), 0);
        Entry? before = null;
        for (var i = 0; i < _entries.Count; i++)
        {
            var entry = _entries[i];
            if (before is { } last && (last.Indicator, last.Unit, last.From) == (entry.Indicator, entry.Unit, entry.From))
            {
                if (_values[last.Value] != _values[entry.Value]) conflicts.Add(new BatchConflict(entry.Row, entry.Column, last.Row));
                continue;
            }
            before = entry;
            if (!(Says(columns[entry.Indicator], units[entry.Unit], entry.From) && Known(book, entry))) _entries[kept++] = entry;
        }
        _entries.RemoveRange(kept, _entries.Count - kept);
        _settled = conflicts.Count == 0 ? book : null;
        return conflicts;
    }

    /// <summary>The facts, made one after another.</summary>
    internal IEnumerable<Fact> Facts()
    {
        foreach (var e in _entries) yield return Make(e);
    }

    /// <summary>The facts by indicator, as a book keeps them; settled before.</summary>
    internal IEnumerable<(string Indicator, int Count, IEnumerable<(int Unit, ulong When, int Value)> Facts)> ByIndicator(FactBook book)
    {
        // Units and values are looked up once each, not once for every fact.
        var units = _units.ConvertAll(book.Units.Number);
        var (yesNo, number, learned) = (new int?[_values.Count], new int?[_values.Count], Days.Of(recorded));
        for (var from = 0; from < _entries.Count;)
        {
            var (first, indicator, end) = (from, _entries[from].Indicator, from);
            while (end < _entries.Count && _entries[end].Indicator == indicator) end++;
            var isYesNo = book.IsYesNo(_indicators[indicator]);
            var codes = isYesNo ? yesNo : number;
            yield return (_indicators[indicator], end - first, Enumerable.Range(first, end - first).Select(i =>
            {
                var e = _entries[i];
                return (units[e.Unit], FactColumn.When(e.From, learned, Days.Open), codes[e.Value] ??= book.Codes.Code(isYesNo, _values[e.Value]));
            }));
            from = end;
        }
    }

    // By indicator, unit, first day and row: one number and the row, because millions of comparisons of four things take longer than reading the file.
    // Indicators and units go by their names, as the store's index has them: then a batch walks through the index once, however great it has become.
    private void Sort()
    {
        var (indicators, units) = (Ranks(_indicators), Ranks(_units.Select(u => u.Value)));
        var (keys, sorted) = (new UInt128[_entries.Count], true);
        for (var i = 0; i < keys.Length; i++)
        {
            var e = _entries[i];
            keys[i] = new UInt128((ulong)indicators[e.Indicator] << 32 | (uint)units[e.Unit], (ulong)e.From << 48 | (ulong)(uint)e.Row << 16 | e.Column);
            sorted &= i == 0 || keys[i - 1] <= keys[i];
        }
        if (!sorted) MemoryExtensions.Sort(keys.AsSpan(), CollectionsMarshal.AsSpan(_entries));
    }

    private static int[] Ranks(IEnumerable<string> names)
    {
        var order = names.Select((name, number) => (name, number)).OrderBy(n => n.name, StringComparer.Ordinal).ToList();
        var ranks = new int[order.Count];
        for (var rank = 0; rank < ranks.Length; rank++) ranks[order[rank].number] = rank;
        return ranks;
    }

    private Fact Make(Entry e) =>
        new(_indicators[e.Indicator], _units[e.Unit], _values[e.Value], Days.Date(e.From), null, recorded, "import", source, false, "");

    // True when anything was ever recorded of a unit with this first day.
    private static bool Says(FactColumn? column, int unit, ushort from)
    {
        if (column is null || unit < 0) return false;
        foreach (var when in column.WhenOf(unit))
            if (FactColumn.From(when) == from) return true;
        return false;
    }

    private bool Known(FactBook book, Entry entry)
    {
        var (indicator, unit) = (_indicators[entry.Indicator], _units[entry.Unit]);
        var fact = Make(entry);
        return book.History(indicator, unit).LastOrDefault(h => h.From == fact.From) is { } newest && newest with { Recorded = recorded } == fact;
    }

    private static int Number<T>(Dictionary<T, int> numbers, List<T> things, T thing)
        where T : notnull
    {
        if (numbers.TryGetValue(thing, out var number)) return number;
        things.Add(thing);
        numbers.Add(thing, things.Count - 1);
        return things.Count - 1;
    }
}
