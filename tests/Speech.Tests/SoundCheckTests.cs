using CsCheck;
using LangSo.Speech.Voice;

namespace LangSo.Speech.Tests;

public sealed class SoundCheckTests
{
    private const int Rate = SoundProbe.Rate;

    [Fact]
    public void A_clean_voice_has_nothing_to_be_said_about() => Assert.Empty(SoundChecks.Of(Voice(20)));

    [Fact]
    public void Silence_alone_is_grave()
    {
        var finding = Assert.Single(SoundChecks.Of(new Sound(new float[5 * Rate], Rate)));
        Assert.Equal((SoundFault.AllSilent, true), (finding.Fault, finding.Grave));
    }

    [Fact]
    public void A_gap_is_named_with_its_second_and_a_long_one_is_grave()
    {
        var short_ = Join(Voice(8), Hiss(4, 0.0005), Voice(8));
        var gap = Assert.Single(SoundChecks.Of(short_));
        Assert.Equal((SoundFault.Gap, false), (gap.Fault, gap.Grave));
        Assert.InRange(gap.At!.Value, 7.4, 8.3);
        Assert.InRange(gap.Value, 3.8, 4.8);
        Assert.True(Assert.Single(SoundChecks.Of(Join(Voice(8), Hiss(20, 0.0005), Voice(8)))).Grave);
    }

    [Fact]
    public void Tops_that_are_cut_off_are_named_with_the_first_second_and_are_grave_when_they_are_everywhere()
    {
        var clean = Voice(20).Samples;
        var once = clean.ToArray();
        for (var i = 5 * Rate; i < 7 * Rate; i++) once[i] = Math.Clamp(once[i] * 12, -1, 1);
        var few = Assert.Single(SoundChecks.Of(new Sound(once, Rate)), f => f.Fault == SoundFault.Clipped);
        Assert.Equal((false, 5.0), (few.Grave, few.At!.Value));
        var all = SoundChecks.Of(new Sound([.. clean.Select(s => Math.Clamp(s * 12, -1f, 1f))], Rate));
        Assert.Contains(all, f => f is { Fault: SoundFault.Clipped, Grave: true });
    }

    [Fact]
    public void A_noisy_room_is_a_warning()
    {
        var noisy = Mix(Voice(20), Hiss(20, 0.03));
        Assert.Contains(SoundChecks.Of(noisy), f => f is { Fault: SoundFault.Noise, Grave: false });
    }

    [Fact]
    public void The_mains_are_heard_as_hum_and_a_hissing_room_is_not()
    {
        var hum = new Sound([.. Enumerable.Range(0, 20 * Rate).Select(i => (float)(0.008 * Math.Sin(2 * Math.PI * 50 * i / Rate)))], Rate);
        Assert.Contains(SoundChecks.Of(Mix(Voice(20), hum)), f => f.Fault == SoundFault.Hum);
        Assert.DoesNotContain(SoundChecks.Of(Mix(Voice(20), Hiss(20, 0.01))), f => f.Fault == SoundFault.Hum);
    }

    [Fact]
    public void A_voice_from_afar_is_too_quiet_and_a_whisper_of_one_is_grave()
    {
        Assert.Contains(SoundChecks.Of(Scaled(Voice(10), 0.12f)), f => f is { Fault: SoundFault.TooQuiet, Grave: false });
        Assert.Contains(SoundChecks.Of(Scaled(Voice(10), 0.015f)), f => f is { Fault: SoundFault.TooQuiet, Grave: true });
    }

    [Fact]
    public void Any_samples_are_listened_to_without_a_fall()
        => Gen.Float[-1.2f, 1.2f].Array[0, 3000].Sample(samples => SoundChecks.Of(new Sound(samples, Rate)).All(f => double.IsFinite(f.Value)));

    [Fact]
    public void Limiting_in_pieces_is_limiting_the_whole()
        => Gen.Select(Gen.Int[1, 30_000], Gen.Double[0.5, 6], Gen.Int[0, 1000]).Sample((length, gain, seed) =>
        {
            const int rate = 2000;
            var samples = new float[length];
            for (var i = 0; i < length; i++) samples[i] = (float)(Math.Sin(i * 0.37 + seed) * Math.Sin(i * 0.0013 * (seed + 1)));
            var whole = Limiter.Apply(samples, Limiter.Peaks(samples), rate, gain, 0.5);
            var pieces = new float[length];
            Limiter.InPieces(samples, rate, gain, 0.5, 0, 1, (_, at, _, piece) => piece.CopyTo(pieces.AsSpan(at)));
            for (var i = 0; i < length; i++) Assert.Equal(whole[i], pieces[i], 5);
        }, iter: 60);

    /// <summary>Syllables of a buzzing tone with short rests and a quiet room: what speech looks like to a meter.</summary>
    internal static Sound Voice(int seconds)
    {
        var samples = new float[seconds * Rate];
        var noise = new Random(7);
        for (var i = 0; i < samples.Length; i++)
        {
            var t = i / (double)Rate;
            var (syllable, phrase) = (t % 0.33, t % 4);
            var open = syllable < 0.24 && phrase < 3.4 ? Math.Sin(Math.PI * syllable / 0.24) : 0;
            var tone = 0.5 * Math.Sin(2 * Math.PI * 170 * t) + 0.3 * Math.Sin(2 * Math.PI * 510 * t) + 0.2 * Math.Sin(2 * Math.PI * 1530 * t);
            samples[i] = (float)((0.3 * open * tone) + ((noise.NextDouble() - 0.5) * 0.001));
        }
        return new Sound(samples, Rate);
    }

    private static Sound Hiss(int seconds, double level)
    {
        var noise = new Random(11);
        return new Sound([.. Enumerable.Range(0, seconds * Rate).Select(_ => (float)((noise.NextDouble() - 0.5) * 2 * level))], Rate);
    }

    private static Sound Join(params Sound[] parts) => new([.. parts.SelectMany(p => p.Samples)], Rate);

    private static Sound Mix(Sound one, Sound two) => new([.. one.Samples.Zip(two.Samples, (a, b) => a + b)], Rate);

    private static Sound Scaled(Sound sound, float by) => new([.. sound.Samples.Select(s => s * by)], Rate);
}
