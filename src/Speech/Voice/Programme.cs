namespace LangSo.Speech.Voice;

/// <summary>Chime, what is said, chime.</summary>
internal static class Programme
{
    private const double ChimeBelowVoice = 2;
    private const double PauseSeconds = 0.35;

    /// <summary>The chime stands a little below the voice whatever the voice's own level.</summary>
    public static Sound Join(Sound speech)
    {
        var rate = speech.Rate;
        var voiceAt = Loudness.Of(speech);
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
