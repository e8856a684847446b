using System.Text.Json;
using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>Deadlines in working days, by the calendars that ship with the program (data/calendar).</summary>
internal static class RepairCalendar
{
    private static readonly WorkingCalendar Shipped = Read();

    /// <summary>The day so many working days after; in a year without a calendar, Saturdays and Sundays are counted out only.</summary>
    public static DateOnly Due(DateOnly from, int workingDays)
    {
        if (Shipped.Add(from, workingDays) is { Ok: true } due) return due.Value;
        var day = from;
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) left--;
        }
        return day;
    }

    private static WorkingCalendar Read()
    {
        var assembly = typeof(RepairCalendar).Assembly;
        var years = new List<CalendarYear>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("calendar/", StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            years.Add(JsonSerializer.Deserialize<CalendarYear>(file, LangSoJson.Compact)!);
        }
        return new WorkingCalendar(years);
    }
}
