using System.Globalization;
using System.Text;
using CliWrap;

namespace LangSo.Speech.Voice;

/// <summary>What ffmpeg's own meter (EBU R 128) says of a finished file: a second opinion on the level.</summary>
/// <param name="Lufs">Integrated loudness.</param>
/// <param name="TruePeak">In dBTP.</param>
/// <param name="Seconds">How long the decoded sound lasts.</param>
public sealed record SoundMeasure(double Lufs, double TruePeak, double Seconds);

/// <summary>Measures finished sounds with ffmpeg, for checks and benches.</summary>
public static class SoundMeter
{
    private const int BytesASecond = 48000 * 2;

    /// <summary>Null when ffmpeg is missing or can't read the file.</summary>
    public static async Task<SoundMeasure?> MeasureAsync(byte[] file, CancellationToken cancel)
    {
        if (new ProgramFinder().Find("ffmpeg") is not { } program) return null;
        var report = new StringBuilder();
        using var pcm = new MemoryStream();
        var result = await Cli.Wrap(program)
            .WithArguments(["-hide_banner", "-nostats", "-nostdin", "-i", "pipe:0", "-af", "ebur128=peak=true:framelog=verbose", "-f", "s16le", "-ac", "1", "-ar", "48000", "pipe:1"])
            .WithStandardInputPipe(PipeSource.FromBytes(file))
            .WithStandardOutputPipe(PipeTarget.ToStream(pcm))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(report))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancel);
        if (result.ExitCode != 0) return null;
        var lines = report.ToString().Split('\n');
        return Figure(lines, "I:") is { } lufs && Figure(lines, "Peak:") is { } peak
            ? new SoundMeasure(lufs, peak, pcm.Length / (double)BytesASecond)
            : null;
    }

    private static double? Figure(string[] lines, string name)
    {
        var line = lines.LastOrDefault(l => l.TrimStart().StartsWith(name, StringComparison.Ordinal));
        var word = line?.TrimStart()[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
