using LangSo.Criteria;
using LangSo.Foundation;

namespace LangSo.SelfAssessment;

/// <summary>A sheet as a table that is given out.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="About">Lines above the headings.</param>
/// <param name="Rows">One for each value that the sheet asks for.</param>
/// <param name="Notes">Lines below: how it is filled in.</param>
public sealed record GivenTable(string Title, IReadOnlyList<string> About, IReadOnlyList<GivenRow> Rows, IReadOnlyList<string> Notes);

/// <summary>One value that a sheet asks for, in a table.</summary>
/// <param name="Criterion">"2. Giao thông".</param>
/// <param name="Indicator">"2.1 Tỷ lệ đường xã… (nam)".</param>
/// <param name="Level">What must be reached.</param>
/// <param name="Value">What stands, as people write it; empty for nothing.</param>
/// <param name="Number">The same when it is a number.</param>
/// <param name="Unit">In what it is counted.</param>
/// <param name="Note">Where the value comes from, and what it was a year before.</param>
/// <param name="Id">The indicator of facts.</param>
public sealed record GivenRow(string Criterion, string Indicator, string Level, string Value, decimal? Number, string Unit, string Note, string Id);

/// <summary>A table that came back.</summary>
/// <param name="Above">The texts above its headings.</param>
/// <param name="HeaderRow">The row of its headings, as people count.</param>
/// <param name="Rows">The rows below.</param>
public sealed record TakenTable(IReadOnlyList<string> Above, int HeaderRow, IReadOnlyList<TakenRow> Rows);

/// <summary>One row of a table that came back.</summary>
/// <param name="Row">As people count.</param>
/// <param name="Column">The column of the values, from 0.</param>
/// <param name="Id">The indicator of facts as the row has it, or empty.</param>
/// <param name="Name">The indicator's name as the row has it.</param>
/// <param name="Text">The value as it stands in the cell.</param>
/// <param name="Value">The value, or what stood when the table was given out, as an indicator's kind says; else why it is none.</param>
public sealed record TakenRow(int Row, int Column, string Id, string Name, string Text, Func<Indicator, bool, (string? Value, string? Refusal)> Value);

/// <summary>One thing that is wrong in a table.</summary>
/// <param name="Row">As people count.</param>
/// <param name="Column">From 0.</param>
/// <param name="Why">In an official's words.</param>
public sealed record TableFault(int Row, int Column, Problem Why);

/// <summary>Tables as offices know them. Implemented by the host with the module that owns tables.</summary>
public interface ISheetTables
{
    /// <summary>Writes a workbook (<c>xlsx</c>) or <c>csv</c>.</summary>
    void Write(string form, GivenTable table, Stream to);

    /// <summary>Reads what came back, or says why it is no such table.</summary>
    Outcome<TakenTable> Read(string path);

    /// <summary>Writes the table that came with the reasons beside its rows; the same kind of file, <c>.xlsx</c> or <c>.csv</c>.</summary>
    string Mark(string path, int header, IReadOnlyList<TableFault> faults, Stream to);
}
