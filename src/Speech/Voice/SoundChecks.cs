namespace LangSo.Speech.Voice;

/// <summary>What can be wrong with a recording.</summary>
public enum SoundFault
{
    /// <summary>Nothing is heard from beginning to end.</summary>
    AllSilent = 1,

    /// <summary>Nobody speaks for some seconds; <see cref="SoundFinding.Value"/> says how many.</summary>
    Gap = 2,

    /// <summary>Too loud for the microphone: the tops are cut off; the value is the share of seconds where it is so.</summary>
    Clipped = 3,

    /// <summary>The background is near to the voice; the value is the distance in decibels.</summary>
    Noise = 4,

    /// <summary>The mains are heard; the value is the level in dBFS.</summary>
    Hum = 5,

    /// <summary>Recorded too quietly; the value is LUFS.</summary>
    TooQuiet = 6,

    /// <summary>Shorter than a second.</summary>
    TooShort = 7,
}

/// <summary>Something that was found.</summary>
/// <param name="Grave">Not fit to be played: it can't be approved.</param>
/// <param name="At">Second where it begins; null when it is everywhere.</param>
/// <param name="Value">What was measured, in the fault's own unit.</param>
public sealed record SoundFinding(SoundFault Fault, bool Grave, double? At, double Value);

/// <summary>Listens to a recording as it was made, before its level is evened: afterwards noise and voice stand alike.</summary>
internal static class SoundChecks
{
    private const double StepSeconds = 0.05;
    private const double SilentAll = -60;
    private const double LongGap = 3;
    private const double GraveGap = 15;
    private const int MostGaps = 5;
    private const double ClipLevel = 0.985;

    /// <summary>Everything that is wrong, the grave first, then in order of time.</summary>
    public static IReadOnlyList<SoundFinding> Of(Sound sound)
    {
        var found = new List<SoundFinding>();
        var seconds = sound.Samples.Length / (double)sound.Rate;
        var loudness = Loudness.Of(sound.Samples, sound.Rate);
        if (loudness < SilentAll) return [new SoundFinding(SoundFault.AllSilent, true, null, seconds)];
        if (seconds < 1) found.Add(new SoundFinding(SoundFault.TooShort, true, null, seconds));
        if (loudness < -34) found.Add(new SoundFinding(SoundFault.TooQuiet, loudness < -46, null, loudness));
        var levels = Levels(sound);
        found.AddRange(Gaps(levels));
        found.AddRange(Clipping(sound));
        found.AddRange(Background(sound, levels));
        return [.. found.OrderByDescending(f => f.Grave).ThenBy(f => f.At ?? -1)];
    }

    /// <summary>The level of every twentieth of a second, in dBFS.</summary>
    private static double[] Levels(Sound sound)
    {
        var step = (int)(sound.Rate * StepSeconds);
        var levels = new double[Math.Max(1, sound.Samples.Length / step)];
        for (var i = 0; i < levels.Length; i++) levels[i] = Level(sound.Samples.AsSpan(i * step, Math.Min(step, sound.Samples.Length - (i * step))));
        return levels;
    }

    private static double Level(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (var sample in samples) sum += sample * sample;
        return 10 * Math.Log10((sum / Math.Max(1, samples.Length)) + 1e-12);
    }

    private static IEnumerable<SoundFinding> Gaps(double[] levels)
    {
        // Half way down from the voice to the background counts as nobody speaking, but never what is clearly heard.
        var (voice, floor) = (Share(levels, 0.95), Share(levels, 0.05));
        var quiet = Math.Min(voice - 18, Math.Max(floor + 3, voice - 40));
        var gaps = new List<(double At, double Length)>();
        var from = -1;
        for (var i = 0; i <= levels.Length; i++)
        {
            if (i < levels.Length && levels[i] < quiet)
            {
                if (from < 0) from = i;
                continue;
            }
            if (from >= 0 && (i - from) * StepSeconds >= LongGap) gaps.Add((from * StepSeconds, (i - from) * StepSeconds));
            from = -1;
        }
        return gaps.OrderByDescending(g => g.Length).Take(MostGaps).OrderBy(g => g.At)
            .Select(g => new SoundFinding(SoundFault.Gap, g.Length >= GraveGap, Math.Round(g.At, 1), Math.Round(g.Length, 1)));
    }

    /// <summary>Three samples in a row at full scale are a top that was cut off; a few such in one second are heard.</summary>
    private static IEnumerable<SoundFinding> Clipping(Sound sound)
    {
        var cut = new int[(sound.Samples.Length / sound.Rate) + 1];
        var run = 0;
        for (var i = 0; i < sound.Samples.Length; i++)
        {
            run = Math.Abs(sound.Samples[i]) >= ClipLevel ? run + 1 : 0;
            if (run == 3) cut[i / sound.Rate]++;
        }
        var bad = Enumerable.Range(0, cut.Length).Where(second => cut[second] >= 3).ToList();
        if (bad.Count == 0) yield break;
        var share = bad.Count / (double)Math.Max(1, sound.Samples.Length / sound.Rate);
        yield return new SoundFinding(SoundFault.Clipped, share > 0.25, bad[0], Math.Round(Math.Min(1, share), 2));
    }

    private static IEnumerable<SoundFinding> Background(Sound sound, double[] levels)
    {
        var (voice, floor) = (Share(levels, 0.9), Share(levels, 0.1));
        var distance = voice - floor;
        // Music has no pauses to measure the background in; a level that hardly moves is left alone.
        if (distance is > 4 and < 20) yield return new SoundFinding(SoundFault.Noise, false, null, Math.Round(distance));
        var (hum, at) = Hum(sound, levels, floor);
        if (hum > -58 && distance > 4) yield return new SoundFinding(SoundFault.Hum, false, at, Math.Round(hum));
    }

    /// <summary>The level of the mains (50 Hz and what rides on it) in the quietest quarter second, when it is most of what is heard there.</summary>
    private static (double Level, double At) Hum(Sound sound, double[] levels, double floor)
    {
        const int steps = 5;
        if (levels.Length < steps) return (double.NegativeInfinity, 0);
        var best = Enumerable.Range(0, levels.Length - steps + 1).Where(i => levels[i] > -110).DefaultIfEmpty(0).MinBy(i => levels.AsSpan(i, steps).ToArray().Max());
        if (levels[best] > floor + 6) return (double.NegativeInfinity, 0);
        var step = (int)(sound.Rate * StepSeconds);
        var part = sound.Samples.AsSpan(best * step, steps * step);
        var (mains, whole) = (0.0, Math.Pow(10, Level(part) / 10));
        foreach (var hertz in (double[])[50, 100, 150, 200]) mains += Power(part, hertz, sound.Rate);
        return mains > whole * 0.6 ? (10 * Math.Log10(mains), best * StepSeconds) : (double.NegativeInfinity, 0);
    }

    /// <summary>The power of one tone (Goertzel).</summary>
    private static double Power(ReadOnlySpan<float> samples, double hertz, int rate)
    {
        var turn = 2 * Math.Cos(2 * Math.PI * hertz / rate);
        var (one, two) = (0.0, 0.0);
        foreach (var sample in samples) (one, two) = (sample + (turn * one) - two, one);
        return ((one * one) + (two * two) - (turn * one * two)) * 2 / ((double)samples.Length * samples.Length);
    }

    private static double Share(double[] levels, double share)
    {
        var sorted = levels.Order().ToArray();
        return sorted[(int)((sorted.Length - 1) * share)];
    }
}
