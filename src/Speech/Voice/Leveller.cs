namespace LangSo.Speech.Voice;

/// <summary>One level for all that is played: −16 LUFS, true peak at most −1.5 dBTP after coding.</summary>
internal static class Leveller
{
    /// <summary>Loudness of every announcement, in LUFS.</summary>
    internal const double TargetLufs = -16;

    /// <summary>What the codec was seen to take: nothing to 0.4 LU, by the voice.</summary>
    private const double CodecLoss = 0.2;

    // The codec was seen to lift peaks by three decibels in fifty bulletins; the file must stay under -1.5 dBTP.
    private const double CeilingDecibels = -5;

    private const int MostRounds = 9;
    private const double Near = 0.05;

    /// <summary>LU that the sound before the codec may be off.</summary>
    private const double NearEnough = 0.12;

    /// <summary>LU that a finished file may be off; a third of what is promised.</summary>
    private const double MostOff = 0.35;

    /// <summary>dBTP; somewhat under the −1.5 that is promised.</summary>
    private const double HighestPeak = -1.8;

    /// <summary>Turns the whole up or down until the limited sound measures the target. The samples are changed in place.</summary>
    internal static Sound Level(Sound sound)
    {
        const double aim = TargetLufs + CodecLoss;
        var ceiling = Linear(CeilingDecibels);
        // A long sound is tried on some seconds of each half minute, then measured whole as it is turned.
        var every = Math.Max(1, Limiter.PieceCount(sound.Samples.Length, sound.Rate) / 8);
        var gain = aim - Loudness.Of(sound);
        // What the limiter takes away again is asked for beforehand: by a half more at first, then by what the last rounds showed.
        var slope = 1.5;
        var (lastGain, lastLufs) = (double.NaN, double.NaN);
        for (var round = 0; round < MostRounds; round++)
        {
            var lufs = Loudness.OfLimited(sound, Linear(gain), ceiling, every);
            var off = aim - lufs;
            if (Math.Abs(off) < Near) break;
            if (Math.Abs(lufs - lastLufs) > 0.01) slope = Math.Clamp((gain - lastGain) / (lufs - lastLufs), 1, 8);
            (lastGain, lastLufs) = (gain, lufs);
            gain += off * slope;
        }
        var left = aim - Turn(sound, gain, CeilingDecibels);
        if (Math.Abs(left) > NearEnough) Turn(sound, left * slope, CeilingDecibels);
        return sound;
    }

    /// <summary>Turns the whole by some decibels, its peaks kept under <paramref name="ceiling"/> dBTP, and says how loud it then is. The samples are changed in place.</summary>
    internal static double Turn(Sound sound, double decibels, double ceiling)
    {
        var meters = new Loudness.Meter[Limiter.PieceCount(sound.Samples.Length, sound.Rate)];
        Limiter.InPieces(sound.Samples, sound.Rate, Linear(decibels), Linear(ceiling), Loudness.WarmUp(sound.Rate), 1, (i, at, before, piece) =>
        {
            meters[i] = Loudness.Meter.Warm(sound.Rate, piece, before);
            piece[before..].CopyTo(sound.Samples.AsSpan(at));
        });
        return Loudness.Joined(meters, sound.Rate);
    }

    /// <summary>After the codec: what is still to be done so that the file has the level of the house, or null when it has.</summary>
    internal static (double Decibels, double Ceiling)? Correction(double lufs, double truePeak)
    {
        var off = TargetLufs - lufs;
        if (Math.Abs(off) <= MostOff && truePeak <= HighestPeak) return null;
        return (Math.Abs(off) <= MostOff ? 0 : off, CeilingDecibels - Math.Max(0, truePeak - HighestPeak + 0.3));
    }

    private static double Linear(double decibels) => Math.Pow(10, decibels / 20);
}
