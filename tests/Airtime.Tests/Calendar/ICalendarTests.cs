using System.Text;
using CsCheck;
using LangSo.Airtime.Calendar;
using LangSo.Foundation;

namespace LangSo.Airtime.Tests.Calendar;

public sealed class ICalendarTests
{
    private static readonly DateTime Stamp = new(2026, 3, 15, 3, 0, 0, DateTimeKind.Utc);

    private static CalendarItem Item(string? repeat = "FREQ=WEEKLY;BYDAY=MO,WE", DateOnly[]? except = null) => new(
        "p1@langso", "Thời sự xã; chuyên mục “Nông thôn mới”, 5 giờ", new DateTime(2026, 3, 15, 22, 0, 0, DateTimeKind.Utc), TimeSpan.FromMinutes(30), repeat, except ?? [], BulletinClass.Normal);

    private static CalendarReading Read(string events) => ICalendar.Read("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events.ReplaceLineEndings("\r\n") + "\r\nEND:VCALENDAR\r\n");

    private static CalendarItem Event(string lines) => Assert.Single(Read("BEGIN:VEVENT\n" + lines + "\nEND:VEVENT") is { Faults.Count: 0 } reading ? reading.Items : []);

    private static (int Line, string Says) Fault(string lines)
    {
        var reading = Read("BEGIN:VEVENT\n" + lines + "\nEND:VEVENT");
        Assert.Empty(reading.Items);
        return (reading.Faults[0].Line, reading.Faults[0].Problem.ToString());
    }

    [Fact]
    public void A_programme_is_written_in_civil_time_with_its_rule_and_its_exceptions()
    {
        var text = ICalendar.Write([Item("FREQ=DAILY;BYHOUR=5,17;UNTIL=20261231", [new DateOnly(2026, 4, 30)]) with { Class = BulletinClass.Priority }], "Lịch phát xã Giao Ninh", Stamp);
        Assert.Contains(
            """
            BEGIN:VEVENT
            UID:p1@langso
            DTSTAMP:20260315T030000Z
            DTSTART;TZID=Asia/Ho_Chi_Minh:20260316T050000
            DURATION:PT30M
            SUMMARY:Thời sự xã\; chuyên mục “Nông thôn mới”\, 5 giờ
            PRIORITY:3
            RRULE:FREQ=DAILY;UNTIL=20261231T165959Z;BYHOUR=5,17
            EXDATE;TZID=Asia/Ho_Chi_Minh:20260430T050000,20260430T170000
            END:VEVENT
            """.ReplaceLineEndings("\r\n"), text, StringComparison.Ordinal);
        Assert.StartsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_longer_than_75_octets_and_no_letter_is_broken()
    {
        var title = string.Concat(Enumerable.Repeat("Chương trình phát thanh “Nông thôn mới” 🌾 ", 9)).Trim();
        var text = ICalendar.Write([Item() with { Title = title }], title, Stamp);
        Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75 && !line.Contains('\uFFFD')));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.Equal(title, ICalendar.Read(text).Items.Single().Title);
    }

    [Fact]
    public void What_was_written_reads_back_the_same() => (
        from rule in RecurrenceTests.AnyRule
        from once in Gen.Int[0, 4]
        from minute in Gen.Int[0, 500_000]
        from length in Gen.Int[1, 86_400]
        from title in Gen.String[Gen.Char["aă ;,\\:\"“ế🌾\nÔ".Where(c => !char.IsSurrogate(c)).ToArray().AsSpan().ToString()], 1, 40]
        from except in Gen.Int[0, 40].Array[0, 3]
        from @class in Gen.Enum<BulletinClass>()
        select new CalendarItem(
            "u-" + minute, VnText.Clean("x" + title), Stamp.AddMinutes(minute), TimeSpan.FromSeconds(length), once == 0 ? null : Recurrence.Read(rule).Value.ToString(),
            once == 0 ? [] : [.. except.Distinct().Order().Select(d => VnTime.DayOf(Stamp.AddMinutes(minute)).AddDays(d))], @class)).Array[0, 4].Sample(items =>
    {
        var reading = ICalendar.Read(ICalendar.Write(items, "Lịch", Stamp));
        return reading.Faults.Count == 0 && reading.Items.Count == items.Length && reading.Items.Zip(items).All(p =>
            (p.First with { Except = [], Repeat = null, Title = "" }) == (p.Second with { Except = [], Repeat = null, Title = "" })
            && p.First.Title == VnText.Clean(p.Second.Title) && p.First.Except.SequenceEqual(p.Second.Except) && Starts(p.First).SequenceEqual(Starts(p.Second)));
    }, iter: 500, threads: 2);

