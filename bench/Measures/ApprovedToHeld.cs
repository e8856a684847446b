using System.Diagnostics;
using System.Globalization;
using LangSo.Bulletins;
using LangSo.Foundation;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>
/// From pressing "Duyệt" until both loudspeakers have checked the order and put it on their disks, and on until the server knows
/// that both hold the sound too. The bulletins are for tomorrow, so that nothing plays meanwhile.
/// </summary>
internal static class ApprovedToHeld
{
    private const int Rounds = 20;

    public static async Task RunAsync(Table table, Shelf shelf, Village village, CancellationToken cancel)
    {
        using var writer = await Browser.SignInAsync(village.Address, "vanhoa", cancel);
        using var approver = await Browser.SignInAsync(village.Address, "phochutich", cancel);
        var evidence = village.Services.GetRequiredService<IBulletinEvidence>();
        var tomorrow = VnTime.Text(village.Services.GetRequiredService<TimeProvider>().Today().AddDays(1));
        List<double> held = [], whole = [];
        for (var round = -1; round < Rounds; round++)
        {
            var title = string.Create(CultureInfo.InvariantCulture, $"Lịch nước ruộng số {round + 2}");
            var path = await writer.HandInAsync(title, $"Mời bà con ra đồng lấy nước, đợt {round + 2}.", village.Commune.Value,
                (tomorrow, string.Create(CultureInfo.InvariantCulture, $"09:{round + 1:00}")), cancel);
            var approval = await approver.ApprovalAsync(path, cancel);
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            late.CancelAfter(TimeSpan.FromSeconds(30));
            var received = ReceivedAsync(evidence, new BulletinId(Guid.Parse(path[^32..])), village.Loudspeakers.Count, late.Token);

            var pressed = Stopwatch.GetTimestamp();
            var answered = approver.PostAsync(path + "?handler=Approve", approval, late.Token);
            var heard = await Task.WhenAll(village.Loudspeakers.Select(l => l.SaidAsync($"Nhận lệnh “{title}”", late.Token)));
            await answered;
            var all = await received;
            if (round < 0) continue;
            held.Add(Stopwatch.GetElapsedTime(pressed, heard.Max()).TotalMilliseconds);
            whole.Add(Stopwatch.GetElapsedTime(pressed, all).TotalMilliseconds);
        }
        table.Add(new Row("link-" + shelf.Id, $"duyệt → cả hai loa có lệnh, {shelf.Name}", "ms", new Samples(held), "qua HTTP; loa đã kiểm chữ ký và ghi đĩa"));
        table.Add(new Row("link-sound-" + shelf.Id, "  … và có cả tiếng, máy chủ đã biết", "ms", new Samples(whole), "mỗi lần một tiếng mới, loa tải về và giải mã"));
    }

    private static async Task<long> ReceivedAsync(IBulletinEvidence evidence, BulletinId bulletin, int devices, CancellationToken cancel)
    {
        await foreach (var _ in evidence.ChangesAsync(bulletin, cancel))
        {
            var now = Stopwatch.GetTimestamp();
            if ((await evidence.OfAsync(bulletin, cancel)).Count(d => d is { IsBoard: false, Step: "received" }) == devices) return now;
        }
        throw new InvalidOperationException("The evidence ended.");
    }
}
