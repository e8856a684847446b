namespace LangSo.Speech.Voice;

/// <summary>One level for all that is played: −16 LUFS, true peak at most −1.5 dBTP after coding.</summary>
internal static class Leveller
{
    /// <summary>Loudness of every announcement, in LUFS.</summary>
    internal const double TargetLufs = -16;

    // The codec was seen to lift peaks by nearly four decibels in fifty bulletins; the file must stay under -1.5 dBTP.
    private static readonly double Ceiling = Math.Pow(10, -5.9 / 20);

    private const double CodecLoss = 0.3;
    private const int MostRounds = 8;

    /// <summary>Turns the whole up or down until the limited sound measures the target. The samples are changed in place.</summary>
    internal static Sound Level(Sound sound)
    {
        const double aim = TargetLufs + CodecLoss;
        var gain = aim - Loudness.Of(sound.Samples, sound.Rate);
        for (var round = 0; round < MostRounds; round++)
        {
            var meter = new Loudness.Meter(sound.Rate);
            Limiter.InPieces(sound.Samples, sound.Rate, Linear(gain), Ceiling, (_, piece) => meter.Add(piece));
            var off = aim - meter.Lufs;
            if (Math.Abs(off) < 0.2) break;
            // What the limiter takes away again is asked for beforehand.
            gain += off * 1.5;
        }
        Limiter.InPieces(sound.Samples, sound.Rate, Linear(gain), Ceiling, (at, piece) => piece.CopyTo(sound.Samples.AsSpan(at)));
        return sound;
    }

    private static double Linear(double decibels) => Math.Pow(10, decibels / 20);
}
