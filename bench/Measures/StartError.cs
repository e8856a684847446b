using CliWrap;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Player;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>
/// How far from the planned instant the first sound goes out, by the loudspeakers' own records: short tones half a second to a
/// second apart, signed and sent as approved bulletins are, each played by both loudspeakers.
/// </summary>
internal static class StartError
{
    private const int Items = 60, Seed = 318;
    private const int ToneMs = 200;
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(8);

    private const int Crowd = 200, CrowdItems = 8;

    /// <summary>
    /// Two hundred loudspeakers in this process play the same items at the same instants, and an emergency breaks off the last: what a
    /// commune's and a province's loudspeakers do, on two cores instead of two hundred boards.
    /// </summary>
    public static async Task CrowdAsync(Table table, Village village, string folder, CancellationToken cancel)
    {
        var (ledger, sender, desk, clock) = (village.Services.GetRequiredService<Ledger>(), village.Services.GetRequiredService<IBulletinSender>(),
            village.Services.GetRequiredService<DeviceDesk>(), village.Services.GetRequiredService<TimeProvider>());
        var devices = new List<DeviceView>();
        for (var i = 0; i < Crowd; i++) devices.Add((await desk.AddAsync($"Loa đo {i + 1}", DeviceKind.Loudspeaker, village.Commune, "kythuat", cancel)).Value);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = devices.Select(d => Task.Run(() => PlayerProgram.RunAsync(
            ["--server", village.Address, "--enrol", d.EnrolCode!, "--state", Path.Combine(folder, d.Id), "--sink", "null"], TextWriter.Null, TextWriter.Null, TimeProvider.System, PlayerRules.Default, stop.Token), CancellationToken.None)).ToList();
        try
        {
            await UntilAsync(() => devices.All(d => desk.Find(d.Id)!.Condition == DeviceCondition.Ready), 120);
            var (tone, longer) = (await ToneAsync(village, 440, cancel), await ToneAsync(village, 330, cancel, 20_000));
            var start = clock.GetUtcNow().UtcDateTime.AddSeconds(25);
            var ordinary = await SendAsync(Enumerable.Range(0, CrowdItems).Select(i => (start.AddSeconds(2 * i), BulletinClass.Normal, tone)).Append((start.AddSeconds(2 * CrowdItems), BulletinClass.Normal, longer)));
            var storm = await SendAsync([(start.AddSeconds(2 * CrowdItems + 6), BulletinClass.Emergency, tone)]);
            var plays = new List<PlayView>();
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            late.CancelAfter(TimeSpan.FromSeconds(150));
            while (plays.Count < Crowd * (CrowdItems + 2))
            {
                await Task.Delay(1_000, late.Token);
                plays.Clear();
                foreach (var device in devices) plays.AddRange(await desk.PlaysOfAsync(device.Id, 50, late.Token));
            }
            if (plays.Count(p => p.Result is not ("played" or "cut")) is > 0 and var not) throw new InvalidOperationException($"{not} of {plays.Count} did not play: {plays.First(p => p.Result is not ("played" or "cut")).Reason}");
            table.Add(new Row("start-200", $"lệch giờ phát, {Crowd} loa cùng lúc", "ms", new Samples(plays.Where(p => ordinary.Contains(p.Bulletin)).Select(p => Math.Abs(p.StartErrorMs!.Value))), "200 loa trong một tiến trình, cùng giờ từng phần nghìn giây; theo biên bản"));
            table.Add(new Row("preempt-200", $"khẩn cấp ngắt bản tin, {Crowd} loa: tiếng khẩn cấp trễ", "ms", new Samples(plays.Where(p => storm.Contains(p.Bulletin)).Select(p => Math.Abs(p.StartErrorMs!.Value))),
                $"so với giờ đã ký; bản bị ngắt im trước đó nhiều nhất {plays.Where(p => p.Result == "cut").Max(p => (start.AddSeconds(2 * CrowdItems + 6) - p.Ended!.Value).TotalMilliseconds):0} ms, {plays.Count(p => p.Result == "cut")} bản bị ngắt"));
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(running);
        }

        async Task<HashSet<string>> SendAsync(IEnumerable<(DateTime At, BulletinClass Class, SoundRef Sound)> items)
        {
            var ids = new HashSet<string>(StringComparer.Ordinal);
            var signed = await ledger.WriteAsync(async (db, acts) =>
            {
                var all = new List<SentOrder>();
                foreach (var (at, @class, sound) in items)
                {
                    var dispatch = new Dispatch(BulletinId.New(clock), "Đo", village.Commune, @class, at, at.AddHours(1), sound, new BoardCard("Đo", [], "Đo"), "phochutich");
                    ids.Add(dispatch.Bulletin.ToString());
                    all.Add((await sender.SignAsync(db, acts, dispatch, cancel)).Value);
                }
                return all;
            }, cancel);
            foreach (var order in signed) await sender.PublishAsync(order, cancel);
            return ids;
        }

        async Task UntilAsync(Func<bool> holds, int seconds)
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            late.CancelAfter(TimeSpan.FromSeconds(seconds));
            while (!holds()) await Task.Delay(200, late.Token);
        }
    }

    public static async Task RunAsync(Table table, Village village, CancellationToken cancel)
    {
        var (ledger, sender, desk, clock) = (village.Services.GetRequiredService<Ledger>(), village.Services.GetRequiredService<IBulletinSender>(),
            village.Services.GetRequiredService<DeviceDesk>(), village.Services.GetRequiredService<TimeProvider>());
        var sounds = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ToneAsync(village, 440 + 110 * i, cancel)));
        var random = new Random(Seed);
        var at = clock.GetUtcNow().UtcDateTime + Lead;
        var bulletins = new HashSet<string>(StringComparer.Ordinal);
        var orders = await ledger.WriteAsync(async (db, acts) =>
        {
            var signed = new List<SentOrder>();
            for (var i = 0; i < Items; i++)
            {
                at = at.AddMilliseconds(random.Next(500, 1000));
                var dispatch = new Dispatch(BulletinId.New(clock), $"Thử giờ {i + 1}", village.Commune, BulletinClass.Normal, at, at.AddHours(1), sounds[i % sounds.Length],
                    new BoardCard("Thử giờ", [], "UBND xã Giao Ninh"), "phochutich");
                bulletins.Add(dispatch.Bulletin.ToString());
                signed.Add((await sender.SignAsync(db, acts, dispatch, cancel)).Value);
            }
            return signed;
        }, cancel);
        foreach (var order in orders) await sender.PublishAsync(order, cancel);

        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(orders[^1].At - clock.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(20));
        List<PlayView> plays;
        do
        {
            await Task.Delay(500, late.Token);
            plays = [];
            foreach (var loudspeaker in village.Loudspeakers)
                plays.AddRange((await desk.PlaysOfAsync(loudspeaker.Device, Items * 2, late.Token)).Where(p => bulletins.Contains(p.Bulletin)));
        }
        while (plays.Count < Items * village.Loudspeakers.Count);
        var (played, not) = (plays.Where(p => p is { Result: "played", StartErrorMs: not null }).ToList(), plays.Count(p => p.Result != "played"));
        if (not > 0) throw new InvalidOperationException($"{not} of {plays.Count} did not play: {plays.First(p => p.Result != "played").Reason}");
        table.Add(new Row("start", "lệch giờ phát của loa", "ms", new Samples(played.Select(p => Math.Abs(p.StartErrorMs!.Value))), "theo biên bản của hai loa, trị tuyệt đối"));
    }

    private static async Task<SoundRef> ToneAsync(Village village, int hertz, CancellationToken cancel, int milliseconds = ToneMs)
    {
        using var opus = new MemoryStream();
        await Cli.Wrap("ffmpeg")
            .WithArguments(["-v", "error", "-nostdin", "-f", "lavfi", "-i", FormattableString.Invariant($"sine=frequency={hertz}:duration={milliseconds / 1000.0}"), "-c:a", "libopus", "-b:a", "24k", "-f", "ogg", "-"])
            .WithStandardOutputPipe(PipeTarget.ToStream(opus)).ExecuteAsync(cancel);
        var bytes = opus.ToArray();
        return new SoundRef(await village.Services.GetRequiredService<IMediaVault>().PutAsync(bytes, cancel), bytes.Length, milliseconds);
    }
}
