using LangSo.Foundation;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace LangSo.Devices;

/// <summary>
/// The MQTT 5 line to an outside broker: comes back after a break with growing pauses and says each break once. The session
/// outlives a break for half a minute, so that a server that comes back at once goes on where it was; longer would keep its
/// share of what devices say from the other servers.
/// </summary>
internal sealed partial class BrokerLine(BrokerAddress address, DeviceLinkOptions options, string nameOfServer, TimeProvider clock, ILogger log) : IDisposable
{
    private const int SessionSeconds = 30;

    /// <summary>The least that a broker must take before it answers (its "receive maximum"): mosquitto's own default.</summary>
    private const int MostUnanswered = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _unanswered = new(MostUnanswered);
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private string _name = nameOfServer;
    private bool _told;

    /// <summary>Who we are to the broker.</summary>
    public string Name => _name;

    /// <summary>Whether it is up: connected, subscribed and nothing owed.</summary>
    public LinkState State { get; private set; } = new(false, clock.GetUtcNow().UtcDateTime, "Chưa nối máy chủ MQTT.");

    /// <summary>Keeps the line until cancelled.</summary>
    /// <param name="opened">What to do each time it is there, before it counts as up; null when all is well, else the sentence why not, empty for "once more".</param>
    /// <param name="hear">Takes one message at a time.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RunAsync(Func<CancellationToken, Task<string?>> opened, Func<MqttApplicationMessageReceivedEventArgs, Task> hear, CancellationToken cancel)
    {
        _client.ApplicationMessageReceivedAsync += hear;
        for (var failures = 0; !cancel.IsCancellationRequested; failures++)
        {
            var gone = new TaskCompletionSource<MqttClientDisconnectedEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
            Task Gone(MqttClientDisconnectedEventArgs args) => Task.FromResult(gone.TrySetResult(args));
            _client.DisconnectedAsync += Gone;
            try
            {
                var result = await _client.ConnectAsync(Options(), cancel);
                if (result.ResultCode != MqttClientConnectResultCode.Success) Down(Refusal(result.ResultCode));
                else if (await opened(cancel) is { } why)
                {
                    if (why.Length > 0) Down(why);
                }
                else
                {
                    Up();
                    failures = -1;
                    var end = await gone.Task.WaitAsync(cancel);
                    if (end.Reason == MqttClientDisconnectReason.SessionTakenOver) _name = _name.Split('.')[0] + "." + Guid.CreateVersion7(clock.GetUtcNow()).ToString("n")[^6..];
                    Down($"Mất kết nối với máy chủ MQTT {address.Shown}.");
                }
            }
            catch (Exception e) when (!cancel.IsCancellationRequested && IsLost(e))
            {
                Down($"Không nối được máy chủ MQTT {address.Shown}: {e.GetBaseException().Message.TrimEnd('.')}.");
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                break;
            }
            finally
            {
                _client.DisconnectedAsync -= Gone;
            }
            if (_client.IsConnected) await _client.TryDisconnectAsync();
            // Several servers lose the broker at once: each picks its own moment.
            var pause = Math.Min(options.LongestPause.TotalSeconds, 0.5 * Math.Pow(2, Math.Min(Math.Max(failures, 0), 8))) * (0.5 + Random.Shared.NextDouble());
            await Task.Delay(TimeSpan.FromSeconds(pause), clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await CloseAsync();
    }

    /// <summary>Sends one message; false when the broker did not take it.</summary>
    public async Task<bool> PublishAsync(MqttApplicationMessage message, CancellationToken cancel)
    {
        if (!_client.IsConnected) return false;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(Patience);
        try
        {
            await _unanswered.WaitAsync(late.Token);
            try
            {
                return (await _client.PublishAsync(message, late.Token)).IsSuccess;
            }
            finally
            {
                _unanswered.Release();
            }
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && IsLost(e))
        {
            return false;
        }
    }

    /// <summary>Hears more topics; false when the broker refused one.</summary>
    public async Task<bool> SubscribeAsync(MqttQualityOfServiceLevel quality, IEnumerable<string> filters, CancellationToken cancel)
    {
        var subscribe = new MqttClientSubscribeOptionsBuilder();
        foreach (var filter in filters) subscribe.WithTopicFilter(filter, quality);
        return (await _client.SubscribeAsync(subscribe.Build(), cancel)).Items.All(i => (int)i.ResultCode < 0x80);
    }

    /// <summary>A message as this server sends them.</summary>
    public static MqttApplicationMessage Message(string topic, ReadOnlyMemory<byte> payload, bool retain, TimeSpan? life) => new()
    {
        Topic = topic, Payload = new System.Buffers.ReadOnlySequence<byte>(payload), Retain = retain, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        MessageExpiryInterval = life is { } time ? (uint)Math.Clamp(Math.Ceiling(time.TotalSeconds), 1, uint.MaxValue) : 0,
    };

    public void Dispose()
    {
        _client.Dispose();
        _unanswered.Dispose();
    }

    internal static bool IsLost(Exception e) =>
        e is MqttCommunicationException or MqttProtocolViolationException or TimeoutException or InvalidOperationException or IOException or OperationCanceledException
            or System.Net.Sockets.SocketException or System.Security.Authentication.AuthenticationException;

    private MqttClientOptions Options()
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500).WithClientId(_name).WithCredentials(address.User, address.Password)
            .WithCleanStart(false).WithSessionExpiryInterval(SessionSeconds).WithReceiveMaximum(1_000)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(10)).WithTimeout(Patience).WithTcpServer(address.Host, address.Port);
        if (!address.Tls) return builder.Build();
        var policy = address.TlsOptions().CertificateChainPolicy;
        return builder.WithTlsOptions(tls =>
        {
            tls.UseTls().WithTargetHost(address.Host);
            if (policy is not null) tls.WithTrustChain(policy.CustomTrustStore);
        }).Build();
    }

    /// <summary>A server that is stopped in order leaves its share to the others at once.</summary>
    private async Task CloseAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2), clock);
        try
        {
            if (_client.IsConnected) await _client.DisconnectAsync(new MqttClientDisconnectOptions { SessionExpiryInterval = 0 }, soon.Token);
        }
        catch (Exception e) when (IsLost(e))
        {
            // The broker's own watch ends it.
        }
    }

    private void Up()
    {
        State = new LinkState(true, clock.GetUtcNow().UtcDateTime);
        _told = false;
        IsUp(log, address.Shown, _name);
    }

    private void Down(string why)
    {
        State = new LinkState(false, State.Up ? clock.GetUtcNow().UtcDateTime : State.Since, why);
        if (!_told) IsDown(log, why);
        _told = true;
    }

    private string Refusal(MqttClientConnectResultCode code) => code is MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized
        ? $"Máy chủ MQTT {address.Shown} không nhận tài khoản {address.User}: sai tên hoặc mật khẩu."
        : $"Máy chủ MQTT {address.Shown} từ chối kết nối: {code}.";

    [LoggerMessage(Level = LogLevel.Information, Message = "Broker {Broker} is up; this server is {Name}")]
    private static partial void IsUp(ILogger logger, string broker, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Broker is down, orders wait and go out when it is back: {Why}")]
    private static partial void IsDown(ILogger logger, string why);
}
