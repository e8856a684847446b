using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LangSo.Criteria.Engine;

/// <summary>
/// Some units' values in rows, one row for each stretch of days in which nothing of a unit changes, and the verdicts on the rows. Made from
/// the columns of facts as known on a day, for a window of days.
/// </summary>
internal sealed class RowBlock
{
    /// <summary>Units in a block: what of a country's rows stays in the nearest cache while they are filled column by column.</summary>
    public const int Size = 64;

    private readonly int[] _starts;
    private readonly ushort[] _days;
    private readonly ushort[] _tables;
    private readonly RowResult[] _results;

    private RowBlock(int[] starts, ushort[] days, ushort[] tables, int[] values) =>
        (_starts, _days, _tables, Values, _results) = (starts, days, tables, values, new RowResult[days.Length]);

    public int Rows => _days.Length;

    /// <summary>All rows after each other.</summary>
    public int[] Values { get; }

    /// <summary>The rows of a unit by its place in the block.</summary>
    public (int First, int End) RowsOf(int unit) => (_starts[unit], _starts[unit + 1]);

    public ReadOnlySpan<ushort> DaysOf(int unit) => _days.AsSpan(_starts[unit], _starts[unit + 1] - _starts[unit]);

    public ref readonly RowResult Result(int row) => ref _results[row];

    public ushort Day(int row) => _days[row];

    public int Table(int row) => _tables[row];

    /// <summary>The row that speaks for a day, or -1 before the first.</summary>
    public int RowOn(int unit, ushort day)
    {
        var (first, row) = (_starts[unit], _starts[unit + 1] - 1);
        while (row >= first && _days[row] > day) row--;
        return row < first ? -1 : row;
    }

    /// <summary>Judges every row anew.</summary>
    public void Judge(SetPlan plan)
    {
        ref var value = ref MemoryMarshal.GetArrayDataReference(Values);
        var (tables, width) = (plan.Tables, plan.Width);
        for (var row = 0; row < _results.Length; row++)
        {
            _results[row] = RowJudge.Row(plan, ref value, tables[_tables[row]]);
            value = ref Unsafe.Add(ref value, width);
        }
    }

    /// <summary>Fills the rows of the units from <paramref name="first"/> for the days from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    /// <param name="judgedOn">The day whose thresholds are taken for all rows, or null for those of the rows' own days: for "what if".</param>
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
        for (var slot = 0; slot < columns.Length; slot++)
            if (columns[slot] is { } column && Array.IndexOf(columns, column) == slot)
                for (var unit = 0; unit < count; unit++)
                    if (units.Facts[first + unit] is var number and >= 0) days[unit].AddAll(column.WhenOf(number), known);

        var starts = new int[count + 1];
        for (var unit = 0; unit < count; unit++) starts[unit + 1] = starts[unit] + days[unit].Count;
        var rows = new RowBlock(starts, new ushort[starts[count]], new ushort[starts[count]], GC.AllocateUninitializedArray<int>(starts[count] * plan.Width));
        for (var unit = 0; unit < count; unit++)
        {
            var classes = units.Classes[first + unit];
            days[unit].CopyTo(rows._days.AsSpan(starts[unit]));
            for (var row = starts[unit]; row < starts[unit + 1]; row++)
                rows._tables[row] = (ushort)plan.Table(AskedUnits.ClassOn(classes, rows._days[row]), plan.Period(judgedOn ?? rows._days[row]));
        }
        rows.Values.AsSpan().Fill(ValueCodes.NoData);
        for (var slot = 0; slot < columns.Length; slot++)
            if (columns[slot] is { } column)
                for (var unit = 0; unit < count; unit++)
                    if (units.Facts[first + unit] is var number and >= 0)
                        rows.Fill(unit, slot, plan.Width, column.WhenOf(number), column.ValuesOf(number), known, plan.Slots[slot].Negate, book.Codes);
        return rows;
    }

    private void Fill(int unit, int slot, int width, ReadOnlySpan<ulong> when, ReadOnlySpan<int> values, ushort known, bool negate, ValueCodes codes)
    {
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

        // A stretch that ends uncovers what lies below it, so from here on every row looks for itself.
        void Search(int row, int end, ReadOnlySpan<ulong> all, ReadOnlySpan<int> of)
        {
            for (; row < end; row++)
                if (FactColumn.Holding(all, _days[row], known) is var at and >= 0) Values[row * width + slot] = Comparable(of[at]);
        }

        int Comparable(int code) => code is > ValueCodes.Exempt and >= -ValueCodes.Most ? negate ? -code : code : codes.Comparable(code, negate);
    }
}
