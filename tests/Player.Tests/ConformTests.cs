using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Devices.Conformance;
using LangSo.Foundation;
using LangSo.Testing;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace LangSo.Player.Tests;

/// <summary>The conformance command passes on our own loudspeaker and fails, saying why, on a device that believes everything.</summary>
public sealed class ConformTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Our_loudspeaker_keeps_every_rule()
    {
        using var folder = new TempFolder();
        var port = FreePort();
        var running = Conform.RunAsync(IPAddress.Loopback, port, null, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(8), _ => { }, TimeProvider.System, Cancel);
        await DeviceServer.UntilAsync(() => Task.FromResult(running.IsCompleted || Listens(port)), Cancel);
        await using var player = new RunningPlayer(folder.Path, $"http://127.0.0.1:{port}", Conform.Code);
        var results = await running;
        Assert.Empty(results.Where(r => !r.Passed).Select(r => $"{r.Section} {r.Rule}: {r.Why}"));
        Assert.True(results.Count >= 35);
    }

    [Fact]
    public async Task A_device_that_believes_everything_fails_and_is_told_why()
    {
        var port = FreePort();
        var running = Conform.RunAsync(IPAddress.Loopback, port, null, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(3), _ => { }, TimeProvider.System, Cancel);
        await DeviceServer.UntilAsync(() => Task.FromResult(running.IsCompleted || Listens(port)), Cancel);
        using var gullible = await BelieverAsync(port);
        var failed = (await running).Where(r => !r.Passed).Select(r => r.Rule).ToList();
        foreach (var rule in new[] { "Hỏi giờ năm lần trước khi đăng ký desired", "foreign-root: giấy giao quyền của khóa gốc khác", "Không lệnh sai nào được phát", "Gửi lại khi chưa được báo đã ghi", "Không đăng ký chủ đề khác hay ký tự đại diện" })
            Assert.Contains(rule, failed);
        Assert.DoesNotContain("Ghi danh bằng mã", failed);
    }

    /// <summary>Enrols and connects rightly, listens to more than it may, and says that it played whatever came.</summary>
    private static async Task<IMqttClient> BelieverAsync(int port)
    {
        using var http = new HttpClient();
        var answer = await http.PostAsJsonAsync($"http://127.0.0.1:{port}/api/devices/enrol", new EnrolRequest(Conform.Code, "gullible 1"), Cancel);
        var enrolled = (await answer.Content.ReadFromJsonAsync<EnrolReply>(LangSoJson.Compact, Cancel))!;
        var client = new MqttClientFactory().CreateMqttClient();
        long n = 0;
        client.ApplicationMessageReceivedAsync += async heard =>
        {
            if (Topics.AreaOf(heard.ApplicationMessage.Topic) is null) return;
            using var envelope = JsonDocument.Parse(heard.ApplicationMessage.Payload);
            if (envelope.RootElement.GetProperty("order").ValueKind != JsonValueKind.String) return;
            var payload = envelope.RootElement.GetProperty("order").GetString()!.Split('.')[1];
            var order = JsonSerializer.Deserialize<Order>(System.Buffers.Text.Base64Url.DecodeFromChars(payload), LangSoJson.Compact)!;
            var record = new PlayRecord(++n, order.Id, order.Bulletin, order.Media?.Sha256, order.At, order.At, order.At, PlayResult.Played, null, 0);
            await client.PublishBinaryAsync(Topics.Played(enrolled.Device), JsonSerializer.SerializeToUtf8Bytes(new PlayBatch([record]), LangSoJson.Compact), MqttQualityOfServiceLevel.AtLeastOnce);
        };
        await client.ConnectAsync(
            new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V311).WithTcpServer("127.0.0.1", port + 1).WithClientId(enrolled.Device)
                .WithCredentials(enrolled.Device, enrolled.Token).Build(), Cancel);
        foreach (var topic in new[] { "langso/#", Topics.Desired(enrolled.Device), Topics.Acked(enrolled.Device), Topics.TimeTell(enrolled.Device) }.Concat(enrolled.Chain.Select(a => Topics.AreaOrder(a.Unit))))
            await client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, Cancel);
        var state = new DeviceState(TimeProvider.System.GetUtcNow().UtcDateTime, true, "gullible 1", 0, [], 0, 80, null, 0, null, []);
        await client.PublishBinaryAsync(Topics.State(enrolled.Device), JsonSerializer.SerializeToUtf8Bytes(state, LangSoJson.Compact), MqttQualityOfServiceLevel.AtLeastOnce, retain: true, Cancel);
        return client;
    }

    private static bool Listens(int port)
    {
        try
        {
            using var probe = new TcpClient();
            probe.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            try
            {
                using var next = new TcpListener(IPAddress.Loopback, port + 1);
                next.Start();
                return port;
            }
            catch (SocketException)
            {
                // The next one is taken: another pair.
            }
        }
    }
}
