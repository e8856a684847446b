using CsCheck;

namespace LangSo.Foundation.Tests.Time;

public sealed class WorkingCalendarTests
{
    private static NamedDay Named(string day) => new(Day(day), "thử", "thử", false);

    private static DateOnly Day(string day) => DateOnly.Parse(day, VnText.Culture);

    // 2024 is a leap year; Tết, and Monday 29/4 exchanged for Saturday 4/5.
    private static readonly WorkingCalendar Calendar = new(
    [
        new CalendarYear(2023, [Named("2023-12-29")], []),
        new CalendarYear(2024, [Named("2024-01-01"), Named("2024-02-08"), Named("2024-02-09"), Named("2024-02-12"), Named("2024-02-13"), Named("2024-02-14"), Named("2024-04-29"), Named("2024-04-30"), Named("2024-05-01")], [Named("2024-05-04")]),
    ]);

    [Theory]
    [InlineData("2024-02-07", 1, "2024-02-15")]
    [InlineData("2024-02-07", 2, "2024-02-16")]
    [InlineData("2024-02-10", 1, "2024-02-15")]
    [InlineData("2024-04-26", 1, "2024-05-02")]
    [InlineData("2024-05-03", 1, "2024-05-04")]
    [InlineData("2024-05-03", 2, "2024-05-06")]
    [InlineData("2024-02-28", 1, "2024-02-29")]
    [InlineData("2024-02-28", 2, "2024-03-01")]
    [InlineData("2023-12-28", 1, "2024-01-02")]
    [InlineData("2024-02-15", -1, "2024-02-07")]
    [InlineData("2024-02-10", 0, "2024-02-10")]
    public void So_many_working_days_later_is_the_day(string from, int days, string to) => Assert.Equal(Day(to), Calendar.Add(Day(from), days).Value);

    [Fact]
    public void Counting_undoes_adding_and_is_what_walking_day_by_day_counts() =>
        (from start in Gen.Int[0, 600] from days in Gen.Int[-80, 80] select (start, days)).Sample(t =>
        {
            var from = new DateOnly(2023, 3, 1).AddDays(t.start);
            var to = Calendar.Add(from, t.days);
            if (!to.Ok) return;
            var (first, last) = t.days < 0 ? (to.Value, from.AddDays(-1)) : (from.AddDays(1), to.Value);
            var walked = 0;
            for (var day = first; day <= last; day = day.AddDays(1)) walked += Calendar.IsWorking(day).Value ? 1 : 0;
            Assert.Equal(Math.Abs(t.days), walked);
            Assert.Equal(t.days, Calendar.Count(from, to.Value).Value);
        });

    [Fact]
    public void Of_a_year_that_nobody_entered_nothing_is_guessed()
    {
        var missing = Calendar.Add(Day("2024-12-30"), 3);

        Assert.False(missing.Ok);
        Assert.Contains("2025", missing.Problems[0].ToString());
        Assert.False(Calendar.Count(Day("2024-12-30"), Day("2025-01-02")).Ok);
        Assert.False(Calendar.IsWorking(Day("2022-12-31")).Ok);
        Assert.True(Calendar.Add(Day("2022-12-31"), 1).Ok, "The day that is counted from is not counted itself.");
    }

    [Fact]
    public void Midnight_in_Viet_Nam_begins_the_day_that_counts() =>
        Assert.Equal((Day("2024-05-03"), Day("2024-05-04")), (VnTime.DayOf(DateTimeOffset.Parse("2024-05-03T16:59:59Z", VnText.Culture)), VnTime.DayOf(DateTimeOffset.Parse("2024-05-03T17:00:00Z", VnText.Culture))));

    [Fact]
    public void A_year_that_contradicts_itself_is_named()
    {
        var year = new CalendarYear(2024, [Named("2025-01-01"), Named("2024-05-01"), Named("2024-05-01")], [Named("2024-05-02")]);

        Assert.Equal(3, WorkingCalendar.Faults(year).Count());
    }
}
