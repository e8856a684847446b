using System.Collections.Concurrent;
using System.Text;
using LangSo.Airtime;
using LangSo.Foundation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.AspNetCore;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace LangSo.Devices;

/// <summary>
/// The broker in this process: MQTT 3.1.1 on Kestrel, TCP and WebSocket. Only orders to areas go through its dispatch, which looks
/// at every session; what devices say is consumed here, and what is for one device goes straight into its session. Sessions and
/// retained messages live in memory only: the store is the truth, and a device that comes gets its whole desired state.
/// </summary>
internal sealed partial class MqttLink : IDeviceLink, IHostedLifecycleService, IDisposable
{
    private readonly DeviceRegister _register;
    private readonly LiveOrders _orders;
    private readonly DeviceWishes _wishes;
    private readonly DesiredStates _desired;
    private readonly Uplink _uplink;
    private readonly TimeProvider _clock;
    private readonly ILogger<MqttLink> _log;
    private readonly MqttServer _server;
    private readonly ConcurrentDictionary<string, DateTime> _retained = new(StringComparer.Ordinal);
    private ITimer? _everyFewSeconds;

    public MqttLink(
        MqttConnectionHandler kestrel, DeviceRegister register, LiveOrders orders, DeviceWishes wishes, DesiredStates desired, Uplink uplink, TimeProvider clock, ILogger<MqttLink> log)
    {
        (_register, _orders, _wishes, _desired, _uplink, _clock, _log) = (register, orders, wishes, desired, uplink, clock, log);
        State = new LinkState(true, clock.GetUtcNow().UtcDateTime);
        _server = new MqttServer(
            new MqttServerOptionsBuilder().WithoutDefaultEndpoint().WithPersistentSessions(false).WithMaxPendingMessagesPerClient(250)
                // Who says nothing after the connection, or lets its first packet drip, is let go.
                .WithDefaultCommunicationTimeout(TimeSpan.FromSeconds(10)).Build(),
            [kestrel], MqttNetNullLogger.Instance);
        _server.ValidatingConnectionAsync += Admit;
        _server.InterceptingSubscriptionAsync += Allow;
        _server.InterceptingPublishAsync += Hear;
        _server.ClientSubscribedTopicAsync += Welcome;
    }

    /// <summary>In this process, there as long as the process is.</summary>
    public LinkState State { get; }

    public async Task PublishToAreaAsync(UnitId area, ReadOnlyMemory<byte> payload, DateTime? retainUntil, CancellationToken cancel)
    {
        // A program that only loads data signs and serves nobody: devices find the order in their desired state when it serves.
        if (!_server.IsStarted) return;
        var topic = Topics.AreaOrder(area);
        if (retainUntil is { } until) _retained[topic] = until;
        await _server.InjectApplicationMessage(new InjectedMqttApplicationMessage(Message(topic, payload, retainUntil is not null)) { SenderClientId = "langso" }, cancel);
    }

    public Task<bool> SendDesiredAsync(string device, string signed, CancellationToken cancel) =>
        EnqueueAsync(device, Message(Topics.Desired(device), Encoding.ASCII.GetBytes(signed), retain: true));

    public Task AdmitAsync(string device, string token, CancellationToken cancel) => DisconnectAsync(device, cancel);

    public async Task DisconnectAsync(string device, CancellationToken cancel)
    {
        try
        {
            await _server.DisconnectClientAsync(device, new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.NotAuthorized });
        }
        catch (InvalidOperationException)
        {
            // Not connected: that is what was asked for.
        }
    }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await _register.LoadAsync(cancellationToken);
        await _orders.LoadAsync(cancellationToken);
        await _wishes.LoadAsync(cancellationToken);
    }

    /// <summary>Before Kestrel listens, so that the first device already finds a broker.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _server.StartAsync();
        _everyFewSeconds = _clock.CreateTimer(_ => _ = TidyAsync(), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before Kestrel stops: it would wait for connections that never end by themselves.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_everyFewSeconds is not null) await _everyFewSeconds.DisposeAsync();
        await _server.StopAsync(new MqttServerStopOptions());
    }

    public Task StopAsync(CancellationToken cancellationToken) => _register.SaveStatesAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _everyFewSeconds?.Dispose();
        _server.Dispose();
    }

    private async Task Admit(ValidatingConnectionEventArgs args)
    {
        // One session per device, named by it: two clients with one token take the line from each other and are seen doing so.
        if (args.UserName is not { Length: > 0 } device || args.ClientId != device || !await _register.AdmitsAsync(device, args.Password, CancellationToken.None))
        {
            args.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
            Refused(_log, args.ClientId, args.RemoteEndPoint?.ToString());
        }
    }

    private Task Allow(InterceptingSubscriptionEventArgs args)
    {
        IReadOnlyList<UnitId> chain = _register.Find(args.ClientId) is { } device ? [.. _register.ChainOf(device.Row.Unit).Select(v => v.Unit)] : [];
        if (TopicRights.MayHear(args.ClientId, chain, args.TopicFilter.Topic)) return Task.CompletedTask;
        args.ProcessSubscription = false;
        args.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
        MayNot(_log, args.ClientId, "hear", args.TopicFilter.Topic);
        return Task.CompletedTask;
    }

    private async Task Hear(InterceptingPublishEventArgs args)
    {
        if (ReferenceEquals(args.SessionItems, _server.ServerSessionItems)) return;
        args.ProcessPublish = false;
        var device = args.ClientId;
        if (!TopicRights.MayPublish(device, args.ApplicationMessage.Topic))
        {
            args.CloseConnection = true;
            args.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
            MayNot(_log, device, "say", args.ApplicationMessage.Topic);
            return;
        }
        await _uplink.TakeAsync(
            device, args.ApplicationMessage.Topic, args.ApplicationMessage.Payload, (topic, bytes) => _ = EnqueueAsync(device, Message(topic, bytes, retain: false)),
            args.CancellationToken);
    }

    private async Task Welcome(ClientSubscribedTopicEventArgs args)
    {
        if (args.TopicFilter.Topic == Topics.Desired(args.ClientId) && _register.Find(args.ClientId) is { } device)
            await SendDesiredAsync(args.ClientId, _desired.SignedFor(device), CancellationToken.None);
    }

    private async Task<bool> EnqueueAsync(string device, MqttApplicationMessage message)
    {
        try
        {
            return (await _server.GetSessionAsync(device)).TryEnqueueApplicationMessage(message, out _);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private async Task TidyAsync()
    {
        try
        {
            await _register.SaveStatesAsync(CancellationToken.None);
            var now = _clock.GetUtcNow().UtcDateTime;
            foreach (var (topic, _) in _retained.Where(r => r.Value <= now))
                if (_retained.TryRemove(topic, out var until) && until <= now)
                    await _server.UpdateRetainedMessageAsync(Message(topic, default, retain: true));
        }
        catch (Exception e) when (e is System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException or InvalidOperationException)
        {
            NotTidied(_log, e);
        }
    }

    private static MqttApplicationMessage Message(string topic, ReadOnlyMemory<byte> payload, bool retain) => new()
    {
        Topic = topic, Payload = new System.Buffers.ReadOnlySequence<byte>(payload), Retain = retain, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connection refused: client {Client} from {Address} has no valid token")]
    private static partial void Refused(ILogger logger, string client, string? address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Device {Device} may not {Verb} {Topic}")]
    private static partial void MayNot(ILogger logger, string device, string verb, string topic);

    [LoggerMessage(Level = LogLevel.Error, Message = "States of devices not written")]
    private static partial void NotTidied(ILogger logger, Exception exception);
}
