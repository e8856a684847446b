using System.Globalization;
using System.Runtime.InteropServices;

namespace LangSo.Player;

/// <summary>What the machine can say about its own clock.</summary>
internal interface IClockWitness
{
    /// <summary>The kernel says that somebody (NTP, chrony) keeps the system clock right.</summary>
    bool Synchronised { get; }

    /// <summary>There is a clock with a battery: the time survives a loss of power.</summary>
    bool HasHardwareClock { get; }

    /// <summary>Names this run of the machine: its monotonic counter is comparable only inside one.</summary>
    string Boot { get; }
}

/// <summary>A known instant, beside the counter of the run of the machine in which it was known.</summary>
internal sealed record KnownTime(string Boot, long Counter, DateTime Utc, double DriftPpm);

/// <summary>Where the last known instant is kept.</summary>
internal interface IClockMemory
{
    KnownTime? Read();

    void Write(KnownTime time);
}

/// <summary>Keeps it in the loudspeaker's store. A full disk does not stop the clock.</summary>
internal sealed class StoredClock(PlayerStore store) : IClockMemory
{
    private const string Name = "clock";

    public KnownTime? Read()
    {
        var parts = store[Name]?.Split(' ');
        return parts is [var boot, var counter, var ticks, var ppm]
            ? new KnownTime(boot, long.Parse(counter, CultureInfo.InvariantCulture), new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc), double.Parse(ppm, CultureInfo.InvariantCulture))
            : null;
    }

    public void Write(KnownTime time)
    {
        try
        {
            store[Name] = string.Create(CultureInfo.InvariantCulture, $"{time.Boot} {time.Counter} {time.Utc.Ticks} {time.DriftPpm:R}");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // The next one may find room.
        }
    }
}

/// <summary>Asks Linux.</summary>
internal sealed partial class LinuxClock : IClockWitness
{
    private const int TimeError = 5;

    public bool Synchronised
    {
        get
        {
            if (!OperatingSystem.IsLinux()) return true;
            // struct timex has 208 bytes on 64 bit; with its first field (modes) 0 it is only read.
            Span<byte> timex = stackalloc byte[512];
            timex.Clear();
            return AdjTimeX(ref MemoryMarshal.GetReference(timex)) is >= 0 and not TimeError;
        }
    }

    public bool HasHardwareClock { get; } = !OperatingSystem.IsLinux() || Directory.Exists("/sys/class/rtc/rtc0");

    public string Boot { get; } = File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "-";

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AdjTimeX(ref byte timex);
}
