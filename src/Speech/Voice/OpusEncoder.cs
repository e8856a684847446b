using System.Globalization;
using System.Runtime.InteropServices;
using CliWrap;
using LangSo.Foundation;

namespace LangSo.Speech.Voice;

/// <summary>Samples into Ogg/Opus by ffmpeg, in memory: 24 kb/s, mono, 48 kHz. The same sound gives the same bytes, for it is fetched by its hash.</summary>
internal sealed class OpusEncoder(ProgramFinder programs)
{
    private const string Program = "ffmpeg";
    private const int Slice = 1 << 16;

    public Problem? Missing => programs.Find(Program) is null
        ? new Problem("", "Máy chủ chưa cài chương trình nén âm thanh {0}. Người quản trị cài gói {0} (apt install {0}) rồi thử lại.", Program)
        : null;

    public async Task<Outcome<byte[]>> EncodeAsync(Sound sound, CancellationToken cancel)
    {
        if (programs.Find(Program) is not { } program) return Missing!;
        var run = await ProgramRun.OfAsync(
            program,
            ["-hide_banner", "-loglevel", "error", "-nostdin", "-f", "f32le", "-ar", sound.Rate.ToString(CultureInfo.InvariantCulture), "-ac", "1", "-i", "pipe:0",
                "-c:a", "libopus", "-b:a", "24k", "-vbr", "constrained", "-compression_level", "5", "-ac", "1", "-ar", "48000", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "ogg", "pipe:1"],
            PipeSource.Create((pipe, stop) => SendAsync(sound.Samples, pipe, stop)),
            cancel);
        return run.ExitCode == 0 && run.Output.Length > 0
            ? run.Output
            : new Problem("", "Không nén được âm thanh ({0}, mã {1}). Thử lại; nếu vẫn lỗi, báo người quản trị.", Program, run.ExitCode);
    }

    // In slices: half an hour of sound is not copied whole.
    private static async Task SendAsync(float[] samples, Stream pipe, CancellationToken cancel)
    {
        var bytes = new byte[Slice * sizeof(float)];
        for (var at = 0; at < samples.Length; at += Slice)
        {
            var slice = MemoryMarshal.AsBytes(samples.AsSpan(at, Math.Min(Slice, samples.Length - at)));
            slice.CopyTo(bytes);
            await pipe.WriteAsync(bytes.AsMemory(0, slice.Length), cancel);
        }
    }
}
