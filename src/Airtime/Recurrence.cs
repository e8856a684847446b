using System.Globalization;
using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>How often a recurrence comes back.</summary>
public enum Frequency
{
    /// <summary>DAILY.</summary>
    Daily = 1,

    /// <summary>WEEKLY.</summary>
    Weekly,

    /// <summary>MONTHLY.</summary>
    Monthly,

    /// <summary>YEARLY.</summary>
    Yearly,
}

/// <summary>A weekday of a rule.</summary>
/// <param name="Ordinal">0 for every one; 1 for the first of the month or year, -1 for the last.</param>
/// <param name="Day">The weekday.</param>
public readonly record struct WeekdayOf(int Ordinal, DayOfWeek Day);

/// <summary>
/// A rule of RFC 5545 section 3.3.10, as far as broadcasters need it: DAILY to YEARLY with INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, BYHOUR,
/// BYMINUTE, COUNT, UNTIL, WKST. Hours are civil time, Viet Nam's (UTC+7 the year round) unless another zone is given: what falls into a gap
/// is moved forward by it, of two equal hours the first counts. The first instant plays only when the rule holds for it.
/// </summary>
public sealed partial class Recurrence
{
    /// <summary>The most starts that a rule may name for one day.</summary>
    public const int MostADay = 48;

    private Recurrence() { }

    /// <summary>FREQ.</summary>
    public required Frequency Frequency { get; init; }

    /// <summary>INTERVAL, 1 to 999.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>COUNT, 1 to 9999; null when the rule does not count.</summary>
    public int? Count { get; init; }

    /// <summary>UNTIL as a civil day, with it; or null.</summary>
    public DateOnly? UntilDay { get; init; }

    /// <summary>UNTIL as an instant, UTC, with it; or null.</summary>
    public DateTime? UntilInstant { get; init; }

    /// <summary>UNTIL as a civil time, with it; or null.</summary>
    public DateTime? UntilCivil { get; init; }

    /// <summary>BYDAY.</summary>
    public IReadOnlyList<WeekdayOf> Days { get; init; } = [];

    /// <summary>BYMONTHDAY; -1 is the last day.</summary>
    public IReadOnlyList<int> MonthDays { get; init; } = [];

    /// <summary>BYMONTH.</summary>
    public IReadOnlyList<int> Months { get; init; } = [];

    /// <summary>BYHOUR, in order.</summary>
    public IReadOnlyList<int> Hours { get; init; } = [];

    /// <summary>BYMINUTE, in order.</summary>
    public IReadOnlyList<int> Minutes { get; init; } = [];

    /// <summary>WKST.</summary>
    public DayOfWeek WeekStart { get; init; } = DayOfWeek.Monday;

    /// <summary>True when the rule itself says where it ends.</summary>
    public bool Ends => Count is not null || UntilDay is not null || UntilInstant is not null || UntilCivil is not null;

    /// <summary>
    /// The instants of the rule in [<paramref name="from"/>, <paramref name="to"/>), UTC, in order. <paramref name="first"/> is where the rule
    /// begins and whose time of day it takes; days of <paramref name="except"/> are left out but counted, as EXDATE is.
    /// </summary>
    public IEnumerable<DateTime> Between(DateTime first, DateTime from, DateTime to, IReadOnlyCollection<DateOnly>? except = null, TimeZoneInfo? zone = null)
    {
        var civil = new CivilTime(zone);
        var start = civil.Of(first);
        var (left, times) = (Count ?? int.MaxValue, TimesOf(start));
        var lastDay = DateOnly.FromDateTime(Clamp(civil.Of(to)));
        List<DateTime> instants = [];
        List<DateOnly> days = [];
        for (var period = Count is null ? PeriodBefore(start, DateOnly.FromDateTime(civil.Of(from < first ? first : from))) : 0; ; period++)
        {
            if (!DaysOf(start, period, days, out var begins) || begins > lastDay) yield break;
            foreach (var day in days)
            {
                civil.InstantsOf(day, times, instants);
                foreach (var instant in instants)
                {
                    if (instant < first) continue;
                    if (instant >= to || IsAfterUntil(instant, day, civil) || left-- == 0) yield break;
                    if (instant >= from && except?.Contains(day) is not true) yield return instant;
                }
            }
        }
    }

