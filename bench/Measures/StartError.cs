using CliWrap;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
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

    private static async Task<SoundRef> ToneAsync(Village village, int hertz, CancellationToken cancel)
    {
        using var opus = new MemoryStream();
        await Cli.Wrap("ffmpeg")
            .WithArguments(["-v", "error", "-nostdin", "-f", "lavfi", "-i", FormattableString.Invariant($"sine=frequency={hertz}:duration={ToneMs / 1000.0}"), "-c:a", "libopus", "-b:a", "24k", "-f", "ogg", "-"])
            .WithStandardOutputPipe(PipeTarget.ToStream(opus)).ExecuteAsync(cancel);
        var bytes = opus.ToArray();
        return new SoundRef(await village.Services.GetRequiredService<IMediaVault>().PutAsync(bytes, cancel), bytes.Length, ToneMs);
    }
}
