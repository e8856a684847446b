using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Programmes;

/// <summary>What dragging an occurrence makes of a plan. Pure.</summary>
internal static class PlanMoves
{
    private static readonly string[] DayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    /// <summary>The whole series at another time, and on another weekday where it is moved over days.</summary>
    public static ProgrammePlan Move(ProgrammePlan plan, DateTime planned, DateTime to, int lengthMs)
    {
        var moved = plan with { LengthMs = lengthMs };
        if (plan.Repeat is null) return moved with { Start = to };
        var (was, now) = (VnTime.ToLocal(planned), VnTime.ToLocal(to));
        var parts = plan.Repeat.Split(';').Where(p => !p.StartsWith("BYHOUR=", StringComparison.Ordinal) && !p.StartsWith("BYMINUTE=", StringComparison.Ordinal)).ToList();
        if (was.DayOfWeek != now.DayOfWeek)
        {
            var byDay = parts.FindIndex(p => p.StartsWith("BYDAY=", StringComparison.Ordinal));
            if (byDay >= 0)
            {
                var days = parts[byDay]["BYDAY=".Length..].Split(',').Select(d => d == DayNames[(int)was.DayOfWeek] ? DayNames[(int)now.DayOfWeek] : d).Distinct();
                parts[byDay] = "BYDAY=" + string.Join(',', days.OrderBy(d => (Array.IndexOf(DayNames, d) + 6) % 7));
            }
        }
        // The first day stays where it is: what has been played stays played. Only the time of day goes along.
        var first = VnTime.At(VnTime.DayOf(plan.Start), TimeOnly.FromDateTime(now.DateTime)).UtcDateTime;
        return moved with { Start = first, Repeat = string.Join(';', parts) };
    }

    /// <summary>One occurrence taken out of a series and put elsewhere: what is left of the series, and the one.</summary>
    public static (ProgrammePlan Series, ProgrammePlan One) MoveOne(ProgrammePlan plan, DateTime planned, DateTime to, int lengthMs) =>
        (plan with { Except = [.. plan.Except.Append(VnTime.DayOf(planned)).Distinct().Order()] }, plan with { Start = to, LengthMs = lengthMs, Repeat = null, Except = [] });
}
