namespace LangSo.Player.Tests;

/// <summary>A machine with a counter that only goes on and a wall clock that anybody can set.</summary>
internal sealed class TwoClocks(DateTime start) : TimeProvider
{
    private readonly Lock _turn = new();
    private long _counter = TimeSpan.TicksPerHour;
    private DateTime _wall = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_turn) return _counter;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_turn) return new DateTimeOffset(_wall, TimeSpan.Zero);
    }

    public void Advance(TimeSpan by)
    {
        lock (_turn) (_counter, _wall) = (_counter + by.Ticks, _wall + by);
    }

    public void Set(DateTimeOffset wall) => Set(wall.UtcDateTime);

    public void Set(DateTime wall)
    {
        lock (_turn) _wall = wall;
    }
}
