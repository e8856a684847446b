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
        DeviceServer server, string id, string token, CancellationToken cancel, bool webSocket = false, string? clientId = null)
    {
        var device = new RawDevice();
        var options = new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V311).WithClientId(clientId ?? id).WithCredentials(id, token).WithCleanSession(false);
        options = webSocket
            ? options.WithWebSocketServer(ws => ws.WithUri(server.Url.Replace("http", "ws", StringComparison.Ordinal) + "/mqtt"))
            : options.WithTcpServer("127.0.0.1", server.MqttPort);
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

    public async ValueTask DisposeAsync()
    {
        await _client.TryDisconnectAsync();
        _client.Dispose();
    }
}
