using System.Globalization;
using CsCheck;
using LangSo.Foundation;

namespace LangSo.Airtime.Tests;

public sealed class RecurrenceTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>The first starts of a rule from a civil time of Viet Nam, as civil times.</summary>
    private static string Starts(string rule, string first, int most = 6, string? to = null, DateOnly[]? except = null) => string.Join(
        "; ", Rule(rule).Between(Civil(first), Civil(first), to is null ? Civil(first).AddYears(30) : Civil(to), except).Take(most)
            .Select(i => VnTime.ToLocal(i).ToString("d/M/yyyy H:mm", CultureInfo.InvariantCulture)));

    private static DateTime Civil(string text) => DateTime.SpecifyKind(DateTime.ParseExact(text, "d/M/yyyy H:mm", CultureInfo.InvariantCulture) - VnTime.Offset, DateTimeKind.Utc);

    private static Recurrence Rule(string text) => Recurrence.Read(text).Value;

    [Theory]
    [InlineData("FREQ=DAILY", "2/1/2026 5:00", "2/1/2026 5:00; 3/1/2026 5:00; 4/1/2026 5:00")]
    [InlineData("FREQ=DAILY;INTERVAL=10", "25/2/2026 5:00", "25/2/2026 5:00; 7/3/2026 5:00; 17/3/2026 5:00")]
    [InlineData("FREQ=DAILY;BYHOUR=5,17;BYMINUTE=0,30", "2/1/2026 5:00", "2/1/2026 5:00; 2/1/2026 5:30; 2/1/2026 17:00")]
    [InlineData("FREQ=DAILY;BYHOUR=5,17", "2/1/2026 12:00", "2/1/2026 17:00; 3/1/2026 5:00; 3/1/2026 17:00")]
    [InlineData("FREQ=DAILY;BYMONTH=1,3", "30/1/2026 5:00", "30/1/2026 5:00; 31/1/2026 5:00; 1/3/2026 5:00")]
    [InlineData("FREQ=DAILY;BYDAY=SA,SU", "2/1/2026 5:00", "3/1/2026 5:00; 4/1/2026 5:00; 10/1/2026 5:00")]
    [InlineData("FREQ=DAILY;COUNT=2", "2/1/2026 5:00", "2/1/2026 5:00; 3/1/2026 5:00")]
    [InlineData("FREQ=DAILY;UNTIL=20260103T220000Z", "2/1/2026 5:00", "2/1/2026 5:00; 3/1/2026 5:00; 4/1/2026 5:00")]
    [InlineData("FREQ=DAILY;UNTIL=20260103T215959Z", "2/1/2026 5:00", "2/1/2026 5:00; 3/1/2026 5:00")]
    [InlineData("FREQ=DAILY;UNTIL=20260103", "2/1/2026 5:00", "2/1/2026 5:00; 3/1/2026 5:00")]
    [InlineData("FREQ=DAILY;UNTIL=20260103T050000", "2/1/2026 5:00", "2/1/2026 5:00; 3/1/2026 5:00")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,WE", "5/1/2026 5:00", "5/1/2026 5:00; 7/1/2026 5:00; 12/1/2026 5:00")]
    [InlineData("FREQ=WEEKLY", "7/1/2026 23:59", "7/1/2026 23:59; 14/1/2026 23:59; 21/1/2026 23:59")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "5/8/1997 9:00", "5/8/1997 9:00; 10/8/1997 9:00; 19/8/1997 9:00; 24/8/1997 9:00")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "5/8/1997 9:00", "5/8/1997 9:00; 17/8/1997 9:00; 19/8/1997 9:00; 31/8/1997 9:00")]
    [InlineData("FREQ=MONTHLY", "31/1/2026 5:00", "31/1/2026 5:00; 31/3/2026 5:00; 31/5/2026 5:00")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1", "31/1/2026 5:00", "31/1/2026 5:00; 28/2/2026 5:00; 31/3/2026 5:00")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=1,-2", "1/1/2028 5:00", "1/1/2028 5:00; 30/1/2028 5:00; 1/2/2028 5:00; 28/2/2028 5:00; 1/3/2028 5:00")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR", "1/1/2026 5:00", "30/1/2026 5:00; 27/2/2026 5:00; 27/3/2026 5:00")]
    [InlineData("FREQ=MONTHLY;BYDAY=1SU,3SU", "1/1/2026 5:00", "4/1/2026 5:00; 18/1/2026 5:00; 1/2/2026 5:00; 15/2/2026 5:00")]
    [InlineData("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1/1/2026 5:00", "13/2/2026 5:00; 13/3/2026 5:00; 13/11/2026 5:00")]
    [InlineData("FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10,11", "10/9/1997 9:00", "10/9/1997 9:00; 11/9/1997 9:00; 10/3/1999 9:00; 11/3/1999 9:00")]
    [InlineData("FREQ=YEARLY", "29/2/2024 5:00", "29/2/2024 5:00; 29/2/2028 5:00; 29/2/2032 5:00")]
    [InlineData("FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2", "1/1/2026 5:00", "2/9/2026 5:00; 2/9/2027 5:00; 2/9/2028 5:00")]
    [InlineData("FREQ=YEARLY;BYDAY=20MO", "19/5/1997 9:00", "19/5/1997 9:00; 18/5/1998 9:00; 17/5/1999 9:00")]
    [InlineData("FREQ=YEARLY;BYMONTH=11;BYDAY=1TU", "3/11/1998 9:00", "3/11/1998 9:00; 2/11/1999 9:00; 7/11/2000 9:00")]
    [InlineData("FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2", "1/1/2027 5:00", "28/2/2027 5:00; 29/2/2028 5:00; 28/2/2029 5:00")]
    public void A_rule_gives_the_days_that_its_words_say(string rule, string first, string expected) =>
        Assert.Equal(expected, Starts(rule, first, expected.Count(c => c == ';') + 1 + (rule.Contains("COUNT", StringComparison.Ordinal) || rule.Contains("UNTIL", StringComparison.Ordinal) ? 1 : 0)));

    [Fact]
    public void Days_that_are_left_out_are_counted_all_the_same() => Assert.Equal(
        "2/1/2026 5:00; 4/1/2026 5:00", Starts("FREQ=DAILY;COUNT=3", "2/1/2026 5:00", except: [new DateOnly(2026, 1, 3)]));

    [Fact]
    public void Before_seven_in_the_morning_the_day_is_the_civil_one() =>
        // 5:00 on Monday in Viet Nam is 22:00 on Sunday in UTC.
        Assert.Equal(new DateTime(2026, 1, 4, 22, 0, 0, DateTimeKind.Utc), Rule("FREQ=WEEKLY;BYDAY=MO").Between(Civil("5/1/2026 5:00"), Civil("1/1/2026 0:00"), Civil("12/1/2026 0:00")).Single());

    [Fact]
    public void In_the_gap_of_spring_a_start_moves_forward_and_of_two_equal_hours_in_autumn_the_first_counts()
    {
        var first = new DateTime(2026, 3, 28, 1, 30, 0, DateTimeKind.Utc);
        var spring = Rule("FREQ=DAILY").Between(first, first, first.AddDays(9), null, Berlin).Take(3).ToList();
        // 2:30 on 29 March does not exist: 3:30 summer time is 1:30 UTC; on the 30th 2:30 is 0:30 UTC.
        Assert.Equal([first, first.AddDays(1), first.AddDays(2).AddHours(-1)], spring);
        var autumn = new DateTime(2026, 10, 24, 0, 30, 0, DateTimeKind.Utc);
        Assert.Equal(
            [autumn, autumn.AddDays(1), autumn.AddDays(2).AddHours(1)], Rule("FREQ=DAILY").Between(autumn, autumn, autumn.AddDays(9), null, Berlin).Take(3));
    }

    [Fact]
    public void Two_starts_that_a_gap_makes_one_play_once()
    {
        var first = new DateTime(2026, 3, 29, 0, 0, 0, DateTimeKind.Utc);
        var starts = Rule("FREQ=DAILY;BYHOUR=2,3").Between(first, first, first.AddDays(1), null, Berlin).ToList();
        Assert.Equal([new DateTime(2026, 3, 29, 1, 0, 0, DateTimeKind.Utc)], starts);
    }

    [Theory]
    [InlineData("", "trống")]
    [InlineData("BYDAY=MO", "FREQ")]
    [InlineData("FREQ=HOURLY", "HOURLY")]
    [InlineData("FREQ=DAILY;INTERVAL=0", "INTERVAL")]
    [InlineData("FREQ=DAILY;COUNT=-1", "COUNT")]
    [InlineData("FREQ=DAILY;COUNT=3;UNTIL=20260101", "COUNT và UNTIL")]
    [InlineData("FREQ=DAILY;UNTIL=tomorrow", "UNTIL")]
    [InlineData("FREQ=DAILY;BYHOUR=24", "BYHOUR")]
    [InlineData("FREQ=DAILY;BYMINUTE=5,60", "60")]
    [InlineData("FREQ=DAILY;BYDAY=1MO", "1MO")]
    [InlineData("FREQ=MONTHLY;BYDAY=0MO", "0MO")]
    [InlineData("FREQ=MONTHLY;BYDAY=XX", "XX")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=32", "32")]
    [InlineData("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY")]
    [InlineData("FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO", "BYSETPOS")]
    [InlineData("FREQ=DAILY;FREQ=DAILY", "hai lần")]
    [InlineData("FREQ=DAILY;WHEN=NOW", "WHEN")]
    [InlineData("FREQ=DAILY;COUNT", "COUNT")]
    [InlineData("FREQ=DAILY;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,5,10,15,20,25,30,35,40", "48")]
    public void What_cannot_be_taken_is_named(string rule, string named) =>
        Assert.Contains(named, string.Join(" ", Recurrence.Read(rule).Problems), StringComparison.Ordinal);

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261231T170000Z", "Thứ Hai, thứ Tư hằng tuần, 5:00, đến 1/1/2027")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261231", "Thứ Hai, thứ Tư hằng tuần, 5:00, đến 31/12/2026")]
    [InlineData("FREQ=WEEKLY", "Chủ nhật hằng tuần, 5:00")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "Chủ nhật, 2 tuần một lần, 5:00")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Thứ Hai đến thứ Sáu hằng tuần, 5:00")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "Hằng ngày, 5:00")]
    [InlineData("FREQ=DAILY;BYHOUR=5,11,17;COUNT=10", "Hằng ngày, 5:00, 11:00 và 17:00, 10 lần")]
    [InlineData("FREQ=DAILY;INTERVAL=3", "3 ngày một lần, 5:00")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=1,15", "Ngày 1, 15 hằng tháng, 5:00")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1", "Ngày cuối tháng hằng tháng, 5:00")]
    [InlineData("FREQ=MONTHLY;BYDAY=1MO,-1FR", "Thứ Sáu cuối cùng, thứ Hai đầu tiên hằng tháng, 5:00")]
    [InlineData("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "Ngày 13 hằng tháng, chỉ khi là thứ Sáu, 5:00")]
    [InlineData("FREQ=YEARLY", "Ngày 1/3 hằng năm, 5:00")]
    [InlineData("FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2", "Ngày 2 hằng năm, tháng 9, 5:00")]
    public void A_rule_says_itself_in_words(string rule, string words) => Assert.Equal(words, Rule(rule).Words(Civil("1/3/2026 5:00")));

    [Fact]
    public void Words_name_the_days_that_are_left_out() => Assert.Equal(
        "Hằng ngày, 5:00, trừ 30/4/2026, 1/5/2026", Rule("FREQ=DAILY").Words(Civil("1/3/2026 5:00"), [new DateOnly(2026, 5, 1), new DateOnly(2026, 4, 30)]));

    private static Gen<string> Among(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    internal static readonly Gen<string> AnyRule =
        from freq in Among("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
        from interval in Gen.Int[1, 5]
        from days in Among("SU", "MO", "TU", "WE", "TH", "FR", "SA").Array[0, 3]
        from ordinal in Gen.Int[-5, 5]
        from monthDays in Gen.Int[-31, 31].Where(d => d != 0).Array[0, 3]
        from months in Gen.Int[1, 12].Array[0, 3]
        from hours in Gen.Int[0, 23].Array[0, 3]
        from end in Gen.Int[0, 3]
        from start in Among("MO", "SU", "SA")
        select string.Join(';', new[]
        {
            "FREQ=" + freq, interval > 1 ? $"INTERVAL={interval}" : "",
            days.Length == 0 ? "" : "BYDAY=" + string.Join(',', days.Distinct().Select(d => (freq is "MONTHLY" or "YEARLY" && ordinal != 0 ? $"{ordinal}" : "") + d)),
            freq == "WEEKLY" || monthDays.Length == 0 ? "" : "BYMONTHDAY=" + string.Join(',', monthDays.Distinct()),
            months.Length == 0 ? "" : "BYMONTH=" + string.Join(',', months.Distinct()), hours.Length == 0 ? "" : "BYHOUR=" + string.Join(',', hours.Distinct()),
            end switch { 1 => "COUNT=7", 2 => "UNTIL=20271231T165959Z", 3 => "UNTIL=20270630", _ => "" }, start == "MO" ? "" : "WKST=" + start,
        }.Where(p => p.Length > 0));

    [Fact]
    public void Reading_what_was_written_gives_the_same_rule() => AnyRule.Sample(text =>
    {
        var rule = Rule(text);
        return Rule(rule.ToString()).ToString() == rule.ToString()
            && Rule(rule.ToString()).Between(Civil("15/1/2026 6:10"), Civil("15/1/2026 6:10"), Civil("1/1/2029 0:00")).SequenceEqual(rule.Between(Civil("15/1/2026 6:10"), Civil("15/1/2026 6:10"), Civil("1/1/2029 0:00")));
    }, iter: 500, threads: 2);

    [Fact]
    public void A_window_shows_exactly_what_the_whole_has_there() => Gen.Select(AnyRule, Gen.Int[0, 900], Gen.Int[1, 60]).Sample((text, from, days) =>
    {
        var (rule, first) = (Rule(text), Civil("15/1/2026 6:10"));
        var (begin, end) = (first.AddDays(from - 30), first.AddDays(from - 30 + days));
        var whole = rule.Between(first, first, first.AddDays(1000)).ToList();
        return rule.Between(first, begin, end).SequenceEqual(whole.Where(i => i >= begin && i < end)) && whole.SequenceEqual(whole.Order().Distinct());
    }, iter: 1_000, threads: 2);
}
