using System.Diagnostics;
using System.Text;
using LangSo.Speech;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>How much text the normaliser reads in a second on one thread: bulletins full of figures, dates and initials, one after another.</summary>
internal static class ReadingSpeed
{
    private const int Rounds = 9;
    private const int Bulletins = 4_000;

    public static async Task RunAsync(Table table, CancellationToken cancel)
    {
        await using var services = new ServiceCollection().AddSpeech().BuildServiceProvider();
        var normaliser = services.GetRequiredService<INormaliser>();
        var bulletins = Enumerable.Range(0, Bulletins)
            .Select(i => string.Join(' ', Enumerable.Range(0, 1 + (i % 6)).Select(k => SpokenBulletins.Sentences[(i + (k * 3)) % SpokenBulletins.Sentences.Length]))).ToList();
        var megabytes = bulletins.Sum(b => (double)Encoding.UTF8.GetByteCount(b)) / 1_000_000;
        List<double> speeds = [];
        var digits = 0;
        for (var round = -2; round < Rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            var clock = Stopwatch.StartNew();
            foreach (var bulletin in bulletins) digits += normaliser.Read(bulletin).Text.AsSpan().ContainsAnyInRange('0', '9') ? 1 : 0;
            // The first rounds load and compile code.
            if (round >= 0) speeds.Add(megabytes / clock.Elapsed.TotalSeconds);
        }
        if (digits > 0) throw new InvalidOperationException($"{digits} bulletins kept a digit.");
        table.Add(new Row("reading", "chuẩn hóa văn bản, một nhân", "MB/s", new Samples(speeds), $"{Bulletins} bản tin dày số, ngày, chữ tắt; cần ≥ 5"));
    }
}
