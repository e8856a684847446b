namespace LangSo.Player;

/// <summary>
/// The server's time on this device. It counts on the machine's monotonic counter from the last known instant, so that a step of the
/// system clock (NTP, a hand, a battery that died) moves nothing that plays; only a measure against the server does, or, before the
/// first one, a system clock that the kernel vouches for. The counter's own drift is learned from measures hours apart, so that a week
/// without a network costs seconds, not a minute.
/// </summary>
internal class PlayerClock
{
    /// <summary>No quartz is worse; a larger slope is a fault of the measures.</summary>
    private const double WorstPpm = 200;

    /// <summary>Measures closer than this say more about the network than about the quartz.</summary>
    private static readonly TimeSpan DriftSpan = TimeSpan.FromHours(2);

    /// <summary>A step up to this waits until what plays has ended: it would be heard as a gap.</summary>
    private static readonly TimeSpan Bearable = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly IClockWitness? _witness;
    private readonly IClockMemory? _memory;
    private readonly Lock _turn = new();
    private readonly (long At, DateTime Utc) _own;
    private (long At, DateTime Utc)? _driftFrom;
    private TimeSpan? _held;
    private bool _playing;
    private long _askedWitness, _lastTurn;
    private volatile Anchor _anchor;
    private volatile bool _measured;
    private readonly bool _restored;

    public PlayerClock(TimeProvider time, IClockWitness? witness = null, IClockMemory? memory = null)
    {
        (_time, _witness, _memory) = (time, witness, memory);
        _own = (time.GetTimestamp(), time.GetUtcNow().UtcDateTime);
        _anchor = new Anchor(_own.At, _own.Utc, 0);
        _lastTurn = _own.At;
        if (memory?.Read() is not { } kept) return;
        LastKnown = kept.Utc;
        if (witness is null || kept.Boot != witness.Boot || kept.Counter > _own.At) return;
        // The same run of the machine: its counter went on while the program was away.
        _anchor = new Anchor(kept.Counter, kept.Utc, kept.DriftPpm);
        _restored = true;
    }

    /// <summary>From where the time is counted: one value, so that a reader never sees half of a correction.</summary>
    private sealed record Anchor(long At, DateTime Utc, double DriftPpm);

    /// <summary>The device's own clock as it would be if nobody had set it since the start, for measuring.</summary>
    public double OwnMilliseconds => (_own.Utc - DateTime.UnixEpoch).TotalMilliseconds + Elapsed(_own.At).TotalMilliseconds;

    /// <summary>UTC by the server.</summary>
    public DateTime UtcNow
    {
        get
        {
            var anchor = _anchor;
            var elapsed = Elapsed(anchor.At);
            var now = anchor.Utc + elapsed - TimeSpan.FromTicks((long)(elapsed.Ticks * anchor.DriftPpm / 1e6));
            return _measured || _restored ? now : Follow(now);
        }
    }

    /// <summary>The system clock minus the server's time, in milliseconds; null until measured.</summary>
    public double? ErrorMs => _measured ? (_time.GetUtcNow().UtcDateTime - UtcNow).TotalMilliseconds : null;

    /// <summary>The last instant that is known from before this start; null at the very first.</summary>
    public DateTime? LastKnown { get; }

    /// <summary>What the counter is too fast, in parts of a million.</summary>
    public double DriftPpm => _anchor.DriftPpm;

    /// <summary>Why the time cannot be trusted, in Vietnamese; null when it can. Nothing is played by an untrusted clock.</summary>
    public string? Doubt
    {
        get
        {
            if (_measured || _restored || _witness is null || _witness.Synchronised) return null;
            if (LastKnown is { } known && UtcNow < known)
                return "Đồng hồ máy chậm hơn lần cuối biết giờ đúng, chưa hỏi được giờ: tạm không phát theo lịch.";
            return _witness.HasHardwareClock || LastKnown is null ? null : "Máy không có đồng hồ nuôi bằng pin và chưa hỏi được giờ từ khi bật: tạm không phát theo lịch.";
        }
    }

