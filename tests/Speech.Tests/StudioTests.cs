using System.Diagnostics;
using System.Text;
using LangSo.Speech.Voice;

namespace LangSo.Speech.Tests;

public sealed class StudioTests : IDisposable
{
    private static readonly ProgramFinder Programs = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("langso-studio-");
    private readonly Studio _studio = new(new SoundProbe(Programs), new OpusEncoder(Programs));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a.mp3", "-c:a libmp3lame -b:a 96k", SoundForm.Mp3)]
    [InlineData("a.m4a", "-c:a aac -b:a 96k", SoundForm.M4a)]
    [InlineData("a.wav", "-c:a pcm_s16le", SoundForm.Wav)]
    [InlineData("a.ogg", "-c:a libopus -b:a 48k", SoundForm.Ogg)]
    [InlineData("a.webm", "-c:a libopus -b:a 48k", SoundForm.WebM)]
    public async Task Every_form_comes_out_in_the_form_of_the_house(string name, string coding, SoundForm form)
    {
        var file = await VoiceFileAsync(name, coding);
        var made = await _studio.FinishAsync(new StudioOrder(file), Cancel);
        Assert.True(made.Ok, string.Join(" ", made.Problems));
        Assert.Equal(form, made.Value.Form);
        Assert.Equal("OggS", Encoding.ASCII.GetString(made.Value.Announcement.Opus, 0, 4));
        var measured = (await SoundMeter.MeasureAsync(made.Value.Announcement.Opus, Cancel))!;
        Assert.InRange(measured.Lufs, -17, -15);
        Assert.True(measured.TruePeak <= -1.5, $"{measured.TruePeak} dBTP");
        Assert.DoesNotContain(made.Value.Findings, f => f.Grave);
    }

    [Fact]
    public async Task A_quiet_recording_with_sudden_shouts_meets_the_level_too()
    {
        var samples = SoundCheckTests.Voice(30).Samples;
        for (var i = 0; i < samples.Length; i++) samples[i] *= i / SoundProbe.Rate % 7 == 3 ? 3f : 0.15f;
        var made = await _studio.FinishAsync(new StudioOrder(await FileAsync("shout.wav", "-c:a pcm_s16le", samples)), Cancel);
        var measured = (await SoundMeter.MeasureAsync(made.Value.Announcement.Opus, Cancel))!;
        Assert.InRange(measured.Lufs, -17, -15);
        Assert.True(measured.TruePeak <= -1.5, $"{measured.TruePeak} dBTP");
    }

    [Fact]
    public async Task Both_ends_are_cut_where_they_were_dragged_and_the_chimes_are_optional()
    {
        var file = await VoiceFileAsync("a.wav", "-c:a pcm_s16le");
        var cut = (await _studio.FinishAsync(new StudioOrder(file, From: 2, To: 7.5, Chimes: false), Cancel)).Value.Announcement;
        Assert.InRange(cut.DurationMs, 5450, 5550);
        var chimed = (await _studio.FinishAsync(new StudioOrder(file, From: 2, To: 7.5), Cancel)).Value.Announcement;
        Assert.InRange(chimed.DurationMs - cut.DurationMs, 2600, 2800);
        Assert.Contains("quá ngắn", (await _studio.FinishAsync(new StudioOrder(file, From: 5, To: 4), Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_hours_are_refused_in_one_line_before_they_are_decoded()
    {
        var file = Path.Combine(_folder.FullName, "long.wav");
        await FfmpegAsync($"-f lavfi -i anullsrc=r=2000:cl=mono:d=10800 -c:a pcm_u8 {file}");
        Assert.Equal("Tệp dài 180 phút, nhiều nhất 30 phút. Cắt ngắn hoặc chia thành nhiều bản tin.", await RefusedAsync(file));
    }

    [Fact]
    public async Task A_video_without_sound_a_cut_off_file_and_silence_are_one_line_each()
    {
        var video = Path.Combine(_folder.FullName, "v.mp4");
        await FfmpegAsync($"-f lavfi -i color=black:s=64x64:d=2 -c:v libx264 {video}");
        Assert.Equal("Tệp này là video không có tiếng. Chọn tệp có tiếng.", await RefusedAsync(video));

        var whole = await VoiceFileAsync("a.m4a", "-c:a aac");
        var broken = Path.Combine(_folder.FullName, "b.m4a");
        await File.WriteAllBytesAsync(broken, (await File.ReadAllBytesAsync(whole, Cancel))[..2000], Cancel);
        Assert.StartsWith("Tệp bị hỏng", await RefusedAsync(broken), StringComparison.Ordinal);

        var silent = await FileAsync("s.wav", "-c:a pcm_s16le", new float[3 * SoundProbe.Rate]);
        Assert.StartsWith("Tệp này không có tiếng nào", await RefusedAsync(silent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_names_other_files_is_never_followed()
    {
        var secret = await VoiceFileAsync("secret.wav", "-c:a pcm_s16le");
        foreach (var text in (string[])[$"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{secret}\n#EXT-X-ENDLIST\n", $"ffconcat version 1.0\nfile '{secret}'\n", "ID3\n#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.mp3\n"])
        {
            var file = Path.Combine(_folder.FullName, "list.mp3");
            await File.WriteAllTextAsync(file, text, Cancel);
            Assert.False((await _studio.FinishAsync(new StudioOrder(file), Cancel)).Ok);
        }
    }

    [Theory]
    [InlineData("bao-cao.mp3", "%PDF-1.7 xxxx", "\"bao-cao.mp3\" không phải tệp tiếng MP3, M4A, WAV hoặc OGG. Chọn tệp khác.")]
    [InlineData("loa.mp3", "RIFF....WAVE", "\"loa.mp3\" có đuôi .mp3 nhưng bên trong là WAV. Đổi đúng đuôi tệp rồi gửi lại.")]
    [InlineData("loa.wav", "RIFF....WAVE", null)]
    [InlineData("LOA.MP3", "ID3.........", null)]
    [InlineData("x.wav", "", "\"x.wav\" không phải tệp tiếng MP3, M4A, WAV hoặc OGG. Chọn tệp khác.")]
    public void A_name_that_lies_is_refused_by_the_first_bytes(string name, string head, string? says) =>
        Assert.Equal(says, SoundForms.Refuse(name, Encoding.ASCII.GetBytes(head))?.ToString());

    public void Dispose()
    {
        _studio.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<string> RefusedAsync(string file) => Assert.Single((await _studio.FinishAsync(new StudioOrder(file), Cancel)).Problems).ToString();

    private Task<string> VoiceFileAsync(string name, string coding) => FileAsync(name, coding, SoundCheckTests.Voice(12).Samples);

    private async Task<string> FileAsync(string name, string coding, float[] samples)
    {
        var raw = Path.Combine(_folder.FullName, name + ".f32");
        await File.WriteAllBytesAsync(raw, System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(samples).ToArray(), Cancel);
        var file = Path.Combine(_folder.FullName, name);
        await FfmpegAsync($"-f f32le -ar {SoundProbe.Rate} -ac 1 -i {raw} {coding} {file}");
        return file;
    }

    private static async Task FfmpegAsync(string arguments)
    {
        using var run = Process.Start(new ProcessStartInfo("ffmpeg", "-hide_banner -v error -nostdin -y " + arguments))!;
        await run.WaitForExitAsync(Cancel);
        Assert.Equal(0, run.ExitCode);
    }
}
