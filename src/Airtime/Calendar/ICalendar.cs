using System.Globalization;
using System.Text;
using LangSo.Foundation;

namespace LangSo.Airtime.Calendar;

/// <summary>A programme as calendars know it.</summary>
/// <param name="Uid">Names it across calendars.</param>
/// <param name="Title">For people.</param>
/// <param name="Start">UTC, whole seconds: where its repetition begins.</param>
/// <param name="Length">Of one occurrence, whole seconds.</param>
/// <param name="Repeat">RRULE without its name in Vietnam's civil time, or null for once.</param>
/// <param name="Except">Civil days on which it does not play.</param>
/// <param name="Class">As <c>PRIORITY</c>: 1 khẩn cấp, 3 ưu tiên, 5 or none thông thường.</param>
public sealed record CalendarItem(string Uid, string Title, DateTime Start, TimeSpan Length, string? Repeat, IReadOnlyList<DateOnly> Except, BulletinClass Class);

/// <summary>What of a file could not be taken.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Problem">Why.</param>
public sealed record CalendarFault(int Line, Problem Problem);

/// <summary>What a file holds: what can be taken, and what cannot, by line.</summary>
public sealed record CalendarReading(IReadOnlyList<CalendarItem> Items, IReadOnlyList<CalendarFault> Faults);

/// <summary>Programmes as iCalendar (RFC 5545), so that other calendars show them and theirs can be taken over.</summary>
public static class ICalendar
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/calendar; charset=utf-8";

    internal const string Zone = "Asia/Ho_Chi_Minh";

    private const string Civil = "yyyyMMdd'T'HHmmss";

    /// <summary>Writes a calendar: CRLF, lines of at most 75 octets, times of Asia/Ho_Chi_Minh with its definition.</summary>
    /// <param name="items">What it holds.</param>
    /// <param name="name">Its name: "Lịch phát xã Giao Ninh".</param>
    /// <param name="stamp">UTC, when it was written.</param>
    public static string Write(IEnumerable<CalendarItem> items, string name, DateTime stamp)
    {
        var built = new StringBuilder();
        foreach (var line in (string[])["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//LangSo//Airtime//VI", "CALSCALE:GREGORIAN", "X-WR-CALNAME:" + Escaped(name), "X-WR-TIMEZONE:" + Zone, .. ZoneLines])
            Fold(built, line);
        foreach (var item in items) Write(built, item, stamp);
        Fold(built, "END:VCALENDAR");
        return built.ToString();
    }

    /// <summary>Reads a calendar, also a foreign one. Nothing is guessed: what cannot be taken is named by its line.</summary>
    public static CalendarReading Read(string text) => new CalendarReader(text).Read();

    private static readonly string[] ZoneLines =
    [
        "BEGIN:VTIMEZONE", "TZID:" + Zone, "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0700", "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE",
    ];

    private static void Write(StringBuilder built, CalendarItem item, DateTime stamp)
    {
        var start = item.Start + VnTime.Offset;
        Fold(built, "BEGIN:VEVENT");
        Fold(built, "UID:" + Escaped(item.Uid));
        Fold(built, "DTSTAMP:" + stamp.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        Fold(built, "DTSTART;TZID=" + Zone + ":" + start.ToString(Civil, CultureInfo.InvariantCulture));
        Fold(built, "DURATION:" + Duration(item.Length));
        Fold(built, "SUMMARY:" + Escaped(item.Title));
        if (item.Class != BulletinClass.Normal) Fold(built, "PRIORITY:" + (item.Class == BulletinClass.Emergency ? "1" : "3"));
        if (item.Repeat is not null)
        {
            Fold(built, "RRULE:" + Rule(item.Repeat));
            if (item.Except.Count > 0) Fold(built, "EXDATE;TZID=" + Zone + ":" + string.Join(',', Exceptions(item, start)));
        }
        Fold(built, "END:VEVENT");
    }

    /// <summary>An end by civil day or time is written as an instant: the standard asks for it beside a zone.</summary>
    private static string Rule(string repeat)
    {
        if (Recurrence.Read(repeat) is not { Ok: true, Value: var rule }) return repeat;
        var end = rule.UntilDay is { } day ? day.ToDateTime(new TimeOnly(23, 59, 59)) : rule.UntilCivil;
        if (end is not { } civil) return rule.ToString();
        var parts = rule.ToString().Split(';').Select(p => p.StartsWith("UNTIL=", StringComparison.Ordinal) ? "UNTIL=" + (civil - VnTime.Offset).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) : p);
        return string.Join(';', parts);
    }

    /// <summary>Every start of the days that are left out.</summary>
    private static IEnumerable<string> Exceptions(CalendarItem item, DateTime start)
    {
        var rule = Recurrence.Read(item.Repeat);
        IReadOnlyList<TimeSpan> times = rule.Ok ? rule.Value.TimesOf(start) : [start.TimeOfDay];
        return item.Except.Order().SelectMany(d => times.Select(t => (d.ToDateTime(TimeOnly.MinValue) + t).ToString(Civil, CultureInfo.InvariantCulture)));
    }

    private static string Duration(TimeSpan length)
    {
        var seconds = (long)Math.Ceiling(length.TotalSeconds);
        var (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        var text = "PT" + (hours > 0 ? Number(hours) + "H" : "") + (minutes > 0 ? Number(minutes) + "M" : "") + (seconds % 60 > 0 ? Number(seconds % 60) + "S" : "");
        return text == "PT" ? "PT0S" : text;

        static string Number(long n) => n.ToString(CultureInfo.InvariantCulture);
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n");

    /// <summary>Lines of at most 75 octets; no letter is broken in two.</summary>
    private static void Fold(StringBuilder built, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > 75)
            {
                built.Append("\r\n ");
                octets = 1;
            }
            built.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        built.Append("\r\n");
    }
}
