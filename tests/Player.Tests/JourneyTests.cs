using System.Diagnostics;
using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Player.Tests;

public sealed class JourneyTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-player-").FullName;
    private DeviceServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DeviceServer.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Two_loudspeakers_in_processes_of_their_own_play_one_order_and_prove_it_once()
    {
        var sound = await Tone.PutAsync(_server, 1.5, Cancel);
        var (first, second) = (await _server.AddAsync("Loa 1", DeviceServer.Hamlet, Cancel), await _server.AddAsync("Loa 2", DeviceServer.OtherHamlet, Cancel));
        using var one = StartProcess(first.Code, "one");
        using var two = StartProcess(second.Code, "two");
        try
        {
            await DeviceServer.UntilAsync(() => Task.FromResult(_server.Desk.List(new DeviceFilter(Condition: DeviceCondition.Ready)).Total == 2), Cancel, seconds: 30);
            var bulletin = DeviceServer.Bulletin(DeviceServer.Commune, sound: sound);
            var order = await _server.SendAsync(bulletin, Cancel);
            await _server.Sender.PublishAsync(order, Cancel);
            await StepsAsync(bulletin, "played", 2);
            var evidence = await _server.Evidence.OfAsync(bulletin.Bulletin, Cancel);
            Assert.All(evidence, e => Assert.InRange(e.StartErrorMs!.Value, 0, 5_000));
            foreach (var name in new[] { "one", "two" })
            {
                var (seconds, rms) = Tone.Measure(Assert.Single(Directory.GetFiles(Path.Combine(_folder, name, "wav"))));
                Assert.InRange(seconds, 1.45, 1.6);
                Assert.InRange(rms, 0.05, 0.9);
            }
            Assert.Equal(1L, Assert.Single(await _server.Desk.PlaysOfAsync(first.Id, 10, Cancel)).N);
        }
        finally
        {
            foreach (var process in new[] { one, two })
            {
                process.Kill();
                await process.WaitForExitAsync(Cancel);
            }
        }
    }

    [Fact]
    public async Task A_forged_order_is_refused_and_seen_and_the_real_one_plays()
    {
        var (_, code) = await _server.AddAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        await using var player = new RunningPlayer(_folder, _server.Url, code);
        await player.SaysAsync("Đã nối máy chủ", Cancel);
        await ReadyAsync();
        var bulletin = DeviceServer.Bulletin(DeviceServer.Commune, sound: await Tone.PutAsync(_server, 0.5, Cancel));
        using var thief = SigningKey.Create();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var forged = new Order(
            Order.Version, "forged-1", Order.Play, bulletin.Bulletin.ToString(), "Giả", DeviceServer.Commune, BulletinClass.Emergency, now.AddSeconds(1), now.AddHours(1), now, 99,
            new OrderMedia(bulletin.Sound!.Sha256, bulletin.Sound.Bytes, 500, "audio/ogg"), null, null);
        var delegation = new Delegation(thief.Public, "Kẻ gian", DeviceServer.Commune, BulletinClass.Emergency, now.AddDays(-1), now.AddDays(1));
        var envelope = new OrderEnvelope(thief.Sign(forged, Order.Type), thief.Sign(delegation, Delegation.Type)).Write();
        for (var i = 0; i < 2; i++) await _server.Link.PublishToAreaAsync(DeviceServer.Commune, envelope, null, Cancel);

        await DeviceServer.UntilAsync(async () => (await _server.Desk.RefusalsAsync(10, Cancel)).Count > 0, Cancel);
        await _server.SendAsync(bulletin, Cancel);
        await StepsAsync(bulletin, "played", 1);
        var refusal = Assert.Single(await _server.Desk.RefusalsAsync(10, Cancel));
        Assert.Equal(("forged-1", "foreign-root: Giấy giao quyền ký không phải của tỉnh này."), (refusal.Order, refusal.Reason));
        Assert.Contains("Đã từ chối một lệnh", Assert.Single(await _server.Evidence.OfAsync(bulletin.Bulletin, Cancel)).Note, StringComparison.Ordinal);
        Assert.Single(player.Wavs);
    }

    [Fact]
    public async Task A_loudspeaker_off_the_network_plays_from_its_stored_timeline_and_its_record_comes_later()
    {
        var (id, code) = await _server.AddAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        await using var player = new RunningPlayer(_folder, _server.Url, code);
        await player.SaysAsync("Đã nối máy chủ", Cancel);
        await ReadyAsync();
        var bulletin = DeviceServer.Bulletin(DeviceServer.Hamlet, sound: await Tone.PutAsync(_server, 0.5, Cancel), playAt: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5));
        await _server.SendAsync(bulletin, Cancel);
        await StepsAsync(bulletin, "received", 1);
        await _server.StopAsync(Cancel);
        await player.SaysAsync("Đã phát", Cancel);
        Assert.Single(player.Wavs);

        await _server.StartAgainAsync(Cancel);
        await StepsAsync(bulletin, "played", 1);
        Assert.Single(await _server.Desk.PlaysOfAsync(id, 10, Cancel));
    }

    [Fact]
    public async Task An_emergency_cuts_what_plays_and_both_are_proved()
    {
        var (_, code) = await _server.AddAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        await using var player = new RunningPlayer(_folder, _server.Url, code);
        await player.SaysAsync("Đã nối máy chủ", Cancel);
        var quiet = DeviceServer.Bulletin(DeviceServer.Hamlet, sound: await Tone.PutAsync(_server, 20, Cancel), title: "Lịch tiêm phòng");
        await _server.SendAsync(quiet, Cancel);
        await player.SaysAsync("Đang phát “Lịch tiêm phòng”", Cancel);
        var storm = DeviceServer.Bulletin(DeviceServer.Province, BulletinClass.Emergency, await Tone.PutAsync(_server, 0.5, Cancel), by: "tinh", title: "Bão số 3");
        await _server.SendAsync(storm, Cancel);
        await StepsAsync(storm, "played", 1);
        await StepsAsync(quiet, "played", 1);
        Assert.Matches("^Ngắt lúc .* vì bản tin khẩn cấp “Bão số 3”\\.$", Assert.Single(await _server.Evidence.OfAsync(quiet.Bulletin, Cancel)).Note);
        Assert.InRange(Tone.Measure(player.Wavs[0]).Seconds, 0.2, 19);
    }

    [Fact]
    public async Task A_withdrawn_bulletin_is_not_played()
    {
        var (_, code) = await _server.AddAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        await using var player = new RunningPlayer(_folder, _server.Url, code);
        await player.SaysAsync("Đã nối máy chủ", Cancel);
        var bulletin = DeviceServer.Bulletin(sound: await Tone.PutAsync(_server, 0.5, Cancel), playAt: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(60));
        await _server.SendAsync(bulletin, Cancel);
        await StepsAsync(bulletin, "received", 1);
        var withdrawals = await _server.Services.GetRequiredService<LangSo.Store.Ledger>()
            .WriteAsync((db, acts) => _server.Sender.WithdrawAsync(db, acts, bulletin.Bulletin, "phochutich", Cancel), Cancel);
        foreach (var withdrawal in withdrawals) await _server.Sender.PublishAsync(withdrawal, Cancel);
        await StepsAsync(bulletin, "missed", 1);
        Assert.Equal("Bản tin đã được thu hồi.", Assert.Single(await _server.Evidence.OfAsync(bulletin.Bulletin, Cancel)).Note);
        Assert.Empty(player.Wavs);
    }

    [Fact]
    public async Task Without_its_sound_an_order_is_skipped_with_the_reason()
    {
        var (_, code) = await _server.AddAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        await using var player = new RunningPlayer(_folder, _server.Url, code, PlayerRules.Default with { Heartbeat = TimeSpan.FromSeconds(1), Late = TimeSpan.FromSeconds(1) });
        await player.SaysAsync("Đã nối máy chủ", Cancel);
        var bulletin = DeviceServer.Bulletin(sound: new SoundRef(new string('0', 64), 1000, 1000));
        await _server.SendAsync(bulletin, Cancel);
        await StepsAsync(bulletin, "missed", 1);
        Assert.Equal("Đến giờ phát chưa có âm thanh: không tải được từ máy chủ.", Assert.Single(await _server.Evidence.OfAsync(bulletin.Bulletin, Cancel)).Note);
    }

    [Fact]
    public async Task The_volume_set_by_an_officer_is_the_volume_that_is_heard()
    {
        var (id, code) = await _server.AddAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        await using var player = new RunningPlayer(_folder, _server.Url, code);
        await player.SaysAsync("Đã nối máy chủ", Cancel);
        var sound = await Tone.PutAsync(_server, 0.5, Cancel);
        var loud = DeviceServer.Bulletin(sound: sound);
        await _server.SendAsync(loud, Cancel);
        await StepsAsync(loud, "played", 1);
        await _server.Desk.SetVolumeAsync(id, 25, "kythuat", Cancel);
        await DeviceServer.UntilAsync(() => Task.FromResult(_server.Desk.Find(id)!.Volume == 25), Cancel);
        var soft = DeviceServer.Bulletin(sound: sound);
        await _server.SendAsync(soft, Cancel);
        await StepsAsync(soft, "played", 1);
        var rms = player.Wavs.Select(w => Tone.Measure(w).Rms).ToList();
        Assert.InRange(rms[1] / rms[0], 0.22, 0.28);
    }

    [Fact]
    public async Task A_killed_loudspeaker_says_that_it_was_broken_off_and_plays_what_comes_next()
    {
        var (id, code) = await _server.AddAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        var process = StartProcess(code, "one");
        await ReadyAsync();
        var bulletin = DeviceServer.Bulletin(sound: await Tone.PutAsync(_server, 30, Cancel));
        var next = DeviceServer.Bulletin(sound: await Tone.PutAsync(_server, 0.5, Cancel), playAt: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(8));
        await _server.SendAsync(bulletin, Cancel);
        await StepsAsync(bulletin, "playing", 1);
        process.Kill();
        await process.WaitForExitAsync(Cancel);
        process.Dispose();
        await _server.SendAsync(next, Cancel);

        process = StartProcess(null, "one");
        await StepsAsync(bulletin, "played", 1);
        Assert.Equal("Mất điện hoặc chương trình dừng khi đang phát.", Assert.Single(await _server.Evidence.OfAsync(bulletin.Bulletin, Cancel)).Note);
        Assert.Equal("cut", (await _server.Desk.PlaysOfAsync(id, 1, Cancel))[0].Result);
        process.Kill();
        await process.WaitForExitAsync(Cancel);
        process.Dispose();
    }

    private Task ReadyAsync() => DeviceServer.UntilAsync(() => Task.FromResult(_server.Desk.List(new DeviceFilter(Condition: DeviceCondition.Ready)).Total == 1), Cancel, seconds: 30);

    private Task StepsAsync(Dispatch bulletin, string step, int count) => DeviceServer.UntilAsync(
        async () => (await _server.Evidence.OfAsync(bulletin.Bulletin, Cancel)).Count(e => e.Step == step) == count, Cancel, seconds: 30);

    private Process StartProcess(string? code, string name)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "LangSo.Player.exe" : "LangSo.Player");
        List<string> args = ["--server", _server.Url, "--state", Path.Combine(_folder, name, "state"), "--sink", "wav:" + Path.Combine(_folder, name, "wav") + "/"];
        if (code is not null) args.AddRange(["--enrol", code]);
        return Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }
}
