using System.Globalization;
using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>The rule as RFC 5545 writes it.</summary>
public sealed partial class Recurrence
{
    private const int LongestText = 500;

    private static readonly string[] DayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
    private static readonly string[] NotTaken = ["BYSECOND", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "RSCALE", "SKIP"];

    /// <summary>Reads a rule without its name: <c>FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261231T170000Z</c>. What cannot be taken is named.</summary>
    public static Outcome<Recurrence> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new Problem("repeat", "Lịch lặp để trống.");
        if (text.Length > LongestText) return new Problem("repeat", "Lịch lặp dài quá {0} ký tự.", LongestText);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Trim().ToUpperInvariant().Split(';'))
        {
            if (part.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals)) return new Problem("repeat", "Lịch lặp: không hiểu phần “{0}”.", part);
            var name = part[..equals];
            if (NotTaken.Contains(name)) return new Problem("repeat", "Lịch lặp: chưa dùng được phần {0}.", name);
            if (!parts.TryAdd(name, part[(equals + 1)..])) return new Problem("repeat", "Lịch lặp: phần {0} ghi hai lần.", name);
        }
        return new Reader(parts).Read();
    }

    /// <summary>As RFC 5545 writes it; <see cref="Read"/> of it is the same rule.</summary>
    public override string ToString()
    {
        List<string> parts = ["FREQ=" + Frequency.ToString().ToUpperInvariant()];
        if (UntilDay is { } day) parts.Add("UNTIL=" + day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        if (UntilCivil is { } civil) parts.Add("UNTIL=" + civil.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture));
        if (UntilInstant is { } instant) parts.Add("UNTIL=" + instant.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        if (Count is { } count) parts.Add("COUNT=" + Text(count));
        if (Interval != 1) parts.Add("INTERVAL=" + Text(Interval));
        if (Months.Count > 0) parts.Add("BYMONTH=" + string.Join(',', Months.Select(Text)));
        if (MonthDays.Count > 0) parts.Add("BYMONTHDAY=" + string.Join(',', MonthDays.Select(Text)));
        if (Days.Count > 0) parts.Add("BYDAY=" + string.Join(',', Days.Select(d => (d.Ordinal == 0 ? "" : Text(d.Ordinal)) + DayNames[(int)d.Day])));
        if (Hours.Count > 0) parts.Add("BYHOUR=" + string.Join(',', Hours.Select(Text)));
        if (Minutes.Count > 0) parts.Add("BYMINUTE=" + string.Join(',', Minutes.Select(Text)));
        if (WeekStart != DayOfWeek.Monday) parts.Add("WKST=" + DayNames[(int)WeekStart]);
        return string.Join(';', parts);
    }

    private static Problem Wrong(string name, string value) => new("repeat", "Lịch lặp: giá trị “{0}” của {1} không đúng.", value, name);

    private sealed class Reader(Dictionary<string, string> parts)
    {
        private readonly List<Problem> _problems = [];

        public Outcome<Recurrence> Read()
        {
            if (!parts.Remove("FREQ", out var freq)) return new Problem("repeat", "Lịch lặp thiếu FREQ: DAILY, WEEKLY, MONTHLY hoặc YEARLY.");
            if (freq is not ("DAILY" or "WEEKLY" or "MONTHLY" or "YEARLY")) return Wrong("FREQ", freq);
            var rule = new Recurrence
            {
                Frequency = Enum.Parse<Frequency>(freq, ignoreCase: true),
                Interval = Number("INTERVAL", 1, 999) ?? 1,
                Count = Number("COUNT", 1, 9_999),
                Months = Numbers("BYMONTH", 1, 12),
                MonthDays = Numbers("BYMONTHDAY", -31, 31),
                Hours = Numbers("BYHOUR", 0, 23),
                Minutes = Numbers("BYMINUTE", 0, 59),
                Days = Weekdays(),
                WeekStart = parts.Remove("WKST", out var start) ? DayOf("WKST", start) : DayOfWeek.Monday,
                UntilDay = Until("yyyyMMdd", out var day) ? DateOnly.FromDateTime(day) : null,
                UntilInstant = Until("yyyyMMdd'T'HHmmss'Z'", out var instant) ? DateTime.SpecifyKind(instant, DateTimeKind.Utc) : null,
                UntilCivil = Until("yyyyMMdd'T'HHmmss", out var civil) ? civil : null,
            };
            if (parts.TryGetValue("UNTIL", out var until) && !rule.Ends) _problems.Add(Wrong("UNTIL", until));
            else if (until is not null && rule.Count is not null) _problems.Add(new Problem("repeat", "Lịch lặp: chỉ ghi một trong hai phần COUNT và UNTIL."));
            foreach (var other in parts.Keys.Where(k => k != "UNTIL")) _problems.Add(new Problem("repeat", "Lịch lặp: không hiểu phần “{0}”.", other));
            if (rule.Frequency == Frequency.Weekly && rule.MonthDays.Count > 0) _problems.Add(new Problem("repeat", "Lịch lặp hằng tuần không dùng được BYMONTHDAY."));
            if (rule.Frequency < Frequency.Monthly && rule.Days.Any(d => d.Ordinal != 0))
                _problems.Add(new Problem("repeat", "Lịch lặp: thứ có số đứng trước, như 1MO, chỉ đi cùng MONTHLY hoặc YEARLY."));
            if (Math.Max(1, rule.Hours.Count) * Math.Max(1, rule.Minutes.Count) > MostADay) _problems.Add(new Problem("repeat", "Lịch lặp: quá {0} lần phát một ngày.", MostADay));
            return _problems.Count > 0 ? _problems : rule;
        }

        private bool Until(string form, out DateTime value)
        {
            value = default;
            return parts.TryGetValue("UNTIL", out var text) && DateTime.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
        }

        private int? Number(string name, int least, int most)
        {
            if (!parts.Remove(name, out var text)) return null;
            if (Whole(text) is { } number && number >= least && number <= most) return number;
            _problems.Add(Wrong(name, text));
            return null;
        }

        private int[] Numbers(string name, int least, int most)
        {
            if (!parts.Remove(name, out var text)) return [];
            var numbers = new SortedSet<int>();
            foreach (var one in text.Split(','))
            {
                if (Whole(one) is { } number && number >= least && number <= most && (least >= 0 || number != 0)) numbers.Add(number);
                else _problems.Add(Wrong(name, one));
            }
            return [.. numbers];
        }

        private WeekdayOf[] Weekdays()
        {
            if (!parts.Remove("BYDAY", out var text)) return [];
            var days = new List<WeekdayOf>();
            foreach (var one in text.Split(','))
            {
                var number = one.Length > 2 ? Whole(one[..^2]) : 0;
                if (one.Length < 2 || number is null or > 53 or < -53 || (one.Length > 2 && number == 0)) _problems.Add(Wrong("BYDAY", one));
                else days.Add(new WeekdayOf(number.Value, DayOf("BYDAY", one[^2..])));
            }
            return [.. days.Distinct().OrderBy(d => d.Ordinal).ThenBy(d => ((int)d.Day + 6) % 7)];
        }

        private DayOfWeek DayOf(string name, string text)
        {
            var at = Array.IndexOf(DayNames, text);
            if (at < 0) _problems.Add(Wrong(name, text));
            return (DayOfWeek)Math.Max(0, at);
        }

        private static int? Whole(string text) => text.Length <= 6 && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
