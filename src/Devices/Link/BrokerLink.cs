using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Territory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Protocol;

namespace LangSo.Devices;

/// <summary>
/// The link over an outside broker. Records and questions come through shared subscriptions, so each goes to one of our servers;
/// heartbeats come to all, because each shows them. Orders go out once per unit; a device's desired state is retained on its own
/// topic and renewed when the device comes and the retained one is older than an order for it.
/// </summary>
internal sealed partial class BrokerLink(
    BrokerLine line, BrokerDoor door, DynamicSecurity security, AreaOutbox outbox, DeviceRegister register, LiveOrders orders, DeviceWishes wishes, DesiredStates desired, Uplink uplink,
    Gazetteers gazetteers, BrokerAddress broker, TimeProvider clock, ILogger<BrokerLink> log) : IDeviceLink, IHostedLifecycleService, IDisposable
{
    private const string Group = "$share/langso/";

    /// <summary>An order is in the store a moment after it was signed: a desired state of that moment may lack it.</summary>
    private static readonly TimeSpan SigningMargin = TimeSpan.FromSeconds(5);

    private readonly Channel<string> _stale = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, bool> _owed = new(StringComparer.Ordinal), _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _published = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _mark = new();
    private (Gazetteer? Units, DateOnly Day) _ruledBy;
    private volatile bool _rightsUnknown = true;
    private ITimer? _everyFewSeconds;
    private Task _running = Task.CompletedTask;
    private int _tidying;

    public LinkState State => line.State;

    public bool ReachesEveryServer => true;

    private string MarkTopic => $"langso/server/{line.Name}/mark";

    public async Task PublishToAreaAsync(UnitId area, ReadOnlyMemory<byte> payload, DateTime? retainUntil, CancellationToken cancel)
    {
        // The broker itself lets a retained message go when its life ends.
        var sent = await line.PublishAsync(BrokerLine.Message(Topics.AreaOrder(area), payload, retainUntil is not null, retainUntil - Now), cancel);
        if (!sent && retainUntil is { } until) outbox.Owe(area, payload, until);
    }

    public async Task<bool> SendDesiredAsync(string device, string signed, CancellationToken cancel)
    {
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var sent = await line.PublishAsync(BrokerLine.Message(Topics.Desired(device), Encoding.ASCII.GetBytes(signed), retain: true, null), cancel);
        if (sent) _published[device] = at;
        else _owed[device] = true;
        return sent;
    }

    public async Task AdmitAsync(string device, string token, CancellationToken cancel)
    {
        await door.AdmitAsync(device, token, cancel);
        if (register.Find(device) is { } live) await SendDesiredAsync(device, desired.SignedFor(live), cancel);
    }

    public Task DisconnectAsync(string device, CancellationToken cancel) => door.ShutOutAsync(device, cancel);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await register.LoadAsync(cancellationToken);
        await orders.LoadAsync(cancellationToken);
        await wishes.LoadAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(line.RunAsync(OpenedAsync, HearAsync, _stop.Token), RenewAsync(_stop.Token));
        _everyFewSeconds = clock.CreateTimer(_ => _ = TidyAsync(), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_everyFewSeconds is not null) await _everyFewSeconds.DisposeAsync();
        await _stop.CancelAsync();
        await _running;
    }

    public Task StopAsync(CancellationToken cancellationToken) => register.SaveStatesAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _everyFewSeconds?.Dispose();
        _stop.Dispose();
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>What the line does each time it is there: hears what the broker holds, gives it what is due, then listens to devices.</summary>
    private async Task<string?> OpenedAsync(CancellationToken cancel)
    {
        if (broker.Provision && !await line.SubscribeAsync(MqttQualityOfServiceLevel.AtLeastOnce, [DynamicSecurity.Answers], cancel)) return NoRight("nghe " + DynamicSecurity.Answers);
        if (await door.OpenAsync(cancel) is { } why) return why;
        outbox.Forget();
        _mark = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!await line.SubscribeAsync(MqttQualityOfServiceLevel.AtLeastOnce, [Topics.AreaOrder(new UnitId("+")), MarkTopic], cancel)) return NoRight("nghe langso/#");
        // Retained messages come before what is published after the subscription.
        if (!await line.PublishAsync(BrokerLine.Message(MarkTopic, "1"u8.ToArray(), retain: false, TimeSpan.FromSeconds(30)), cancel)) return NoRight("gửi langso/#");
        await _mark.Task.WaitAsync(TimeSpan.FromSeconds(10), clock, cancel);
        if (!await FlushAsync(Now, cancel)) return $"Máy chủ MQTT {broker.Shown} không nhận lệnh.";
        _seen.Clear();
        string[] shared = [Group + Topics.Played("+"), Group + Topics.TimeAsk("+")];
        if (!await line.SubscribeAsync(MqttQualityOfServiceLevel.AtLeastOnce, shared, cancel)) return NoRight("nghe " + Group);
        // The next heartbeat comes anyway, and ten thousand retained ones at once are more than a broker queues.
        if (!await line.SubscribeAsync(MqttQualityOfServiceLevel.AtMostOnce, [Topics.State("+")], cancel)) return NoRight("nghe langso/#");
        foreach (var device in _owed.Keys) _stale.Writer.TryWrite(device);
        _rightsUnknown = true;
        return null;
    }

    private string NoRight(string what) => $"Tài khoản {broker.User} chưa có quyền {what} ở máy chủ MQTT {broker.Shown}.";

    private async Task<bool> FlushAsync(DateTime issuedUntil, CancellationToken cancel)
    {
        foreach (var message in outbox.Due(issuedUntil))
        {
            if (!await line.PublishAsync(BrokerLine.Message(Topics.AreaOrder(message.Area), message.Payload, retain: true, message.Until - Now), cancel)) return false;
            outbox.Settle(message);
        }
        return true;
    }

    private async Task HearAsync(MqttApplicationMessageReceivedEventArgs args)
    {
        var (topic, payload) = (args.ApplicationMessage.Topic, args.ApplicationMessage.Payload);
        if (topic == DynamicSecurity.Answers) security.Hear(payload);
        else if (topic == MarkTopic) _mark.TrySetResult();
        else if (Topics.AreaOf(topic) is { } area) outbox.Holds(area, payload);
        else if (topic.Split('/') is ["langso", "device" or "time", var device, var last])
        {
            // The broker lets a device speak on its own topics only.
            args.AutoAcknowledge = last != "played";
            if (last == "ask") _stale.Writer.TryWrite(device);
            var was = register.Find(device)?.State?.Online;
            await uplink.TakeAsync(device, topic, payload, (to, bytes) => _ = AnswerAsync(to, bytes), _stop.Token, args.ApplicationMessage.Retain, () => _ = SettleAsync(args));
            if (last == "state" && !args.ApplicationMessage.Retain && register.Find(device)?.State?.Online == true && (was != true | _seen.TryAdd(device, true)))
                _stale.Writer.TryWrite(device);
        }
    }

    /// <summary>An answer that comes too late is none.</summary>
    private Task AnswerAsync(string topic, byte[] bytes) => line.PublishAsync(BrokerLine.Message(topic, bytes, retain: false, TimeSpan.FromSeconds(30)), _stop.Token)
        .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async Task SettleAsync(MqttApplicationMessageReceivedEventArgs args)
    {
        if (args.AutoAcknowledge) return;
        try
        {
            await args.AcknowledgeAsync(_stop.Token);
        }
        catch (Exception e) when (BrokerLine.IsLost(e))
        {
            // The broker gives it again, to us or to another server; the store keeps it once.
        }
    }

    private async Task RenewAsync(CancellationToken cancel)
    {
        try
        {
            await Parallel.ForEachAsync(_stale.Reader.ReadAllAsync(cancel), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, RenewAsync);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <summary>Gives a device its desired state when the newest that it can have is older than what it should hold.</summary>
    private async ValueTask RenewAsync(string id, CancellationToken cancel)
    {
        if (register.Find(id) is not { Row.TokenHash: not null } device) return;
        var has = Math.Max(device.State?.DesiredVersion ?? 0, _published.GetValueOrDefault(id));
        var newest = orders.NewestFor([.. register.ChainOf(device.Row.Unit).Select(v => v.Unit)]) is { } issued
            ? new DateTimeOffset(issued + SigningMargin).ToUnixTimeMilliseconds() : 0;
        var loudness = device is { Row.Kind: DeviceKind.Loudspeaker, State: { Online: true } state } && state.Volume != device.Row.Volume;
        if (!_owed.TryRemove(id, out _) && has >= newest && !loudness) return;
        await SendDesiredAsync(id, desired.SignedFor(device), cancel);
    }

    private async Task TidyAsync()
    {
        if (Interlocked.Exchange(ref _tidying, 1) == 1) return;
        try
        {
            await register.SaveStatesAsync(_stop.Token);
            if (!line.State.Up) return;
            // Also what another server signed and could not publish any more.
            await FlushAsync(Now - TimeSpan.FromSeconds(10), _stop.Token);
            await FollowTheMapAsync(_stop.Token);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException || BrokerLine.IsLost(e))
        {
            if (!_stop.IsCancellationRequested) NotTidied(log, e);
        }
        finally
        {
            Interlocked.Exchange(ref _tidying, 0);
        }
    }

    /// <summary>After a connection, a merger or midnight: rights follow the units of the day, and moved devices learn their new chain.</summary>
    private async Task FollowTheMapAsync(CancellationToken cancel)
    {
        var (units, day) = (gazetteers.Current, clock.Today());
        if (_ruledBy == (units, day) && !_rightsUnknown) return;
        var before = _ruledBy;
        HashSet<string> moved = new(StringComparer.Ordinal);
        if (broker.Provision)
        {
            if (await door.ReconcileAsync(cancel) is not { } plan) return;
            moved.UnionWith(plan.Moved);
        }
        if (before.Units is { } old && before != (units, day))
            moved.UnionWith(register.All
                .Where(d => !units.Chain(d.Row.Unit, new AsOf(day, day)).SequenceEqual(old.Chain(d.Row.Unit, new AsOf(before.Day, before.Day)))).Select(d => d.Row.Id));
        (_ruledBy, _rightsUnknown) = ((units, day), false);
        foreach (var device in moved)
        {
            _owed[device] = true;
            _stale.Writer.TryWrite(device);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "States of devices or rights at the broker not written")]
    private static partial void NotTidied(ILogger logger, Exception exception);
}
