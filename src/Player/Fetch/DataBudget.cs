using System.Globalization;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>What a SIM has carried, by civil days and months of Vietnam: operators count so.</summary>
internal sealed record DataUse(DateOnly Day, long Today, long Month)
{
    /// <summary>The same use as seen on a later day.</summary>
    public DataUse On(DateOnly day) => day == Day ? this : new DataUse(day, 0, (day.Year, day.Month) == (Day.Year, Day.Month) ? Month : 0);

    public DataUse With(long bytes) => this with { Today = Today + bytes, Month = Month + bytes };
}

/// <summary>How much may still be fetched. Pure.</summary>
internal static class DataBudget
{
    private const long Mb = 1_000_000;

    /// <summary>
    /// Bytes that a class may still use; null for no limit. Khẩn cấp is never refused. A fifth is kept from thông thường, so that an
    /// ưu tiên at the end of the month still comes.
    /// </summary>
    public static long? Left(PlayerSettings settings, DataUse use, BulletinClass @class)
    {
        if (@class == BulletinClass.Emergency) return null;
        var share = @class == BulletinClass.Priority ? 1.0 : 0.8;
        long? day = settings.DataPerDayMb is { } d ? (long)(d * Mb * share) - use.Today : null;
        long? month = settings.DataPerMonthMb is { } m ? (long)(m * Mb * share) - use.Month : null;
        return (day, month) switch
        {
            ({ } a, { } b) => Math.Min(a, b),
            _ => day ?? month,
        };
    }

    /// <summary>
    /// When a sound's turn comes: at once when it is urgent or near, otherwise at an instant inside the spread that is this device's
    /// own and always the same, at most half way to the broadcast.
    /// </summary>
    public static DateTime Turn(string device, string sha256, BulletinClass @class, DateTime issued, DateTime at, TimeSpan spread)
    {
        var window = (at - issued - TimeSpan.FromMinutes(2)) / 2;
        if (window > spread) window = spread;
        if (@class == BulletinClass.Emergency || window <= TimeSpan.Zero) return issued;
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(device + " " + sha256));
        return issued + window * (BitConverter.ToUInt32(hash) / (double)uint.MaxValue);
    }
}

/// <summary>Counts what the SIM carries and keeps the count through restarts.</summary>
internal sealed class DataMeter(PlayerStore store, PlayerSettings settings, PlayerClock clock)
{
    private const string Name = "data";

    /// <summary>So much may be forgotten by a loss of power: each write wears the card.</summary>
    private const long Step = 256 * 1024;

    private readonly Lock _turn = new();
    private DataUse? _use;
    private long _unwritten;

    /// <summary>What was used until now.</summary>
    public DataUse Use
    {
        get
        {
            lock (_turn) return _use = (_use ?? Read()).On(Today);
        }
    }

    private DateOnly Today => VnTime.DayOf(new DateTimeOffset(clock.UtcNow, TimeSpan.Zero));

    /// <summary>Bytes that a class may still use; null for no limit.</summary>
    public long? Left(BulletinClass @class) => DataBudget.Left(settings, Use, @class);

    public void Spend(long bytes)
    {
        lock (_turn)
        {
            _use = (_use ?? Read()).On(Today).With(bytes);
            if ((_unwritten += bytes) < Step) return;
            Write();
        }
    }

    public void Write()
    {
        lock (_turn)
        {
            if (_use is null || _unwritten == 0) return;
            store[Name] = string.Create(CultureInfo.InvariantCulture, $"{_use.Day:yyyy-MM-dd} {_use.Today} {_use.Month}");
            _unwritten = 0;
        }
    }

    private DataUse Read() => store[Name]?.Split(' ') is [var day, var today, var month]
        ? new DataUse(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), long.Parse(today, CultureInfo.InvariantCulture), long.Parse(month, CultureInfo.InvariantCulture))
        : new DataUse(Today, 0, 0);
}
