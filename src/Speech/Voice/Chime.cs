namespace LangSo.Speech.Voice;

/// <summary>The sign before and after an announcement: two soft bell tones, falling before, rising after. Made here, owned by nobody.</summary>
internal static class Chime
{
    private const double First = 659.26; // e''
    private const double Second = 523.25; // c''
    private const float Level = 0.22f;

    /// <summary>e-c, 1.1 s: listen.</summary>
    public static float[] Before(int rate) => Bells(rate, First, Second, 1.1);

    /// <summary>c-e, 0.9 s, softer: that was all.</summary>
    public static float[] After(int rate)
    {
        var bells = Bells(rate, Second, First, 0.9);
        for (var i = 0; i < bells.Length; i++) bells[i] *= 0.7f;
        return bells;
    }

    private static float[] Bells(int rate, double first, double second, double seconds)
    {
        var samples = new float[(int)(rate * seconds)];
        Strike(samples, rate, first, 0);
        Strike(samples, rate, second, 0.38);
        var fade = rate / 20;
        for (var i = 0; i < fade; i++) samples[^(i + 1)] *= i / (float)fade;
        return samples;
    }

    private static void Strike(float[] samples, int rate, double pitch, double from)
    {
        for (var i = (int)(from * rate); i < samples.Length; i++)
        {
            var t = (i / (double)rate) - from;
            // 12 ms of rise: no click; the higher partials die first, as in a bell.
            var rise = Math.Min(1, t / 0.012);
            var tone = (Math.Sin(2 * Math.PI * pitch * t) * Math.Exp(-4 * t))
                + (0.35 * Math.Sin(4 * Math.PI * pitch * t) * Math.Exp(-7 * t))
                + (0.12 * Math.Sin(6 * Math.PI * pitch * t) * Math.Exp(-11 * t));
            samples[i] += (float)(Level * rise * tone);
        }
    }
}
