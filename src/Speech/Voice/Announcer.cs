using LangSo.Foundation;

namespace LangSo.Speech.Voice;

/// <summary>Chime, voice, chime; one level for all (−16 LUFS, true peak at most −1.5 dBTP after coding); Opus. Two processes, no files.</summary>
internal sealed class Announcer(IVoice voice, OpusEncoder encoder) : IAnnouncer, IDisposable
{
    /// <summary>Loudness of every announcement, in LUFS.</summary>
    internal const double TargetLufs = -16;

    // The codec was seen to lift peaks by two and a half decibels; the file must stay under -1.5 dBTP.
    private static readonly double Ceiling = Math.Pow(10, -5.0 / 20);

    private const double CodecLoss = 0.3;
    private const double ChimeBelowVoice = 2;
    private const double PauseSeconds = 0.35;
    private const int MostRounds = 4;

    // Each announcement keeps a core busy; more at once would only make all of them late.
    private readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount));

    /// <inheritdoc/>
    public Problem? Missing => voice.Missing ?? encoder.Missing;

    /// <inheritdoc/>
    public async Task<Outcome<Announcement>> SpeakAsync(string spokenText, CancellationToken cancel)
    {
        if (!spokenText.Any(char.IsLetterOrDigit)) return new Problem("", "Bản tin chưa có chữ nào để đọc.");
        if (Missing is { } missing) return missing;
        await _cores.WaitAsync(cancel);
        try
        {
            var wav = await voice.SpeakToWavAsync(spokenText, cancel);
            if (!wav.Ok) return wav.Problems.ToList();
            if (Wav.Read(wav.Value) is not { } speech || double.IsNegativeInfinity(Loudness.Of(speech.Samples, speech.Rate)))
                return new Problem("", "Giọng đọc không phát ra tiếng nào cho đoạn này. Sửa lại câu chữ rồi thử lại.");
            var sound = Level(Join(speech));
            cancel.ThrowIfCancellationRequested();
            var opus = await encoder.EncodeAsync(sound, cancel);
            return opus.Ok ? new Announcement(opus.Value, sound.DurationMs) : opus.Problems.ToList();
        }
        finally
        {
            _cores.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cores.Dispose();

    /// <summary>Turns the whole up or down until the limited sound measures the target.</summary>
    internal static Sound Level(Sound sound)
    {
        const double aim = TargetLufs + CodecLoss;
        var gain = aim - Loudness.Of(sound.Samples, sound.Rate);
        // Between two samples the curve rises to little more than twice the higher; and the rounds add a few decibels at most.
        var peaks = Limiter.Peaks(sound.Samples, Ceiling * 0.35 / Math.Pow(10, gain / 20));
        var samples = sound.Samples;
        for (var round = 0; round < MostRounds; round++)
        {
            samples = Limiter.Apply(sound.Samples, peaks, sound.Rate, Math.Pow(10, gain / 20), Ceiling);
            var off = aim - Loudness.Of(samples, sound.Rate);
            if (Math.Abs(off) < 0.2) break;
            gain += off;
        }
        return sound with { Samples = samples };
    }

    // The chime stands a little below the voice whatever the voice's own level.
    private static Sound Join(Sound speech)
    {
        var rate = speech.Rate;
        var voiceAt = Loudness.Of(speech.Samples, rate);
        var (before, after) = (Chime.Before(rate), Chime.After(rate));
        var scale = (float)Math.Pow(10, (voiceAt - ChimeBelowVoice - Loudness.Of(before, rate)) / 20);
        var pause = (int)(rate * PauseSeconds);
        var all = new float[before.Length + speech.Samples.Length + after.Length + (2 * pause)];
        Lay(before, all, 0, scale);
        speech.Samples.CopyTo(all, before.Length + pause);
        Lay(after, all, before.Length + speech.Samples.Length + (2 * pause), scale);
        return new Sound(all, rate);
    }

    private static void Lay(float[] from, float[] into, int at, float scale)
    {
        for (var i = 0; i < from.Length; i++) into[at + i] = from[i] * scale;
    }
}