    private bool IsAfterUntil(DateTime instant, DateOnly day, CivilTime civil) =>
        instant > UntilInstant || day > UntilDay || (UntilCivil is { } until && civil.Of(instant) > until);

    private List<TimeSpan> TimesOf(DateTime start)
    {
        List<TimeSpan> times = [];
        var within = start.TimeOfDay - new TimeSpan(start.Hour, start.Minute, 0);
        foreach (var hour in Hours.Count > 0 ? Hours : [start.Hour])
            foreach (var minute in Minutes.Count > 0 ? Minutes : [start.Minute])
                times.Add(new TimeSpan(hour, minute, 0) + within);
        return times;
    }

    /// <summary>A period no later than the one of <paramref name="day"/>: what lies before cannot matter when nothing is counted.</summary>
    private int PeriodBefore(DateTime start, DateOnly day)
    {
        var first = DateOnly.FromDateTime(start);
        var passed = Frequency switch
        {
            Frequency.Daily => day.DayNumber - first.DayNumber,
            Frequency.Weekly => (day.DayNumber - first.DayNumber) / 7,
            Frequency.Monthly => (day.Year - first.Year) * 12 + day.Month - first.Month,
            _ => day.Year - first.Year,
        };
        return Math.Max(0, passed / Interval - 1);
    }

    /// <summary>The days of one period in order, and the day on which it begins; false at the end of time.</summary>
    private bool DaysOf(DateTime start, int period, List<DateOnly> days, out DateOnly begins)
    {
        days.Clear();
        var (first, step) = (DateOnly.FromDateTime(start), (long)period * Interval);
        begins = first;
        switch (Frequency)
        {
            case Frequency.Daily:
                if (first.DayNumber + step > DateOnly.MaxValue.DayNumber - 2) return false;
                begins = first.AddDays((int)step);
                if (Holds(begins)) days.Add(begins);
                return true;
            case Frequency.Weekly:
                var week = first.DayNumber - ((int)first.DayOfWeek - (int)WeekStart + 7) % 7 + step * 7;
                if (week > DateOnly.MaxValue.DayNumber - 9) return false;
                begins = DateOnly.FromDayNumber((int)Math.Max(0, week));
                for (var i = 0; i < 7; i++)
                    if (begins.AddDays(i) is var day && (Days.Count == 0 ? day.DayOfWeek == first.DayOfWeek : Names(day)) && InMonths(day)) days.Add(day);
                return true;
            case Frequency.Monthly:
                var month = first.Year * 12L + first.Month - 1 + step;
                if (month / 12 > 9998) return false;
                begins = new DateOnly((int)(month / 12), (int)(month % 12) + 1, 1);
                if (InMonths(begins)) AddOfMonth(begins, first.Day, days);
                return true;
            default:
                if (first.Year + step > 9998) return false;
                begins = new DateOnly((int)(first.Year + step), 1, 1);
                AddOfYear(begins, first, days);
                return true;
        }
    }

    private void AddOfYear(DateOnly year, DateOnly first, List<DateOnly> days)
    {
        // Weekdays without months are counted in the year; everything else is counted in its months.
        if (Days.Count > 0 && Months.Count == 0 && MonthDays.Count == 0)
        {
            AddWeekdays(year, year.AddYears(1), days);
            return;
        }
        for (var month = 1; month <= 12; month++)
        {
            var named = Months.Count > 0 ? Months.Contains(month) : MonthDays.Count > 0 || month == first.Month;
            if (named) AddOfMonth(new DateOnly(year.Year, month, 1), first.Day, days);
        }
    }