    private static IEnumerable<DateTime> Starts(CalendarItem item) =>
        item.Repeat is null ? [item.Start] : Recurrence.Read(item.Repeat).Value.Between(item.Start, item.Start, item.Start.AddDays(700), item.Except);

    [Fact]
    public void A_calendar_of_Google_is_taken_over()
    {
        var reading = ICalendar.Read(
            """
            BEGIN:VCALENDAR
            PRODID:-//Google Inc//Google Calendar 70.9054//EN
            VERSION:2.0
            CALSCALE:GREGORIAN
            METHOD:PUBLISH
            X-WR-CALNAME:Đài xã
            X-WR-TIMEZONE:Asia/Ho_Chi_Minh
            BEGIN:VTIMEZONE
            TZID:Asia/Ho_Chi_Minh
            X-LIC-LOCATION:Asia/Ho_Chi_Minh
            BEGIN:STANDARD
            TZOFFSETFROM:+0700
            TZOFFSETTO:+0700
            TZNAME:GMT+7
            DTSTART:19700101T000000
            END:STANDARD
            END:VTIMEZONE
            BEGIN:VEVENT
            DTSTART;TZID=Asia/Ho_Chi_Minh:20260316T050000
            DTEND;TZID=Asia/Ho_Chi_Minh:20260316T053000
            RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20261231T165959Z;BYDAY=MO,WE,FR
            EXDATE;TZID=Asia/Ho_Chi_Minh:20260429T050000
            DTSTAMP:20260315T030000Z
            UID:7kukuqrfedlm2f9t0aq3rmhm8g@google.com
            CREATED:20260301T020000Z
            DESCRIPTION:Bản tin sáng\, có nhạc hiệu
            LAST-MODIFIED:20260301T020000Z
            SEQUENCE:1
            STATUS:CONFIRMED
            SUMMARY:Thời sự sáng
            TRANSP:OPAQUE
            BEGIN:VALARM
            ACTION:DISPLAY
            TRIGGER:-P0DT0H10M0S
            DESCRIPTION:This is an event reminder
            DURATION:PT1M
            END:VALARM
            END:VEVENT
            BEGIN:VEVENT
            DTSTART:20260318T100000Z
            DTEND:20260318T101500Z
            UID:single@google.com
            SUMMARY:Họp dân
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20260902
            DTEND;VALUE=DATE:20260903
            UID:day@google.com
            SUMMARY:Quốc khánh
            END:VEVENT
            END:VCALENDAR
            """);
        Assert.Equal(
            [("Thời sự sáng", 22, 30.0, "FREQ=WEEKLY;UNTIL=20261231T165959Z;BYDAY=MO,WE,FR"), ("Họp dân", 10, 15.0, null)],
            reading.Items.Select(i => (i.Title, i.Start.Hour, i.Length.TotalMinutes, i.Repeat)));
        Assert.Equal([new DateOnly(2026, 4, 29)], reading.Items[0].Except);
        Assert.Equal((46, "Sự kiện cả ngày không có giờ phát."), (Assert.Single(reading.Faults).Line, reading.Faults[0].Problem.ToString()));
    }

    [Fact]
    public void A_calendar_of_Outlook_is_taken_over()
    {
        var reading = ICalendar.Read(
            """
            BEGIN:VCALENDAR
            PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
            VERSION:2.0
            METHOD:PUBLISH
            BEGIN:VTIMEZONE
            TZID:(UTC+07:00) Bangkok, Hanoi, Jakarta
            BEGIN:STANDARD
            DTSTART:16010101T000000
            TZOFFSETFROM:+0700
            TZOFFSETTO:+0700
            END:STANDARD
            END:VTIMEZONE
            BEGIN:VEVENT
            CLASS:PUBLIC
            DTEND;TZID="(UTC+07:00) Bangkok, Hanoi, Jakarta":20260316T173000
            DTSTAMP:20260315T030000Z
            DTSTART;TZID="(UTC+07:00) Bangkok, Hanoi, Jakarta":20260316T170000
            PRIORITY:5
            RRULE:FREQ=MONTHLY;COUNT=12;BYDAY=-1FR
            SUMMARY;LANGUAGE=vi:Tiếp sóng đài tỉnh về chuyển đổi số trong nông nghiệp và nôn
             g thôn
            UID:040000008200E00074C5B7101A82E00800000000
            X-MICROSOFT-CDO-BUSYSTATUS:BUSY
            END:VEVENT
            END:VCALENDAR
            """);
        var item = Assert.Single(reading.Items);
        Assert.Empty(reading.Faults);
        Assert.Equal(("Tiếp sóng đài tỉnh về chuyển đổi số trong nông nghiệp và nông thôn", 10, "FREQ=MONTHLY;COUNT=12;BYDAY=-1FR"), (item.Title, item.Start.Hour, item.Repeat));
    }