    /// <summary>How long ago the sound thread last waited for its turn: the watchdog's question.</summary>
    public TimeSpan SinceLastTurn => Elapsed(Volatile.Read(ref _lastTurn));

    /// <summary>Takes a measure: <see cref="OwnMilliseconds"/> minus the server's.</summary>
    public void Correct(double errorMs)
    {
        lock (_turn)
        {
            var at = _time.GetTimestamp();
            var utc = DateTime.UnixEpoch.AddMilliseconds(OwnMilliseconds - errorMs);
            var drift = Drift(at, utc);
            var step = utc - UtcNow;
            if (_playing && _measured && step.Duration() < Bearable)
            {
                _held = step;
                return;
            }
            Set(new Anchor(at, utc, drift));
        }
    }

    /// <summary>While something plays, small corrections wait.</summary>
    public void Playing(bool now)
    {
        lock (_turn)
        {
            _playing = now;
            if (now || _held is not { } step) return;
            _held = null;
            Set(new Anchor(_time.GetTimestamp(), UtcNow + step, _anchor.DriftPpm));
        }
    }

    /// <summary>Writes down what time it is, for the next start. Does nothing while that is not known.</summary>
    public void Remember()
    {
        if (_memory is null || _witness is null || Doubt is not null || UtcNow < LastKnown) return;
        _memory.Write(new KnownTime(_witness.Boot, _time.GetTimestamp(), UtcNow, _anchor.DriftPpm));
    }

    /// <summary>
    /// Waits on the calling thread until the instant; false when <paramref name="wake"/> came first. The last two milliseconds are
    /// spun, because a sleeping thread wakes late.
    /// </summary>
    public virtual bool WaitUntil(DateTime at, WaitHandle wake, bool exact)
    {
        while (true)
        {
            Volatile.Write(ref _lastTurn, _time.GetTimestamp());
            var left = (at - UtcNow).TotalMilliseconds;
            if (left <= 0) return true;
            var sleep = exact ? left - 2 : left;
            if (sleep >= 1)
            {
                if (wake.WaitOne((int)Math.Min(sleep, 10_000))) return false;
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

    private TimeSpan Elapsed(long since) => _time.GetElapsedTime(since);

    private void Set(Anchor anchor)
    {
        _anchor = anchor;
        _measured = true;
        Remember();
    }

    /// <summary>Before any measure: a step of the system clock counts when the kernel says that somebody keeps it right.</summary>
    private DateTime Follow(DateTime counted)
    {
        var system = _time.GetUtcNow().UtcDateTime;
        if ((system - counted).Duration() < TimeSpan.FromMilliseconds(500)) return counted;
        lock (_turn)
        {
            if (_measured) return counted;
            if (_witness is not null)
            {
                // It is asked at most once in five seconds: this is called often.
                if (_askedWitness != 0 && Elapsed(_askedWitness) < TimeSpan.FromSeconds(5)) return counted;
                _askedWitness = _time.GetTimestamp();
                if (!_witness.Synchronised) return counted;
            }
            _anchor = new Anchor(_time.GetTimestamp(), system, 0);
            return system;
        }
    }

    private double Drift(long at, DateTime utc)
    {
        if (_driftFrom is not { } from)
        {
            _driftFrom = (at, utc);
            return _anchor.DriftPpm;
        }
        var counted = _time.GetElapsedTime(from.At, at);
        if (counted < DriftSpan) return _anchor.DriftPpm;
        var ppm = (counted - (utc - from.Utc)) / counted * 1e6;
        // A day is long enough; older measures know another temperature.
        if (counted > TimeSpan.FromDays(1)) _driftFrom = (at, utc);
        return Math.Abs(ppm) <= WorstPpm ? ppm : 0;
    }
}
