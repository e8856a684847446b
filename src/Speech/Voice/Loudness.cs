namespace LangSo.Speech.Voice;

/// <summary>Integrated loudness of mono sound (ITU-R BS.1770-4: K weighting, 400 ms blocks, two gates), in LUFS.</summary>
internal static class Loudness
{
    private const double AbsoluteGate = -70;
    private const double RelativeGate = -10;

    /// <summary>Negative infinity for silence. Sound shorter than one block is measured as one.</summary>
    public static double Of(ReadOnlySpan<float> samples, int rate)
    {
        var powers = Blocks(samples, rate);
        var loud = powers.Where(p => Lufs(p) > AbsoluteGate).ToList();
        if (loud.Count == 0) return double.NegativeInfinity;
        var gate = Lufs(loud.Average()) + RelativeGate;
        return Lufs(loud.Where(p => Lufs(p) > gate).Average());
    }

    private static double Lufs(double power) => -0.691 + (10 * Math.Log10(power));

    // Each block is four steps of 100 ms, so that one pass sums them all.
    private static List<double> Blocks(ReadOnlySpan<float> samples, int rate)
    {
        var (shelf, highPass) = (Biquad.Shelf(rate), Biquad.HighPass(rate));
        var step = rate / 10;
        var steps = new List<double>((samples.Length / step) + 1);
        double sum = 0;
        var filled = 0;
        foreach (var sample in samples)
        {
            var weighted = highPass.Next(shelf.Next(sample));
            sum += weighted * weighted;
            if (++filled < step) continue;
            steps.Add(sum);
            (sum, filled) = (0, 0);
        }
        if (steps.Count < 4) return [(steps.Sum() + sum) / Math.Max(1, samples.Length)];
        var blocks = new List<double>(steps.Count);
        for (var i = 3; i < steps.Count; i++) blocks.Add((steps[i] + steps[i - 1] + steps[i - 2] + steps[i - 3]) / (4.0 * step));
        return blocks;
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
