using System.Text;
using LangSo.Foundation;
using LangSo.Speech.Voice;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Speech.Tests;

public sealed class Announcements
{
    private static readonly ProgramFinder Programs = new();
    private static readonly Announcer Announcer = new(new VoiceRack(Programs, VoiceStyle.Default, []), new OpusEncoder(Programs));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Alo")]
    [InlineData("Cháy!")]
    [InlineData("Từ bảy giờ ba mươi phút, trạm y tế xã tiêm phòng dại cho chó, mèo tại nhà văn hóa xóm năm.")]
    [InlineData("Bão số ba đang vào bờ. Bà con khẩn trương chằng chống nhà cửa, đưa tàu thuyền về nơi tránh trú, không ra khỏi nhà khi chưa có thông báo mới của Ủy ban nhân dân xã.")]
    public async Task Every_announcement_has_the_level_of_the_house(string spoken)
    {
        var made = await Announcer.SpeakAsync(spoken, Cancel);
        Assert.True(made.Ok, string.Join(" ", made.Problems));
        var measured = await SoundMeter.MeasureAsync(made.Value.Opus, Cancel);
        Assert.NotNull(measured);
        Assert.InRange(measured.Lufs, -17, -15);
        Assert.True(measured.TruePeak <= -1.5, $"peak {measured.TruePeak} dBTP");
        Assert.InRange(made.Value.DurationMs / 1000.0, measured.Seconds - 0.05, measured.Seconds + 0.05);
    }

    [Fact]
    public async Task The_file_is_Ogg_with_Opus_and_always_the_same()
    {
        var first = (await Announcer.SpeakAsync("Thông báo họp xóm", Cancel)).Value;
        var again = (await Announcer.SpeakAsync("Thông báo họp xóm", Cancel)).Value;
        Assert.Equal("OggS", Encoding.ASCII.GetString(first.Opus, 0, 4));
        Assert.Contains("OpusHead", Encoding.ASCII.GetString(first.Opus, 0, 64), StringComparison.Ordinal);
        Assert.Equal(first.Opus, again.Opus);
        Assert.True(first.DurationMs > 2000);
    }

    [Fact]
    public async Task Several_may_speak_at_once()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Announcer.SpeakAsync("Bản tin " + new string('a', i + 1), Cancel)));
        Assert.All(made, m => Assert.True(m.Ok));
        Assert.Equal(6, made.Select(m => Convert.ToHexString(m.Value.Opus)).Distinct().Count());
    }

    [Theory]
    [InlineData(VoiceRegion.North)]
    [InlineData(VoiceRegion.Centre)]
    [InlineData(VoiceRegion.South)]
    public async Task Each_region_has_a_voice(VoiceRegion region)
    {
        var voice = new EspeakVoice(Programs, new VoiceStyle(region));
        var slow = Wav.Read((await voice.SpeakToWavAsync("Ủy ban nhân dân xã thông báo", VoiceStyle.UsualPace, Cancel)).Value)!;
        var quick = Wav.Read((await voice.SpeakToWavAsync("Ủy ban nhân dân xã thông báo", 250, Cancel)).Value)!;
        Assert.True(quick.DurationMs < slow.DurationMs);
        Assert.NotEqual(double.NegativeInfinity, Loudness.Of(slow.Samples, slow.Rate));
    }

    [Fact]
    public async Task A_missing_program_is_a_notice_and_no_crash()
    {
        var none = new ProgramFinder(() => "/nowhere");
        var voiceless = new Announcer(new VoiceRack(none, VoiceStyle.Default, []), new OpusEncoder(Programs));
        Assert.Contains("espeak-ng", voiceless.Missing!.ToString(), StringComparison.Ordinal);
        Assert.Contains("espeak-ng", (await voiceless.SpeakAsync("Alo", Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
        var unpacked = new Announcer(new VoiceRack(Programs, VoiceStyle.Default, []), new OpusEncoder(none));
        Assert.Contains("ffmpeg", (await unpacked.SpeakAsync("Alo", Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Null(Announcer.Missing);
    }

    [Fact]
    public async Task A_program_that_cannot_start_is_a_notice_too()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "espeak-ng"), "no program", Cancel);
            var broken = new Announcer(new VoiceRack(new ProgramFinder(() => folder.FullName), VoiceStyle.Default, []), new OpusEncoder(Programs));
            Assert.False((await broken.SpeakAsync("Alo", Cancel)).Ok);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" … !?")]
    public async Task Nothing_to_say_is_a_problem(string spoken) => Assert.False((await Announcer.SpeakAsync(spoken, Cancel)).Ok);

    [Fact]
    public async Task Cancelling_ends_it()
    {
        using var stop = new CancellationTokenSource();
        var long_ = string.Concat(Enumerable.Repeat("Bà con chú ý theo dõi. ", 2000));
        var speaking = Announcer.SpeakAsync(long_, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => speaking);
    }

    [Fact]
    public async Task The_estimate_is_near_what_is_spoken()
    {
        const string spoken = "Từ bảy giờ ba mươi phút đến mười một giờ, thứ Tư, ngày mười tám tháng ba năm hai nghìn hai mươi sáu, trạm y tế xã tiêm phòng dại cho chó, mèo tại nhà văn hóa xóm năm. Giá hai mươi lăm nghìn đồng một mũi, hộ nghèo không phải trả tiền.";
        var seconds = (await Announcer.SpeakAsync(spoken, Cancel)).Value.DurationMs / 1000.0;
        Assert.InRange(SpeechEstimate.Of(spoken).Seconds, seconds * 0.85, seconds * 1.15);
    }

    [Fact]
    public void The_module_gives_both_parts()
    {
        var services = new ServiceCollection().AddSpeech();
        var normaliser = (INormaliser)services.Single(s => s.ServiceType == typeof(INormaliser)).ImplementationInstance!;
        Assert.Equal("năm", normaliser.Read("5").Text);
        Assert.Equal(ServiceLifetime.Singleton, services.Single(s => s.ServiceType == typeof(IAnnouncer)).Lifetime);
    }
}
