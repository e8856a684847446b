using System.Diagnostics;
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
    /// <summary>An item is about to begin: opens what takes time to open.</summary>
    void Prepare(Order order, DateTime start);

    /// <summary>Sound, in blocks of 20 ms at real time.</summary>
    void Write(ReadOnlySpan<byte> pcm);

    /// <summary>The item has ended, or does not begin after all.</summary>
    void End();
}

/// <summary>Opens sinks by their names on the command line.</summary>
internal static class Sinks
{
    public static Outcome<ISink> Open(string name)
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
            case "alsa" when value.Length > 0:
                return AlsaSink.IsThere() ? new AlsaSink(value) : new Problem("--sink", "Không có chương trình aplay. Cài gói alsa-utils rồi chạy lại.");
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

/// <summary>The sound card, through aplay.</summary>
internal sealed class AlsaSink(string device) : ISink
{
    private Process? _aplay;

    public static bool IsThere() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "aplay")));

    public void Prepare(Order order, DateTime start)
    {
        End();
        _aplay = Process.Start(new ProcessStartInfo("aplay", ["-q", "-D", device, "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", "48000", "--buffer-time=100000"])
        {
            RedirectStandardInput = true,
        });
    }

    public void Write(ReadOnlySpan<byte> pcm)
    {
        try
        {
            _aplay?.StandardInput.BaseStream.Write(pcm);
            _aplay?.StandardInput.BaseStream.Flush();
        }
        catch (IOException)
        {
            // The card went away: the item goes on in silence and the next one tries again.
        }
    }

    public void End()
    {
        if (_aplay is null) return;
        try
        {
            _aplay.StandardInput.Close();
        }
        catch (IOException)
        {
            // Already gone.
        }
        _aplay.Dispose();
        _aplay = null;
    }

    public void Dispose() => End();
}

/// <summary>A WAV file that is valid after each append.</summary>
internal sealed class WavFile : IDisposable
{
    private readonly FileStream _file;

    public WavFile(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        using var header = new MemoryStream();
        using (var writer = new BinaryWriter(header))
        {
            writer.Write("RIFF"u8);
            writer.Write(36);
            writer.Write("WAVEfmt "u8);
            writer.Write(16);
            writer.Write((short)1);
            writer.Write((short)1);
            writer.Write(Pcm.Rate);
            writer.Write(Pcm.Rate * 2);
            writer.Write((short)2);
            writer.Write((short)16);
            writer.Write("data"u8);
            writer.Write(0);
            _file.Write(header.ToArray());
        }
    }

    public void Append(ReadOnlySpan<byte> pcm)
    {
        _file.Seek(0, SeekOrigin.End);
        _file.Write(pcm);
        var data = (int)(_file.Length - 44);
        Patch(40, data);
        Patch(4, data + 36);
    }

    public void Dispose() => _file.Dispose();

    private void Patch(long at, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _file.Seek(at, SeekOrigin.Begin);
        _file.Write(bytes);
    }
}
