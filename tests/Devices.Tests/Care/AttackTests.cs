using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;

namespace LangSo.Devices.Tests.Care;

/// <summary>The attacks of docs/attacks.md on the link and on enrolment. Those on orders are tested where orders are verified.</summary>
public sealed class AttackTests : IAsyncLifetime
{
    private DeviceServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    public async ValueTask InitializeAsync() => _server = await DeviceServer.StartAsync(Cancel);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Two_programs_with_one_token_are_seen_and_the_token_is_taken_back_from_both()
    {
        var enrolled = await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel);
        var second = 0;
        foreach (var session in new[] { "session-one", "session-two", "session-one" })
        {
            await using var device = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
            await device.SayAsync(Topics.State(enrolled.Device), State(Now.AddSeconds(second++)) with { Session = session }, Cancel);
            await DeviceServer.UntilAsync(() => Task.FromResult(_server.Desk.Find(enrolled.Device)!.Said?.Session == session), Cancel);
        }
        await DeviceServer.UntilAsync(() => Task.FromResult(_server.Desk.Find(enrolled.Device)!.Condition == DeviceCondition.Fault), Cancel);
        Assert.Contains("sao chép", Assert.Single(_server.Desk.Find(enrolled.Device)!.Notes), StringComparison.Ordinal);
        Assert.Single(await _server.Services.GetRequiredService<Ledger>().OfActAsync("device-copied", Cancel));
        Assert.NotEqual(MqttClientConnectResultCode.Success, (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Result);

        // Enrolled anew it has a token of its own, and the alarm is over.
        var code = (await _server.Desk.NewCodeAsync(enrolled.Device, "kythuat", Cancel)).Value.EnrolCode!;
        var again = await _server.EnrolByCodeAsync(code, Cancel);
        Assert.NotEqual(enrolled.Token, again.Token);
        Assert.Equal(MqttClientConnectResultCode.Success, (await RawDevice.ConnectAsync(_server, again.Device, again.Token, Cancel)).Result);
        Assert.NotEqual(DeviceCondition.Fault, _server.Desk.Find(enrolled.Device)!.Condition);
    }

    [Fact]
    public async Task A_revoked_device_is_put_off_the_line_and_stays_off()
    {
        var enrolled = await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel);
        await using var device = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        await _server.Desk.RevokeAsync(enrolled.Device, "kythuat", Cancel);
        await DeviceServer.UntilAsync(() => Task.FromResult(!device.Connected), Cancel);
        Assert.NotEqual(MqttClientConnectResultCode.Success, (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Result);
        Assert.Single(await _server.Services.GetRequiredService<Ledger>().OfActAsync("device-revoked", Cancel));
    }

    [Fact]
    public async Task After_a_new_enrolment_the_old_token_is_worth_nothing()
    {
        var enrolled = await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel);
        var code = (await _server.Desk.NewCodeAsync(enrolled.Device, "kythuat", Cancel)).Value.EnrolCode!;
        await _server.EnrolByCodeAsync(code, Cancel);
        Assert.NotEqual(MqttClientConnectResultCode.Success, (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Result);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Http.PostAsJsonAsync(_server.Url + "/api/devices/enrol", new EnrolRequest(code, "1"), Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_right_code_does_not_help_an_address_that_has_guessed_too_often()
    {
        var (_, code) = await _server.AddAsync("Loa A", DeviceServer.Hamlet, Cancel);
        for (var i = 0; i < 10; i++) await _server.Http.PostAsJsonAsync(_server.Url + "/api/devices/enrol", new EnrolRequest("222-222", "1"), Cancel);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _server.Http.PostAsJsonAsync(_server.Url + "/api/devices/enrol", new EnrolRequest(code, "1"), Cancel)).StatusCode);
    }

    [Fact]
    public async Task What_a_device_retains_on_its_own_topics_reaches_nobody()
    {
        var enrolled = await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel);
        await using (var device = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device)
            await device.SayAsync(Topics.State(enrolled.Device), State(Now) with { Notes = ["độc"] }, Cancel);
        await using var later = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        foreach (var topic in TopicRights.Hears(enrolled.Device, enrolled.Chain.Select(a => a.Unit))) await later.HearAsync(topic, Cancel);
        await later.NextAsync(Topics.Desired(enrolled.Device), Cancel);
        Assert.DoesNotContain(later.Heard, m => m.Topic == Topics.State(enrolled.Device) || System.Text.Encoding.UTF8.GetString(m.Payload).Contains("độc", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    [InlineData(new byte[] { 0x10, 0x80, 0x80, 0x08, 0x00 })]
    public async Task A_stranger_that_announces_a_huge_packet_is_hung_up_on_before_it_comes(byte[] head)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _server.GatePort, Cancel);
        var stream = socket.GetStream();
        await stream.WriteAsync(head, Cancel);
        Assert.True(await ClosesWithinAsync(stream, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_device_that_sends_more_than_a_device_has_to_send_is_hung_up_on()
    {
        var enrolled = await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel);
        await using var device = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        try
        {
            await device.SayAsync(Topics.State(enrolled.Device), new string('x', 300_000), Cancel);
        }
        catch (Exception e) when (e is MQTTnet.Exceptions.MqttCommunicationException or OperationCanceledException or MQTTnet.Exceptions.MqttClientDisconnectedException)
        {
            // Hung up on while sending.
        }
        await DeviceServer.UntilAsync(() => Task.FromResult(!device.Connected), Cancel);
    }

    [Fact]
    public async Task A_connection_that_lets_its_first_packet_drip_is_let_go()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _server.GatePort, Cancel);
        var stream = socket.GetStream();
        await stream.WriteAsync(new byte[] { 0x10, 0x20, 0x00 }, Cancel);
        Assert.True(await ClosesWithinAsync(stream, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_heartbeat_full_of_rubbish_is_cut_to_what_is_kept()
    {
        var enrolled = await _server.EnrolAsync("Loa A", DeviceServer.Hamlet, Cancel);
        await using var device = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        var state = State(Now) with
        {
            Notes = [.. Enumerable.Repeat("x", 500)], Power = new DevicePower("battery", 4_000), Signal = new DeviceSignal(new string('s', 900), -7),
            Commands = [.. Enumerable.Range(0, 100).Select(i => new CommandAnswer("c" + i, "done", Now))],
        };
        await device.SayAsync(Topics.State(enrolled.Device), state, Cancel);
        await DeviceServer.UntilAsync(() => Task.FromResult(_server.Desk.Find(enrolled.Device)!.Said is not null), Cancel);
        var said = _server.Desk.Find(enrolled.Device)!.Said!;
        Assert.Equal((20, 100, true, 20), (said.Notes.Count, said.Power!.Percent, said.Signal is null, said.Commands!.Count));
    }

    private static DeviceState State(DateTime at) => new(at, true, "langso-player 0.1.0", 1, [], 3, 80, 900, 0, null, []);

    private static async Task<bool> ClosesWithinAsync(NetworkStream stream, TimeSpan time)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        late.CancelAfter(time);
        try
        {
            return await stream.ReadAsync(new byte[16], late.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
