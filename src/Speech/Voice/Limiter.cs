namespace LangSo.Speech.Voice;

/// <summary>Holds peaks, those between the samples too, under a ceiling by turning down 5 ms ahead of them; no clipping.</summary>
internal static class Limiter
{
    private const double LookAheadSeconds = 0.005;
    private const int Taps = 8;

    private static readonly float[][] Between = [Sinc(0.25), Sinc(0.5), Sinc(0.75)];

    /// <summary>For each sample the height of the curve through it; below <paramref name="floor"/> the sample itself will do.</summary>
    public static float[] Peaks(ReadOnlySpan<float> samples, double floor)
    {
        var peaks = new float[samples.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            var peak = Math.Abs(samples[i]);
            if (peak > floor && i >= Taps && i + Taps < samples.Length)
            {
                var around = samples.Slice(i - Taps + 1, 2 * Taps);
                foreach (var phase in Between) peak = Math.Max(peak, Math.Abs(Dot(around, phase)));
            }
            peaks[i] = peak;
        }
        return peaks;
    }

    /// <summary>The samples times <paramref name="gain"/>, their curve under <paramref name="ceiling"/> (linear, 1 is full scale).</summary>
    public static float[] Apply(ReadOnlySpan<float> samples, ReadOnlySpan<float> peaks, int rate, double gain, double ceiling)
    {
        var reach = Math.Max(1, (int)(rate * LookAheadSeconds));
        var result = new float[samples.Length];
        for (var i = 0; i < result.Length; i++) result[i] = peaks[i] * gain > ceiling ? (float)(ceiling / (peaks[i] * gain)) : 1f;
        var held = LowestAround(result, reach);
        double sum = 0;
        for (var i = 0; i < Math.Min(reach, held.Length); i++) sum += held[i];
        // A mean of the lowest values over the same reach never exceeds what any sample in the reach allows.
        for (var i = 0; i < held.Length; i++)
        {
            if (i + reach < held.Length) sum += held[i + reach];
            if (i - reach > 0) sum -= held[i - reach - 1];
            var count = Math.Min(held.Length - 1, i + reach) - Math.Max(0, i - reach) + 1;
            result[i] = (float)(samples[i] * gain * (sum / count));
        }
        return result;
    }

    /// <summary>
    /// The same over the whole, some seconds at a time, so that half an hour of sound needs no room but its samples. What
    /// <paramref name="take"/> is given may be written over the samples it came from.
    /// </summary>
    public static void InPieces(float[] samples, int rate, double gain, double ceiling, Action<int, ReadOnlySpan<float>> take)
    {
        // A sample's gain depends on no more than this to each side.
        var around = (2 * Math.Max(1, (int)(rate * LookAheadSeconds))) + (2 * Taps);
        var piece = 4 * rate;
        var window = new float[around + piece + around];
        var before = 0;
        for (var at = 0; at < samples.Length; at += piece)
        {
            var length = Math.Min(piece, samples.Length - at);
            var after = Math.Min(around, samples.Length - at - length);
            samples.AsSpan(at, length + after).CopyTo(window.AsSpan(before));
            var all = window.AsSpan(0, before + length + after);
            // Between two samples the curve rises to little more than twice the higher.
            var limited = Apply(all, Peaks(all, ceiling * 0.45 / gain), rate, gain, ceiling);
            take(at, limited.AsSpan(before, length));
            var kept = Math.Min(around, before + length);
            all.Slice(before + length - kept, kept).CopyTo(window);
            before = kept;
        }
    }

    private static float Dot(ReadOnlySpan<float> samples, float[] taps)
    {
        float sum = 0;
        for (var t = 0; t < taps.Length; t++) sum += samples[t] * taps[t];
        return sum;
    }

    private static float[] LowestAround(float[] values, int reach)
    {
        var lowest = new float[values.Length];
        var queue = new int[values.Length];
        var (head, tail) = (0, 0);
        for (var i = 0; i < values.Length + reach; i++)
        {
            if (i < values.Length)
            {
                while (tail > head && values[queue[tail - 1]] >= values[i]) tail--;
                queue[tail++] = i;
            }
            var centre = i - reach;
            if (centre < 0) continue;
            while (queue[head] < centre - reach) head++;
            lowest[centre] = values[queue[head]];
        }
        return lowest;
    }

    private static float[] Sinc(double offset)
    {
        var taps = new float[2 * Taps];
        for (var t = 0; t < taps.Length; t++)
        {
            var x = t - Taps + 1 - offset;
            var window = 0.5 * (1 + Math.Cos(Math.PI * x / Taps));
            taps[t] = (float)(Math.Sin(Math.PI * x) / (Math.PI * x) * window);
        }
        return taps;
    }
}
