using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>What plays next.</summary>
/// <param name="Order">The order.</param>
/// <param name="Start">When to start it, UTC; in the past when it is late.</param>
/// <param name="Planned">When it should start by the timeline, UTC.</param>
/// <param name="Reason">Why not at its own instant, or null.</param>
internal sealed record NextItem(Order Order, DateTime Start, DateTime Planned, string? Reason);

/// <summary>
/// The orders of this loudspeaker: what is held whole, what has begun, what is done. Only what is held whole takes part in the
/// timeline, so that silence never displaces sound. Safe to call from any thread. What comes in is on disk before it shows here;
/// what has ended shows at once and is written after. No lock is held while the disk writes: the sound would wait for it.
/// </summary>
internal sealed class OrderBook(PlayerStore store, PlayerClock clock, PlayerRules rules)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(8);

    private readonly Lock _turn = new();
    private readonly Dictionary<string, Held> _held = new(StringComparer.Ordinal);
    private IReadOnlyList<UnitId> _chain = [];
    private int _version;

    private sealed class Held(Order order, string fingerprint)
    {
        public Order Order { get; } = order;
        public string Fingerprint { get; } = fingerprint;
        public bool Whole { get; set; }
        public string? Trouble { get; set; }
        public DateTime? Began { get; set; }
        public bool Done { get; set; }
    }

    /// <summary>Called after every change, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>Grows with every change.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>The order that plays now.</summary>
    public string? Playing { get; private set; }

    /// <summary>The device's units, lowest first.</summary>
    public IReadOnlyList<UnitId> Chain
    {
        get => _chain;
        set
        {
            _chain = value;
            Change();
        }
    }

    /// <summary>Reads what was kept. What had begun and has no end was broken off by a loss of power: that is recorded now.</summary>
    public void Load(Func<OrderMedia, bool> isThere)
    {
        store.Forget(clock.UtcNow.AddDays(-1));
        foreach (var stored in store.Orders())
        {
            var held = new Held(stored.Order, stored.Fingerprint)
            {
                Done = stored.Outcome is not null, Began = stored.Began, Whole = stored.Order.Media is { } media && isThere(media),
            };
            _held[stored.Order.Id] = held;
            if (held.Done || stored.Began is not { } began) continue;
            held.Done = true;
            store.Finish(n => Record(stored.Order, PlayResult.Cut, "power: Mất điện hoặc chương trình dừng khi đang phát.") with { N = n, Planned = began, Started = began });
        }
        Change();
    }

    /// <summary>What is remembered of an order.</summary>
    public SeenOrder? Seen(string id)
    {
        lock (_turn) return _held.TryGetValue(id, out var held) ? new SeenOrder(held.Fingerprint, held.Order.Serial) : null;
    }

    /// <summary>Takes a verified order. Called by one thread at a time.</summary>
    public void Accept(Order order, string fingerprint, Func<OrderMedia, bool> isThere)
    {
        if (IsUnderWay()) return;
        store.Keep(order, fingerprint);
        lock (_turn)
        {
            // It may have begun while the disk wrote: then the one that plays stays.
            if (IsUnderWay()) return;
            _held[order.Id] = new Held(order, fingerprint) { Whole = order.Media is { } media && isThere(media) };
        }
        Change();

        bool IsUnderWay()
        {
            lock (_turn) return _held.TryGetValue(order.Id, out var known) && (known.Done || known.Began is not null);
        }
    }

    /// <summary>Orders whose sound is still missing, the most urgent first.</summary>
    public IReadOnlyList<Order> NeedSound()
    {
        lock (_turn)
        {
            return
            [
                .. _held.Values.Where(h => !h.Done && !h.Whole && h.Order is { Kind: Order.Play, Media: not null } && h.Order.Expires > clock.UtcNow)
                    .Select(h => h.Order).OrderByDescending(o => o.Class).ThenBy(o => o.At),
            ];
        }
    }

    /// <summary>The sound is here, decoded.</summary>
    public void SoundIsThere(string sha256)
    {
        lock (_turn)
            foreach (var held in _held.Values.Where(h => h.Order.Media?.Sha256 == sha256)) (held.Whole, held.Trouble) = (true, null);
        Change();
    }

    /// <summary>Why the sound is not here yet.</summary>
    public void SoundTrouble(string sha256, string trouble)
    {
        lock (_turn)
            foreach (var held in _held.Values.Where(h => h.Order.Media?.Sha256 == sha256)) held.Trouble = trouble;
    }

    /// <summary>Ids of what is held whole and still to play.</summary>
    public IReadOnlyList<string> WholeIds()
    {
        lock (_turn) return [.. _held.Values.Where(h => h is { Whole: true, Done: false }).OrderBy(h => h.Order.At).Select(h => h.Order.Id)];
    }

    /// <summary>Hashes of sounds that some order still needs.</summary>
    public IReadOnlySet<string> SoundsInUse()
    {
        lock (_turn) return _held.Values.Where(h => !h.Done && h.Order.Media is not null).Select(h => h.Order.Media!.Sha256).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What plays next and when, or null.</summary>
    public NextItem? Next()
    {
        lock (_turn)
        {
            var entry = PlanOfNow().FirstOrDefault(e => e.Start is not null && _held[e.Order.Id] is { Done: false, Began: null });
            if (entry is null) return null;
            var order = _held[entry.Order.Id].Order;
            return new NextItem(order, entry.Start!.Value, entry.Order.At == order.At ? entry.Start.Value : order.At, entry.Outcome == TimelineOutcome.Shifted ? entry.Reason : null);
        }
    }

    /// <summary>Where the order that plays breaks off, by the newest plan; null when it plays to its end.</summary>
    public TimelineEntry? CutOf(string playing)
    {
        lock (_turn) return PlanOfNow().FirstOrDefault(e => e.Order.Id == playing && e.Outcome == TimelineOutcome.Cut);
    }

    /// <summary>Marks what has begun.</summary>
    public void Begin(string id, DateTime at)
    {
        lock (_turn)
        {
            _held[id].Began = at;
            Playing = id;
        }
        // Beside the sound: waiting for the disk here would be heard.
        _ = Task.Run(() => store.Begin(id, at));
        Change();
    }

    /// <summary>Ends an order at once; <see cref="Finish"/> writes its record.</summary>
    public void End(string id)
    {
        lock (_turn)
        {
            _held[id].Done = true;
            if (Playing == id) Playing = null;
        }
        Change();
    }

    /// <summary>Ends an order and writes its record, which gets its number then. Waits for the disk.</summary>
    public PlayRecord Finish(PlayRecord record)
    {
        End(record.Order);
        return store.Finish(n => record with { N = n });
    }

    /// <summary>Ends what can no longer play and says why, in records that are still to be written.</summary>
    public IReadOnlyList<PlayRecord> Settle()
    {
        var now = clock.UtcNow;
        List<PlayRecord> over = [];
        lock (_turn)
        {
            var plan = Plan(null).ToDictionary(e => e.Order.Id, StringComparer.Ordinal);
            var withdrawals = _held.Values.Where(h => h.Order.Kind == Order.Withdraw).Select(h => h.Order).ToList();
            foreach (var held in _held.Values.Where(h => !h.Done && h.Began is null && h.Order.Kind == Order.Play))
                if (WhyOver(held, plan.GetValueOrDefault(held.Order.Id), withdrawals, now) is { } reason)
                    over.Add(Record(held.Order, PlayResult.Skipped, reason) with { Planned = plan.GetValueOrDefault(held.Order.Id)?.Start ?? held.Order.At, Ended = now });
        }
        foreach (var record in over) End(record.Order);
        return over;
    }

    /// <summary>A record with nothing in it yet but whose it is; its number comes when it is written.</summary>
    public static PlayRecord Record(Order order, PlayResult result, string? reason) =>
        new(0, order.Id, order.Bulletin, order.Media?.Sha256, null, null, null, result, reason, null);

    private string? WhyOver(Held held, TimelineEntry? planned, List<Order> withdrawals, DateTime now)
    {
        var order = held.Order;
        if (withdrawals.Exists(w => w.TakesBack(order))) return "withdrawn: Bản tin đã được thu hồi.";
        if (order.Media is null) return "no-sound: Chỉ có thẻ bảng tin, không có tiếng.";
        if (!held.Whole && (order.At + rules.Late < now || order.Expires <= now))
            return "no-media: Đến giờ phát chưa có âm thanh" + (held.Trouble is null ? "." : ": " + held.Trouble);
        if (order.Expires <= now) return planned is { Outcome: TimelineOutcome.Skipped, By: not null } ? planned.Reason : "expired: Hết hạn trước khi tới lượt.";
        return planned?.Start + rules.Late < now ? "missed: Đã quá giờ phát khi thiết bị sẵn sàng." : null;
    }

    /// <summary>The timeline, in which an emergency whose instant has passed stands at now: it cuts what plays.</summary>
    private IReadOnlyList<TimelineEntry> PlanOfNow()
    {
        var now = clock.UtcNow;
        var plan = Plan(null);
        return plan.Any(e => IsLateEmergency(e, now)) ? Plan(plan.Where(e => IsLateEmergency(e, now)).ToDictionary(e => e.Order.Id, _ => now, StringComparer.Ordinal)) : plan;
    }

    private bool IsLateEmergency(TimelineEntry entry, DateTime now) =>
        entry.Order.Class == BulletinClass.Emergency && entry.Start < now && _held[entry.Order.Id] is { Done: false, Began: null };

    /// <summary>The timeline of what is whole; what has been played keeps its place, so that what waited for it is not late. Called with the lock held.</summary>
    private IReadOnlyList<TimelineEntry> Plan(Dictionary<string, DateTime>? instead)
    {
        var there = _held.Values.Where(h => h.Began is not null || (!h.Done && (h.Whole || h.Order.Kind == Order.Withdraw))).ToList();
        var began = there.Where(h => h.Began is not null).ToDictionary(h => h.Order.Id, h => h.Began!.Value, StringComparer.Ordinal);
        return Timeline.Build(
            there.Select(h => instead is not null && instead.TryGetValue(h.Order.Id, out var at) ? h.Order with { At = at } : h.Order), _chain, DateTime.MinValue,
            clock.UtcNow + Ahead, began);
    }

    private void Change()
    {
        Interlocked.Increment(ref _version);
        Changed?.Invoke();
    }
}
