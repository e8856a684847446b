using System.Diagnostics;
using System.Globalization;
using LangSo.Airtime;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Testing;

namespace LangSo.Player.Tests;

/// <summary>Real loudspeakers on a real mosquitto.</summary>
public sealed class BrokerJourneyTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-player-").FullName;
    private RunningMosquitto _broker = null!;
    private DeviceServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _broker = await RunningMosquitto.StartAsync(Cancel);
        _server = await DeviceServer.StartAsync(Cancel, broker: _broker.Address());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _broker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task From_enrolment_to_evidence_and_a_volume_that_is_heard_and_a_goodbye()
    {
        var (id, code) = await _server.AddAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        var player = new RunningPlayer(_folder, _server.Url, code);
        await player.SaysAsync("Đã nối máy chủ", Cancel);
        await ReadyAsync(1);
        await _server.Desk.SetVolumeAsync(id, 25, "kythuat", Cancel);
        await DeviceServer.UntilAsync(() => Task.FromResult(_server.Desk.Find(id)!.Volume == 25), Cancel);
        var bulletin = DeviceServer.Bulletin(DeviceServer.Commune, sound: await Tone.PutAsync(_server, 0.5, Cancel));
        await _server.SendAsync(bulletin, Cancel);
        await PlayedAsync(bulletin, 1, 30);
        Assert.InRange(Assert.Single(await _server.Evidence.OfAsync(bulletin.Bulletin, Cancel)).StartErrorMs!.Value, 0, 5_000);
        Assert.Single(player.Wavs);
        await player.DisposeAsync();
        await DeviceServer.UntilAsync(() => Task.FromResult(_server.Desk.Find(id)!.Condition == DeviceCondition.Check), Cancel);
    }

    /// <summary>The pause is short here; LANGSO_BROKER_AWAY_MINUTES=10 makes it the real ten minutes. The numbers are in docs/adr/0008.</summary>
    [Fact]
    public async Task The_broker_goes_away_from_fifty_loudspeakers_and_nothing_is_lost_or_doubled()
    {
        const int Count = 50;
        var away = Environment.GetEnvironmentVariable("LANGSO_BROKER_AWAY_MINUTES") is { } minutes
            ? TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)) : TimeSpan.FromSeconds(8);
        var sound = await Tone.PutAsync(_server, 0.5, Cancel);
        var players = new List<RunningPlayer>();
        var ids = new List<string>();
        try
        {
            for (var i = 0; i < Count; i++)
            {
                var (id, code) = await _server.AddAsync("Loa " + i, i % 2 == 0 ? DeviceServer.Hamlet : DeviceServer.OtherHamlet, Cancel);
                ids.Add(id);
                players.Add(new RunningPlayer(Path.Combine(_folder, id), _server.Url, code, PlayerRules.Default with { Heartbeat = TimeSpan.FromSeconds(5), Resend = TimeSpan.FromSeconds(2) }));
            }
            await ReadyAsync(Count, 60);
            // One plays while the broker is away: its records wait on the devices. Two are approved while it is away: they wait with us.
            var during = DeviceServer.Bulletin(sound: sound, title: "Trong lúc mất", playAt: Now.AddSeconds(30));
            await _server.SendAsync(during, Cancel);
            await DeviceServer.UntilAsync(async () => (await _server.Evidence.OfAsync(during.Bulletin, Cancel)).All(e => e.Step == "received"), Cancel, 60);
            await _broker.StopAsync(kill: true);
            var since = Stopwatch.StartNew();
            await DeviceServer.UntilAsync(() => Task.FromResult(!_server.Link.State.Up), Cancel);
            var noticed = since.Elapsed;
            var after = Enumerable.Range(1, 2).Select(n => DeviceServer.Bulletin(sound: sound, title: "Duyệt lúc mất " + n, playAt: Now + away + TimeSpan.FromSeconds((away > TimeSpan.FromMinutes(1) ? 75 : 45) + 3 * n))).ToList();
            foreach (var bulletin in after) await _server.SendAsync(bulletin, Cancel);
            await DeviceServer.UntilAsync(() => Task.FromResult(players.All(p => p.Output.Contains("Đã phát", StringComparison.Ordinal))), Cancel, 60);
            if (away > since.Elapsed) await Task.Delay(away - since.Elapsed, TimeProvider.System, Cancel);

            await _broker.StartAgainAsync(Cancel);
            since.Restart();
            await DeviceServer.UntilAsync(() => Task.FromResult(_server.Link.State.Up), Cancel, 60);
            var up = since.Elapsed;
            var came = new List<TimeSpan>();
            await DeviceServer.UntilAsync(async () =>
            {
                var played = (await _server.Evidence.OfAsync(during.Bulletin, Cancel)).Count(e => e.Step == "played");
                while (came.Count < played) came.Add(since.Elapsed);
                return played == Count;
            }, Cancel, 120);
            foreach (var bulletin in after) await PlayedAsync(bulletin, Count, 180);

            foreach (var id in ids)
            {
                var plays = await _server.Desk.PlaysOfAsync(id, 10, Cancel);
                Assert.Equal([(3L, "played"), (2L, "played"), (1L, "played")], plays.Select(p => (p.N, p.Result)));
            }
            Assert.All(players, p => Assert.Equal(3, p.Wavs.Length));
            var errors = (await Task.WhenAll(after.Append(during).Select(b => _server.Evidence.OfAsync(b.Bulletin, Cancel)))).SelectMany(e => e).Select(e => e.StartErrorMs!.Value).Order().ToList();
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"broker away {away.TotalSeconds:0} s: noticed in {noticed.TotalSeconds:0.0} s; server back {up.TotalSeconds:0.0} s after it; records of half the devices after {came[Count / 2].TotalSeconds:0.0} s, of all {Count} after {came[^1].TotalSeconds:0.0} s; {3 * Count} plays, each once; start error p50 {errors[errors.Count / 2]:0.0} ms, worst {errors[^1]:0.0} ms"));
        }
        finally
        {
            await Task.WhenAll(players.Select(p => p.DisposeAsync().AsTask()));
        }
    }

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private Task ReadyAsync(int count, int seconds = 30) => DeviceServer.UntilAsync(
        () => Task.FromResult(_server.Desk.List(new DeviceFilter(Condition: DeviceCondition.Ready)).Total == count), Cancel, seconds);

    private Task PlayedAsync(LangSo.Bulletins.Dispatch bulletin, int count, int seconds) => DeviceServer.UntilAsync(
        async () => (await _server.Evidence.OfAsync(bulletin.Bulletin, Cancel)).Count(e => e.Step == "played") == count, Cancel, seconds);
}
