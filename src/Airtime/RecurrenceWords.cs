using System.Globalization;
using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>The rule in words.</summary>
public sealed partial class Recurrence
{
    /// <summary>"Thứ Hai, thứ Tư hằng tuần, 5:00, đến 31/12/2026": days, hours, end, exceptions, in civil time.</summary>
    /// <param name="first">Where the rule begins, UTC.</param>
    /// <param name="except">Days that are left out.</param>
    /// <param name="zone">Whose civil time; null for Viet Nam's.</param>
    public string Words(DateTime first, IReadOnlyCollection<DateOnly>? except = null, TimeZoneInfo? zone = null)
    {
        var civil = new CivilTime(zone);
        var start = civil.Of(first);
        List<string> parts = [Capital(DayWords(start)), string.Join(" và ", Joined(TimesOf(start).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Hours}:{t.Minutes:00}"))))];
        if (UntilDay is { } day) parts.Add("đến " + VnTime.Text(day));
        if (UntilCivil is { } until) parts.Add("đến " + VnTime.Text(DateOnly.FromDateTime(until)));
        if (UntilInstant is { } instant) parts.Add("đến " + VnTime.Text(DateOnly.FromDateTime(civil.Of(instant))));
        if (Count is { } count) parts.Add(Text(count) + " lần");
        if (except is { Count: > 0 }) parts.Add("trừ " + string.Join(", ", except.Order().Select(VnTime.Text)));
        return string.Join(", ", parts);
    }

    private string DayWords(DateTime start)
    {
        var words = Frequency switch
        {
            Frequency.Daily when MonthDays.Count > 0 => MonthDayWords() + Every(1, "tháng"),
            Frequency.Daily when Days.Count > 0 && Interval == 1 => WeekdayWords(Days) + Every(1, "tuần"),
            Frequency.Daily => Interval == 1 ? "hằng ngày" : Text(Interval) + " ngày một lần",
            Frequency.Weekly when Interval == 1 && Days.Count == 7 => "hằng ngày",
            Frequency.Weekly => WeekdayWords(Days.Count > 0 ? Days : [new WeekdayOf(0, start.DayOfWeek)]) + Every(Interval, "tuần"),
            Frequency.Monthly => (MonthDays.Count > 0 ? MonthDayWords() : Days.Count > 0 ? WeekdayWords(Days) : "ngày " + Text(start.Day)) + Every(Interval, "tháng"),
            _ when Months.Count == 0 && Days.Count == 0 && MonthDays.Count == 0 => "ngày " + Text(start.Day) + "/" + Text(start.Month) + Every(Interval, "năm"),
            _ => (MonthDays.Count > 0 ? MonthDayWords() : Days.Count > 0 ? WeekdayWords(Days) : "ngày " + Text(start.Day)) + Every(Interval, "năm"),
        };
        if (Months.Count > 0) words += ", tháng " + string.Join(", ", Months.Select(Text));
        var weekdaysToo = Days.Count > 0 && (MonthDays.Count > 0 && Frequency != Frequency.Weekly || Frequency == Frequency.Daily && Interval > 1);
        return weekdaysToo ? words + ", chỉ khi là " + WeekdayWords(Days) : words;
    }

    private static string Every(int interval, string unit) => interval == 1 ? " hằng " + unit : ", " + Text(interval) + " " + unit + " một lần";

    private string MonthDayWords() => string.Join(", ", MonthDays.Where(d => d > 0).Take(1).Select(_ => "ngày " + string.Join(", ", MonthDays.Where(d => d > 0).Select(Text)))
        .Concat(MonthDays.Where(d => d < 0).OrderDescending().Select(d => d == -1 ? "ngày cuối tháng" : "ngày thứ " + Text(-d) + " từ cuối tháng")));

    private static string WeekdayWords(IReadOnlyList<WeekdayOf> days)
    {
        DayOfWeek[] working = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
        if (days.Count == 5 && days.All(d => d.Ordinal == 0 && working.Contains(d.Day))) return "thứ Hai đến thứ Sáu";
        return string.Join(", ", days.Select(d => Name(d.Day) + d.Ordinal switch
        {
            0 => "",
            1 => " đầu tiên",
            -1 => " cuối cùng",
            > 0 => " lần thứ " + Text(d.Ordinal),
            _ => " lần thứ " + Text(-d.Ordinal) + " từ cuối",
        }));
    }

    // 1 January 2023 was a Sunday.
    private static string Name(DayOfWeek day) => VnTime.Weekday(new DateOnly(2023, 1, 1).AddDays((int)day));

    /// <summary>All but the last with commas: so that "và" comes once.</summary>
    private static List<string> Joined(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count < 2 ? all : [string.Join(", ", all.Take(all.Count - 1)), all[^1]];
    }

    private static string Capital(string words) => char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
}
