using System.Collections;
using LangSo.Foundation;

namespace LangSo.Criteria;

/// <summary>A value that held from one day to another.</summary>
/// <param name="Unit">Of which unit.</param>
/// <param name="From">First day.</param>
/// <param name="To">First day that something else, or nothing, held; null while it holds.</param>
/// <param name="Number">As a number, or null.</param>
/// <param name="IsYes">True for yes.</param>
/// <param name="Sample">True when it is made up, wholly or in part.</param>
public readonly record struct FactStretch(UnitId Unit, DateOnly From, DateOnly? To, decimal? Number, bool IsYes, bool Sample);

/// <summary>
/// Every fact in memory, unchanging: what was known of a unit for a day, as known on a day. Kept in columns, 16 bytes a fact, so that a
/// country of ten years fits; <see cref="Fact"/>s are made when they are asked for.
/// </summary>
public sealed class FactBook
{
    private readonly record struct Origin(string SourceKind, string Source, bool Sample, string Note);

    private readonly Dictionary<string, Indicator> _indicators;
    private readonly Dictionary<string, FactColumn> _columns;
    private readonly Interned<Origin> _origins;

    /// <summary>Builds it from the rows of the store, in the order of writing.</summary>
    public FactBook(IEnumerable<Indicator> indicators, IEnumerable<Fact> facts)
        : this(indicators.ToDictionary(i => i.Id, StringComparer.Ordinal), new Dictionary<string, FactColumn>(StringComparer.Ordinal), new(), new(), new(), 0, default)
    {
        var builders = new Dictionary<string, FactColumn.Builder>(StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            if (!builders.TryGetValue(fact.Indicator, out var builder)) builders.Add(fact.Indicator, builder = new());
            Add(builder, fact);
        }
        Fill(builders);
    }

    private FactBook(
        Dictionary<string, Indicator> indicators, Dictionary<string, FactColumn> columns, Interned<UnitId> units, Interned<Origin> origins, ValueCodes codes,
        int count, DateOnly lastRecorded) =>
        (_indicators, _columns, Units, _origins, Codes, Count, LastRecorded) = (indicators, columns, units, origins, codes, count, lastRecorded);

    /// <summary>A book of nothing.</summary>
    public static FactBook Empty { get; } = new([], []);

    /// <summary>How many facts were ever recorded.</summary>
    public int Count { get; private set; }

    /// <summary>The day of the newest knowledge: as known on any day from it, answers are those of now.</summary>
    public DateOnly LastRecorded { get; private set; }

    /// <summary>Every fact ever recorded, made while it is walked through; by indicator and unit.</summary>
    public IReadOnlyCollection<Fact> All => new Walk(this);

    /// <summary>The indicators by id.</summary>
    public IReadOnlyDictionary<string, Indicator> Indicators => _indicators;

    internal Interned<UnitId> Units { get; }

    internal ValueCodes Codes { get; }

    /// <summary>
    /// The fact that holds for a unit, or null: of those that hold, the one with the latest first day. Among facts with one first day the
    /// one learned last has taken the others' place, also when it says that the stretch has ended.
    /// </summary>
    public Fact? Find(string indicator, UnitId unit, AsOf asOf)
    {
        if (!_columns.TryGetValue(indicator, out var column) || Units.Find(unit) is var number && number < 0) return null;
        var at = FactColumn.Holding(column.WhenOf(number), Days.Of(asOf.Date), Days.Of(asOf.KnownOn));
        return at < 0 ? null : Make(indicator, column, number, at);
    }

    /// <summary>The units of which a fact of this indicator holds, with it.</summary>
    public IEnumerable<Fact> Holding(string indicator, AsOf asOf)
    {
        if (!_columns.TryGetValue(indicator, out var column)) yield break;
        for (var unit = 0; unit < column.Units; unit++)
            if (FactColumn.Holding(column.WhenOf(unit), Days.Of(asOf.Date), Days.Of(asOf.KnownOn)) is var at and >= 0) yield return Make(indicator, column, unit, at);
    }

    /// <summary>Everything ever recorded of one indicator of one unit, oldest first day first, replaced facts too.</summary>
    public IReadOnlyList<Fact> History(string indicator, UnitId unit)
    {
        if (!_columns.TryGetValue(indicator, out var column) || Units.Find(unit) is var number && number < 0) return [];
        return [.. Enumerable.Range(0, column.WhenOf(number).Length).Select(i => Make(indicator, column, number, i))];
    }

