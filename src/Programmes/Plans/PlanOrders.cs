using System.Globalization;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Programmes;

/// <summary>A stretch for which a plan is signed.</summary>
/// <param name="At">UTC, its first occurrence in the stretch.</param>
/// <param name="Expires">UTC; the next stretch begins here.</param>
internal readonly record struct SigningWindow(DateTime At, DateTime Expires);

/// <summary>What follows from a plan: its occurrences, its end, the orders that carry it. Pure.</summary>
internal static class PlanOrders
{
    /// <summary>Orders are signed so far ahead.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(35);

    /// <summary>The longest that a plan runs.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromDays(366);

    private const string SoundType = "audio/ogg; codecs=opus";

    /// <summary>Its occurrences in [from, to), UTC, days left out not among them.</summary>
    public static IEnumerable<DateTime> Between(this ProgrammePlan plan, DateTime from, DateTime to)
    {
        if (plan.Repeat is null) return plan.Start >= from && plan.Start < to ? [plan.Start] : [];
        return Recurrence.Read(plan.Repeat) is { Ok: true, Value: var rule } ? rule.Between(plan.Start, from, to, plan.Except) : [];
    }

    /// <summary>How long one occurrence lasts.</summary>
    public static TimeSpan Slot(this ProgrammePlan plan) => plan.ToProgramme("").Length;

    /// <summary>UTC, after which nothing of it can start; null when it has no occurrence at all.</summary>
    public static DateTime? Ends(this ProgrammePlan plan)
    {
        var last = plan.Between(plan.Start, plan.Start + LongestRun + TimeSpan.FromDays(1)).Select(at => (DateTime?)at).LastOrDefault();
        return last + TimeSpan.FromMilliseconds(Math.Max(plan.LateMs, plan.LengthMs)) + TimeSpan.FromMinutes(1);
    }

    /// <summary>The next stretch to sign from an instant on; null when nothing of it comes within the time that is signed ahead.</summary>
    public static SigningWindow? Window(this ProgrammePlan plan, DateTime from, DateTime now)
    {
        // At three in the morning nothing is cut in two.
        var horizon = VnTime.At(VnTime.DayOf(now + Ahead), new TimeOnly(3, 0)).UtcDateTime;
        if (plan.Ends() is not { } ends) return null;
        var first = plan.Between(from, horizon).Select(at => (DateTime?)at).FirstOrDefault();
        return first is { } at ? new SigningWindow(at, ends < horizon ? ends : horizon) : null;
    }

    /// <summary>What an order carries of it.</summary>
    public static OrderProgramme ToProgramme(this ProgrammePlan plan, string id) => new(
        id, plan.Repeat, plan.Except, plan.LengthMs, plan.Source, [.. plan.Items.Select(i => new OrderMedia(i.Sound.Sha256, i.Sound.Bytes, i.Sound.DurationMs, SoundType))],
        plan.Stream, plan.Late, plan.LateMs, plan.Resume);

    /// <summary>The order that it would be, unsigned: for looking at it in a timeline.</summary>
    public static Order ToOrder(this ProgrammePlan plan, string id, DateTime issued, long serial) => new(
        Order.ProgrammeVersion, id, Order.Play, id, plan.Title, plan.Area, plan.Class, plan.Start, plan.Ends() ?? plan.Start.AddMinutes(1), issued, serial, null, null, null)
        { Programme = plan.ToProgramme(id) };

    /// <summary>A rule that counts says its last day instead: what is signed in stretches cannot be counted from each one's beginning.</summary>
    public static string WithUntil(this Recurrence rule, DateTime start, DateOnly? lastDay)
    {
        var parts = rule.ToString().Split(';').Where(p => lastDay is null ? !p.StartsWith("COUNT=", StringComparison.Ordinal) : !p.StartsWith("COUNT=", StringComparison.Ordinal) && !p.StartsWith("UNTIL=", StringComparison.Ordinal)).ToList();
        var until = lastDay is { } day ? VnTime.At(day, new TimeOnly(23, 59, 59)).UtcDateTime
            : rule.Count is null ? (DateTime?)null : rule.Between(start, start, start + LongestRun + TimeSpan.FromDays(3660)).Select(at => (DateTime?)at).LastOrDefault();
        if (until is { } at) parts.Insert(1, "UNTIL=" + at.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        return string.Join(';', parts);
    }

    /// <summary>"Thứ Hai, thứ Tư hằng tuần, 5:00, đến 31/12/2026", or the one instant.</summary>
    public static string Words(this ProgrammePlan plan) => plan.Repeat is { } repeat && Recurrence.Read(repeat) is { Ok: true, Value: var rule }
        ? rule.Words(plan.Start, plan.Except) : VnTime.Moment(plan.Start);
}
