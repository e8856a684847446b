using LangSo.Foundation;

namespace LangSo.Sheets;

/// <summary>A table that is to be taken in.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">What its sender called it.</param>
/// <param name="Source">From whom it is, in words; headings that were explained once are known by it.</param>
/// <param name="AsOf">The day of the values, where a row names none.</param>
/// <param name="Recorded">The day that LangSo learned them.</param>
/// <param name="Actor">Who brings it, for the ledger.</param>
/// <param name="Map">What headings mean, as the user says; a heading to an indicator's id, or "@code", "@unit", "@day", "@ignored".</param>
/// <param name="Areas">Where the caller's right reaches; null for everywhere.</param>
public sealed record ImportAsk(
    string Path, string Name, string Source, DateOnly AsOf, DateOnly Recorded, string Actor, IReadOnlyDictionary<string, string>? Map = null, IReadOnlyList<UnitId>? Areas = null);

/// <summary>One thing that is wrong in a table.</summary>
/// <param name="Row">As people count.</param>
/// <param name="Column">From 0, or -1 for the row as a whole.</param>
/// <param name="Header">The column's heading.</param>
/// <param name="Reason">Why, in an official's words.</param>
public sealed record RowFault(int Row, int Column, string Header, string Reason)
{
    /// <summary>"ô C12 (Tỷ lệ hộ nghèo): …".</summary>
    public override string ToString() =>
        (Column < 0 ? "dòng " + Row.ToString(VnText.Culture) : "ô " + Cell.ColumnName(Column) + Row.ToString(VnText.Culture) + (Header.Length > 0 ? " (" + Header + ")" : "")) + ": " + Reason;
}

/// <summary>How far an import is.</summary>
/// <param name="Writing">False while it reads and checks.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Part">0 to 1.</param>
public sealed record ImportProgress(bool Writing, long Rows, double Part);

/// <summary>What a table holds, and what came of it.</summary>
/// <param name="Columns">Each column, and what it was taken for.</param>
/// <param name="Rows">Rows of values.</param>
/// <param name="Values">Values in them.</param>
/// <param name="New">Of these, what was not known from this source.</param>
/// <param name="Faults">What is wrong; then nothing was written.</param>
/// <param name="More">True when there is more wrong than is listed.</param>
/// <param name="Written">True when it is in the store.</param>
/// <param name="Hash">SHA-256 of the file.</param>
public sealed record ImportResult(
    IReadOnlyList<SheetColumn> Columns, long Rows, long Values, int New, IReadOnlyList<RowFault> Faults, bool More, bool Written, string Hash)
{
    /// <summary>The last row of the headings; 1 when none were found.</summary>
    public int HeaderRow { get; init; } = 1;
}
