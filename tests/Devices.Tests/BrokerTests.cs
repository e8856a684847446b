using System.Text;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;

namespace LangSo.Devices.Tests;

/// <summary>What only an outside broker can do to us: be away, forget, be shared, be changed by others.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private RunningMosquitto _broker = null!;
    private DeviceServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _broker = await RunningMosquitto.StartAsync(Cancel, "log_type all");
        _server = await DeviceServer.StartAsync(Cancel, broker: _broker.Address());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task Anybody_with_an_mqtt_client_sees_the_documented_topics_and_no_other()
    {
        using var watcher = _broker.Client("mosquitto_sub", "-q", "1", "-F", "%t %q", "-t", "langso/#");
        var seen = new StringBuilder();
        var reading = Task.Run(async () =>
        {
            while (await watcher.StandardOutput.ReadLineAsync(Cancel) is { } line)
                lock (seen) seen.Append(line).Append('\n');
        }, Cancel);
        await DeviceServer.UntilAsync(() => Task.FromResult(_broker.Log.Contains("langso/# (QoS 1)", StringComparison.Ordinal)), Cancel);
        var enrolled = await _server.EnrolAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        await using var device = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        await device.HearAsync(Topics.Acked(enrolled.Device), Cancel);
        await device.AskTheTimeAsync(enrolled.Device, Cancel);
        await _server.SendAsync(DeviceServer.Bulletin(), Cancel);
        await device.SayAsync(Topics.State(enrolled.Device), State([]), Cancel);
        await device.SayAsync(Topics.Played(enrolled.Device), Batch(1, 1), Cancel);
        await device.NextAsync(Topics.Acked(enrolled.Device), Cancel);
        string[] documented =
        [
            $"langso/area/{DeviceServer.Commune}/order 1", $"langso/device/{enrolled.Device}/acked 1", $"langso/device/{enrolled.Device}/desired 1",
            $"langso/device/{enrolled.Device}/played 1", $"langso/device/{enrolled.Device}/state 1", $"langso/time/{enrolled.Device}/ask 1", $"langso/time/{enrolled.Device}/tell 1",
        ];
        string[] topics = [];
        await DeviceServer.UntilAsync(() =>
        {
            lock (seen) topics = [.. seen.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal)];
            return Task.FromResult(topics.Length >= documented.Length);
        }, Cancel);
        watcher.Kill();
        await reading;
        Assert.Equal(documented, topics);
    }

    [Fact]
    public async Task A_retained_order_leaves_the_broker_when_it_expires()
    {
        var enrolled = await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel);
        await _server.Link.PublishToAreaAsync(DeviceServer.Hamlet, "short"u8.ToArray(), TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(2), Cancel);
        await _server.Link.PublishToAreaAsync(DeviceServer.Commune, "long"u8.ToArray(), TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1), Cancel);
        await using (var early = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device)
        {
            await early.HearAsync(Topics.AreaOrder(DeviceServer.Hamlet), Cancel);
            Assert.Equal("short"u8.ToArray(), await early.NextAsync(Topics.AreaOrder(DeviceServer.Hamlet), Cancel));
        }
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Cancel);
        await using var late = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        await late.HearAsync(Topics.AreaOrder(DeviceServer.Hamlet), Cancel);
        await late.HearAsync(Topics.AreaOrder(DeviceServer.Commune), Cancel);
        Assert.Equal("long"u8.ToArray(), await late.NextAsync(Topics.AreaOrder(DeviceServer.Commune), Cancel));
        Assert.DoesNotContain(late.Heard, m => m.Topic == Topics.AreaOrder(DeviceServer.Hamlet));
    }

    [Fact]
    public async Task What_is_decided_while_the_broker_is_away_goes_out_when_it_is_back_in_order_and_once()
    {
        var enrolled = await _server.EnrolAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        var before = await _server.SendAsync(DeviceServer.Bulletin(), Cancel);
        await _broker.StopAsync();
        await DeviceServer.UntilAsync(() => Task.FromResult(!_server.Link.State.Up), Cancel);
        Assert.Contains("127.0.0.1", _server.Link.State.Why, StringComparison.Ordinal);

        List<string> sent = [];
        for (var i = 0; i < 3; i++) sent.Add((await _server.SendAsync(DeviceServer.Bulletin(title: "Tin " + i), Cancel)).Id);
        Assert.True((await _server.Desk.SetVolumeAsync(enrolled.Device, 35, "kythuat", Cancel)).Ok);
        // Also what a server forgets with its process.
        await _server.StopAsync(Cancel);
        await _server.StartAgainAsync(Cancel, waitForIt: false);
        sent.Add((await _server.SendAsync(DeviceServer.Bulletin(title: "Tin sau khi máy chủ mở lại"), Cancel)).Id);
        var enrolledMeanwhile = await _server.EnrolAsync("Loa mới", DeviceServer.OtherHamlet, Cancel);

        await _broker.StartAgainAsync(Cancel);
        await using var device = await ComesAsync(enrolled);
        await device.HearAsync(Topics.AreaOrder(DeviceServer.Commune), Cancel);
        await DeviceServer.UntilAsync(() => Task.FromResult(_server.Link.State.Up), Cancel);
        await device.AskTheTimeAsync(enrolled.Device, Cancel);
        await device.HearAsync(Topics.Desired(enrolled.Device), Cancel);
        var desired = await device.DesiredAsync(enrolled, d => d.Settings.Volume == 35, Cancel);
        Assert.Equal([before.Id, .. sent], desired.Orders.Select(Id));

        // Enrolled while nobody could tell the broker: the gate lets it in, the broker itself does from then on.
        Assert.NotEqual(MqttClientConnectResultCode.Success, (await RawDevice.ConnectAsync(_server, enrolledMeanwhile.Device, enrolledMeanwhile.Token, Cancel)).Result);
        await using var throughTheGate = (await RawDevice.ConnectAsync(_server, enrolledMeanwhile.Device, enrolledMeanwhile.Token, Cancel, webSocket: true)).Device;
        Assert.True(throughTheGate.Connected);
    }

    [Fact]
    public async Task Orders_of_one_unit_that_wait_reach_a_device_that_is_back_before_the_server()
    {
        var enrolled = await _server.EnrolAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        var (server, _) = (_server, await _server.SendAsync(DeviceServer.Bulletin(), Cancel));
        await _broker.StopAsync(kill: true);
        await DeviceServer.UntilAsync(() => Task.FromResult(!server.Link.State.Up), Cancel);
        List<string> sent = [];
        for (var i = 0; i < 3; i++) sent.Add((await server.SendAsync(DeviceServer.Bulletin(title: "Tin " + i), Cancel)).Id);
        await server.StopAsync(Cancel);
        await _broker.StartAgainAsync(Cancel);
        await using var device = await ComesAsync(enrolled);
        await device.HearAsync(Topics.AreaOrder(DeviceServer.Commune), Cancel);
        await server.StartAgainAsync(Cancel);
        List<string> came = [];
        while (came.Count < 3)
        {
            var order = Id(OrderEnvelope.Read(await device.NextAsync(Topics.AreaOrder(DeviceServer.Commune), Cancel))!);
            if (sent.Contains(order)) came.Add(order);
        }
        Assert.Equal(sent, came);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancel);
        Assert.DoesNotContain(device.Heard, m => m.Topic == Topics.AreaOrder(DeviceServer.Commune));
    }

    [Fact]
    public async Task Devices_of_the_broker_in_the_process_move_over_by_their_first_contact_with_our_own_port()
    {
        await _server.StopAsync(Cancel);
        await _server.StartAgainAsync(null, Cancel);
        var enrolled = await _server.EnrolAsync("Loa cũ", DeviceServer.Hamlet, Cancel);
        await _server.StopAsync(Cancel);
        await _server.StartAgainAsync(_broker.Address(), Cancel);

        Assert.NotEqual(MqttClientConnectResultCode.Success, (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Result);
        foreach (var (id, token) in new[] { (enrolled.Device, "wrong"), ("nobody", enrolled.Token) })
            Assert.NotEqual(MqttClientConnectResultCode.Success, (await RawDevice.ConnectAsync(_server, id, token, Cancel, port: _server.GatePort)).Result);
        await using (var old = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel, port: _server.GatePort)).Device)
        {
            Assert.True(old.Connected);
            await old.AskTheTimeAsync(enrolled.Device, Cancel);
            Assert.True(await old.HearAsync(Topics.AreaOrder(DeviceServer.OtherHamlet), Cancel) >= MqttClientSubscribeResultCode.UnspecifiedError);
        }
        await using var direct = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        Assert.True(direct.Connected);
        await using var socket = (await RawDevice.ConnectAsync(
            _server, enrolled.Device, enrolled.Token, Cancel, webSocket: true, socket: $"ws://127.0.0.1:{_broker.WebSocketPort}/")).Device;
        Assert.True(socket.Connected);
    }

    [Fact]
    public async Task A_new_code_shuts_out_the_old_token_and_its_connection()
    {
        var first = await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel);
        await using var thief = (await RawDevice.ConnectAsync(_server, first.Device, first.Token, Cancel)).Device;
        var code = (await _server.Desk.NewCodeAsync(first.Device, "kythuat", Cancel)).Value.EnrolCode!;
        var second = await _server.EnrolByCodeAsync(code, Cancel);
        await DeviceServer.UntilAsync(() => Task.FromResult(!thief.Connected), Cancel);
        Assert.NotEqual(MqttClientConnectResultCode.Success, (await RawDevice.ConnectAsync(_server, first.Device, first.Token, Cancel)).Result);
        await using var device = (await RawDevice.ConnectAsync(_server, first.Device, second.Token, Cancel)).Device;
        Assert.True(device.Connected);
        await _server.Link.DisconnectAsync(first.Device, Cancel);
        Assert.NotEqual(MqttClientConnectResultCode.Success, (await RawDevice.ConnectAsync(_server, first.Device, second.Token, Cancel)).Result);
    }

    [Fact]
    public async Task The_broker_is_mended_by_the_store_and_what_is_not_ours_stays()
    {
        var (kept, spoilt, gone) = (
            await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel), await _server.EnrolAsync("Loa B", DeviceServer.Hamlet, Cancel), await _server.EnrolAsync("Loa C", DeviceServer.Hamlet, Cancel));
        await _broker.ControlAsync(Cancel, "createClient", "tram-bom", "-p", "x");
        await _broker.ControlAsync(Cancel, "addRoleACL", "langso-device-" + spoilt.Device, "subscribeLiteral", "langso/device/" + kept.Device + "/desired", "allow", "1");
        await using (var db = _server.Services.GetRequiredService<StoreFactory>().Open()) await db.Set<DeviceRow>().Where(d => d.Id == gone.Device).ExecuteDeleteAsync(Cancel);

        var plan = (await _server.Services.GetRequiredService<BrokerDoor>().ReconcileAsync(Cancel))!;
        Assert.Equal([spoilt.Device, gone.Device], plan.Moved.Concat(plan.Removed));
        Assert.Empty(plan.Waiting);
        Assert.Empty((await _server.Services.GetRequiredService<BrokerDoor>().ReconcileAsync(Cancel))!.Commands);
        Assert.Equal(
            new[] { "langso", "tram-bom", kept.Device, spoilt.Device }.ToHashSet(),
            (await _broker.ControlAsync(Cancel, "listClients")).Split('\n').Where(line => line.Length > 0 && !line.Contains(' ')).ToHashSet());
        await using var device = (await RawDevice.ConnectAsync(_server, spoilt.Device, spoilt.Token, Cancel)).Device;
        Assert.True(await device.HearAsync(Topics.Desired(kept.Device), Cancel) >= MqttClientSubscribeResultCode.UnspecifiedError);
    }

    [Fact]
    public async Task After_a_merger_devices_hear_the_new_commune_and_not_the_old_one()
    {
        var enrolled = await _server.EnrolAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        await using var device = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        await device.HearAsync(Topics.AreaOrder(DeviceServer.Commune), Cancel);
        await device.HearAsync(Topics.Desired(enrolled.Device), Cancel);
        var merged = new UnitId("cmoi");
        Assert.True(await device.HearAsync(Topics.AreaOrder(merged), Cancel) >= MqttClientSubscribeResultCode.UnspecifiedError);
        _server.Services.GetRequiredService<Gazetteers>().Replace(DeviceServer.Units(merged));
        var desired = await device.DesiredAsync(enrolled, d => d.Areas.Any(a => a.Unit == merged), Cancel);
        Assert.Equal([DeviceServer.Hamlet, merged, DeviceServer.Province], desired.Areas.Select(a => a.Unit));
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await device.HearAsync(Topics.AreaOrder(merged), Cancel));
        // The old subscription is still there, and brings nothing.
        await _server.Link.PublishToAreaAsync(DeviceServer.Commune, "old"u8.ToArray(), null, Cancel);
        await _server.Link.PublishToAreaAsync(merged, "new"u8.ToArray(), null, Cancel);
        Assert.Equal("new"u8.ToArray(), await device.NextAsync(Topics.AreaOrder(merged), Cancel));
        Assert.DoesNotContain(device.Heard, m => m.Topic == Topics.AreaOrder(DeviceServer.Commune));
        Assert.True(await device.HearAsync(Topics.AreaOrder(DeviceServer.Commune), Cancel) >= MqttClientSubscribeResultCode.UnspecifiedError);
    }

    [Fact]
    public async Task Two_servers_divide_what_devices_say_and_each_record_is_stored_once()
    {
        _ = _server.Services.GetRequiredService<KeyRing>().Root;
        var enrolled = new List<EnrolReply>();
        for (var i = 0; i < 4; i++) enrolled.Add(await _server.EnrolAsync("Loa " + i, DeviceServer.Hamlet, Cancel));
        await using var second = await DeviceServer.StartAsync(Cancel, broker: _broker.Address(), like: _server);
        const int Each = 25;
        await Task.WhenAll(enrolled.Select(async e =>
        {
            await using var device = (await RawDevice.ConnectAsync(_server, e.Device, e.Token, Cancel)).Device;
            await device.HearAsync(Topics.Acked(e.Device), Cancel);
            await device.SayAsync(Topics.State(e.Device), State([]), Cancel);
            for (var (n, acked) = (1, 0L); n <= Each; n++)
            {
                // Twice, as a device that heard no answer to its first try; always from the lowest number that was not acknowledged.
                for (var tries = 0; tries < 2; tries++) await device.SayAsync(Topics.Played(e.Device), Batch((int)acked + 1, n), Cancel);
                while (n == Each && acked < Each) acked = (await device.NextAsync<Acked>(Topics.Acked(e.Device), Cancel)).UpTo;
                while (device.Heard.TryDequeue(out var heard)) acked = Math.Max(acked, JsonSerializer.Deserialize<Acked>(heard.Payload, LangSoJson.Compact)!.UpTo);
            }
        }));
        foreach (var e in enrolled)
            Assert.Equal(Enumerable.Range(1, Each).Reverse().Select(n => (long)n), (await second.Desk.PlaysOfAsync(e.Device, 100, Cancel)).Select(p => p.N));
        var log = _broker.Log.Split('\n').Where(l => l.Contains("Sending PUBLISH to langso-", StringComparison.Ordinal) && l.Contains("/played'", StringComparison.Ordinal)).ToList();
        var shares = log.GroupBy(l => l.Split("Sending PUBLISH to ")[1].Split(' ')[0]).Select(g => g.Count()).ToList();
        Assert.Equal((2, Each * 2 * enrolled.Count), (shares.Count, shares.Sum()));
        Assert.All(shares, share => Assert.InRange(share, Each * enrolled.Count / 2, Each * enrolled.Count * 3 / 2));
        // Each server shows how every device stands, whichever of the two it heard it from.
        foreach (var server in new[] { _server, second })
            await DeviceServer.UntilAsync(() => Task.FromResult(enrolled.All(e => server.Desk.Find(e.Device)!.Condition == DeviceCondition.Ready)), Cancel);

        // A server that ends in order leaves its share to the other at once.
        await second.StopAsync(Cancel);
        await using var last = (await RawDevice.ConnectAsync(_server, enrolled[0].Device, enrolled[0].Token, Cancel)).Device;
        await last.HearAsync(Topics.Acked(enrolled[0].Device), Cancel);
        for (var n = Each + 1; n < Each + 6; n++)
        {
            await last.SayAsync(Topics.Played(enrolled[0].Device), Batch(n, n), Cancel);
            while ((await last.NextAsync<Acked>(Topics.Acked(enrolled[0].Device), Cancel)).UpTo < n) ;
        }
    }

    [Fact]
    public async Task A_wrong_password_and_a_broker_without_dynamic_security_are_said_in_one_sentence()
    {
        await _server.StopAsync(Cancel);
        await _server.StartAgainAsync(_broker.Address() with { Password = "sai" }, Cancel, waitForIt: false);
        await SaysAsync("sai tên hoặc mật khẩu");
        await _server.StopAsync(Cancel);
        await _broker.ControlAsync(Cancel, "createClient", "thuong", "-p", "x");
        await _server.StartAgainAsync(_broker.Address() with { User = "thuong", Password = "x" }, Cancel, waitForIt: false);
        await SaysAsync("chưa có quyền");

        Task SaysAsync(string text) => DeviceServer.UntilAsync(
            () => Task.FromResult(_server.Link.State is { Up: false, Why: { } why } && why.Contains(text, StringComparison.Ordinal)), Cancel);
    }

    private async Task<RawDevice> ComesAsync(EnrolReply enrolled)
    {
        var (device, result) = await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel);
        Assert.Equal(MqttClientConnectResultCode.Success, result);
        return device;
    }

    private static string Id(OrderEnvelope envelope) =>
        JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(envelope.Order.Split('.')[1])).RootElement.GetProperty("id").GetString()!;

    private static DeviceState State(IReadOnlyList<string> orders) => new(TimeProvider.System.GetUtcNow().UtcDateTime, true, "1", 1, orders, 3, 100, 900, 0, null, []);

    private static PlayBatch Batch(int first, int last) => new([.. Enumerable.Range(first, last - first + 1)
        .Select(n => new PlayRecord(n, "o" + n, "b", null, null, null, null, PlayResult.Skipped, "missed: Lỡ giờ phát.", null))]);
}
