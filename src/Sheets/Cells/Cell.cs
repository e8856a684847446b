namespace LangSo.Sheets;

/// <summary>What a cell holds, as its file says; a CSV knows only texts.</summary>
public enum CellKind : byte
{
    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>Words, or a number or a day that was typed as words.</summary>
    Text,

    /// <summary>A number, with a decimal point.</summary>
    Number,

    /// <summary>A number that is shown as percent; the text is what people see, 12.5 for 12,5 %.</summary>
    Percent,

    /// <summary>A day, yyyy-MM-dd.</summary>
    Date,

    /// <summary>A formula that failed: #N/A, #DIV/0!.</summary>
    Error,
}

/// <summary>One cell.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Text">Its content; texts are NFC and trimmed.</param>
public readonly record struct Cell(CellKind Kind, string Text)
{
    /// <summary>A cell with nothing in it.</summary>
    public static readonly Cell Empty = new(CellKind.Empty, "");

    /// <summary>"A", "B", … "AA" for column 0, 1, … 26.</summary>
    public static string ColumnName(int column)
    {
        var name = "";
        for (var n = column + 1; n > 0; n = (n - 1) / 26) name = (char)('A' + (n - 1) % 26) + name;
        return name;
    }

    /// <summary>The column of "B5": 1; -1 when there are no letters.</summary>
    public static int ColumnOf(ReadOnlySpan<char> reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (c is < 'A' or > 'Z') break;
            column = column * 26 + (c - 'A' + 1);
            if (column > SheetLimits.Columns) return SheetLimits.Columns;
        }
        return column - 1;
    }
}

/// <summary>One row; the reader fills the same one again and again.</summary>
public sealed class SheetRow
{
    private Cell[] _cells = new Cell[32];

    /// <summary>As people count, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>One more than the last column that holds something.</summary>
    public int Count { get; private set; }

    /// <summary>The cell of a column, from 0; empty beyond the last.</summary>
    public Cell this[int column] => column >= 0 && column < Count ? _cells[column] : Cell.Empty;

    /// <summary>True when no cell holds anything.</summary>
    public bool IsEmpty => Count == 0;

    internal void Begin(int number) => (Number, Count) = (number, 0);

    internal void Set(int column, Cell cell)
    {
        if (cell.Kind == CellKind.Empty) return;
        if (column >= _cells.Length) Array.Resize(ref _cells, Math.Max(column + 1, _cells.Length * 2));
        while (Count <= column) _cells[Count++] = Cell.Empty;
        _cells[column] = cell;
    }

    internal SheetRow Copy()
    {
        var copy = new SheetRow { _cells = _cells[..Math.Max(Count, 1)], Number = Number, Count = Count };
        return copy;
    }
}

/// <summary>Cells that were made one: rows as people count, columns from 0, all inclusive.</summary>
/// <param name="FirstRow">The upper row.</param>
/// <param name="LastRow">The lower row.</param>
/// <param name="FirstColumn">The left column.</param>
/// <param name="LastColumn">The right column.</param>
public readonly record struct Merge(int FirstRow, int LastRow, int FirstColumn, int LastColumn);
