using System.Buffers;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace LangSo.Player;

/// <summary>What the link brings in and asks for. Called on the link's thread, one message at a time.</summary>
internal interface ILinkTraffic
{
    /// <summary>Topics of orders to hear.</summary>
    IReadOnlyList<string> OrderTopics { get; }

    /// <summary>A message on an order topic.</summary>
    void OrderCame(ReadOnlySpan<byte> payload);

    /// <summary>A desired state.</summary>
    void DesiredCame(string signed);

    /// <summary>The server knows this device and hears it.</summary>
    void Connected();

    /// <summary>The heartbeat of now.</summary>
    DeviceState State(bool online);
}

/// <summary>
/// The MQTT line to the server: connects, comes back after a break with growing pauses, measures the clock before it believes
/// any expiry, sends heartbeats and records until they are acknowledged.
/// </summary>
internal sealed class ServerLink(
    Identity identity, ILinkTraffic traffic, PlayerStore store, PlayerClock clock, StatusLines status, TimeProvider time, PlayerRules rules) : IDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly Dictionary<long, TaskCompletionSource<(double ErrorMs, double WayMs)>> _asked = [];
    private HashSet<string> _heard = new(StringComparer.Ordinal);
    private volatile bool _stateChanged, _newRecords;
    private long _question;

    /// <summary>The heartbeat has changed.</summary>
    public void Wake()
    {
        _stateChanged = true;
        Turn();
    }

    /// <summary>Keeps the line up until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        _client.ApplicationMessageReceivedAsync += Hear;
        for (var failures = 0; !cancel.IsCancellationRequested; failures++)
        {
            try
            {
                var result = await _client.ConnectAsync(Options(overTcp: failures % 2 == 0), cancel);
                if (result.ResultCode == MqttClientConnectResultCode.Success)
                {
                    failures = 0;
                    await ServeAsync(cancel);
                    status.Say("Mất kết nối, vẫn phát theo lịch đã lưu.");
                }
                else
                {
                    if (failures == 0) status.Say("Máy chủ không nhận loa này. Xin mã mới và ghi danh lại.");
                    failures = Math.Max(failures, 5);
                }
            }
            catch (Exception e) when (e is MqttCommunicationException or MqttProtocolViolationException or TimeoutException or InvalidOperationException or IOException
                || (e is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                if (failures == 0) status.Say("Chưa nối được máy chủ, thử lại sau.");
            }
            if (cancel.IsCancellationRequested) break;
            // A whole province comes back at once after a break: each device picks its own moment.
            var pause = Math.Min(30, 0.5 * Math.Pow(2, Math.Min(failures, 7))) * (0.5 + Random.Shared.NextDouble());
            await Task.Delay(TimeSpan.FromSeconds(pause), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await SayGoodbyeAsync();
    }

    public void Dispose()
    {
        _client.Dispose();
        _wake.Dispose();
    }

    /// <summary>TCP and WebSocket in turn: the port may have changed since enrolment, the WebSocket's path has not.</summary>
    private MqttClientOptions Options(bool overTcp)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V311).WithClientId(identity.Device).WithCredentials(identity.Device, identity.Token).WithCleanSession(false)
            .WithKeepAlivePeriod(rules.Heartbeat > TimeSpan.FromSeconds(15) ? rules.Heartbeat : TimeSpan.FromSeconds(15)).WithTimeout(TimeSpan.FromSeconds(10))
            .WithWillTopic(Topics.State(identity.Device)).WithWillPayload(Json(traffic.State(online: false))).WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        // Enrolled over https, the token goes over wss too, never in the clear.
        if (overTcp && identity.Mqtt.Port is { } port && identity.Server.Scheme == "http") return builder.WithTcpServer(identity.Mqtt.Host ?? identity.Server.Host, port).Build();
        var socket = new UriBuilder(new Uri(identity.Server, identity.Mqtt.Ws)) { Scheme = identity.Server.Scheme == "https" ? "wss" : "ws" };
        return builder.WithWebSocketServer(ws => ws.WithUri(socket.Uri.ToString())).Build();
    }

    private async Task ServeAsync(CancellationToken cancel)
    {
        _heard = new HashSet<string>(StringComparer.Ordinal);
        await HearAsync([Topics.TimeTell(identity.Device), Topics.Acked(identity.Device)], cancel);
        await MeasureAsync(cancel);
        status.Say(clock.ErrorMs is { } error ? string.Create(VnText.Culture, $"Đã nối máy chủ, đồng hồ lệch {error:0} ms.") : "Đã nối máy chủ, chưa đo được đồng hồ.");
        await HearAsync([.. traffic.OrderTopics, Topics.Desired(identity.Device)], cancel);

        var (heartbeat, resend, measure) = (Now, Now, Now + rules.ClockAgain);
        while (_client.IsConnected && !cancel.IsCancellationRequested)
        {
            await HearAsync(traffic.OrderTopics, cancel);
            if (Now >= measure)
            {
                await MeasureAsync(cancel);
                measure = Now + rules.ClockAgain;
            }
            if (_stateChanged || Now >= heartbeat)
            {
                _stateChanged = false;
                await PublishAsync(Topics.State(identity.Device), traffic.State(online: true), retain: true, cancel);
                heartbeat = Now + rules.Heartbeat;
                traffic.Connected();
            }
            if (Now >= resend || _newRecords)
            {
                _newRecords = false;
                if (store.Unsent(PlayBatch.Most) is { Count: > 0 } records)
                    await PublishAsync(Topics.Played(identity.Device), new PlayBatch(records), retain: false, cancel);
                resend = Now + rules.Resend;
            }
            var rest = new[] { heartbeat, resend, measure }.Min() - Now;
            if (rest > TimeSpan.Zero) await _wake.WaitAsync(rest < TimeSpan.FromSeconds(1) ? rest : TimeSpan.FromSeconds(1), cancel);
        }
    }

    /// <summary>There is a record to send.</summary>
    public void RecordsWait()
    {
        _newRecords = true;
        Wake();
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private async Task HearAsync(IReadOnlyList<string> topics, CancellationToken cancel)
    {
        var missing = topics.Where(t => !_heard.Contains(t)).ToList();
        if (missing.Count == 0) return;
        var subscribe = new MqttClientSubscribeOptionsBuilder();
        foreach (var topic in missing) subscribe.WithTopicFilter(topic, MqttQualityOfServiceLevel.AtLeastOnce);
        await _client.SubscribeAsync(subscribe.Build(), cancel);
        _heard.UnionWith(missing);
    }

    /// <summary>Five questions; the answer with the shortest way is the truest.</summary>
    private async Task MeasureAsync(CancellationToken cancel)
    {
        List<(double ErrorMs, double WayMs)> answers = [];
        for (var i = 0; i < 5; i++)
        {
            var answer = new TaskCompletionSource<(double, double)>(TaskCreationOptions.RunContinuationsAsynchronously);
            var n = ++_question;
            lock (_asked) _asked[n] = answer;
            await PublishAsync(Topics.TimeAsk(identity.Device), new TimeAsk(n, clock.OwnMilliseconds), retain: false, cancel, MqttQualityOfServiceLevel.AtMostOnce);
            try
            {
                answers.Add(await answer.Task.WaitAsync(TimeSpan.FromSeconds(1), time, cancel));
            }
            catch (TimeoutException)
            {
                // A lost answer costs nothing.
            }
            lock (_asked) _asked.Remove(n);
        }
        if (answers.Count > 0) clock.Correct(answers.MinBy(a => a.WayMs).ErrorMs);
    }

    private Task Hear(MqttApplicationMessageReceivedEventArgs args)
    {
        var arrived = clock.OwnMilliseconds;
        var payload = args.ApplicationMessage.Payload.ToArray();
        var topic = args.ApplicationMessage.Topic;
        try
        {
            if (topic == Topics.TimeTell(identity.Device)) Told(JsonSerializer.Deserialize<TimeTell>(payload, LangSoJson.Compact), arrived);
            else if (topic == Topics.Acked(identity.Device)) Acknowledged(JsonSerializer.Deserialize<Acked>(payload, LangSoJson.Compact));
            else if (topic == Topics.Desired(identity.Device)) traffic.DesiredCame(System.Text.Encoding.ASCII.GetString(payload));
            else if (Topics.AreaOf(topic) is not null && payload.Length > 0) traffic.OrderCame(payload);
        }
        catch (JsonException)
        {
            // Nothing that this protocol knows: not ours to answer.
        }
        return Task.CompletedTask;
    }

    private void Told(TimeTell? tell, double arrived)
    {
        if (tell is null) return;
        TaskCompletionSource<(double, double)>? asked;
        lock (_asked) asked = _asked.GetValueOrDefault(tell.N);
        asked?.TrySetResult(ClockExchange.Measure(tell, arrived));
    }

    private void Acknowledged(Acked? acked)
    {
        if (acked is null) return;
        if (!store.Acknowledge(acked.UpTo)) return;
        _newRecords = true;
        Wake();
    }

    private Task<MqttClientPublishResult> PublishAsync<T>(
        string topic, T message, bool retain, CancellationToken cancel, MqttQualityOfServiceLevel quality = MqttQualityOfServiceLevel.AtLeastOnce) =>
        _client.PublishAsync(new MqttApplicationMessage { Topic = topic, PayloadSegment = Json(message), Retain = retain, QualityOfServiceLevel = quality }, cancel);

    private static byte[] Json<T>(T message) => JsonSerializer.SerializeToUtf8Bytes(message, LangSoJson.Compact);

    private async Task SayGoodbyeAsync()
    {
        if (!_client.IsConnected) return;
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        try
        {
            if (store.Unsent(PlayBatch.Most) is { Count: > 0 } records) await PublishAsync(Topics.Played(identity.Device), new PlayBatch(records), retain: false, soon.Token);
            await PublishAsync(Topics.State(identity.Device), traffic.State(online: false), retain: true, soon.Token);
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), soon.Token);
        }
        catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException or InvalidOperationException)
        {
            // The will says it instead.
        }
    }

    private void Turn()
    {
        try
        {
            _wake.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // Already awake, or already gone.
        }
    }
}