    /// <summary>What held of an indicator through time, as known on a day: each unit's stretches, oldest first.</summary>
    public IEnumerable<FactStretch> Stretches(string indicator, DateOnly knownOn)
    {
        if (!_columns.TryGetValue(indicator, out var column)) yield break;
        var (known, yesNo, turns) = (Days.Of(knownOn), IsYesNo(indicator), new List<ushort>());
        for (var unit = 0; unit < column.Units; unit++)
        {
            FactColumn.Turns(column.WhenOf(unit), known, turns);
            for (var i = 0; i < turns.Count; i++)
            {
                if (FactColumn.Holding(column.WhenOf(unit), turns[i], known) is not (>= 0 and var at)) continue;
                var code = column.ValuesOf(unit)[at];
                var number = yesNo || code <= ValueCodes.Exempt ? null : code >= -ValueCodes.Most ? code / 100m : Make(indicator, column, unit, at).Number;
                yield return new FactStretch(Units[unit], Days.Date(turns[i]), i + 1 < turns.Count ? Days.Date(turns[i + 1]) : null, number, yesNo && code == 1, _origins[column.OriginOf(unit, at)].Sample);
            }
        }
    }

    /// <summary>A book with these facts more; the old one stays as it is.</summary>
    public FactBook With(IReadOnlyCollection<Fact> facts, IEnumerable<Indicator>? indicators = null)
    {
        var known = new Dictionary<string, Indicator>(_indicators, StringComparer.Ordinal);
        foreach (var indicator in indicators ?? []) known[indicator.Id] = indicator;
        var book = new FactBook(known, new Dictionary<string, FactColumn>(_columns, StringComparer.Ordinal), Units, _origins, Codes, Count, LastRecorded);
        foreach (var group in facts.GroupBy(f => f.Indicator, StringComparer.Ordinal))
        {
            var column = book._columns.GetValueOrDefault(group.Key, FactColumn.Empty);
            if (group.Take(9).Count() == 9)
            {
                var builder = new FactColumn.Builder(column);
                foreach (var fact in group) book.Add(builder, fact);
                book._columns[group.Key] = builder.Build(Units.Count);
                book.Count -= column.Count;
                book.Count += book._columns[group.Key].Count;
                continue;
            }
            foreach (var fact in group)
            {
                column = column.With(Units.Number(fact.Unit), When(fact), Codes.Code(book.IsYesNo(fact.Indicator), fact.Value), book.OriginOf(fact));
                book.Count++;
            }
            book._columns[group.Key] = column;
        }
        foreach (var fact in facts)
            if (fact.Recorded > book.LastRecorded) book.LastRecorded = fact.Recorded;
        return book;
    }

    /// <summary>A book with a settled batch more; the old one stays as it is. Its facts are not all made at once.</summary>
    internal FactBook With(FactBatch batch)
    {
        var book = With([]);
        var origin = _origins.Number(new Origin("import", batch.Source, false, ""));
        foreach (var (indicator, count, facts) in batch.ByIndicator(book))
        {
            var builder = new FactColumn.Builder(book._columns.GetValueOrDefault(indicator, FactColumn.Empty), count);
            foreach (var (unit, when, value) in facts) builder.Add(unit, when, value, origin);
            book._columns[indicator] = builder.Build(Units.Count);
            book.Count += count;
        }
        if (batch.Count > 0 && batch.Recorded > book.LastRecorded) book.LastRecorded = batch.Recorded;
        return book;
    }

    /// <summary>A book of numbers that are there in columns already, for one source: what a measure or a bulk load hands in.</summary>
    internal static FactBook OfColumns(IEnumerable<Indicator> indicators, IReadOnlyList<UnitId> units, IReadOnlyDictionary<string, FactColumn.Builder> builders, DateOnly lastRecorded)
    {
        var book = new FactBook(indicators, []) { LastRecorded = lastRecorded };
        foreach (var unit in units) book.Units.Number(unit);
        book._origins.Number(new Origin("import", "", false, ""));
        book.Fill(builders);
        return book;
    }

    /// <summary>What a book is made of, apart from its indicators.</summary>
    internal sealed record Parts(
        IReadOnlyList<string> Units, IReadOnlyList<string> Texts, IReadOnlyList<(string Kind, string Source, bool Sample, string Note)> Origins,
        IReadOnlyDictionary<string, FactColumn> Columns, DateOnly LastRecorded)
    {
        public int Count => Columns.Values.Sum(c => c.Count);
    }

