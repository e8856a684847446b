using System.Buffers.Binary;
using LangSo.Speech;
using LangSo.Speech.Voice;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Voices.Tests;

public sealed class PiperTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("langso-voices-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_voice_that_is_dropped_in_speaks_without_a_restart()
    {
        using var shelf = new PiperShelf(Path.Combine(_folder.FullName, "later"));
        Assert.Empty(shelf.Voices);
        await DropAsync("later/vi_VN-mai", TinyModel.Make(), TinyModel.Config());
        var voice = Assert.Single(shelf.Voices);
        Assert.Equal(("piper/vi_VN-mai", "vi_VN-mai", null), (voice.Id, voice.Name, voice.Missing));
        var wav = (await voice.SpeakToWavAsync("Ủy ban nhân dân xã thông báo. Mời bà con đi họp!", 118, Cancel)).Value;
        Assert.Equal(TinyModel.Rate, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(24)));
        // every phoneme is a stretch of sound: two sentences of eleven syllables are some seconds
        var seconds = (wav.Length - 44) / 2.0 / TinyModel.Rate;
        Assert.InRange(seconds, 3, 12);
        Assert.Same(voice, Assert.Single(shelf.Voices));
    }

    [Fact]
    public async Task The_whole_way_from_text_to_opus_goes_through_the_model()
    {
        await DropAsync("mai", TinyModel.Make(), TinyModel.Config());
        await using var services = new ServiceCollection().AddSpeech().AddVoices(_folder.FullName).BuildServiceProvider();
        var announcer = services.GetRequiredService<IAnnouncer>();
        Assert.Contains(services.GetRequiredService<IVoices>().All, v => v is { Id: "piper/mai", Trouble: null });
        var mai = (await announcer.SpeakAsync("Mời bà con đi họp", new VoiceChoice("piper/mai"), Cancel)).Value;
        Assert.Null(mai.Notice);
        Assert.NotEqual((await announcer.SpeakAsync("Mời bà con đi họp", Cancel)).Value.Opus, mai.Opus);
        var measured = (await SoundMeter.MeasureAsync(mai.Opus, Cancel))!;
        Assert.InRange(measured.Lufs, -17, -15);
    }

    [Fact]
    public async Task A_broken_model_is_one_line_and_the_built_in_voice_speaks()
    {
        await DropAsync("nat", [1, 2, 3, 4], TinyModel.Config());
        await DropAsync("khac", TinyModel.Make("pixels"), TinyModel.Config());
        await DropAsync("json", TinyModel.Make(), "{\"audio\":{}}");
        await DropAsync("thieu", TinyModel.Make(), null);
        using var shelf = new PiperShelf(_folder.FullName);
        Assert.Equal(
        [
            "Tệp json.onnx.json không đúng dạng của giọng Piper. Chép lại cả hai tệp từ nguồn.",
            "Giọng khac: tệp khac.onnx hỏng hoặc không phải giọng Piper. Chép lại cả hai tệp từ nguồn.",
            "Giọng nat: tệp nat.onnx hỏng hoặc không phải giọng Piper. Chép lại cả hai tệp từ nguồn.",
            "Giọng thieu: thiếu tệp thieu.onnx.json bên cạnh.",
        ], shelf.Voices.Select(v => v.Missing!.ToString()));
        await using var services = new ServiceCollection().AddSpeech().AddVoices(_folder.FullName).BuildServiceProvider();
        var made = (await services.GetRequiredService<IAnnouncer>().SpeakAsync("Alo", new VoiceChoice("piper/nat"), Cancel)).Value;
        Assert.StartsWith("Giọng nat: tệp nat.onnx hỏng", made.Notice!.ToString(), StringComparison.Ordinal);
        Assert.True(made.DurationMs > 2000);
    }

    [Fact]
    public async Task A_mended_voice_is_loaded_again()
    {
        await DropAsync("mai", [9], TinyModel.Config());
        using var shelf = new PiperShelf(_folder.FullName);
        Assert.NotNull(Assert.Single(shelf.Voices).Missing);
        await DropAsync("mai", TinyModel.Make(), TinyModel.Config());
        File.SetLastWriteTimeUtc(Path.Combine(_folder.FullName, "mai.onnx"), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        Assert.Null(Assert.Single(shelf.Voices).Missing);
    }

    [Fact]
    public void Phonemes_become_numbers_with_a_rest_after_each()
    {
        var config = new PiperConfig(TinyModel.Rate, "vi", new Dictionary<string, long[]> { ["_"] = [0], ["^"] = [1], ["$"] = [2], ["a"] = [7], ["\u0303"] = [8, 9] }, 0, 1, 0, 1);
        Assert.Equal([1, 0, 7, 0, 8, 9, 0, 2], PhonemeIds.Of("ãx", config));
    }

    [Fact]
    public void A_text_is_cut_into_sentences_and_clauses_and_loses_no_word()
    {
        var cut = Phrases.Of("Kính thưa bà con, sáng mai họp! Mời đông đủ… Hết");
        Assert.Equal(["Kính thưa bà con|,", "sáng mai họp|!", "Mời đông đủ|.", "Hết|."], cut.SelectMany(p => p.Clauses).Select(c => c.Words + "|" + c.Sign));
        Assert.Equal(3, cut.Count);
        var endless = string.Join(' ', Enumerable.Repeat("bà con", 400));
        Assert.Equal(endless, string.Join(' ', Phrases.Of(endless).SelectMany(p => p.Clauses).Select(c => c.Words)));
        Assert.Empty(Phrases.Of(" … !? "));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task DropAsync(string name, byte[] model, string? config)
    {
        var file = Path.Combine(_folder.FullName, name + ".onnx");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, model, Cancel);
        if (config is not null) await File.WriteAllTextAsync(file + ".json", config, Cancel);
    }
}
