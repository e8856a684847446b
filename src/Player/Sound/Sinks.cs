using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>The one form of sound in this program: 48 kHz, mono, 16 bit, little-endian.</summary>
internal static class Pcm
{
    public const int Rate = 48_000, BytesPerMs = Rate / 1000 * 2, BlockMs = 20, BlockBytes = BlockMs * BytesPerMs;

    /// <summary>Turns the volume, 0 to 100, of a block.</summary>
    public static void Scale(Span<byte> block, int volume)
    {
        if (volume >= 100) return;
        var samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(block);
        for (var i = 0; i < samples.Length; i++) samples[i] = (short)(samples[i] * volume / 100);
    }
}

/// <summary>Where sound goes. Called from one thread.</summary>
internal interface ISink : IDisposable
{
    /// <summary>So long before it should sound, a block is to be written: what a card keeps ready so that a busy machine is not heard.</summary>
    TimeSpan Lead => TimeSpan.Zero;

    /// <summary>By the card's own account, when the item's first sample sounds (corrected UTC); null when it sounds as it is written.</summary>
    DateTime? FirstSound => null;

    /// <summary>What is wrong with the way to the ear, in Vietnamese, or null.</summary>
    string? Trouble => null;

    /// <summary>An item is about to begin: opens what takes time to open.</summary>
    void Prepare(Order order, DateTime start);

    /// <summary>Sound, in blocks of 20 ms at real time, <see cref="Lead"/> before it should sound.</summary>
    void Write(ReadOnlySpan<byte> pcm);

    /// <summary>The item has ended, or does not begin after all. What is written still sounds.</summary>
    void End();

    /// <summary>Silence at once: what is written and has not sounded is thrown away.</summary>
    void Cut() => End();
}

/// <summary>Opens sinks by their names on the command line.</summary>
internal static class Sinks
{
    public static Outcome<ISink> Open(string name, PlayerClock clock)
    {
        var (kind, value) = name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (name[..colon], name[(colon + 1)..]) : (name, "");
        switch (kind)
        {
            case "null" when value.Length == 0:
                return new NullSink();
            case "wav" when value.Length > 0:
                var folder = value.EndsWith('/') || Directory.Exists(value);
                var path = Path.GetFullPath(value);
                Directory.CreateDirectory(folder ? path : Path.GetDirectoryName(path)!);
                return folder ? new WavFolderSink(path) : new WavFileSink(path);
            case "wav+times" when value.Length > 0:
                return new WavTimesSink(Directory.CreateDirectory(Path.GetFullPath(value)).FullName);
            case "alsa" when value.Length > 0:
                return AlsaCard.IsThere() ? new CardSink(() => AlsaCard.Open(value), clock) : new Problem("--sink", "Không có thư viện âm thanh ALSA. Cài gói libasound2 rồi chạy lại.");
            default:
                return new Problem("--sink", "Không hiểu --sink “{0}”. Dùng null, wav:ĐƯỜNG_DẪN hoặc alsa:THIẾT_BỊ.", name);
        }
    }
}

/// <summary>Plays into nothing, at real time.</summary>
internal sealed class NullSink : ISink
{
    public void Prepare(Order order, DateTime start) { }

    public void Write(ReadOnlySpan<byte> pcm) { }

    public void End() { }

    public void Dispose() { }
}

/// <summary>One file for everything that is played; its header is right after each block.</summary>
internal sealed class WavFileSink(string path) : ISink
{
    private readonly WavFile _file = new(path);

    public void Prepare(Order order, DateTime start) { }

    public void Write(ReadOnlySpan<byte> pcm) => _file.Append(pcm);

    public void End() { }

    public void Dispose() => _file.Dispose();
}

/// <summary>
/// For measuring: one file, and beside it <c>times.txt</c> with a line for each block: microseconds of the machine's monotonic counter,
/// which all programs on one machine share, and how many samples had been written before it.
/// </summary>
internal sealed class WavTimesSink(string folder) : ISink
{
    private readonly WavFile _file = new(Path.Combine(folder, "heard.wav"));
    private readonly StreamWriter _times = new(Path.Combine(folder, "times.txt")) { AutoFlush = true };
    private long _samples;

    public void Prepare(Order order, DateTime start) { }

    public void Write(ReadOnlySpan<byte> pcm)
    {
        var now = System.Diagnostics.Stopwatch.GetTimestamp() / (System.Diagnostics.Stopwatch.Frequency / 1_000_000);
        _file.Append(pcm);
        _times.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{now} {_samples}"));
        _samples += pcm.Length / 2;
    }

    public void End() { }

    public void Dispose()
    {
        _file.Dispose();
        _times.Dispose();
    }
}

/// <summary>One file for each item, named by its time and order.</summary>
internal sealed class WavFolderSink(string folder) : ISink
{
    private string _path = "";
    private WavFile? _file;

    public void Prepare(Order order, DateTime start) => _path = Path.Combine(
        folder, start.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture) + "-" + string.Concat(order.Id.Where(char.IsLetterOrDigit)) + ".wav");

    public void Write(ReadOnlySpan<byte> pcm) => (_file ??= new WavFile(_path)).Append(pcm);

    public void End()
    {
        _file?.Dispose();
        _file = null;
    }

    public void Dispose() => End();
}
