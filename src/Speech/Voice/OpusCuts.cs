namespace LangSo.Speech.Voice;

/// <summary>A part of a sound that is encoded by itself, in packets of 20 ms of the whole.</summary>
/// <param name="First">Its first packet.</param>
/// <param name="End">The first packet that is no longer its own.</param>
/// <param name="LeadIn">Packets before it that bring the encoder into its state and are thrown away.</param>
/// <param name="LeadOut">Packets after it, for the same reason.</param>
internal readonly record struct OpusPart(int First, int End, int LeadIn, int LeadOut);

/// <summary>Where a long sound is cut so that its parts can be encoded side by side: about once a minute, where it is quietest.</summary>
internal static class OpusCuts
{
    /// <summary>Packets of about a minute.</summary>
    private const int Usual = 3000;

    /// <summary>A cut stands at a whole 100 ms, the step of the meter.</summary>
    private const int Step = 5;

    private const int Around = 100;
    private const int LeadIn = 10;
    private const int LeadOut = 1;

    /// <summary>One part when the sound is short, or its rate has no whole number of samples in 20 ms. The same sound is always cut alike.</summary>
    internal static IReadOnlyList<OpusPart> Of(Sound sound)
    {
        var unit = sound.Rate / 50;
        var packets = (sound.Samples.Length + unit - 1) / Math.Max(1, unit);
        var count = sound.Rate % 50 == 0 ? Math.Max(1, (packets + (Usual / 2)) / Usual) : 1;
        // A minute and a half is faster in two halves.
        if (sound.Rate % 50 == 0 && count == 1 && packets > Usual / 2) count = 2;
        var parts = new List<OpusPart>(count);
        var first = 0;
        for (var i = 1; i <= count; i++)
        {
            var end = i == count ? packets : Quietest(sound, unit, (int)((long)packets * i / count));
            parts.Add(new OpusPart(first, end, Math.Min(first, LeadIn), i == count ? 0 : LeadOut));
            first = end;
        }
        return parts;
    }

    private static int Quietest(Sound sound, int unit, int near)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var at = (near - Around) / Step * Step; at <= near + Around; at += Step)
        {
            var sum = 0.0;
            foreach (var sample in sound.Samples.AsSpan((at - 2) * unit, 4 * unit)) sum += sample * sample;
            if (sum < least) (best, least) = (at, sum);
        }
        return best;
    }
}
