using System.Buffers.Binary;
using LangSo.Speech;
using LangSo.Speech.Voice;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Voices.Tests;

/// <summary>
/// Piper's own program behind the contract of a voice. The stand-in obeys the documented command line (<c>--model</c>, <c>--config</c>,
/// <c>--output_raw</c>, <c>--length_scale</c>, <c>--sentence_silence</c>; text by lines on standard input, logging on standard error,
/// unknown options refused) and hums a tenth of a second for each byte that it was given.
/// </summary>
public sealed class PiperProgramTests : IDisposable
{
    private const string StandIn = """
        #!/bin/sh
        # piper [options]; reads lines, writes samples
        raw=0; model=; scale=1
        printf '%s\n' "$*" > "$(dirname "$0")/asked"
        while [ $# -gt 0 ]; do
          case "$1" in
            -m|--model) model=$2; shift 2;;
            -c|--config) [ -f "$2" ] || { echo "[error] config not found" >&2; exit 1; }; shift 2;;
            --output_raw|--output-raw) raw=1; shift;;
            --length_scale|--length-scale) scale=$2; shift 2;;
            --sentence_silence|--sentence-silence) shift 2;;
            *) echo "[error] unknown option $1" >&2; exit 2;;
          esac
        done
        [ -f "$model" ] || { echo "Unable to find voice: $model" >&2; exit 1; }
        [ $raw = 1 ] || { echo "[error] no output" >&2; exit 1; }
        echo "[info] Loaded voice" >&2
        lines=0
        while IFS= read -r line; do
          lines=$((lines + 1))
          printf '%s\n' "$line" >> "$(dirname "$0")/heard"
          case "$line" in *"hỏng giữa chừng"*) echo "[error] bad phoneme" >&2; exit 3;; esac
          awk -v n="${#line}" -v scale="$scale" 'BEGIN { t = int(n * 800 * scale / 20) * 20; for (i = 0; i < t; i += 20) printf "%s", "P\006P\006P\006P\006P\006P\006P\006P\006P\006P\006p\371p\371p\371p\371p\371p\371p\371p\371p\371p\371" }'
        done
        echo "[info] Real-time factor: 0.1" >&2
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("langso-piper-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_program_beside_a_model_is_a_second_voice_of_it_and_speaks_by_its_documented_command_line()
    {
        await MakeAsync();
        using var shelf = new PiperShelf(_folder.FullName);
        Assert.Equal(["piper/mai", "piper-program/mai"], shelf.Voices.Select(v => v.Id));
        var voice = shelf.Voices[1];
        Assert.Equal(("mai (piper)", null), (voice.Name, voice.Missing));
        var wav = (await voice.SpeakToWavAsync("Ủy ban nhân dân xã thông báo\nMời bà con [[đi họp]]!", VoiceStyle.UsualPace, Cancel)).Value;
        Assert.Equal((TinyModel.Rate, (short)1, (short)16), (BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(24)), BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(22)), BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(34))));
        Assert.Equal(wav.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(40)));
        var model = Path.Combine(_folder.FullName, "mai.onnx");
        Assert.Equal($"--model {model} --config {model}.json --output_raw --length_scale 1 --sentence_silence 0.25", (await File.ReadAllTextAsync(Beside("asked"), Cancel)).Trim());
        // One utterance, its lines ended as sentences, and no phoneme codes.
        Assert.Equal("Ủy ban nhân dân xã thông báo. Mời bà con ((đi họp))!\n", await File.ReadAllTextAsync(Beside("heard"), Cancel));
    }

    [Fact]
    public async Task A_slower_pace_is_a_longer_sound()
    {
        await MakeAsync();
        using var shelf = new PiperShelf(_folder.FullName);
        var usual = (await shelf.Voices[1].SpeakToWavAsync("Mời bà con đi họp", VoiceStyle.UsualPace, Cancel)).Value;
        var slow = (await shelf.Voices[1].SpeakToWavAsync("Mời bà con đi họp", VoiceStyle.UsualPace / 2, Cancel)).Value;
        Assert.InRange((double)slow.Length / usual.Length, 1.9, 2.1);
    }

    [Fact]
    public async Task The_whole_way_to_opus_goes_through_the_program_at_the_level_of_the_house()
    {
        await MakeAsync();
        await using var services = new ServiceCollection().AddSpeech().AddVoices(_folder.FullName).BuildServiceProvider();
        var made = (await services.GetRequiredService<IAnnouncer>().SpeakAsync("Mời bà con đi họp lúc bảy giờ", new VoiceChoice("piper-program/mai"), Cancel)).Value;
        Assert.Null(made.Notice);
        Assert.InRange((await SoundMeter.MeasureAsync(made.Opus, Cancel))!.Lufs, -17, -15);
    }

    [Fact]
    public async Task A_program_that_stops_says_why_in_one_line_and_the_built_in_voice_speaks()
    {
        await MakeAsync();
        await using var services = new ServiceCollection().AddSpeech().AddVoices(_folder.FullName).BuildServiceProvider();
        var made = (await services.GetRequiredService<IAnnouncer>().SpeakAsync("Câu này hỏng giữa chừng", new VoiceChoice("piper-program/mai"), Cancel)).Value;
        Assert.Equal("Chương trình piper dừng (mã 3): [error] bad phoneme. Giọng có sẵn đọc thay.", made.Notice!.ToString());
        Assert.True(made.DurationMs > 2000);
    }

    [Fact]
    public async Task A_model_that_the_built_in_loader_refuses_can_still_be_spoken_by_the_program()
    {
        await MakeAsync();
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "mai.onnx"), [1, 2, 3], Cancel);
        using var shelf = new PiperShelf(_folder.FullName);
        Assert.NotNull(shelf.Voices[0].Missing);
        Assert.True((await shelf.Voices[1].SpeakToWavAsync("Mời bà con đi họp", VoiceStyle.UsualPace, Cancel)).Ok);
    }

    [Fact]
    public async Task A_program_without_the_right_to_run_is_one_line()
    {
        await MakeAsync(mayRun: false);
        using var shelf = new PiperShelf(_folder.FullName);
        var said = await shelf.Voices[1].SpeakToWavAsync("Mời bà con đi họp", VoiceStyle.UsualPace, Cancel);
        Assert.StartsWith("Không chạy được chương trình piper", Assert.Single(said.Problems).ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Beside(string name) => Path.Combine(_folder.FullName, "piper", name);

    private async Task MakeAsync(bool mayRun = true)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "mai.onnx"), TinyModel.Make(), Cancel);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "mai.onnx.json"), TinyModel.Config(), Cancel);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "piper"));
        await File.WriteAllTextAsync(Beside("piper"), StandIn.ReplaceLineEndings("\n") + "\n", Cancel);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Beside("piper"), UnixFileMode.UserRead | UnixFileMode.UserWrite | (mayRun ? UnixFileMode.UserExecute : 0));
    }
}
