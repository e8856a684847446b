using LangSo.Criteria;
using LangSo.Foundation;

namespace LangSo.Sheets;

/// <summary>Reads one table into a batch of facts, and collects what is wrong with its rows.</summary>
internal sealed class TableReading(SheetReader reader, ColumnNames names, UnitNames units, FactBatch batch, DateOnly asOf)
{
    /// <summary>Beyond it a table is wrong as a whole, and no list of its rows helps.</summary>
    public const int MostFaults = 10_000;

    private const int CacheMost = 200_000;

    private readonly List<SheetRow> _ahead = [];
    private readonly Dictionary<(string Kind, string Unit, Cell Cell), (string? Value, string? Refusal)> _values = [];
    private readonly Dictionary<Cell, DateOnly?> _days = [];
    private SheetColumn? _code, _unit, _day, _indicator, _value;
    private SheetColumn[] _measures = [];

    public List<RowFault> Faults { get; } = [];

    public bool Full => Faults.Count >= MostFaults;

    public IReadOnlyList<SheetColumn> Columns { get; private set; } = [];

    /// <summary>The last row of the headings.</summary>
    public int HeaderRow { get; private set; } = 1;

    public long Rows { get; private set; }

    public long Values { get; private set; }

    public Outcome<bool> Run(IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        var row = new SheetRow();
        while (_ahead.Count < HeaderBlock.Searched && reader.Read(row)) _ahead.Add(row.Copy());
        var header = HeaderBlock.Find(_ahead, reader.Merges, names);
        if (!header.Ok) return header.Problems.ToList();
        (Columns, HeaderRow) = (header.Value.Columns, header.Value.LastRow);
        (_code, _unit, _day, _indicator, _value) = (Of(ColumnRole.Code), Of(ColumnRole.Unit), Of(ColumnRole.Day), Of(ColumnRole.Indicator), Of(ColumnRole.Value));
        _measures = [.. Columns.Where(c => c.Role == ColumnRole.Measure)];
        foreach (var early in _ahead)
            if (early.Number > header.Value.LastRow) Take(early);
        while (!Full && reader.Read(row))
        {
            Take(row);
            if (row.Number % 1024 != 0) continue;
            cancel.ThrowIfCancellationRequested();
            if (row.Number % 16_384 == 0) progress?.Report(new ImportProgress(false, Rows, reader.Progress));
        }
        return true;
    }

    private SheetColumn? Of(ColumnRole role) => Columns.FirstOrDefault(c => c.Role == role);

    private void Take(SheetRow row)
    {
        var (code, name) = (_code is null ? Cell.Empty : row[_code.Index], _unit is null ? Cell.Empty : row[_unit.Index]);
        var hasValue = _indicator is not null && _value is not null ? row[_value.Index].Kind != CellKind.Empty : Array.Exists(_measures, m => row[m.Index].Kind != CellKind.Empty);
        // Blank rows, signatures below the table, groups and totals between the rows.
        if (!hasValue || code.Kind == CellKind.Empty && IsTotal(row, name)) return;
        var unnamed = code.Kind == CellKind.Empty && name.Kind == CellKind.Empty;
        // "Người lập biểu" below a column of numbers is no value.
        if (unnamed && _indicator is null && !Array.Exists(_measures, m => Reads(row[m.Index], m.Measure!).Value is not null)) return;
        Rows++;
        if (unnamed)
        {
            Fault(row, _code ?? _unit, "thiếu mã và tên đơn vị");
            return;
        }
        var day = asOf;
        if (_day is not null && row[_day.Index] is { Kind: not CellKind.Empty } written)
        {
            if (DayOf(written) is not { } said)
            {
                Fault(row, _day, "“" + written.Text + "” không phải là ngày; ghi ngày/tháng/năm, ví dụ 31/12/2024");
                return;
            }
            day = said;
        }
        var (unit, refusal) = units.Find(code, name, day);
        if (refusal is not null)
        {
            Fault(row, _code is not null && code.Kind != CellKind.Empty ? _code : _unit, refusal);
            return;
        }
        if (_indicator is not null && _value is not null)
        {
            if (names.Find(row[_indicator.Index].Text) is { } indicator) Take(row, _value, indicator, unit, day);
            else Fault(row, _indicator, row[_indicator.Index].Kind == CellKind.Empty ? "thiếu chỉ tiêu" : "không có chỉ tiêu “" + row[_indicator.Index].Text + "”, hoặc có hai chỉ tiêu cùng tên");
            return;
        }
        foreach (var measure in _measures) Take(row, measure, measure.Measure!, unit, day);
    }

    private void Take(SheetRow row, SheetColumn column, Indicator indicator, UnitId unit, DateOnly day)
    {
        var cell = row[column.Index];
        if (cell.Kind == CellKind.Empty) return;
        var read = Reads(cell, indicator);
        if (read.Refusal is not null)
        {
            Fault(row, column, read.Refusal);
            return;
        }
        if (read.Value is null) return;
        Values++;
        if (batch.Add(indicator, unit, read.Value, day, row.Number, column.Index) is { } refused) Fault(row, column, refused);
    }

    private (string? Value, string? Refusal) Reads(Cell cell, Indicator indicator)
    {
        var key = (indicator.Kind, indicator.Unit, cell);
        if (_values.TryGetValue(key, out var read)) return read;
        if (_values.Count > CacheMost) _values.Clear();
        return _values[key] = ValueText.Read(cell, indicator, reader.Numbers);
    }

    // A file has few days, each on thousands of rows.
    private DateOnly? DayOf(Cell cell)
    {
        if (_days.TryGetValue(cell, out var day)) return day;
        if (_days.Count > CacheMost) _days.Clear();
        return _days[cell] = ValueText.Day(cell);
    }

    private void Fault(SheetRow row, SheetColumn? column, string reason)
    {
        if (!Full) Faults.Add(new RowFault(row.Number, column?.Index ?? -1, column?.Header ?? "", reason));
    }

    private static bool IsTotal(SheetRow row, Cell name)
    {
        if (name.Kind != CellKind.Empty) return IsTotal(name);
        for (var column = 0; column < row.Count; column++)
            if (row[column].Kind == CellKind.Text && IsTotal(row[column])) return true;
        return false;
    }

    private static bool IsTotal(Cell name) => ColumnNames.Key(name.Text) is var key && (key.StartsWith("tong", StringComparison.Ordinal) || key is "cong" or "toan tinh" or "binh quan");
}
