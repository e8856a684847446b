using LangSo.Speech.Voice;

namespace LangSo.Speech.Tests;

public sealed class LongSounds : IDisposable
{
    private static readonly ProgramFinder Programs = new();
    private readonly OpusEncoder _encoder = new(Programs);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_that_were_encoded_side_by_side_are_one_file_of_the_right_length_and_level()
    {
        var sound = SoundCheckTests.Voice(95);
        Assert.Equal(2, OpusCuts.Of(sound).Count);
        var file = (await _encoder.FinishAsync(sound, Cancel)).Value;
        var measured = (await SoundMeter.MeasureAsync(file, Cancel))!;
        Assert.InRange(measured.Seconds, 94.99, 95.01);
        Assert.InRange(measured.Lufs, -16.5, -15.5);
        Assert.True(measured.TruePeak <= -1.5, $"peak {measured.TruePeak} dBTP");
    }

    [Fact]
    public async Task Nothing_is_heard_where_two_parts_meet()
    {
        // A steady tone shows a seam that a pause would hide.
        var samples = new float[80 * SoundProbe.Rate];
        for (var i = 0; i < samples.Length; i++) samples[i] = (float)(0.3 * Math.Sin(2 * Math.PI * 440 * i / SoundProbe.Rate));
        var sound = new Sound(samples, SoundProbe.Rate);
        var parts = OpusCuts.Of(sound);
        var decoded = await DecodeAsync((await _encoder.EncodeAsync(sound, Cancel)).Value.File);
        Assert.InRange(decoded.Length, samples.Length - 240, samples.Length + 240);
        var seam = parts[1].First * (SoundProbe.Rate / 50);
        Assert.InRange(Strongest(decoded.AsSpan(seam - 2400, 4800)) / Strongest(decoded.AsSpan(seam + 24000, 4800)), 0.95, 1.05);
        Assert.InRange(LargestStep(decoded.AsSpan(seam - 2400, 4800)) / LargestStep(decoded.AsSpan(seam + 24000, 4800)), 0.9, 1.1);
    }

    [Fact]
    public async Task A_file_is_taken_apart_and_put_together_to_the_byte()
    {
        var file = (await _encoder.EncodeAsync(SoundCheckTests.Voice(7), Cancel)).Value.File;
        var read = OggOpus.Read(file)!;
        var again = OggOpus.Read(read.Write())!;
        Assert.Equal(read.End, again.End);
        Assert.Equal(read.Packets.Select(p => Convert.ToHexString(p.Span)), again.Packets.Select(p => Convert.ToHexString(p.Span)));
        Assert.NotNull(await SoundMeter.MeasureAsync(read.Write(), Cancel));
        Assert.Null(OggOpus.Read(file.AsMemory(0, file.Length - 20)));
        Assert.Null(OggOpus.Read("no such file"u8.ToArray()));
    }

    [Fact]
    public async Task A_long_text_in_two_halves_sounds_as_long_as_in_one()
    {
        var text = string.Concat(Enumerable.Repeat("Ủy ban nhân dân xã mời bà con đến nhà văn hóa họp. Xin bà con đến đúng giờ! ", 10));
        var parts = EspeakVoice.Parts(text);
        Assert.Equal(2, parts.Count);
        Assert.Equal(text, string.Concat(parts));
        Assert.Equal(["Alo"], EspeakVoice.Parts("Alo"));
        var unbroken = new string('a', 2000);
        Assert.Equal([unbroken], EspeakVoice.Parts(unbroken));
        var voice = new EspeakVoice(Programs, VoiceStyle.Default);
        var whole = Wav.Read((await voice.SpeakToWavAsync(text, VoiceStyle.UsualPace, Cancel)).Value)!;
        var halves = 0;
        foreach (var part in parts) halves += Wav.Read((await voice.SpeakToWavAsync(part, VoiceStyle.UsualPace, Cancel)).Value)!.DurationMs;
        Assert.InRange(whole.DurationMs, halves - 2, halves + 2);
    }

    [Theory]
    [InlineData(-16.2, -2.5, null, null)]
    [InlineData(-16.9, -2.5, 0.9, -5.0)]
    [InlineData(-16.0, -1.2, 0.0, -5.9)]
    public void What_the_codec_took_or_added_is_corrected(double lufs, double peak, double? decibels, double? ceiling)
    {
        var wanted = Leveller.Correction(lufs, peak);
        Assert.Equal(decibels is null, wanted is null);
        if (wanted is not { } turn) return;
        Assert.Equal(decibels!.Value, turn.Decibels, 2);
        Assert.Equal(ceiling!.Value, turn.Ceiling, 2);
    }

    public void Dispose() => _encoder.Dispose();

    private static float Strongest(ReadOnlySpan<float> samples)
    {
        var most = 0f;
        foreach (var s in samples) most = Math.Max(most, Math.Abs(s));
        return most;
    }

    private static float LargestStep(ReadOnlySpan<float> samples)
    {
        var most = 0f;
        for (var i = 1; i < samples.Length; i++) most = Math.Max(most, Math.Abs(samples[i] - samples[i - 1]));
        return most;
    }

    private static async Task<float[]> DecodeAsync(byte[] file)
    {
        var run = await ProgramRun.OfAsync("ffmpeg", ["-v", "error", "-nostdin", "-f", "ogg", "-i", "pipe:0", "-f", "f32le", "-ac", "1", "-ar", "24000", "pipe:1"], file, Cancel);
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(run.Output).ToArray();
    }
}
