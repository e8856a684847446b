using System.Diagnostics;
using System.Globalization;
using LangSo.Speech;
using LangSo.Speech.Voice;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>A bulletin of three minutes to its ready sound; and the level of fifty bulletins by ffmpeg's own meter.</summary>
internal static class SpokenBulletins
{
    private const int Rounds = 7;
    private const int Bulletins = 50;

    /// <summary>As communes write.</summary>
    internal static readonly string[] Sentences =
    [
        "UBND xã thông báo lịch tiêm phòng dại cho chó, mèo từ 7h30 đến 11h ngày 18/3/2026 tại nhà văn hóa xóm 5.",
        "Mỗi mũi 25.000 đồng, hộ nghèo được giảm 50%, bà con mang theo sổ tiêm phòng.",
        "Bão số 3 cách bờ 120 km, gió cấp 9, giật cấp 11; bà con khẩn trương chằng chống nhà cửa!",
        "Điện lực tạm ngừng cấp điện từ 6h đến 17h30 các ngày 20 và 21/3 để sửa đường dây 22 kV.",
        "Gia đình và chi hội thương tiếc báo tin cụ Nguyễn Văn An, hưởng thọ 92 tuổi, đã từ trần.",
        "HTX đề nghị các hộ lấy nước đổ ải đợt 2, mực nước dưới 1,5 m, hoàn thành trước 25/3.",
        "Mời bà con cài ứng dụng dịch vụ công, cán bộ tổ công nghệ số hướng dẫn miễn phí, gọi 0912.345.678.",
        "Kết quả: 197 xã (96,6%) đạt chuẩn, 32/188 xã đạt nâng cao.",
    ];

    public static async Task RunAsync(Table table, CancellationToken cancel)
    {
        await using var services = new ServiceCollection().AddSpeech().BuildServiceProvider();
        var (normaliser, announcer) = (services.GetRequiredService<INormaliser>(), services.GetRequiredService<IAnnouncer>());
        if (announcer.Missing is { } missing)
        {
            table.Add(new Row("speech-3min", "bản tin 3 phút → Opus", "ms", null, missing.ToString()));
            return;
        }
        var text = "";
        for (var i = 0; SpeechEstimate.Of(normaliser.Read(text).Text).Seconds < 180; i++) text += Sentences[i % Sentences.Length] + "\n";
        List<double> took = [];
        var seconds = 0.0;
        for (var round = -1; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            var made = await announcer.SpeakAsync(normaliser.Read(text).Text, cancel);
            // The first round loads programs and code.
            if (round >= 0) took.Add(clock.Elapsed.TotalMilliseconds);
            seconds = made.Value.DurationMs / 1000.0;
        }
        table.Add(new Row("speech-3min", "bản tin 3 phút → Opus", "ms", new Samples(took), $"đọc {seconds.ToString("0", CultureInfo.InvariantCulture)} giây; cần ≤ 2.000"));
        await LevelsAsync(table, normaliser, announcer, cancel);
    }

    private static async Task LevelsAsync(Table table, INormaliser normaliser, IAnnouncer announcer, CancellationToken cancel)
    {
        string?[] voices = [null, "espeak-ng/vi-vn-x-central", "espeak-ng/vi-vn-x-south"];
        int[] paces = [90, 118, 150];
        List<double> off = [], peaks = [];
        for (var i = 0; i < Bulletins; i++)
        {
            var written = string.Join(' ', Enumerable.Range(0, 1 + (i % 5)).Select(k => Sentences[(i + (k * 3)) % Sentences.Length]));
            var made = await announcer.SpeakAsync(normaliser.Read(written).Text, new VoiceChoice(voices[i % 3], paces[i / 3 % 3]), cancel);
            if (await SoundMeter.MeasureAsync(made.Value.Opus, cancel) is not { } measured) continue;
            off.Add(Math.Abs(measured.Lufs + 16));
            peaks.Add(measured.TruePeak);
        }
        string Say(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
        table.Add(new Row("speech-level", $"độ lệch −16 LUFS, {off.Count} bản tin", "LU", new Samples(off), $"lệch nhất {Say(off.Max())}; cần ≤ 1; đỉnh cao nhất {Say(peaks.Max())} dBTP; cần ≤ −1,5 (ebur128)"));
    }
}
