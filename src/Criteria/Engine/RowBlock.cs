using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LangSo.Criteria.Engine;

/// <summary>
/// Some units' values in rows, one row for each stretch of days in which nothing of a unit changes, and the verdicts on the rows. Made from
/// the columns of facts as known on a day, for a window of days.
/// </summary>
/// <remarks>
/// A country's rows are made in one go after a start, before the runtime would have found out which loops are worth its trouble: those of the engine
/// are compiled in full at once, which took three quarters off the first answer.
/// </remarks>
internal sealed class RowBlock
{
    /// <summary>Units in a block: what of a country's rows stays in the nearest cache while they are filled column by column.</summary>
    public const int Size = 64;

    private readonly int[] _starts;
    private readonly ushort[] _days;
    private readonly ushort[] _tables;
    private readonly RowResult[] _results;
    private readonly Learning[] _learning;

    // Beside each other once more: a country's titles of a day are read without the rest of the results.
    private readonly byte[] _titles;

    private RowBlock(int[] starts, ushort[] days, ushort[] tables, int[] values, bool learns) =>
        (_starts, _days, _tables, Values, _results, _titles, _learning) = (starts, days, tables, values, new RowResult[days.Length], new byte[days.Length], learns ? new Learning[days.Length] : []);

    private RowBlock(RowBlock judged) =>
        (_starts, _days, _tables, Values, _results, _titles, _learning) = (judged._starts, judged._days, judged._tables, [], judged._results, judged._titles, []);

    /// <summary>When what a row says was learned.</summary>
    /// <param name="All">The day from which every fact that began by the row's first day was known.</param>
    /// <param name="Own">The day until which none of the facts that begin on the row's first day was known.</param>
    /// <param name="Ends">True when a fact ends on the row's first day.</param>
    private record struct Learning(ushort All, ushort Own, bool Ends);

    public int Rows => _days.Length;

    /// <summary>What it takes of memory, about, in bytes.</summary>
    public int Weight => Values.Length * sizeof(int) + _days.Length * (Unsafe.SizeOf<RowResult>() + 5) + _learning.Length * 6 + _starts.Length * sizeof(int);

    /// <summary>All rows after each other; none of rows that keep only their verdicts.</summary>
    public int[] Values { get; }

    /// <summary>The same verdicts without the values.</summary>
    public RowBlock VerdictsOnly() => new(this);

    /// <summary>The rows of a unit by its place in the block.</summary>
    public (int First, int End) RowsOf(int unit) => (_starts[unit], _starts[unit + 1]);

    public ReadOnlySpan<ushort> DaysOf(int unit) => _days.AsSpan(_starts[unit], _starts[unit + 1] - _starts[unit]);

    public ref readonly RowResult Result(int row) => ref _results[row];

    public Verdict Title(int row) => (Verdict)_titles[row];

    public ushort Day(int row) => _days[row];

    public int Table(int row) => _tables[row];

    /// <summary>The row that speaks for a day, or -1 before the first.</summary>
    public int RowOn(int unit, ushort day)
    {
        var (first, row) = (_starts[unit], _starts[unit + 1] - 1);
        while (row >= first && _days[row] > day) row--;
        return row < first ? -1 : row;
    }

    /// <summary>Where <see cref="RowKnown"/> finds no row: something of the unit was mended since, or nothing at all was known of it.</summary>
    public const int Mended = -1, Nothing = -2;

    /// <summary>
    /// The row of a unit that has just the values of a day as known on an earlier day. Only a unit of which something was mended since has none, and
    /// has to be looked up fact by fact.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int RowKnown(int unit, ushort day, ushort known)
    {
        // Rows that only later learned facts began are passed over, back to the one that has just what was known then.
        for (var row = RowOn(unit, day); row >= 0; row--)
        {
            ref readonly var learning = ref _learning[row];
            if (learning.All <= known) return row;
            if (learning.Own <= known) return Mended;
            if (row == _starts[unit]) return Nothing;
            if (learning.Ends) return Mended;
        }
        return Mended;
    }

    /// <summary>Judges every row anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Judge(SetPlan plan)
    {
        ref var value = ref MemoryMarshal.GetArrayDataReference(Values);
        var (tables, width) = (plan.Tables, plan.Width);
        for (var row = 0; row < _results.Length; row++)
        {
            ref var result = ref _results[row];
            result = RowJudge.Row(plan, ref value, tables[_tables[row]]);
            _titles[row] = (byte)result.Title;
            value = ref Unsafe.Add(ref value, width);
        }
    }

