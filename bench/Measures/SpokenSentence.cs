using System.Diagnostics;
using System.Text;
using CliWrap;
using LangSo.Foundation;
using LangSo.Speech;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>From a typed sentence of forty words to a finished Ogg/Opus, against the two programs in a plain pipeline.</summary>
internal static class SpokenSentence
{
    private const int Rounds = 15;

    // Forty words as officials type them: an abbreviation, a date, times, money, a percentage.
    private const string Sentence =
        "UBND xã thông báo: từ 7h30 ngày 18/3/2026 tại nhà văn hóa xóm Lâm Phú, trạm y tế tiêm phòng dại cho chó, mèo; " +
        "mỗi mũi 25.000 đồng, hộ nghèo được giảm 50%, bà con mang theo sổ tiêm phòng.";

    private const string Pipeline =
        "espeak-ng -v vi -s 118 -p 45 --stdin --stdout | ffmpeg -v error -nostdin -i pipe:0 -af loudnorm=I=-16:TP=-1.5 -ar 48000 -ac 1 -c:a libopus -b:a 24k -f ogg pipe:1";

    public static async Task RunAsync(Table table, CancellationToken cancel)
    {
        await using var services = new ServiceCollection().AddSpeech().BuildServiceProvider();
        var (normaliser, announcer) = (services.GetRequiredService<INormaliser>(), services.GetRequiredService<IAnnouncer>());
        if (Sentence.Split(' ').Length != 40) throw new InvalidOperationException($"The sentence has {Sentence.Split(' ').Length} words.");
        if (announcer.Missing is { } missing)
        {
            table.Add(new Row("speech", "câu 40 chữ → Opus", "ms", null, missing.ToString()));
            return;
        }
        List<double> ours = [], theirs = [];
        for (var round = -1; round < Rounds; round++)
        {
            double mine, other;
            if (round % 2 == 0)
            {
                mine = await OursAsync(normaliser, announcer, cancel);
                other = await TheirsAsync(normaliser, cancel);
            }
            else
            {
                other = await TheirsAsync(normaliser, cancel);
                mine = await OursAsync(normaliser, announcer, cancel);
            }
            // The first round loads programs and code.
            if (round < 0) continue;
            ours.Add(mine);
            theirs.Add(other);
        }
        table.Add(new Row("speech", "câu 40 chữ → Opus", "ms", new Samples(ours), "đọc số, ngày, chữ tắt; hai hồi chuông; cân mức −16 LUFS"));
        table.Add(new Row("speech-shell", "  espeak-ng | ffmpeg loudnorm libopus", "ms", new Samples(theirs), "đọc lời đã chuẩn hóa sẵn, không chuông"));
    }

    private static async Task<double> OursAsync(INormaliser normaliser, IAnnouncer announcer, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var made = await announcer.SpeakAsync(normaliser.Read(Sentence).Text, cancel);
        var ms = clock.Elapsed.TotalMilliseconds;
        return made.Ok ? ms : throw new InvalidOperationException(string.Join(" ", made.Problems));
    }

    private static async Task<double> TheirsAsync(INormaliser normaliser, CancellationToken cancel)
    {
        var text = normaliser.Read(Sentence).Text;
        using var opus = new MemoryStream();
        var clock = Stopwatch.StartNew();
        await Cli.Wrap("bash").WithArguments(["-c", Pipeline])
            .WithStandardInputPipe(PipeSource.FromString(text, Encoding.UTF8)).WithStandardOutputPipe(PipeTarget.ToStream(opus)).ExecuteAsync(cancel);
        var ms = clock.Elapsed.TotalMilliseconds;
        return opus.Length > 1000 ? ms : throw new InvalidOperationException("The pipeline made no sound.");
    }
}
