using LangSo.Foundation;

namespace LangSo.Territory.DataFiles;

/// <summary>
/// How a data file names a unit: <c>unit</c> is the id, or <c>code</c> the statistics code of the row's day; <c>unit_is</c> what it was
/// called then, for people and as a check.
/// </summary>
public static class UnitCheck
{
    /// <summary>
    /// The unit of a row; a fault when it does not exist on the day in <paramref name="dayField"/>, when the code meant another
    /// territory that day or when it is called something else. A value may be older than the first day that there is data for: the
    /// first version speaks for those days.
    /// </summary>
    public static UnitId Read(DataRow row, Gazetteer gazetteer, string dayField)
    {
        var day = row.Day(dayField);
        var byCode = row["unit"].Length == 0 && row["code"].Length > 0;
        var unit = byCode ? default : new UnitId(row.Required("unit"));
        var found = byCode ? Vintage.OfCode(gazetteer, row["code"], row["unit_is"], day) : Vintage.OfUnit(gazetteer, unit, row["unit_is"], day);
        foreach (var problem in found.Problems) row.Fault(problem.Field, problem.ToString());
        return found.Ok ? found.Value.Unit : unit;
    }
}
