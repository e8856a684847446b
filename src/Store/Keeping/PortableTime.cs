using System.Globalization;
using System.Text;

namespace LangSo.Store.Keeping;

/// <summary>Days and instants between the portable form (since 2000-01-01) and the words that SQLite keeps.</summary>
internal static class PortableTime
{
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly int EpochDay = new DateOnly(2000, 1, 1).DayNumber;

    /// <summary>The first and the last day and instant stand for "always" and "never"; PostgreSQL has infinities for them.</summary>
    public static readonly int FirstDay = DateOnly.MinValue.DayNumber - EpochDay, LastDay = DateOnly.MaxValue.DayNumber - EpochDay;
    public static readonly long FirstInstant = Of(DateTime.MinValue), LastInstant = Of(DateTime.MaxValue);

    public static long Of(DateTime at) => (at.Ticks - Epoch.Ticks) / TimeSpan.TicksPerMicrosecond - (at.Ticks < Epoch.Ticks && (at.Ticks - Epoch.Ticks) % TimeSpan.TicksPerMicrosecond != 0 ? 1 : 0);

    public static DateTime Instant(long microseconds) => new(Epoch.Ticks + microseconds * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);

    public static int Of(DateOnly day) => day.DayNumber - EpochDay;

    public static DateOnly Day(int days) => DateOnly.FromDayNumber(days + EpochDay);

    /// <summary>"2024-03-31 07:30:00.125", as SQLite keeps instants; the usual form without a detour.</summary>
    public static long ParseInstant(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 19 or > 27 || text[10] != ' ' || text.Length > 19 && text[19] != '.') return Slow(text);
        if (!Digits(text, 0, 4, out var year) || !Digits(text, 5, 2, out var month) || !Digits(text, 8, 2, out var day)
            || !Digits(text, 11, 2, out var hour) || !Digits(text, 14, 2, out var minute) || !Digits(text, 17, 2, out var second)) return Slow(text);
        var fraction = 0L;
        for (var i = 20; i < 27; i++)
        {
            var digit = i < text.Length ? text[i] - '0' : 0;
            if ((uint)digit > 9) return Slow(text);
            fraction = fraction * 10 + digit;
        }
        return Of(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(fraction));
    }

    public static int ParseDay(ReadOnlySpan<byte> text) =>
        text.Length == 10 && Digits(text, 0, 4, out var year) && Digits(text, 5, 2, out var month) && Digits(text, 8, 2, out var day)
            ? Of(new DateOnly(year, month, day))
            : Of(DateOnly.FromDateTime(Instant(Slow(text))));

    public static int Write(long microseconds, bool withOffset, Span<byte> text)
    {
        var at = Instant(microseconds);
        var format = withOffset ? "yyyy-MM-dd HH:mm:ss.FFFFFFF'+00:00'" : "yyyy-MM-dd HH:mm:ss.FFFFFFF";
        at.TryFormat(text, out var written, format, CultureInfo.InvariantCulture);
        return written;
    }

    public static int Write(int days, Span<byte> text)
    {
        Day(days).TryFormat(text, out var written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return written;
    }

    private static bool Digits(ReadOnlySpan<byte> text, int at, int count, out int value)
    {
        value = 0;
        for (var i = at; i < at + count; i++)
        {
            var digit = text[i] - '0';
            if ((uint)digit > 9) return false;
            value = value * 10 + digit;
        }
        return true;
    }

    private static long Slow(ReadOnlySpan<byte> text) =>
        Of(DateTimeOffset.Parse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime);
}
