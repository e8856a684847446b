using LangSo.Foundation;
using LangSo.Look;

namespace LangSo.Server.Demo;

/// <summary>
/// The machine's clock moved by whole days, so that a demonstration shows how things are done by the law of another day. Only a demonstration's host has
/// one, and every page of it says so.
/// </summary>
internal sealed class DemoClock : TimeProvider, IDemoDay
{
    private long _days;

    public DemoClock(DateOnly today) => GoTo(today);

    /// <inheritdoc/>
    public DateOnly Today => VnTime.Today(this);

    /// <summary>Makes today another day; the time of day stays.</summary>
    public void GoTo(DateOnly today) => Interlocked.Exchange(ref _days, today.DayNumber - VnTime.Today(System).DayNumber);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(Interlocked.Read(ref _days));

    public override long GetTimestamp() => System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, dueTime, period);
}
