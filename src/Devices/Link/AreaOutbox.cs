using System.Buffers;
using System.Collections.Concurrent;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>An order's payload that has to go to a unit.</summary>
internal sealed record AreaMessage(UnitId Area, ReadOnlyMemory<byte> Payload, DateTime Until, long Serial);

/// <summary>
/// What the broker still has to be given for whole units. Nothing is kept on disk: the live orders are the store's, the newest
/// order of each unit that the broker holds it tells itself (it is retained), and all newer ones are due. What this process
/// could not publish it remembers besides, because another server may have published a newer one meanwhile. A device ignores
/// an order that it knows, so one that goes out twice has one effect.
/// </summary>
internal sealed class AreaOutbox(LiveOrders orders, TimeProvider clock)
{
    private readonly ConcurrentDictionary<UnitId, long> _held = new();
    private readonly ConcurrentDictionary<(UnitId Area, string Payload), AreaMessage> _owed = new();

    /// <summary>The line was broken: what the broker holds has to be heard again.</summary>
    public void Forget() => _held.Clear();

    /// <summary>The broker holds, or has just passed on, this message.</summary>
    public void Holds(UnitId area, ReadOnlySequence<byte> payload)
    {
        var serial = SerialOf(payload.ToArray());
        if (serial > 0) _held.AddOrUpdate(area, serial, (_, known) => Math.Max(known, serial));
    }

    /// <summary>A message that could not be published.</summary>
    public void Owe(UnitId area, ReadOnlyMemory<byte> payload, DateTime until) =>
        _owed[(area, Convert.ToBase64String(payload.Span))] = new AreaMessage(area, payload, until, SerialOf(payload));

    /// <summary>It went out.</summary>
    public void Settle(AreaMessage message) => _owed.TryRemove((message.Area, Convert.ToBase64String(message.Payload.Span)), out _);

    /// <summary>What is due of all that was signed until then (UTC), in the order of signing.</summary>
    public IReadOnlyList<AreaMessage> Due(DateTime issuedUntil)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (key, old) in _owed)
            if (old.Until <= now) _owed.TryRemove(key, out _);
        var owed = _owed.Values.ToList();
        var known = owed.Select(m => m.Serial).ToHashSet();
        return
        [
            .. orders.All.Where(o => o.Expires > now && o.Issued <= issuedUntil && o.Serial > _held.GetValueOrDefault(o.Area) && !known.Contains(o.Serial))
                .Select(o => new AreaMessage(o.Area, new OrderEnvelope(o.Jws, o.DelegationJws).Write(), o.Expires, o.Serial))
                .Concat(owed).OrderBy(m => m.Serial),
        ];
    }

    /// <summary>Only an order of ours has a number: what anybody else put there does not hide ours.</summary>
    private long SerialOf(ReadOnlyMemory<byte> payload) =>
        OrderEnvelope.Read(payload.Span) is { } envelope && orders.All.FirstOrDefault(o => o.Jws == envelope.Order) is { } order ? order.Serial : 0;
}
