using LangSo.Foundation;

namespace LangSo.SelfAssessment;

/// <summary>Gives values out as a table. Implemented by the host with the module that owns tables.</summary>
public interface ISheetTables
{
    /// <summary>Writes a workbook (<c>xlsx</c>) or <c>csv</c> of one unit; how many rows are in it.</summary>
    Outcome<int> Write(string form, AsOf asOf, UnitId unit, IReadOnlyList<string> indicators, Stream to, CancellationToken cancel);
}
