using System.Globalization;
using System.Runtime.InteropServices;
using CliWrap;
using LangSo.Foundation;

namespace LangSo.Speech.Voice;

/// <summary>A finished file, and how loud it is when it is decoded again.</summary>
/// <param name="File">Ogg/Opus.</param>
/// <param name="Lufs">Integrated loudness.</param>
/// <param name="TruePeak">In dBTP.</param>
internal sealed record OpusFile(byte[] File, double Lufs, double TruePeak);

/// <summary>
/// Samples into Ogg/Opus by ffmpeg, in memory: 24 kb/s, mono, 48 kHz; long sounds in parts side by side. The same sound gives the
/// same bytes, for it is fetched by its hash. What comes out is decoded and measured: a codec changes level and peaks.
/// </summary>
internal sealed class OpusEncoder(ProgramFinder programs) : IDisposable
{
    private const string Program = "ffmpeg";
    private const int Slice = 1 << 16;
    private const int DecodedRate = 48000;
    private const int MostTries = 3;

    private readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount));

    public Problem? Missing => programs.Find(Program) is null
        ? new Problem("", "Máy chủ chưa cài chương trình nén âm thanh {0}. Người quản trị cài gói {0} (apt install {0}) rồi thử lại.", Program)
        : null;

    /// <summary>Levels the sound in place and encodes it; turned again and encoded anew when the codec took it out of the house's level.</summary>
    public async Task<Outcome<byte[]>> FinishAsync(Sound sound, CancellationToken cancel)
    {
        Leveller.Level(sound);
        for (var tries = 1; ; tries++)
        {
            cancel.ThrowIfCancellationRequested();
            var made = await EncodeAsync(sound, cancel);
            if (!made.Ok) return made.Problems.ToList();
            if (tries == MostTries || Leveller.Correction(made.Value.Lufs, made.Value.TruePeak) is not { } wanted) return made.Value.File;
            Leveller.Turn(sound, wanted.Decibels, wanted.Ceiling);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cores.Dispose();

    /// <summary>Encodes the sound as it is and listens to what came out.</summary>
    internal async Task<Outcome<OpusFile>> EncodeAsync(Sound sound, CancellationToken cancel)
    {
        if (programs.Find(Program) is not { } program) return Missing!;
        var parts = OpusCuts.Of(sound);
        var made = await Task.WhenAll(parts.Select(part => PartAsync(program, sound, part, cancel)));
        if (made.FirstOrDefault(m => m.Made is null) is { } failed)
            return new Problem("", "Không nén được âm thanh ({0}, mã {1}). Thử lại; nếu vẫn lỗi, báo người quản trị.", Program, failed.ExitCode);
        var (whole, peak) = (parts.Count == 1 ? made[0].File : Join(parts, made), made.Max(m => m.Peak));
        return new OpusFile(whole, Loudness.Joined(made.Select(m => m.Meter!), DecodedRate), 20 * Math.Log10(Math.Max(peak, 1e-9)));
    }

    private static byte[] Join(IReadOnlyList<OpusPart> parts, Part[] made) => new OggOpus(
        made[0].Made!.Heads,
        [.. parts.Zip(made).SelectMany(p => p.Second.Made!.Packets.Skip(p.First.LeadIn).Take(p.First.LeadOut > 0 ? p.First.End - p.First.First : int.MaxValue))],
        made[^1].Made!.End + ((long)(parts[^1].First - parts[^1].LeadIn) * OggOpus.PacketSamples)).Write();

    private async Task<Part> PartAsync(string program, Sound sound, OpusPart part, CancellationToken cancel)
    {
        await _cores.WaitAsync(cancel);
        try
        {
            var unit = sound.Rate / 50;
            var whole = part is { LeadIn: 0, LeadOut: 0 };
            var from = (part.First - part.LeadIn) * unit;
            var samples = whole ? sound.Samples : sound.Samples.AsMemory(from, Math.Min((part.End + part.LeadOut) * unit, sound.Samples.Length) - from);
            var run = await ProgramRun.OfAsync(
                program,
                ["-hide_banner", "-loglevel", "error", "-nostdin", "-threads", "1", "-f", "f32le", "-ar", Number(sound.Rate), "-ac", "1", "-i", "pipe:0",
                    "-c:a", "libopus", "-b:a", "24k", "-vbr", "constrained", "-compression_level", "5", "-ac", "1", "-ar", "48000", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "ogg", "pipe:1"],
                PipeSource.Create((pipe, stop) => SendAsync(samples, pipe, stop)),
                cancel);
            if (run.ExitCode != 0 || OggOpus.Read(run.Output) is not { } opus) return new Part(run.ExitCode, [], null, null, 0);
            var heard = new DecodedMeter(part, DecodedRate);
            var code = await ProgramRun.ToAsync(
                program,
                ["-hide_banner", "-loglevel", "error", "-nostdin", "-threads", "1", "-f", "ogg", "-i", "pipe:0", "-f", "f32le", "-ac", "1", "-ar", Number(DecodedRate), "pipe:1"],
                PipeSource.FromBytes(run.Output), PipeTarget.Create(heard.TakeAsync), cancel);
            return new Part(code, run.Output, code == 0 ? opus : null, heard.Meter, heard.Peak);
        }
        finally
        {
            _cores.Release();
        }
    }

    // In slices: half an hour of sound is not copied whole.
    private static async Task SendAsync(ReadOnlyMemory<float> samples, Stream pipe, CancellationToken cancel)
    {
        var bytes = new byte[Slice * sizeof(float)];
        for (var at = 0; at < samples.Length; at += Slice)
        {
            var slice = MemoryMarshal.AsBytes(samples.Span.Slice(at, Math.Min(Slice, samples.Length - at)));
            slice.CopyTo(bytes);
            await pipe.WriteAsync(bytes.AsMemory(0, slice.Length), cancel);
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Part(int ExitCode, byte[] File, OggOpus? Made, Loudness.Meter? Meter, float Peak);
}
