using System.Globalization;
using System.Text.RegularExpressions;
using LangSo.Foundation;

namespace LangSo.Airtime.Calendar;

/// <summary>Reads one file.</summary>
internal sealed partial class CalendarReader(string text)
{
    private const int Largest = 4_000_000;

    private readonly List<CalendarItem> _items = [];
    private readonly List<CalendarFault> _faults = [];
    private readonly Dictionary<string, HashSet<string>> _zones = new(StringComparer.Ordinal);

    public CalendarReading Read()
    {
        if (text.Length > Largest) return new CalendarReading([], [Fault(1, "Tệp lịch lớn quá 4 MB.")]);
        var lines = CalendarLine.Of(text).ToList();
        if (lines.Count == 0 || lines[0] is not { Name: "BEGIN" } || !Is(lines[0], "VCALENDAR")) return new CalendarReading([], [Fault(1, "Không phải tệp iCalendar (.ics): thiếu BEGIN:VCALENDAR.")]);
        foreach (var line in lines.Where(l => l.Name.Length == 0)) _faults.Add(Fault(line.Number, "Không hiểu dòng này."));
        ReadZones(lines);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Name != "BEGIN" || !Is(lines[i], "VEVENT")) continue;
            var (from, depth) = (i, 1);
            List<CalendarLine> own = [];
            while (depth > 0 && ++i < lines.Count)
            {
                if (lines[i].Name == "BEGIN") depth++;
                else if (lines[i].Name == "END") depth--;
                // What stands inside an alarm is not the event's.
                else if (depth == 1) own.Add(lines[i]);
            }
            if (depth > 0) _faults.Add(Fault(lines[from].Number, "Sự kiện không có dòng END:VEVENT."));
            else ReadEvent(lines[from].Number, own);
        }
        return new CalendarReading(_items, [.. _faults.OrderBy(f => f.Line)]);
    }

    private void ReadZones(List<CalendarLine> lines)
    {
        HashSet<string>? offsets = null;
        var within = false;
        foreach (var line in lines)
        {
            if (Is(line, "VTIMEZONE")) (within, offsets) = (line.Name == "BEGIN", null);
            if (within && line.Name == "TZID") _zones[line.Value] = offsets = new HashSet<string>(StringComparer.Ordinal);
            if (within && line.Name == "TZOFFSETTO") offsets?.Add(line.Value);
        }
    }

    private void ReadEvent(int number, List<CalendarLine> lines)
    {
        var named = lines.GroupBy(l => l.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        CalendarLine? One(string name) => named.GetValueOrDefault(name)?[0];
        if (One("STATUS") is { Value: "CANCELLED" } cancelled) Refuse(cancelled, "Sự kiện đã hủy nên không lấy.");
        else if (One("RECURRENCE-ID") is { } changed) Refuse(changed, "Không lấy được lần phát sửa riêng trong một chuỗi lặp (RECURRENCE-ID).");
        else if (One("RDATE") is { } dates) Refuse(dates, "Không lấy được ngày thêm lẻ (RDATE).");
        else if (One("EXRULE") is { } exclusion) Refuse(exclusion, "Không lấy được luật loại trừ (EXRULE).");
        else if (named.GetValueOrDefault("RRULE") is [_, var second, ..]) Refuse(second, "Chỉ lấy được một luật lặp cho mỗi sự kiện.");
        else if (One("DTSTART") is not { } start) _faults.Add(Fault(number, "Sự kiện không có giờ bắt đầu (DTSTART)."));
        else if (start.Parameter("VALUE") == "DATE" || (start.Value.Length == 8 && start.Value.All(char.IsAsciiDigit))) Refuse(start, "Sự kiện cả ngày không có giờ phát.");
        else if (Instant(start) is not { } at) Refuse(start, "Không hiểu giờ hoặc múi giờ ở dòng này.");
        else if (LengthOf(One("DTEND"), One("DURATION"), at) is not { } length) _faults.Add(Fault((One("DTEND") ?? One("DURATION") ?? start).Number, "Sự kiện không có thời lượng đọc được (DTEND hoặc DURATION)."));
        else if (length <= TimeSpan.Zero || length > ProgrammeRules.Longest) _faults.Add(Fault((One("DTEND") ?? One("DURATION") ?? start).Number, "Thời lượng phải lớn hơn 0 và không quá 24 giờ."));
        else if (ReadRule(One("RRULE"), start, at) is { } rule && Exceptions(named.GetValueOrDefault("EXDATE") ?? [], rule.Value, at) is { } except)
            _items.Add(new CalendarItem(
                One("UID")?.Text ?? "dong-" + number.ToString(CultureInfo.InvariantCulture), VnText.Clean(One("SUMMARY")?.Text) is { Length: > 0 } title ? title : "(không tên)", at, length,
                rule.Value?.ToString(), except, ClassOf(One("PRIORITY"))));
    }

    /// <summary>The rule, which may be none; null when it cannot be taken.</summary>
    private (Recurrence? Value, bool Taken)? ReadRule(CalendarLine? line, CalendarLine start, DateTime at)
    {
        if (line is null) return (null, true);
        var read = Recurrence.Read(line.Value);
        if (!read.Ok)
        {
            foreach (var problem in read.Problems) _faults.Add(new CalendarFault(line.Number, problem));
            return null;
        }
        // Elsewhere the same rule names other days of Viet Nam, or moves with the summer.
        if (IsVietnamese(start, at)) return (read.Value, true);
        Refuse(start, "Chuỗi lặp theo múi giờ khác giờ Việt Nam nên không lấy được; đổi sang giờ Việt Nam rồi xuất lại.");
        return null;
    }

    private List<DateOnly>? Exceptions(List<CalendarLine> lines, Recurrence? rule, DateTime at)
    {
        List<DateOnly> except = [];
        if (rule is null) return except;
        var times = rule.TimesOf(at + VnTime.Offset);
        foreach (var line in lines)
        {
            List<DateTime> left = [];
            foreach (var value in line.Value.Split(','))
            {
                if (value.Length == 8 && DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) except.Add(day);
                else if (Instant(line with { Value = value }) is { } instant) left.Add(instant + VnTime.Offset);
                else
                {
                    Refuse(line, "Không hiểu ngày loại trừ (EXDATE).");
                    return null;
                }
            }
            foreach (var one in left.GroupBy(DateOnly.FromDateTime))
            {
                // Times that the rule never has exclude nothing.
                var hit = one.Select(i => i.TimeOfDay).Where(times.Contains).Distinct().Count();
                if (hit == times.Count) except.Add(one.Key);
                else if (hit > 0 && !Refuse(line, "Chỉ bỏ được cả ngày, không bỏ riêng một giờ của lịch lặp nhiều giờ một ngày (EXDATE).")) return null;
            }
        }
        return [.. except.Distinct().Order()];
    }

    private DateTime? Instant(CalendarLine line)
    {
        if (DateTime.TryParseExact(line.Value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var utc)) return utc;
        if (!DateTime.TryParseExact(line.Value, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var civil)) return null;
        if (line.Parameter("TZID") is not { } id || IsVietnamZone(id)) return DateTime.SpecifyKind(civil - VnTime.Offset, DateTimeKind.Utc);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)) return null;
        return DateTime.SpecifyKind(civil - (zone.IsInvalidTime(civil) ? zone.BaseUtcOffset : zone.GetUtcOffset(civil)), DateTimeKind.Utc);
    }

    private bool IsVietnamese(CalendarLine line, DateTime at)
    {
        if (line.Value.EndsWith('Z')) return false;
        return line.Parameter("TZID") is not { } id || IsVietnamZone(id)
            || (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && Enumerable.Range(0, 24).All(month => zone.GetUtcOffset(at.AddMonths(month)) == VnTime.Offset));
    }

    /// <summary>Ours, or one that the file itself defines as +7 the year round.</summary>
    private bool IsVietnamZone(string id) => id is ICalendar.Zone or "Asia/Saigon" || (_zones.TryGetValue(id, out var offsets) && offsets.SetEquals(["+0700"]));

    private TimeSpan? LengthOf(CalendarLine? end, CalendarLine? duration, DateTime start)
    {
        if (end is not null) return Instant(end) is { } at ? at - start : null;
        if (duration is null || DurationText().Match(duration.Value) is not { Success: true } match) return null;
        return new TimeSpan(Part("w") * 7 + Part("d"), Part("h"), Part("m"), Part("s"));

        int Part(string name) => int.TryParse(match.Groups[name].Value, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static BulletinClass ClassOf(CalendarLine? priority) => priority?.Value.Trim() switch
    {
        "1" => BulletinClass.Emergency,
        "2" or "3" or "4" => BulletinClass.Priority,
        _ => BulletinClass.Normal,
    };

    private static bool Is(CalendarLine line, string component) => line.Name is "BEGIN" or "END" && line.Value.Trim().Equals(component, StringComparison.OrdinalIgnoreCase);

    private bool Refuse(CalendarLine line, string why)
    {
        _faults.Add(Fault(line.Number, why));
        return false;
    }

    private static CalendarFault Fault(int line, string why) => new(line, new Problem("calendar", why));

    [GeneratedRegex(@"^\+?P(?:(?<w>\d{1,3})W)?(?:(?<d>\d{1,3})D)?(?:T(?:(?<h>\d{1,4})H)?(?:(?<m>\d{1,5})M)?(?:(?<s>\d{1,6})S)?)?$")]
    private static partial Regex DurationText();
}
