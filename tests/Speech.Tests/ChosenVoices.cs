using LangSo.Foundation;
using LangSo.Speech.Voice;

namespace LangSo.Speech.Tests;

public sealed class ChosenVoices
{
    private static readonly ProgramFinder Programs = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Three_regions_are_built_in_and_the_installations_own_comes_first()
    {
        var rack = new VoiceRack(Programs, new VoiceStyle(VoiceRegion.South), []);
        Assert.Equal(["espeak-ng/vi-vn-x-south", "espeak-ng/vi", "espeak-ng/vi-vn-x-central"], rack.All.Select(v => v.Id));
        Assert.Equal("espeak-ng/vi-vn-x-south", rack.Usual.Id);
        Assert.All(rack.All, v => Assert.Null(v.Trouble));
    }

    [Fact]
    public async Task Another_region_and_another_pace_sound_otherwise()
    {
        using var announcer = Make();
        var north = (await announcer.SpeakAsync("Mời bà con đi họp", new VoiceChoice(null), Cancel)).Value;
        var south = (await announcer.SpeakAsync("Mời bà con đi họp", new VoiceChoice("espeak-ng/vi-vn-x-south"), Cancel)).Value;
        var slow = (await announcer.SpeakAsync("Mời bà con đi họp", new VoiceChoice(null, 90), Cancel)).Value;
        Assert.NotEqual(north.Opus, south.Opus);
        Assert.True(slow.DurationMs > north.DurationMs + 150);
        Assert.Null(south.Notice);
    }

    [Fact]
    public async Task A_voice_that_is_no_longer_there_is_said_and_the_built_in_one_speaks()
    {
        using var announcer = Make();
        var made = (await announcer.SpeakAsync("Alo", new VoiceChoice("piper/vi_VN-mai"), Cancel)).Value;
        Assert.Equal("Không còn giọng đọc piper/vi_VN-mai trên máy chủ; giọng có sẵn đọc thay.", made.Notice!.ToString());
        Assert.Equal((await announcer.SpeakAsync("Alo", Cancel)).Value.Opus, made.Opus);
    }

    [Fact]
    public async Task A_voice_that_gives_no_sound_or_is_broken_is_said_and_the_built_in_one_speaks()
    {
        using var mute = Make(new FixedVoice([1, 2, 3], null));
        var made = (await mute.SpeakAsync("Alo", new VoiceChoice("fixed"), Cancel)).Value;
        Assert.StartsWith("Giọng đọc không phát ra tiếng nào", made.Notice!.ToString(), StringComparison.Ordinal);
        Assert.True(made.DurationMs > 2000);
        using var broken = Make(new FixedVoice([], new Problem("voice", "Tệp giọng hỏng.")));
        Assert.Equal("Tệp giọng hỏng.", (await broken.SpeakAsync("Alo", new VoiceChoice("fixed"), Cancel)).Value.Notice!.ToString());
    }

    private static Announcer Make(params IVoice[] voices) => new(new VoiceRack(Programs, VoiceStyle.Default, [new Shelf(voices)]), new OpusEncoder(Programs));

    private sealed record Shelf(IReadOnlyList<IVoice> Voices) : IVoiceShelf;

    private sealed class FixedVoice(byte[] wav, Problem? missing) : IVoice
    {
        public string Id => "fixed";

        public string Name => "Giọng thử";

        public Problem? Missing => missing;

        public Task<Outcome<byte[]>> SpeakToWavAsync(string spokenText, int wordsPerMinute, CancellationToken cancel) => Task.FromResult<Outcome<byte[]>>(wav);
    }
}
