using CliWrap;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Store.Media;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Player.Tests;

/// <summary>Sounds for tests, made by ffmpeg, and what a WAV file holds.</summary>
internal static class Tone
{
    /// <summary>Ogg/Opus of a tone.</summary>
    public static async Task<byte[]> OpusAsync(double seconds, CancellationToken cancel)
    {
        using var made = new MemoryStream();
        await Cli.Wrap("ffmpeg")
            .WithArguments(["-v", "error", "-f", "lavfi", "-i", FormattableString.Invariant($"sine=frequency=440:duration={seconds}"), "-af", "volume=8dB", "-c:a", "libopus", "-b:a", "24k", "-f", "ogg", "-"])
            .WithStandardOutputPipe(PipeTarget.ToStream(made)).ExecuteAsync(cancel);
        return made.ToArray();
    }

    /// <summary>Puts a tone into the server's media and says how an order names it.</summary>
    public static async Task<SoundRef> PutAsync(DeviceServer server, double seconds, CancellationToken cancel)
    {
        var opus = await OpusAsync(seconds, cancel);
        return new SoundRef(await server.Services.GetRequiredService<IMediaVault>().PutAsync(opus, cancel), opus.Length, (int)(seconds * 1000));
    }

    /// <summary>Length and loudness (root mean square, full scale is 1) of a WAV file as its header has it.</summary>
    public static (double Seconds, double Rms) Measure(string path)
    {
        byte[] bytes;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            bytes = new byte[file.Length];
            file.ReadExactly(bytes);
        }
        var data = BitConverter.ToInt32(bytes, 40);
        var samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(bytes.AsSpan(44, data));
        double sum = 0;
        foreach (var sample in samples) sum += sample / 32768.0 * (sample / 32768.0);
        return (samples.Length / 48_000.0, Math.Sqrt(sum / Math.Max(1, samples.Length)));
    }
}