    [Fact]
    public void Hours_elsewhere_are_put_into_ours_and_a_floating_hour_is_ours()
    {
        Assert.Equal(new DateTime(2026, 7, 1, 8, 0, 0, DateTimeKind.Utc), Event("UID:a\nDTSTART;TZID=Europe/Berlin:20260701T100000\nDURATION:PT1H").Start);
        Assert.Equal(new DateTime(2026, 6, 30, 22, 0, 0, DateTimeKind.Utc), Event("UID:a\nDTSTART:20260701T050000\nDURATION:P0DT1H30M").Start);
        Assert.Equal("FREQ=DAILY", Event("UID:a\nDTSTART;TZID=Asia/Bangkok:20260701T050000\nDURATION:PT1H\nRRULE:FREQ=DAILY").Repeat);
    }

    [Theory]
    [InlineData("UID:a\nSUMMARY:x", 3, "DTSTART")]
    [InlineData("UID:a\nDTSTART:20260701T050000", 5, "thời lượng")]
    [InlineData("UID:a\nDTSTART:20260701T050000\nDTEND:20260701T050000", 6, "24 giờ")]
    [InlineData("UID:a\nDTSTART:20260701T050000\nDURATION:P2D", 6, "24 giờ")]
    [InlineData("UID:a\nDTSTART:tomorrow\nDURATION:PT1H", 5, "múi giờ")]
    [InlineData("UID:a\nDTSTART;TZID=Mars/Olympus:20260701T050000\nDURATION:PT1H", 5, "múi giờ")]
    [InlineData("UID:a\nDTSTART:20260701T050000\nDURATION:PT1H\nRRULE:FREQ=HOURLY", 7, "HOURLY")]
    [InlineData("UID:a\nDTSTART:20260701T050000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO", 7, "BYSETPOS")]
    [InlineData("UID:a\nDTSTART;TZID=Europe/Berlin:20260701T050000\nDURATION:PT1H\nRRULE:FREQ=DAILY", 5, "múi giờ khác")]
    [InlineData("UID:a\nDTSTART:20260701T050000\nDURATION:PT1H\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY", 8, "một luật lặp")]
    [InlineData("UID:a\nDTSTART:20260701T050000\nDURATION:PT1H\nRDATE:20260705T050000", 7, "RDATE")]
    [InlineData("UID:a\nRECURRENCE-ID:20260701T050000\nDTSTART:20260701T060000\nDURATION:PT1H", 5, "RECURRENCE-ID")]
    [InlineData("UID:a\nSTATUS:CANCELLED\nDTSTART:20260701T060000\nDURATION:PT1H", 5, "hủy")]
    [InlineData("UID:a\nDTSTART:20260701T050000\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYHOUR=5,17\nEXDATE:20260705T050000", 8, "một giờ")]
    [InlineData("UID:a\nDTSTART:20260701T050000\nDURATION:PT1H\nRRULE:FREQ=DAILY\nEXDATE:soon", 8, "EXDATE")]
    public void What_cannot_be_taken_is_named_by_its_line(string lines, int line, string says)
    {
        var fault = Fault(lines);
        Assert.Equal(line, fault.Line);
        Assert.Contains(says, fault.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_calendar_is_said_so_and_a_broken_one_keeps_its_good_events()
    {
        Assert.Contains("iCalendar", Assert.Single(ICalendar.Read("Thứ Hai,5:00,Thời sự").Faults).Problem.ToString(), StringComparison.Ordinal);
        Assert.Contains("iCalendar", Assert.Single(ICalendar.Read("").Faults).Problem.ToString(), StringComparison.Ordinal);
        var reading = Read("BEGIN:VEVENT\nUID:a\nDTSTART:20260701T050000\nDURATION:PT1H\nEND:VEVENT\nnonsense\nBEGIN:VEVENT\nUID:b");
        Assert.Equal((1, 2), (reading.Items.Count, reading.Faults.Count));
    }

    [Fact]
    public void Any_text_at_all_is_answered() => Gen.String[0, 300].Sample(text => ICalendar.Read("BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + text + "\nEND:VEVENT") is not null, iter: 2_000, threads: 2);
}
