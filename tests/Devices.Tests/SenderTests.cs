using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Devices.Tests;

public sealed class SenderTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private DeviceServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DeviceServer.StartAsync(Cancel);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("phochutich", "pninhbinh", BulletinClass.Normal, "area", "Phó Chủ tịch UBND xã Giao Ninh không được giao ký bản tin cho tỉnh Ninh Bình.")]
    [InlineData("phochutich", "hlamphu", BulletinClass.Emergency, "class", "Phó Chủ tịch UBND xã Giao Ninh không được giao ký bản tin khẩn cấp.")]
    [InlineData("nguoila", "hlamphu", BulletinClass.Normal, "approver", "Tài khoản nguoila chưa được giao ký bản tin.")]
    [InlineData("tinh", "nowhere", BulletinClass.Normal, "area", "Địa bàn “nowhere” không có trong danh mục hôm nay. Chọn lại địa bàn.")]
    public async Task What_the_approver_may_not_sign_is_refused_and_nothing_is_written(string by, string area, BulletinClass @class, string field, string text)
    {
        var outcome = await _server.SignAsync(DeviceServer.Bulletin(new UnitId(area), @class, by: by), Cancel);
        var problem = Assert.Single(outcome.Problems);
        Assert.Equal((field, text), (problem.Field, problem.ToString()));
        Assert.Equal(0, (await _server.Services.GetRequiredService<Ledger>().PageAsync(1, 10, null, Cancel)).Total);
    }

    [Fact]
    public async Task An_order_starts_at_the_asked_time_or_as_soon_as_devices_can_have_it()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var asked = now.AddMinutes(10);
        Assert.Equal(asked, (await _server.SignAsync(DeviceServer.Bulletin(playAt: asked), Cancel)).Value.At, TimeSpan.FromMilliseconds(1));
        Assert.InRange((await _server.SignAsync(DeviceServer.Bulletin(playAt: now.AddMinutes(-5)), Cancel)).Value.At, now.AddSeconds(1), now.AddSeconds(6));
        var late = DeviceServer.Bulletin(playAt: asked) with { Expires = asked };
        Assert.Equal("expires", Assert.Single((await _server.SignAsync(late, Cancel)).Problems).Field);
    }

    [Fact]
    public async Task Orders_and_withdrawals_are_acts_in_the_ledger_with_one_delegation_for_many_orders()
    {
        var bulletin = DeviceServer.Bulletin();
        await _server.SendAsync(bulletin, Cancel);
        await _server.SendAsync(DeviceServer.Bulletin(), Cancel);
        var ledger = _server.Services.GetRequiredService<Ledger>();
        var withdrawn = await ledger.WriteAsync((db, acts) => _server.Sender.WithdrawAsync(db, acts, bulletin.Bulletin, "phochutich", Cancel), Cancel);
        await _server.Sender.PublishAsync(Assert.Single(withdrawn), Cancel);
        var rows = (await ledger.PageAsync(1, 10, null, Cancel)).Rows;
        Assert.Equal(["withdrawal", "order", "order", "delegation"], rows.Select(r => r.Act));
        Assert.Null((await ledger.VerifyAsync(Cancel)).FirstBroken);
        Assert.Empty(await ledger.WriteAsync((db, acts) => _server.Sender.WithdrawAsync(db, acts, bulletin.Bulletin, "phochutich", Cancel), Cancel));
    }

    [Fact]
    public async Task Evidence_follows_a_device_from_waiting_to_played()
    {
        var enrolled = await _server.EnrolAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        await _server.EnrolAsync("Loa xóm Liên Phong", DeviceServer.OtherHamlet, Cancel);
        Assert.Equal((2, 0), _server.Evidence.Reach(DeviceServer.Commune));
        Assert.Equal((1, 0), _server.Evidence.Reach(DeviceServer.Hamlet));
        var bulletin = DeviceServer.Bulletin(DeviceServer.Hamlet);
        var order = await _server.SendAsync(bulletin, Cancel);
        var changes = _server.Evidence.ChangesAsync(bulletin.Bulletin, Cancel).GetAsyncEnumerator(Cancel);
        await using var device = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        await device.HearAsync(Topics.Acked(enrolled.Device), Cancel);
        Assert.Equal(("waiting", "xóm Lâm Phú, xã Giao Ninh"), await StepAsync(bulletin));

        var state = new DeviceState(TimeProvider.System.GetUtcNow().UtcDateTime, true, "1", 1, [order.Id], 3, 80, 900, 0, null, []);
        await ExpectAsync(() => device.SayAsync(Topics.State(enrolled.Device), state, Cancel), "received");
        await ExpectAsync(() => device.SayAsync(Topics.State(enrolled.Device), state with { Playing = order.Id }, Cancel), "playing");
        var played = new PlayRecord(1, order.Id, bulletin.Bulletin.ToString(), null, order.At, order.At, order.At.AddSeconds(5), PlayResult.Played, null, 4.5);
        await ExpectAsync(() => device.SayAsync(Topics.Played(enrolled.Device), new PlayBatch([played]), Cancel), "played");
        var evidence = Assert.Single(await _server.Evidence.OfAsync(bulletin.Bulletin, Cancel));
        Assert.Equal((4.5, order.At), (evidence.StartErrorMs, evidence.At));
        await changes.DisposeAsync();

        async Task ExpectAsync(Func<Task> deed, string expected)
        {
            var change = changes.MoveNextAsync().AsTask();
            await deed();
            Assert.True(await change.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
            Assert.Equal(expected, (await StepAsync(bulletin)).Step);
        }
    }

    [Fact]
    public async Task A_devices_timeline_shows_what_gives_way_to_what()
    {
        var (id, _) = await _server.AddAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        var at = new DateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(10).Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        var sound = new Bulletins.SoundRef(new string('a', 64), 1000, 60_000);
        await _server.SignAsync(DeviceServer.Bulletin(DeviceServer.Hamlet, sound: sound, playAt: at, title: "Họp xóm"), Cancel);
        await _server.SignAsync(DeviceServer.Bulletin(DeviceServer.Commune, BulletinClass.Priority, sound, at.AddSeconds(30)), Cancel);
        await _server.SignAsync(DeviceServer.Bulletin(DeviceServer.OtherHamlet, sound: sound, playAt: at), Cancel);
        var entries = (await _server.Desk.TimelineAsync(id, at.AddMinutes(-1), at.AddHours(1), Cancel)).Value;
        Assert.Equal(
            [("Tiêm phòng dại", TimelineOutcome.AsPlanned, (DateTime?)at.AddSeconds(30)), ("Họp xóm", TimelineOutcome.Shifted, at.AddSeconds(90))],
            entries.Select(e => (e.Order.Title, e.Outcome, e.Start)));
        Assert.Equal("device", Assert.Single((await _server.Desk.TimelineAsync("nobody", at, at, Cancel)).Problems).Field);
    }

    [Fact]
    public async Task A_withdrawal_that_has_not_arrived_is_said_for_the_device()
    {
        await _server.EnrolAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        var bulletin = DeviceServer.Bulletin();
        await _server.SendAsync(bulletin, Cancel);
        var withdrawn = await _server.Services.GetRequiredService<Ledger>().WriteAsync((db, acts) => _server.Sender.WithdrawAsync(db, acts, bulletin.Bulletin, "phochutich", Cancel), Cancel);
        await _server.Sender.PublishAsync(Assert.Single(withdrawn), Cancel);
        Assert.Equal("holding", (await StepAsync(bulletin)).Step);
    }

    [Fact]
    public async Task Devices_that_played_or_showed_are_counted_once_each_and_skipping_is_no_playing()
    {
        var bulletin = Bulletins.BulletinId.New(TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using (var db = _server.Services.GetRequiredService<StoreFactory>().Open())
        {
            foreach (var (device, n, result) in new[] { ("d1", 1, "played"), ("d1", 2, "cut"), ("d2", 1, "played"), ("d3", 1, "skipped"), ("b1", 1, "shown") })
                db.Add(new PlayRow { Device = device, N = n, Month = new DateOnly(now.Year, now.Month, 1), OrderId = "o", Bulletin = bulletin.ToString(), Result = result, Received = now });
            await db.SaveChangesAsync(Cancel);
        }
        var counts = _server.Services.GetRequiredService<Bulletins.IPlayCounts>();
        Assert.Equal(new Bulletins.PlayedBy(2, 1), Assert.Single(await counts.PlayedAsync(now.AddHours(-1), now, Cancel)).Value);
        Assert.Empty(await counts.PlayedAsync(now.AddHours(1), now.AddHours(2), Cancel));
    }

    [Fact]
    public async Task Keys_are_readable_by_this_account_only_and_survive_a_restart()
    {
        var root = _server.Services.GetRequiredService<KeyRing>().Root;
        await _server.StopAsync(Cancel);
        await _server.StartAgainAsync(Cancel);
        Assert.Equal(root, _server.Services.GetRequiredService<KeyRing>().Root);
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in Directory.GetFiles(Path.Combine(_server.Folder, "keys")))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private async Task<(string Step, string Place)> StepAsync(Bulletins.Dispatch bulletin)
    {
        var evidence = Assert.Single(await _server.Evidence.OfAsync(bulletin.Bulletin, Cancel));
        return (evidence.Step, evidence.Place);
    }
}
