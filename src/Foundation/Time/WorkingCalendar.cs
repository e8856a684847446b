namespace LangSo.Foundation;

/// <summary>A day that is off, or that is worked in exchange for another.</summary>
/// <param name="Day">The day.</param>
/// <param name="Name">"Giỗ Tổ Hùng Vương", "làm bù ngày 2/5".</param>
/// <param name="Source">The law or announcement that says so.</param>
/// <param name="Sample">True when it was not checked against it.</param>
public sealed record NamedDay(DateOnly Day, string Name, string Source, bool Sample);

/// <summary>What makes one year differ from its weeks.</summary>
/// <param name="Year">"2025".</param>
/// <param name="Off">Days off besides Saturdays and Sundays.</param>
/// <param name="Worked">Saturdays and Sundays that are worked in exchange.</param>
public sealed record CalendarYear(int Year, IReadOnlyList<NamedDay> Off, IReadOnlyList<NamedDay> Worked);

/// <summary>
/// The working days of offices, Monday to Friday but for the days off of each year. Deadlines are civil days of Viet Nam. Of a year that
/// nobody has entered nothing is guessed.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly Dictionary<int, Year> _years;

    /// <summary>A calendar of these years.</summary>
    public WorkingCalendar(IEnumerable<CalendarYear> years) => _years = years.ToDictionary(y => y.Year, y => new Year(y));

    /// <summary>A calendar of no year.</summary>
    public static WorkingCalendar Empty { get; } = new([]);

    /// <summary>The years that are entered.</summary>
    public IEnumerable<int> Years => _years.Keys.Order();

    /// <summary>Why these years cannot be used: days of another year, named twice, or worked though they are no weekend.</summary>
    public static IEnumerable<Problem> Faults(CalendarYear year)
    {
        foreach (var day in year.Off.Concat(year.Worked).Where(d => d.Day.Year != year.Year))
            yield return new Problem("calendar", "Lịch năm {0}: ngày {1} không thuộc năm này.", year.Year, VnTime.Text(day.Day));
        foreach (var same in year.Off.Concat(year.Worked).GroupBy(d => d.Day).Where(g => g.Count() > 1))
            yield return new Problem("calendar", "Lịch năm {0}: ngày {1} ghi hai lần.", year.Year, VnTime.Text(same.Key));
        foreach (var day in year.Worked.Where(d => !IsWeekend(d.Day)))
            yield return new Problem("calendar", "Lịch năm {0}: ngày làm bù {1} không phải thứ Bảy, Chủ nhật.", year.Year, VnTime.Text(day.Day));
    }

    /// <summary>True for a working day.</summary>
    public Outcome<bool> IsWorking(DateOnly day) => _years.TryGetValue(day.Year, out var year) ? year.Works(day) : Missing(day.Year);

    /// <summary>
    /// The day that lies so many working days after <paramref name="from"/>, which itself is not counted; before it when negative. 0 is
    /// <paramref name="from"/> itself.
    /// </summary>
    public Outcome<DateOnly> Add(DateOnly from, int workingDays)
    {
        var (day, left, step) = (from, Math.Abs(workingDays), Math.Sign(workingDays));
        while (left > 0)
        {
            day = day.AddDays(step);
            if (!_years.TryGetValue(day.Year, out var year)) return Missing(day.Year);
            if (year.Works(day)) left--;
        }
        return day;
    }

    /// <summary>
    /// How many working days lie after <paramref name="from"/> up to and with <paramref name="to"/>; the same with a minus when
    /// <paramref name="to"/> is earlier. So <c>Count(d, Add(d, n)) == n</c>.
    /// </summary>
    public Outcome<int> Count(DateOnly from, DateOnly to)
    {
        if (to < from)
        {
            // Going back from a day counts the days before it, down to the one reached.
            var back = Between(to.AddDays(-1), from.AddDays(-1));
            return back.Ok ? -back.Value : back;
        }
        return Between(from, to);
    }

    /// <summary>The days between both, with them, that were not checked against an announcement and change a count.</summary>
    public IEnumerable<NamedDay> Unchecked(DateOnly from, DateOnly to) =>
        _years.Values.SelectMany(y => y.Unchecked).Where(d => d.Day >= from && d.Day <= to).OrderBy(d => d.Day);

    private Outcome<int> Between(DateOnly after, DateOnly last)
    {
        var count = 0;
        for (var number = after.Year; number <= last.Year; number++)
        {
            if (!_years.TryGetValue(number, out var year))
            {
                // The day before the first counted one may lie in a year that is not entered.
                if (number == after.Year && after == new DateOnly(number, 12, 31)) continue;
                return Missing(number);
            }
            count += year.UpTo(number == last.Year ? last.DayOfYear : year.Length) - (number == after.Year ? year.UpTo(after.DayOfYear) : 0);
        }
        return count;
    }

    private static Problem Missing(int year) => new("calendar", "Chưa có lịch nghỉ lễ, Tết năm {0} nên chưa tính được hạn. Nhờ quản trị nạp lịch của năm này.", year);

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private sealed class Year
    {
        // [n] is how many working days there are up to and with the n-th day of the year.
        private readonly int[] _upTo;

        public Year(CalendarYear given)
        {
            Length = DateTime.IsLeapYear(given.Year) ? 366 : 365;
            var (off, worked) = (given.Off.Select(d => d.Day).ToHashSet(), given.Worked.Select(d => d.Day).ToHashSet());
            _upTo = new int[Length + 1];
            for (var n = 1; n <= Length; n++)
            {
                var day = new DateOnly(given.Year, 1, 1).AddDays(n - 1);
                _upTo[n] = _upTo[n - 1] + (worked.Contains(day) || !IsWeekend(day) && !off.Contains(day) ? 1 : 0);
            }
            Unchecked = [.. given.Off.Where(d => d.Sample && !IsWeekend(d.Day)), .. given.Worked.Where(d => d.Sample)];
        }

        public int Length { get; }

        public IReadOnlyList<NamedDay> Unchecked { get; }

        public bool Works(DateOnly day) => _upTo[day.DayOfYear] > _upTo[day.DayOfYear - 1];

        public int UpTo(int dayOfYear) => _upTo[dayOfYear];
    }
}
