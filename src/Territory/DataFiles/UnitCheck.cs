using LangSo.Foundation;

namespace LangSo.Territory.DataFiles;

/// <summary>How a data file names a unit: <c>unit</c> is the id, <c>unit_is</c> what it was called then, for people and as a check.</summary>
public static class UnitCheck
{
    /// <summary>The unit of a row; a fault when it does not exist on the day in <paramref name="dayField"/> or is called something else.</summary>
    public static UnitId Read(DataRow row, Gazetteer gazetteer, string dayField)
    {
        var unit = new UnitId(row.Required("unit"));
        var life = gazetteer.Life(unit);
        // A decision may be older than the first day that there is data for: the first version speaks for those days.
        var day = row.Day(dayField) is var asked && life.Count > 0 && asked < life[0].From && life[0].From == gazetteer.FirstDay ? life[0].From : asked;
        var version = life.FirstOrDefault(v => v.From <= day && (v.To is null || day < v.To));
        if (version is null)
            row.Fault("unit", life.Count == 0 ? "không có đơn vị " + unit : "đơn vị " + unit + " không tồn tại ngày này");
        else if (!string.Equals(version.FullName, row["unit_is"], StringComparison.Ordinal))
            row.Fault("unit_is", "ngày này đơn vị tên là “" + version.FullName + "”");
        return unit;
    }
}
