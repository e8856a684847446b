using System.Buffers;
using System.Numerics;

namespace LangSo.Speech.Voice;

/// <summary>Holds peaks, those between the samples too, under a ceiling by turning down 5 ms ahead of them; no clipping.</summary>
internal static class Limiter
{
    private const double LookAheadSeconds = 0.005;
    private const int Taps = 8;

    private static readonly float[][] Between = [Sinc(0.25), Sinc(0.5), Sinc(0.75)];

    /// <summary>For each sample the height of the curve through it.</summary>
    public static float[] Peaks(ReadOnlySpan<float> samples)
    {
        var peaks = new float[samples.Length];
        Peaks(samples, peaks);
        return peaks;
    }

    /// <summary>The samples times <paramref name="gain"/>, their curve under <paramref name="ceiling"/> (linear, 1 is full scale).</summary>
    public static float[] Apply(ReadOnlySpan<float> samples, ReadOnlySpan<float> peaks, int rate, double gain, double ceiling)
    {
        var result = new float[samples.Length];
        Apply(samples, peaks, rate, gain, ceiling, result, new float[samples.Length], new int[samples.Length]);
        return result;
    }

    /// <summary>
    /// The same over the whole in pieces, several at a time, so that half an hour of sound needs no room but its samples.
    /// <paramref name="take"/> gets where a piece begins, how many samples before it are given too (<paramref name="before"/>, fewer
    /// at the beginning), and these with the piece; it may run beside itself and may write over the samples the piece came from.
    /// Only one in <paramref name="every"/> pieces is given.
    /// </summary>
    public static void InPieces(float[] samples, int rate, double gain, double ceiling, int before, int every, PieceTaker take)
    {
        // A sample's gain depends on no more than this to each side.
        var around = (2 * Reach(rate)) + (2 * Taps);
        var piece = PieceLength(rate);
        var count = (samples.Length + piece - 1) / piece;
        // What neighbours look into, kept apart because their owner may already have written there.
        var heads = new float[count][];
        var tails = new float[count][];
        for (var i = 0; i < count; i++)
        {
            heads[i] = samples.AsSpan(i * piece, Math.Min(around, samples.Length - (i * piece))).ToArray();
            tails[i] = i == 0 ? [] : samples.AsSpan((i * piece) - Math.Min(i * piece, around + before), Math.Min(i * piece, around + before)).ToArray();
        }
        Parallel.For(0, (count + every - 1) / every, nth =>
        {
            var i = nth * every;
            var at = i * piece;
            var length = Math.Min(piece, samples.Length - at);
            var (left, right) = (tails[i], i + 1 < count ? heads[i + 1] : []);
            var all = left.Length + length + right.Length;
            var (window, peaks, limited, gains, queue) = (Rent<float>(all), Rent<float>(all), Rent<float>(all), Rent<float>(all), Rent<int>(all));
            left.CopyTo(window, 0);
            samples.AsSpan(at, length).CopyTo(window.AsSpan(left.Length));
            right.CopyTo(window, left.Length + length);
            Peaks(window.AsSpan(0, all), peaks);
            Apply(window.AsSpan(0, all), peaks, rate, gain, ceiling, limited, gains, queue);
            var given = Math.Min(before, left.Length);
            take(i, at, given, limited.AsSpan(left.Length - given, given + length));
            Return(window, peaks, limited, gains);
            ArrayPool<int>.Shared.Return(queue);
        });
    }

    /// <summary>Takes one piece of <see cref="InPieces"/>.</summary>
    public delegate void PieceTaker(int piece, int at, int before, ReadOnlySpan<float> samples);

    /// <summary>Samples of a piece: four seconds in whole steps of 100 ms, as the meter sums them.</summary>
    public static int PieceLength(int rate) => 40 * Math.Max(1, rate / 10);

    /// <summary>How many pieces this many samples make.</summary>
    public static int PieceCount(int samples, int rate) => (samples + PieceLength(rate) - 1) / PieceLength(rate);

    private static int Reach(int rate) => Math.Max(1, (int)(rate * LookAheadSeconds));

    private static T[] Rent<T>(int length) => ArrayPool<T>.Shared.Rent(length);

    private static void Return(params ReadOnlySpan<float[]> rented)
    {
        foreach (var array in rented) ArrayPool<float>.Shared.Return(array);
    }

    /// <summary>The same into <paramref name="peaks"/>.</summary>
    public static void Peaks(ReadOnlySpan<float> samples, Span<float> peaks)
    {
        for (var i = 0; i < samples.Length; i++) peaks[i] = Math.Abs(samples[i]);
        var (first, end) = (Taps, samples.Length - Taps);
        var at = first;
        for (; at + Vector<float>.Count <= end; at += Vector<float>.Count) Raise(samples, peaks, at);
        for (; at < end; at++)
        {
            foreach (var phase in Between)
            {
                var sum = 0f;
                for (var t = 0; t < phase.Length; t++) sum = MathF.FusedMultiplyAdd(samples[at - Taps + 1 + t], phase[t], sum);
                peaks[at] = Math.Max(peaks[at], Math.Abs(sum));
            }
        }
    }

    // As many samples side by side as the processor takes: nothing has to be summed across.
    private static void Raise(ReadOnlySpan<float> samples, Span<float> peaks, int at)
    {
        var (early, middle, late) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        for (var t = 0; t < 2 * Taps; t++)
        {
            var row = new Vector<float>(samples[(at - Taps + 1 + t)..]);
            early = Vector.FusedMultiplyAdd(row, new Vector<float>(Between[0][t]), early);
            middle = Vector.FusedMultiplyAdd(row, new Vector<float>(Between[1][t]), middle);
            late = Vector.FusedMultiplyAdd(row, new Vector<float>(Between[2][t]), late);
        }
        var highest = Vector.Max(Vector.Max(Vector.Abs(early), Vector.Abs(middle)), Vector.Max(Vector.Abs(late), new Vector<float>(peaks[at..])));
        highest.CopyTo(peaks[at..]);
    }

    private static void Apply(ReadOnlySpan<float> samples, ReadOnlySpan<float> peaks, int rate, double gain, double ceiling, Span<float> result, Span<float> gains, int[] queue)
    {
        var (length, reach) = (samples.Length, Reach(rate));
        var allowed = (float)(ceiling / gain);
        var untouched = true;
        for (var i = 0; i < length; i++)
        {
            var over = peaks[i] > allowed;
            untouched &= !over;
            result[i] = over ? allowed / peaks[i] : 1f;
        }
        var whole = (float)gain;
        if (untouched)
        {
            for (var i = 0; i < length; i++) result[i] = samples[i] * whole;
            return;
        }
        LowestAround(result[..length], gains, queue, reach);
        double sum = 0;
        for (var i = 0; i < Math.Min(reach, length); i++) sum += gains[i];
        // A mean of the lowest values over the same reach never exceeds what any sample in the reach allows.
        for (var i = 0; i < length; i++)
        {
            if (i + reach < length) sum += gains[i + reach];
            if (i - reach > 0) sum -= gains[i - reach - 1];
            var count = Math.Min(length - 1, i + reach) - Math.Max(0, i - reach) + 1;
            result[i] = (float)(samples[i] * gain * (sum / count));
        }
    }

    private static void LowestAround(ReadOnlySpan<float> values, Span<float> lowest, int[] queue, int reach)
    {
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
