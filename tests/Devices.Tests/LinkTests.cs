using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store.Media;
using LangSo.Testing;
using MQTTnet;

namespace LangSo.Devices.Tests;

/// <summary>The link with the broker in the process.</summary>
public sealed class LinkInProcessTests : LinkTests
{
    public override async ValueTask InitializeAsync() => Server = await DeviceServer.StartAsync(Cancel);
}

/// <summary>The link with mosquitto.</summary>
public sealed class LinkOverMosquittoTests : LinkTests
{
    private RunningMosquitto? _broker;

    public override async ValueTask InitializeAsync()
    {
        _broker = await RunningMosquitto.StartAsync(Cancel);
        Server = await DeviceServer.StartAsync(Cancel, broker: _broker.Address());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_broker is not null) await _broker.DisposeAsync();
    }

    /// <summary>MQTT 3.1.1 leaves it to the broker whether it hangs up or lets the message fall.</summary>
    protected override bool HangsUp => false;
}

/// <summary>What every link must do.</summary>
public abstract class LinkTests : IAsyncLifetime
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private DeviceServer? _given;

    protected DeviceServer Server { set => _given = value; }
    protected virtual bool HangsUp => true;
    private DeviceServer _server => _given!;

    public abstract ValueTask InitializeAsync();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_given is not null) await _given.DisposeAsync();
    }

    [Fact]
    public async Task A_code_enrols_once_however_it_is_typed()
    {
        var (id, code) = await _server.AddAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        Assert.Matches("^[2-9A-Z]{3}-[2-9A-Z]{3}$", code);
        var first = await _server.Http.PostAsJsonAsync(_server.Url + "/api/devices/enrol", new EnrolRequest(" " + code.ToLowerInvariant().Replace('-', ' '), "1"), Cancel);
        var reply = (await first.Content.ReadFromJsonAsync<EnrolReply>(LangSoJson.Compact, Cancel))!;
        Assert.Equal((id, 1L, _server.MqttPort), (reply.Device, reply.NextRecord, reply.Mqtt.Port));
        Assert.Equal(["xóm Lâm Phú", "xã Giao Ninh", "tỉnh Ninh Bình"], reply.Chain.Select(a => a.Name));

        var second = await _server.Http.PostAsJsonAsync(_server.Url + "/api/devices/enrol", new EnrolRequest(code, "1"), Cancel);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (second.StatusCode, second.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Guessing_codes_is_slowed_down()
    {
        HttpStatusCode last = default;
        for (var i = 0; i < 12; i++)
            last = (await _server.Http.PostAsJsonAsync(_server.Url + "/api/devices/enrol", new EnrolRequest("222-222", "1"), Cancel)).StatusCode;
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_device_that_connects_gets_its_signed_desired_state_with_every_live_order(bool webSocket)
    {
        var enrolled = await _server.EnrolAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        var mine = await _server.SendAsync(DeviceServer.Bulletin(), Cancel);
        await _server.SendAsync(DeviceServer.Bulletin(DeviceServer.OtherHamlet), Cancel);

        var (device, result) = await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel, webSocket);
        await using var _ = device;
        Assert.Equal(MqttClientConnectResultCode.Success, result);
        await device.AskTheTimeAsync(enrolled.Device, Cancel);
        await device.HearAsync(Topics.Desired(enrolled.Device), Cancel);
        var desired = await device.DesiredAsync(enrolled, d => d.Orders.Count > 0, Cancel);
        var verifier = new OrderVerifier(enrolled.Root, [.. desired.Areas.Select(a => a.Unit)]);
        var order = verifier.Verify(Assert.Single(desired.Orders), TimeProvider.System.GetUtcNow().UtcDateTime, _ => null).Order!;
        Assert.Equal((mine.Id, mine.At), (order.Id, order.At));
    }

    [Fact]
    public async Task One_publish_reaches_every_device_of_the_area_and_no_other()
    {
        var (near, other) = (await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel), await _server.EnrolAsync("Loa B", DeviceServer.OtherHamlet, Cancel));
        await using var a = (await RawDevice.ConnectAsync(_server, near.Device, near.Token, Cancel)).Device;
        await using var b = (await RawDevice.ConnectAsync(_server, other.Device, other.Token, Cancel)).Device;
        foreach (var unit in near.Chain) Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await a.HearAsync(Topics.AreaOrder(unit.Unit), Cancel));
        foreach (var unit in other.Chain) await b.HearAsync(Topics.AreaOrder(unit.Unit), Cancel);

        await _server.SendAsync(DeviceServer.Bulletin(DeviceServer.Hamlet), Cancel);
        await a.NextAsync(Topics.AreaOrder(DeviceServer.Hamlet), Cancel);
        await _server.SendAsync(DeviceServer.Bulletin(DeviceServer.Commune), Cancel);
        Assert.NotNull(OrderEnvelope.Read(await a.NextAsync(Topics.AreaOrder(DeviceServer.Commune), Cancel)));
        await b.NextAsync(Topics.AreaOrder(DeviceServer.Commune), Cancel);
        Assert.DoesNotContain(b.Heard, m => m.Topic == Topics.AreaOrder(DeviceServer.Hamlet));
    }

    [Fact]
    public async Task Who_has_no_valid_token_is_refused()
    {
        var enrolled = await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel);
        foreach (var (id, token, client) in new[] { (enrolled.Device, "wrong", null), ("nobody", enrolled.Token, null), (enrolled.Device, enrolled.Token, "another-client") })
        {
            var (device, result) = await RawDevice.ConnectAsync(_server, id, token, Cancel, clientId: client);
            await using var _ = device;
            Assert.NotEqual(MqttClientConnectResultCode.Success, result);
        }
    }

    [Fact]
    public async Task A_device_can_neither_hear_nor_say_what_is_anothers()
    {
        var (mine, other) = (await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel), await _server.EnrolAsync("Loa B", DeviceServer.OtherHamlet, Cancel));
        await using var device = (await RawDevice.ConnectAsync(_server, mine.Device, mine.Token, Cancel)).Device;
        foreach (var topic in new[] { Topics.Desired(other.Device), Topics.AreaOrder(DeviceServer.OtherHamlet), "langso/#", "langso/area/+/order", Topics.State(mine.Device) })
            Assert.True(await device.HearAsync(topic, Cancel) >= MqttClientSubscribeResultCode.UnspecifiedError);

        var forged = new PlayRecord(1, "o", "b", null, null, null, null, PlayResult.Played, null, 0);
        try
        {
            await device.SayAsync(Topics.Played(other.Device), new PlayBatch([forged]), Cancel);
        }
        catch (Exception e) when (e is MQTTnet.Exceptions.MqttCommunicationException or OperationCanceledException or MQTTnet.Exceptions.MqttClientDisconnectedException)
        {
            // The broker hangs up on it.
        }
        if (HangsUp) await DeviceServer.UntilAsync(() => Task.FromResult(!device.Connected), Cancel);
        Assert.Empty(await _server.Desk.PlaysOfAsync(other.Device, 10, Cancel));
    }

    [Fact]
    public async Task Records_are_stored_once_and_acknowledged_up_to_the_first_gap_of_their_delivery()
    {
        var enrolled = await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel);
        await using var device = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        await device.HearAsync(Topics.Acked(enrolled.Device), Cancel);
        foreach (var (first, last, acked) in new[] { (1, 3, 3), (1, 3, 3), (2, 4, 4) })
        {
            await device.SayAsync(Topics.Played(enrolled.Device), Batch(first, last), Cancel);
            Assert.Equal(acked, (await device.NextAsync<Acked>(Topics.Acked(enrolled.Device), Cancel)).UpTo);
        }
        await device.SayAsync(Topics.Played(enrolled.Device), new PlayBatch([.. Batch(5, 6).Records, .. Batch(8, 9).Records]), Cancel);
        Assert.Equal(6, (await device.NextAsync<Acked>(Topics.Acked(enrolled.Device), Cancel)).UpTo);
        Assert.Equal([9, 8, 6, 5, 4, 3, 2, 1], (await _server.Desk.PlaysOfAsync(enrolled.Device, 10, Cancel)).Select(p => p.N));

        await _server.StopAsync(Cancel);
        await _server.StartAgainAsync(Cancel);
        await using var again = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        await again.HearAsync(Topics.Acked(enrolled.Device), Cancel);
        await again.SayAsync(Topics.Played(enrolled.Device), Batch(7, 7), Cancel);
        Assert.Equal(7, (await again.NextAsync<Acked>(Topics.Acked(enrolled.Device), Cancel)).UpTo);
    }

    [Fact]
    public async Task Rubbish_on_a_devices_own_topics_does_no_harm()
    {
        var enrolled = await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel);
        await using var device = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        await device.HearAsync(Topics.TimeTell(enrolled.Device), Cancel);
        foreach (var topic in new[] { Topics.State(enrolled.Device), Topics.Played(enrolled.Device), Topics.TimeAsk(enrolled.Device) })
        {
            await device.SayAsync(topic, "rubbish", Cancel);
            await device.SayAsync(topic, new { records = new[] { new { n = -1 } }, at = 5 }, Cancel);
            await device.SayAsync<object?>(topic, null, Cancel);
        }
        await device.SayAsync(Topics.TimeAsk(enrolled.Device), new TimeAsk(7, 1000), Cancel);
        var tell = await device.NextAsync<TimeTell>(Topics.TimeTell(enrolled.Device), Cancel);
        Assert.Equal((7, 1000), (tell.N, tell.T1));
        Assert.Empty(await _server.Desk.PlaysOfAsync(enrolled.Device, 10, Cancel));
    }

    [Fact]
    public async Task A_heartbeat_makes_a_device_ready_its_notes_make_it_a_case_and_its_will_says_it_left()
    {
        var enrolled = await _server.EnrolAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        Assert.Equal(DeviceCondition.Silent, _server.Desk.Find(enrolled.Device)!.Condition);
        await using var device = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        var state = new DeviceState(TimeProvider.System.GetUtcNow().UtcDateTime, true, "1", 1, [], 3, 80, 900, 0, null, []);
        foreach (var (said, condition) in new[]
        {
            (state, DeviceCondition.Ready), (state with { Playing = "o" }, DeviceCondition.Playing), (state with { Notes = ["Thiếu ffmpeg."] }, DeviceCondition.Check),
            (state with { Online = false }, DeviceCondition.Check),
        })
        {
            await device.SayAsync(Topics.State(enrolled.Device), said, Cancel);
            await DeviceServer.UntilAsync(() => Task.FromResult(_server.Desk.Find(enrolled.Device)!.Condition == condition), Cancel);
        }
        Assert.Equal(enrolled.Device, Assert.Single(_server.Desk.List(new DeviceFilter(DeviceServer.Commune, Text: "lam phu")).Devices).Id);
        Assert.Empty(_server.Desk.List(new DeviceFilter(DeviceServer.OtherHamlet)).Devices);
    }

    [Fact]
    public async Task Sound_is_served_by_its_hash_whole_or_in_part_and_nothing_else_is()
    {
        var sound = Encoding.ASCII.GetBytes("OggS pretends to be a sound");
        var media = (IMediaVault)_server.Services.GetService(typeof(IMediaVault))!;
        var hash = await media.PutAsync(sound, Cancel);
        Assert.True(await media.VerifyAsync(hash, Cancel));

        var whole = await _server.Http.GetAsync($"{_server.Url}/media/{hash}", Cancel);
        Assert.Equal(sound, await whole.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Contains("immutable", whole.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_server.Url}/media/{hash}") { Headers = { Range = new RangeHeaderValue(5, null) } };
        var part = await _server.Http.SendAsync(request, Cancel);
        Assert.Equal((HttpStatusCode.PartialContent, "pretends to be a sound"), (part.StatusCode, await part.Content.ReadAsStringAsync(Cancel)));
        foreach (var name in new[] { new string('0', 64), "..%2Flangso.db", hash.ToUpperInvariant() })
            Assert.Equal(HttpStatusCode.NotFound, (await _server.Http.GetAsync($"{_server.Url}/media/{name}", Cancel)).StatusCode);
    }

    private static PlayBatch Batch(int first, int last) => new([.. Enumerable.Range(first, last - first + 1)
        .Select(n => new PlayRecord(n, "o" + n, "b", null, null, null, null, PlayResult.Skipped, "missed: Lỡ giờ phát.", null))]);
}
