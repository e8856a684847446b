using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Testing;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace LangSo.Devices.Tests;

/// <summary>A bare MQTT 3.1.1 client, such as another maker would write.</summary>
internal sealed class RawDevice : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    private RawDevice() => _client.ApplicationMessageReceivedAsync += args =>
    {
        Heard.Enqueue((args.ApplicationMessage.Topic, args.ApplicationMessage.Payload.ToArray()));
        return Task.CompletedTask;
    };

    public ConcurrentQueue<(string Topic, byte[] Payload)> Heard { get; } = new();
    public bool Connected => _client.IsConnected;

    public static async Task<(RawDevice Device, MqttClientConnectResultCode Result)> ConnectAsync(
        DeviceServer server, string id, string token, CancellationToken cancel, bool webSocket = false, string? clientId = null, int? port = null, string? socket = null)
    {
        var device = new RawDevice();
        var options = new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V311).WithClientId(clientId ?? id).WithCredentials(id, token).WithCleanSession(false);
        options = webSocket
            ? options.WithWebSocketServer(ws => ws.WithUri(socket ?? server.Url.Replace("http", "ws", StringComparison.Ordinal) + "/mqtt"))
            : options.WithTcpServer("127.0.0.1", port ?? server.MqttPort);
        try
        {
            return (device, (await device._client.ConnectAsync(options.Build(), cancel)).ResultCode);
        }
        catch (MQTTnet.Exceptions.MqttCommunicationException)
        {
            return (device, MqttClientConnectResultCode.UnspecifiedError);
        }
    }

    public async Task<MqttClientSubscribeResultCode> HearAsync(string topic, CancellationToken cancel) =>
        (await _client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, cancel)).Items.Single().ResultCode;

    public Task SayAsync<T>(string topic, T message, CancellationToken cancel) =>
        _client.PublishBinaryAsync(topic, JsonSerializer.SerializeToUtf8Bytes(message, LangSoJson.Compact), MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: cancel);

    public async Task<byte[]> NextAsync(string topic, CancellationToken cancel)
    {
        byte[]? payload = null;
        await DeviceServer.UntilAsync(() =>
        {
            while (payload is null && Heard.TryDequeue(out var heard))
                if (heard.Topic == topic) payload = heard.Payload;
            return Task.FromResult(payload is not null);
        }, cancel, seconds: 10);
        return payload!;
    }

    public async Task<T> NextAsync<T>(string topic, CancellationToken cancel) => JsonSerializer.Deserialize<T>(await NextAsync(topic, cancel), LangSoJson.Compact)!;

    /// <summary>As every device does first.</summary>
    public async Task AskTheTimeAsync(string id, CancellationToken cancel)
    {
        await HearAsync(Topics.TimeTell(id), cancel);
        await SayAsync(Topics.TimeAsk(id), new TimeAsk(1, 1000), cancel);
        await NextAsync(Topics.TimeTell(id), cancel);
    }

    /// <summary>The first desired state that is as expected; older ones may come before it.</summary>
    public async Task<Desired> DesiredAsync(EnrolReply enrolled, Func<Desired, bool> expected, CancellationToken cancel)
    {
        while (true)
        {
            var jws = System.Text.Encoding.ASCII.GetString(await NextAsync(Topics.Desired(enrolled.Device), cancel));
            Assert.True(Jws.TryOpen<Desired>(jws, Desired.Type, enrolled.Root, out var desired));
            if (expected(desired)) return desired;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.TryDisconnectAsync();
        _client.Dispose();
    }
}