    /// <summary>Fills the rows of the units from <paramref name="first"/> for the days from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    /// <param name="judgedOn">The day whose thresholds are taken for all rows, or null for those of the rows' own days: for "what if".</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RowBlock Fill(SetPlan plan, FactBook book, AskedUnits units, int first, int count, ushort known, ushort from, ushort to, ushort? judgedOn = null)
    {
        var columns = new FactColumn?[plan.Slots.Length];
        for (var slot = 0; slot < columns.Length; slot++) columns[slot] = book.Column(plan.Slots[slot].Fact);
        var days = new DaySet[count];
        for (var unit = 0; unit < count; unit++)
        {
            days[unit] = new DaySet(from, to);
            if (judgedOn is null) days[unit].AddAll(plan.Periods);
            foreach (var change in units.Classes[first + unit]) days[unit].Add(change.Day);
        }
        for (var slot = 0; slot < columns.Length && to - from > 1; slot++)
            if (columns[slot] is { } column && Array.IndexOf(columns, column) == slot)
                for (var unit = 0; unit < count; unit++)
                    if (units.Facts[first + unit] is var number and >= 0) days[unit].AddAll(column.WhenOf(number), known);

        var starts = new int[count + 1];
        for (var unit = 0; unit < count; unit++) starts[unit + 1] = starts[unit] + days[unit].Count;
        var rows = new RowBlock(starts, new ushort[starts[count]], new ushort[starts[count]], GC.AllocateUninitializedArray<int>(starts[count] * plan.Width), learns: to - from > 1);
        for (var unit = 0; unit < count; unit++)
        {
            var classes = units.Classes[first + unit];
            days[unit].CopyTo(rows._days.AsSpan(starts[unit]));
            for (var row = starts[unit]; row < starts[unit + 1]; row++)
                rows._tables[row] = (ushort)plan.Table(AskedUnits.ClassOn(classes, rows._days[row]), plan.Period(judgedOn ?? rows._days[row]));
        }
        if (to - from > 1) rows.Learn(columns, units, first, known);
        rows.Values.AsSpan().Fill(ValueCodes.NoData);
        for (var slot = 0; slot < columns.Length; slot++)
            if (columns[slot] is { } column)
                for (var unit = 0; unit < count; unit++)
                    if (units.Facts[first + unit] is var number and >= 0)
                        rows.Fill(unit, slot, plan.Width, column.WhenOf(number), column.ValuesOf(number), known, plan.Slots[slot].Negate, book.Codes);
        return rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Learn(FactColumn?[] columns, AskedUnits units, int first, ushort known)
    {
        for (var row = 0; row < _learning.Length; row++) _learning[row] = new Learning(0, ushort.MaxValue, false);
        for (var slot = 0; slot < columns.Length; slot++)
            if (columns[slot] is { } column && Array.IndexOf(columns, column) == slot)
                for (var unit = 0; unit < units.Count - first && unit < _starts.Length - 1; unit++)
                    if (units.Facts[first + unit] is var number and >= 0) Learn(unit, column.WhenOf(number), known);
        for (var unit = 0; unit < _starts.Length - 1; unit++)
            for (var row = _starts[unit] + 1; row < _starts[unit + 1]; row++)
                if (_learning[row - 1].All > _learning[row].All) _learning[row].All = _learning[row - 1].All;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Learn(int unit, Whens when, ushort known)
    {
        var (row, end) = (_starts[unit], _starts[unit + 1]);
        foreach (var at in when)
        {
            var learned = FactColumn.Recorded(at);
            if (learned > known) continue;
            while (row + 1 < end && _days[row + 1] <= FactColumn.From(at)) row++;
            if (FactColumn.From(at) > _days[row] && row + 1 == end) break;
            ref var learning = ref _learning[row];
            if (learned > learning.All) learning.All = learned;
            if (learned < learning.Own) learning.Own = learned;
            if (FactColumn.To(at) != Days.Open && RowOn(unit, FactColumn.To(at)) is var ended and >= 0) _learning[ended].Ends = true;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(int unit, int slot, int width, Whens when, ReadOnlySpan<int> values, ushort known, bool negate, ValueCodes codes)
    {
        if (_starts[unit + 1] - _starts[unit] == 1)
        {
            Search(_starts[unit], _starts[unit + 1], when, values);
            return;
        }
        var (next, held) = (0, ValueCodes.NoData);
        for (var row = _starts[unit]; row < _starts[unit + 1]; row++)
        {
            var day = _days[row];
            for (; next < when.Length && FactColumn.From(when[next]) <= day; next++)
            {
                if (FactColumn.Recorded(when[next]) > known) continue;
                if (FactColumn.To(when[next]) != Days.Open)
                {
                    Search(row, _starts[unit + 1], when, values);
                    return;
                }
                held = Comparable(values[next]);
            }
            Values[row * width + slot] = held;
        }

        // A single row, or a stretch that ends and uncovers what lies below it: every row looks for itself.
        void Search(int row, int end, Whens all, ReadOnlySpan<int> of)
        {
            for (; row < end; row++)
                if (FactColumn.Holding(all, _days[row], known) is var at and >= 0) Values[row * width + slot] = Comparable(of[at]);
        }

        int Comparable(int code) => code is > ValueCodes.Exempt and >= -ValueCodes.Most ? negate ? -code : code : codes.Comparable(code, negate);
    }
}