    private void AddOfMonth(DateOnly month, int firstDay, List<DateOnly> days)
    {
        var length = DateTime.DaysInMonth(month.Year, month.Month);
        if (MonthDays.Count == 0 && Days.Count > 0)
        {
            AddWeekdays(month, month.AddMonths(1), days);
            return;
        }
        for (var day = 1; day <= length; day++)
        {
            var date = new DateOnly(month.Year, month.Month, day);
            var named = MonthDays.Count > 0 ? MonthDays.Contains(day) || MonthDays.Contains(day - length - 1) : day == firstDay;
            if (named && (Days.Count == 0 || IsWeekdayOf(date, month, month.AddMonths(1)))) days.Add(date);
        }
    }

    private void AddWeekdays(DateOnly from, DateOnly to, List<DateOnly> days)
    {
        for (var day = from; day < to; day = day.AddDays(1))
            if (IsWeekdayOf(day, from, to)) days.Add(day);
    }

    private bool IsWeekdayOf(DateOnly day, DateOnly from, DateOnly to)
    {
        foreach (var named in Days)
        {
            if (named.Day != day.DayOfWeek) continue;
            var (nth, fromEnd) = ((day.DayNumber - from.DayNumber) / 7 + 1, -((to.DayNumber - 1 - day.DayNumber) / 7 + 1));
            if (named.Ordinal == 0 || named.Ordinal == nth || named.Ordinal == fromEnd) return true;
        }
        return false;
    }

    private bool Holds(DateOnly day) =>
        InMonths(day) && (Days.Count == 0 || Names(day))
        && (MonthDays.Count == 0 || MonthDays.Contains(day.Day) || MonthDays.Contains(day.Day - DateTime.DaysInMonth(day.Year, day.Month) - 1));

    private bool Names(DateOnly day)
    {
        foreach (var named in Days)
            if (named.Day == day.DayOfWeek) return true;
        return false;
    }

    private bool InMonths(DateOnly day) => Months.Count == 0 || Months.Contains(day.Month);

    private static DateTime Clamp(DateTime civil) => civil > DateTime.MaxValue.AddDays(-2) ? DateTime.MaxValue.AddDays(-2) : civil;

    /// <summary>Civil time of one zone; without one, Viet Nam's.</summary>
    private readonly struct CivilTime(TimeZoneInfo? zone)
    {
        public DateTime Of(DateTime instant)
        {
            if (zone is not null) return TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(instant, DateTimeKind.Utc), zone);
            return DateTime.MaxValue - VnTime.Offset < instant ? DateTime.MaxValue : DateTime.SpecifyKind(instant + VnTime.Offset, DateTimeKind.Unspecified);
        }

        /// <summary>The instants of these times on a day, in order, each once: a gap can make two of one.</summary>
        public void InstantsOf(DateOnly day, List<TimeSpan> times, List<DateTime> instants)
        {
            instants.Clear();
            var midnight = day.ToDateTime(TimeOnly.MinValue);
            foreach (var time in times)
            {
                var instant = zone is null ? DateTime.SpecifyKind(midnight + time - VnTime.Offset, DateTimeKind.Utc) : Instant(zone, midnight + time);
                var at = instants.BinarySearch(instant);
                if (at < 0) instants.Insert(~at, instant);
            }
        }

        private static DateTime Instant(TimeZoneInfo zone, DateTime civil)
        {
            var before = civil;
            while (zone.IsInvalidTime(before)) before = before.AddMinutes(-15);
            var offset = zone.IsAmbiguousTime(before) ? zone.GetAmbiguousTimeOffsets(before).Max() : zone.GetUtcOffset(before);
            return DateTime.SpecifyKind(civil - offset, DateTimeKind.Utc);
        }
    }

    /// <summary>A whole number as rules write it.</summary>
    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
