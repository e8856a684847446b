using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>One stretch of silence.</summary>
/// <param name="Hours">By which vote.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
public readonly record struct QuietSpan(QuietHours Hours, DateTime Start, DateTime End);

/// <summary>What the hours of the day say of a device: silence and volume. Civil time of Viet Nam.</summary>
public static class AirHours
{
    /// <summary>The stretches of silence that touch [<paramref name="from"/>, <paramref name="to"/>), in order and without overlap.</summary>
    public static IReadOnlyList<QuietSpan> QuietBetween(this DeviceSettings? settings, DateTime from, DateTime to)
    {
        if (settings?.Quiet is not { Count: > 0 } quiet) return [];
        List<QuietSpan> spans = [];
        var last = DateOnly.FromDateTime(to + VnTime.Offset);
        for (var day = DateOnly.FromDateTime(from + VnTime.Offset).AddDays(-1); day <= last; day = day.AddDays(1))
            foreach (var hours in quiet)
            {
                if (hours.Days is { Count: > 0 } days && !days.Contains(day.DayOfWeek)) continue;
                var span = new QuietSpan(hours, Instant(day, hours.From), Instant(hours.To > hours.From ? day : day.AddDays(1), hours.To));
                spans.Add(span);
            }
        spans.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        // Each keeps what those before it left of it: what silence is named never depends on how far back one looked.
        List<QuietSpan> silence = [];
        var end = DateTime.MinValue;
        foreach (var span in spans)
        {
            if (span.End <= end) continue;
            var kept = span with { Start = span.Start > end ? span.Start : end };
            if (kept.Start < to && kept.End > from) silence.Add(kept);
            end = span.End;
        }
        return silence;
    }

    /// <summary>The volume at an instant (UTC), 0 to 100: of the hour, else the device's own; khẩn cấp takes the louder of both.</summary>
    public static int VolumeAt(this DeviceSettings settings, DateTime instant, BulletinClass @class)
    {
        if (settings.Volumes is not { Count: > 0 } volumes) return settings.Volume;
        var time = TimeOnly.FromDateTime(instant + VnTime.Offset);
        foreach (var hours in volumes)
            if (hours.To > hours.From ? time >= hours.From && time < hours.To : time >= hours.From || time < hours.To)
                return @class == BulletinClass.Emergency ? Math.Max(hours.Volume, settings.Volume) : hours.Volume;
        return settings.Volume;
    }

    /// <summary>"22:00–5:00".</summary>
    public static string Text(this QuietHours hours) => Clock(hours.From) + "–" + Clock(hours.To);

    private static string Clock(TimeOnly time) => time.ToString("H:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static DateTime Instant(DateOnly day, TimeOnly time) => DateTime.SpecifyKind(day.ToDateTime(time) - VnTime.Offset, DateTimeKind.Utc);
}