    internal Parts ToParts() => new(
        [.. Enumerable.Range(0, Units.Count).Select(u => Units[u].Value)], Codes.Texts,
        [.. Enumerable.Range(0, _origins.Count).Select(o => (_origins[o].SourceKind, _origins[o].Source, _origins[o].Sample, _origins[o].Note))], _columns, LastRecorded);

    internal static FactBook Of(IEnumerable<Indicator> indicators, Parts parts)
    {
        var book = new FactBook(indicators, []) { LastRecorded = parts.LastRecorded, Count = parts.Count };
        foreach (var unit in parts.Units) book.Units.Number(new UnitId(unit));
        book.Codes.Take(parts.Texts);
        foreach (var (kind, source, sample, note) in parts.Origins) book._origins.Number(new Origin(kind, source, sample, note));
        foreach (var (indicator, column) in parts.Columns) book._columns[indicator] = column;
        return book;
    }

    /// <summary>
    /// Takes these columns in the place of its own, one by one, so that no two countries are in memory at once: only for a book that nobody has seen yet.
    /// </summary>
    internal void Take(Dictionary<string, FactColumn.Builder> builders, DateOnly recorded)
    {
        foreach (var indicator in builders.Keys.ToList())
        {
            builders.Remove(indicator, out var builder);
            var column = builder!.Build(Units.Count);
            Count += column.Count - _columns.GetValueOrDefault(indicator, FactColumn.Empty).Count;
            _columns[indicator] = column;
        }
        if (recorded > LastRecorded) LastRecorded = recorded;
    }

    /// <summary>The units of which a fact of this indicator holds, without making the facts.</summary>
    internal IEnumerable<UnitId> UnitsHolding(string indicator, AsOf asOf)
    {
        if (!_columns.TryGetValue(indicator, out var column)) yield break;
        var (day, known) = (Days.Of(asOf.Date), Days.Of(asOf.KnownOn));
        for (var unit = 0; unit < column.Units; unit++)
            if (FactColumn.Holding(column.WhenOf(unit), day, known) >= 0) yield return Units[unit];
    }

    internal FactColumn? Column(string indicator) => _columns.GetValueOrDefault(indicator);

    internal bool IsYesNo(string indicator) => _indicators.TryGetValue(indicator, out var known) && known.Kind == "yes-no";

    private static ulong When(Fact fact) => FactColumn.When(Days.Of(fact.From), Days.Of(fact.Recorded), Days.Of(fact.To));

    internal int OriginOf(string kind, string source, bool sample, string note) => _origins.Number(new Origin(kind, source, sample, note));

    private int OriginOf(Fact fact) => OriginOf(fact.SourceKind, fact.Source, fact.Sample, fact.Note);

    private void Add(FactColumn.Builder builder, Fact fact)
    {
        builder.Add(Units.Number(fact.Unit), When(fact), Codes.Code(IsYesNo(fact.Indicator), fact.Value), OriginOf(fact));
        if (fact.Recorded > LastRecorded) LastRecorded = fact.Recorded;
    }

    private void Fill(IReadOnlyDictionary<string, FactColumn.Builder> builders)
    {
        foreach (var (indicator, builder) in builders)
        {
            _columns[indicator] = builder.Build(Units.Count);
            Count += _columns[indicator].Count;
        }
    }

    private Fact Make(string indicator, FactColumn column, int unit, int at)
    {
        var (when, origin) = (column.WhenOf(unit)[at], _origins[column.OriginOf(unit, at)]);
        return new Fact(indicator, Units[unit], Codes.Text(IsYesNo(indicator), column.ValuesOf(unit)[at]), Days.Date(FactColumn.From(when)),
            Days.DateOrOpen(FactColumn.To(when)), Days.Date(FactColumn.Recorded(when)), origin.SourceKind, origin.Source, origin.Sample, origin.Note);
    }

    private sealed class Walk(FactBook book) : IReadOnlyCollection<Fact>
    {
        public int Count => book.Count;

        public IEnumerator<Fact> GetEnumerator()
        {
            foreach (var (indicator, column) in book._columns)
                for (var unit = 0; unit < column.Units; unit++)
                    for (var i = 0; i < column.WhenOf(unit).Length; i++)
                        yield return book.Make(indicator, column, unit, i);
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
