using System.Runtime.InteropServices;

namespace LangSo.Bench;

/// <summary>A sound with one click a second, and when each click was heard by whoever wrote down the instants of its samples.</summary>
internal static class ClickTrack
{
    public const int Rate = 48_000, Seconds = 38;

    /// <summary>A click is 2 ms of noise at most of full scale; it begins 100 ms after each whole second.</summary>
    public static short[] Make()
    {
        var random = new Random(39);
        var samples = new short[Rate * Seconds];
        for (var second = 0; second < Seconds; second++)
            for (var i = 0; i < Rate / 500; i++) samples[second * Rate + Rate / 10 + i] = (short)(random.Next(2) == 0 ? 28_000 : -28_000);
        return samples;
    }

    /// <summary>The instants, in ms, at which the clicks sounded: a click is the first loud sample after 200 ms of quiet.</summary>
    /// <param name="samples">What was heard.</param>
    /// <param name="times">Where blocks of it began: milliseconds, and the samples before.</param>
    public static List<double> Heard(ReadOnlySpan<short> samples, IReadOnlyList<(double Ms, long Before)> times)
    {
        var (clicks, quiet, block) = (new List<double>(), Rate, 0);
        for (var i = 0; i < samples.Length; i++)
        {
            if (Math.Abs((int)samples[i]) < 6_000)
            {
                quiet++;
                continue;
            }
            if (quiet > Rate / 5)
            {
                while (block + 1 < times.Count && times[block + 1].Before <= i) block++;
                clicks.Add(times[block].Ms + (i - times[block].Before) * 1000.0 / Rate);
            }
            quiet = 0;
        }
        return clicks;
    }

    /// <summary>At each click, how far apart the first and the last of the players were, in ms. A player that missed one fails the measure.</summary>
    public static IReadOnlyList<double> Spread(IReadOnlyList<List<double>> players)
    {
        var spreads = new List<double>();
        var first = players.Min(p => p[0]);
        for (var second = 0; second < Seconds; second++)
        {
            var near = players.Select(p => p.Where(t => Math.Abs(t - first - second * 1000.0) < 450).Cast<double?>().FirstOrDefault()).ToList();
            if (near.Any(t => t is null)) continue;
            spreads.Add(near.Max()!.Value - near.Min()!.Value);
        }
        return spreads;
    }

    public static short[] Samples(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, short>(bytes[..(bytes.Length / 2 * 2)]).ToArray();
}
