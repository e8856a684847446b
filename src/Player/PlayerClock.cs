namespace LangSo.Player;

/// <summary>The server's time on this device: its own clock less the measured error.</summary>
internal sealed class PlayerClock(TimeProvider time)
{
    private double _errorMs;
    private volatile bool _measured;

    /// <summary>The device's own clock, for measuring.</summary>
    public double OwnMilliseconds => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    /// <summary>UTC by the server.</summary>
    public DateTime UtcNow => time.GetUtcNow().UtcDateTime.AddMilliseconds(-Volatile.Read(ref _errorMs));

    /// <summary>Null until measured.</summary>
    public double? ErrorMs => _measured ? Volatile.Read(ref _errorMs) : null;

    /// <summary>Takes a measure.</summary>
    public void Correct(double errorMs)
    {
        Volatile.Write(ref _errorMs, errorMs);
        _measured = true;
    }

    /// <summary>
    /// Waits on the calling thread until the instant; false when <paramref name="wake"/> came first. The last two milliseconds are
    /// spun, because a sleeping thread wakes late.
    /// </summary>
    public bool WaitUntil(DateTime at, WaitHandle wake, bool exact)
    {
        while (true)
        {
            var left = (at - UtcNow).TotalMilliseconds;
            if (left <= 0) return true;
            var sleep = exact ? left - 2 : left;
            if (sleep >= 1)
            {
                if (wake.WaitOne((int)Math.Min(sleep, 60_000))) return false;
            }
            else if (exact)
            {
                Thread.SpinWait(100);
            }
            else
            {
                return true;
            }
        }
    }
}
