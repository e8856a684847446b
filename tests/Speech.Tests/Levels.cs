using CsCheck;
using LangSo.Speech.Voice;

namespace LangSo.Speech.Tests;

public sealed class Levels
{
    private const int Rate = 22050;

    [Fact]
    public void A_tone_of_one_kilohertz_measures_three_below_its_level()
    {
        // BS.1770: a 997 Hz sine at full scale on one channel is -3.01 LUFS.
        Assert.InRange(Loudness.Of(Sine(997, 1, 48000), 48000), -3.11, -2.91);
        Assert.InRange(Loudness.Of(Sine(997, 0.1, Rate), Rate), -23.2, -22.8);
    }

    [Fact]
    public void Silence_has_no_loudness() => Assert.Equal(double.NegativeInfinity, Loudness.Of(new float[Rate], Rate));

    [Fact]
    public void Pauses_do_not_make_speech_quieter()
    {
        var tone = Sine(997, 0.1, Rate);
        var paused = tone.Concat(new float[10 * Rate]).Concat(tone).ToArray();
        Assert.InRange(Loudness.Of(paused, Rate) - Loudness.Of(tone, Rate), -0.6, 0.1);
    }

    [Fact]
    public void The_limiter_keeps_every_sample_under_the_ceiling()
        => Gen.Select(Gen.Float[-1, 1].Array[1, 600], Gen.Double[0.1, 8], Gen.Double[0.1, 0.9]).Sample((samples, gain, ceiling) =>
        {
            var peaks = Limiter.Peaks(samples);
            var limited = Limiter.Apply(samples, peaks, Rate, gain, ceiling);
            Assert.All(limited, s => Assert.True(Math.Abs(s) <= ceiling * 1.0001));
        });

    [Fact]
    public void The_limiter_leaves_quiet_sound_alone()
    {
        var tone = Sine(500, 0.2, Rate);
        var limited = Limiter.Apply(tone, Limiter.Peaks(tone), Rate, 1, 0.9);
        Assert.All(tone.Zip(limited), p => Assert.Equal(p.First, p.Second, 4));
    }

    [Theory]
    [InlineData(0.003)]
    [InlineData(0.9)]
    public void Quiet_and_loud_voices_come_out_alike(double level)
    {
        var sound = Leveller.Level(new Sound(Sine(700, level, Rate), Rate));
        Assert.InRange(Loudness.Of(sound.Samples, Rate), -16.5, -15.5);
    }

    [Fact]
    public void A_wav_file_with_a_false_length_is_read_to_its_end()
    {
        byte[] file = [.. "RIFF"u8, 255, 255, 255, 255, .. "WAVE"u8, .. "fmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x22, 0x56, 0, 0, 0x44, 0xAC, 0, 0, 2, 0, 16, 0, .. "data"u8, 255, 255, 255, 127, 0, 0x40, 0, 0xC0];
        Assert.Equal([0.5f, -0.5f], Wav.Read(file)!.Samples);
    }

    [Fact]
    public void Bytes_that_are_no_wav_file_are_refused()
        => Gen.Byte.Array[0, 80].Sample(bytes => Wav.Read(bytes) is null);

    private static float[] Sine(double hertz, double level, int rate)
    {
        var samples = new float[2 * rate];
        for (var i = 0; i < samples.Length; i++) samples[i] = (float)(level * Math.Sin(2 * Math.PI * hertz * i / rate));
        return samples;
    }
}
