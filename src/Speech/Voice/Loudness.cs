namespace LangSo.Speech.Voice;

/// <summary>Integrated loudness of mono sound (ITU-R BS.1770-4: K weighting, 400 ms blocks, two gates), in LUFS.</summary>
internal static class Loudness
{
    private const double AbsoluteGate = -70;
    private const double RelativeGate = -10;

    /// <summary>Negative infinity for silence. Sound shorter than one block is measured as one.</summary>
    public static double Of(ReadOnlySpan<float> samples, int rate)
    {
        var meter = new Meter(rate);
        meter.Add(samples);
        return meter.Lufs;
    }

    /// <summary>The same with all cores.</summary>
    public static double Of(Sound sound)
    {
        var meters = new Meter[Limiter.PieceCount(sound.Samples.Length, sound.Rate)];
        var piece = Limiter.PieceLength(sound.Rate);
        Parallel.For(0, meters.Length, i =>
        {
            var from = Math.Max(0, (i * piece) - WarmUp(sound.Rate));
            meters[i] = Meter.Warm(sound.Rate, sound.Samples.AsSpan(from, Math.Min((i + 1) * piece, sound.Samples.Length) - from), (i * piece) - from);
        });
        return Joined(meters, sound.Rate);
    }

    /// <summary>The loudness that a sound would have, turned up by <paramref name="gain"/> under <paramref name="ceiling"/> (both linear); from one in <paramref name="every"/> pieces.</summary>
    public static double OfLimited(Sound sound, double gain, double ceiling, int every)
    {
        var meters = new Meter?[Limiter.PieceCount(sound.Samples.Length, sound.Rate)];
        Limiter.InPieces(sound.Samples, sound.Rate, gain, ceiling, WarmUp(sound.Rate), every, (i, _, before, piece) => meters[i] = Meter.Warm(sound.Rate, piece, before));
        return Joined(meters.OfType<Meter>(), sound.Rate);
    }

    /// <summary>The loudness of what followed one another, each part but the last in whole steps of 100 ms.</summary>
    public static double Joined(IEnumerable<Meter> meters, int rate)
    {
        var all = new Meter(rate);
        foreach (var meter in meters) all.Follow(meter);
        return all.Lufs;
    }

    /// <summary>Samples after which the filters have forgotten what was before.</summary>
    public static int WarmUp(int rate) => rate / 5;

    private static double Lufs(double power) => -0.691 + (10 * Math.Log10(power));

    /// <summary>The same for sound that comes piece by piece.</summary>
    internal sealed class Meter(int rate)
    {
        // Each block is four steps of 100 ms, so that one pass sums them all.
        private readonly List<double> _steps = [];
        private readonly int _step = rate / 10;
        private Biquad _shelf = Biquad.Shelf(rate);
        private Biquad _highPass = Biquad.HighPass(rate);
        private double _sum;
        private int _filled;

        public double Lufs
        {
            get
            {
                var loud = Blocks().Where(p => Loudness.Lufs(p) > AbsoluteGate).ToList();
                if (loud.Count == 0) return double.NegativeInfinity;
                var gate = Loudness.Lufs(loud.Average()) + RelativeGate;
                return Loudness.Lufs(loud.Where(p => Loudness.Lufs(p) > gate).Average());
            }
        }

        /// <summary>Measures samples of which the first ones only bring the filters into their state.</summary>
        public static Meter Warm(int rate, ReadOnlySpan<float> samples, int before)
        {
            var meter = new Meter(rate);
            meter.Add(samples[..before]);
            meter.Restart();
            meter.Add(samples[before..]);
            return meter;
        }

        /// <summary>Forgets what was measured but not the state of the filters.</summary>
        public void Restart()
        {
            (_sum, _filled) = (0, 0);
            _steps.Clear();
        }

        /// <summary>Takes the sums of what came after; this one must stand at the end of a step.</summary>
        public void Follow(Meter next)
        {
            _steps.AddRange(next._steps);
            (_sum, _filled) = (next._sum, next._filled);
        }

        public void Add(ReadOnlySpan<float> samples)
        {
            var (shelf, highPass, sum, filled) = (_shelf, _highPass, _sum, _filled);
            foreach (var sample in samples)
            {
                var weighted = highPass.Next(shelf.Next(sample));
                sum += weighted * weighted;
                if (++filled < _step) continue;
                _steps.Add(sum);
                (sum, filled) = (0, 0);
            }
            (_shelf, _highPass, _sum, _filled) = (shelf, highPass, sum, filled);
        }

        private List<double> Blocks()
        {
            if (_steps.Count < 4) return [(_steps.Sum() + _sum) / Math.Max(1, (_steps.Count * _step) + _filled)];
            var blocks = new List<double>(_steps.Count);
            for (var i = 3; i < _steps.Count; i++) blocks.Add((_steps[i] + _steps[i - 1] + _steps[i - 2] + _steps[i - 3]) / (4.0 * _step));
            return blocks;
        }
    }

    // The two filters of BS.1770 by their analogue values, so that they fit any sample rate.
    private struct Biquad(double b0, double b1, double b2, double a1, double a2)
    {
        private double _z1;
        private double _z2;

        public static Biquad Shelf(int rate)
        {
            const double gain = 3.999843853973347;
            var k = Math.Tan(Math.PI * 1681.974450955533 / rate);
            const double q = 0.7071752369554196;
            var vh = Math.Pow(10, gain / 20);
            var vb = Math.Pow(vh, 0.4996667741545416);
            var a0 = 1 + (k / q) + (k * k);
            return new Biquad((vh + (vb * k / q) + (k * k)) / a0, 2 * ((k * k) - vh) / a0, (vh - (vb * k / q) + (k * k)) / a0,
                2 * ((k * k) - 1) / a0, (1 - (k / q) + (k * k)) / a0);
        }

        public static Biquad HighPass(int rate)
        {
            const double q = 0.5003270373238773;
            var k = Math.Tan(Math.PI * 38.13547087602444 / rate);
            var a0 = 1 + (k / q) + (k * k);
            return new Biquad(1, -2, 1, 2 * ((k * k) - 1) / a0, (1 - (k / q) + (k * k)) / a0);
        }

        public double Next(double x)
        {
            var y = (b0 * x) + _z1;
            _z1 = (b1 * x) - (a1 * y) + _z2;
            _z2 = (b2 * x) - (a2 * y);
            return y;
        }
    }
}
