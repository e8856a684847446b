using System.Buffers;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;
using Microsoft.Extensions.Logging;

namespace LangSo.Devices;

/// <summary>Consumes what devices say, whichever broker brings it.</summary>
internal sealed partial class Uplink(
    DeviceRegister register, LiveOrders orders, PlayIngest ingest, AnswerIngest answers, DeviceAlarms alarms, BulletinSignals signals, TimeProvider clock, ILogger<Uplink> log)
{
    /// <summary>
    /// Takes one message of an authenticated device. <paramref name="answer"/> sends to a topic of that same device; <paramref name="settled"/>
    /// is told when the broker need not keep the message any longer; <paramref name="retained"/> says that it is old news.
    /// </summary>
    public async Task TakeAsync(
        string device, string topic, ReadOnlySequence<byte> payload, Action<string, byte[]> answer, CancellationToken cancel, bool retained = false, Action? settled = null)
    {
        var kept = false;
        try
        {
            kept = register.Find(device) is { } live && await TakeAsync(live, device, topic, payload, answer, retained, settled, cancel);
        }
        finally
        {
            if (!kept) settled?.Invoke();
        }
    }

    private async Task<bool> TakeAsync(
        LiveDevice live, string device, string topic, ReadOnlySequence<byte> payload, Action<string, byte[]> answer, bool retained, Action? settled, CancellationToken cancel)
    {
        try
        {
            if (topic == Topics.TimeAsk(device)) Tell(device, Read<TimeAsk>(payload), answer);
            else if (topic == Topics.State(device)) Observe(live, Read<DeviceState>(payload), retained);
            else if (topic == Topics.Played(device) && Read<PlayBatch>(payload) is { Records: { Count: > 0 and <= PlayBatch.Most } records } && records.All(r => r is { N: > 0 }))
            {
                await ingest.TakeAsync(
                    new PlayDelivery(device, records, upTo => answer(Topics.Acked(device), JsonSerializer.SerializeToUtf8Bytes(new Acked(upTo), LangSoJson.Compact)), settled),
                    cancel);
                return true;
            }
        }
        catch (JsonException e)
        {
            Unreadable(log, e, device, topic);
        }
        return false;
    }

    private void Tell(string device, TimeAsk? ask, Action<string, byte[]> answer)
    {
        if (ask is not { N: > 0 }) return;
        var now = Milliseconds();
        answer(Topics.TimeTell(device), JsonSerializer.SerializeToUtf8Bytes(new TimeTell(ask.N, ask.T1, now, Milliseconds()), LangSoJson.Compact));
    }

    private double Milliseconds() => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    private void Observe(LiveDevice device, DeviceState? state, bool retained)
    {
        if (state is null or { Orders: null } or { Notes: null }) return;
        var heard = clock.GetUtcNow().UtcDateTime;
        // What a broker kept was said when the device said it, not now.
        var said = retained && state.At.ToUniversalTime() < heard ? state.At.ToUniversalTime() : heard;
        if (retained && device.LastSeen >= said) return;
        if (!retained && device.Copies.Proves(state)) alarms.Raise(device.Row.Id);
        var before = device.State;
        register.Observe(device, Trimmed(state), said);
        answers.Take(device.Row.Id, state);
        foreach (var bulletin in state.OrdersChangedFrom(before).Select(orders.BulletinOf).OfType<string>().Distinct(StringComparer.Ordinal)) signals.Changed(bulletin);
    }

    /// <summary>No more than a page can show and the store should hold of one heartbeat.</summary>
    private static DeviceState Trimmed(DeviceState state) => state with
    {
        Orders = [.. state.Orders.Take(500)], Notes = [.. state.Notes.Take(20)], Commands = state.Commands is { } given ? [.. given.Take(20)] : null,
        Power = state.Power is { Source.Length: <= 16 } power ? power with { Percent = Percent(power.Percent) } : null,
        Signal = state.Signal is { Kind.Length: <= 16 } signal ? signal with { Percent = Percent(signal.Percent) } : null,
    };

    private static int? Percent(int? value) => value is { } given ? Math.Clamp(given, 0, 100) : null;

    private static T? Read<T>(ReadOnlySequence<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        return JsonSerializer.Deserialize<T>(ref reader, LangSoJson.Compact);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Device {Device} sent something unreadable on {Topic}")]
    private static partial void Unreadable(ILogger logger, Exception exception, string device, string topic);
}
