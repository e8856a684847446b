using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>
/// The orders of this loudspeaker: what is held whole, which occurrence has begun, which is done. Only what is held whole takes part in the
/// timeline, so that silence never displaces sound. Safe to call from any thread. What comes in is on disk before it shows here;
/// what has ended shows at once and is written after. No lock is held while the disk writes: the sound would wait for it.
/// </summary>
internal sealed class OrderBook(PlayerStore store, PlayerClock clock, PlayerRules rules)
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, Held> _held = new(StringComparer.Ordinal);
    private IReadOnlyList<UnitId> _chain = [];
    private DeviceSettings _settings = new(100);
    private Plan? _plan;
    private int _version;

    private sealed record Plan(IReadOnlyList<TimelineEntry> Entries, int Version, DateTime Built);

    /// <summary>Called after every change, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>Grows with every change.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>The order that plays now.</summary>
    public string? Playing { get; private set; }

    /// <summary>The device's units, lowest first.</summary>
    public IReadOnlyList<UnitId> Chain => _chain;

    /// <summary>Where it stands and what was set on it.</summary>
    public void Place(IReadOnlyList<UnitId> chain, DeviceSettings settings)
    {
        lock (_turn) (_chain, _settings) = (chain, settings);
        Change();
    }

    /// <summary>The volume of now, 0 to 100.</summary>
    public int VolumeOf(BulletinClass @class) => _settings.VolumeAt(clock.UtcNow, @class);

    /// <summary>True in hours in which the hamlet voted for silence.</summary>
    public bool IsQuiet => clock.UtcNow is var now && _settings.QuietBetween(now, now.AddTicks(1)).Count > 0;

    /// <summary>Reads what was kept. What had begun and has no end was broken off by a loss of power: that is recorded now.</summary>
    public void Load(Func<OrderMedia, bool> isThere)
    {
        store.Forget(clock.UtcNow.AddDays(-1));
        var airings = store.Airings().ToLookup(a => a.Occurrence.Order, StringComparer.Ordinal);
        foreach (var stored in store.Orders())
        {
            var held = _held[stored.Order.Id] = New(stored.Order, stored.Fingerprint, isThere, null);
            if (!held.IsProgramme && (stored.Began is not null || stored.Outcome is not null)) Restore(held, stored.Order.At, stored.Began, stored.Outcome);
            foreach (var airing in airings[stored.Order.Id]) Restore(held, airing.Occurrence.Planned, airing.Began, airing.Outcome);
        }
        Change();
    }

    /// <summary>What is remembered of an order.</summary>
    public SeenOrder? Seen(string id)
    {
        lock (_turn) return _held.TryGetValue(id, out var held) ? new SeenOrder(held.Fingerprint, held.Order.Serial) : null;
    }

    /// <summary>Takes a verified order. A newer form of a programme takes the place of the older, what has played counts for both. Called by one thread at a time.</summary>
    public void Accept(Order order, string fingerprint, Func<OrderMedia, bool> isThere)
    {
        if (IsUnderWay()) return;
        store.Keep(order, fingerprint);
        lock (_turn)
        {
            // It may have begun while the disk wrote: then the one that plays stays.
            if (IsUnderWay()) return;
            _held[order.Id] = New(order, fingerprint, isThere, _held.GetValueOrDefault(order.Id));
        }
        Change();

        bool IsUnderWay()
        {
            lock (_turn) return _held.TryGetValue(order.Id, out var known) && !known.IsProgramme && known.Airings.Values.Any(a => a.Done || a.Began is not null);
        }
    }

    /// <summary>Orders of which a sound is still missing, the most urgent first.</summary>
    public IReadOnlyList<Order> NeedSound()
    {
        var now = clock.UtcNow;
        lock (_turn)
        {
            return
            [
                .. _held.Values.Where(h => !h.Whole && h.Order is { Kind: Order.Play, Sounds.Count: > 0 } && h.Order.Expires > now && !h.IsOver(now))
                    .Select(h => h.Order).OrderByDescending(o => o.Class).ThenBy(o => o.At < now ? now : o.At),
            ];
        }
    }

    /// <summary>The sound is here, decoded.</summary>
    public void SoundIsThere(string sha256)
    {
        lock (_turn)
            foreach (var held in _held.Values.Where(h => h.Order.Sounds.Any(s => s.Sha256 == sha256)))
            {
                held.Has(sha256);
                held.Trouble = null;
            }
        Change();
    }

    /// <summary>Why the sound is not here yet.</summary>
    public void SoundTrouble(string sha256, string trouble)
    {
        lock (_turn)
            foreach (var held in _held.Values.Where(h => h.Order.Sounds.Any(s => s.Sha256 == sha256))) held.Trouble = trouble;
    }

    /// <summary>Ids of what is held whole and still to play.</summary>
    public IReadOnlyList<string> WholeIds()
    {
        var now = clock.UtcNow;
        lock (_turn) return [.. _held.Values.Where(h => h.Whole && !h.IsOver(now)).OrderBy(h => h.Order.At).Select(h => h.Order.Id)];
    }

    /// <summary>Hashes of sounds that some order still needs.</summary>
    public IReadOnlySet<string> SoundsInUse()
    {
        var now = clock.UtcNow;
        lock (_turn) return _held.Values.Where(h => !h.IsOver(now)).SelectMany(h => h.Order.Sounds).Select(s => s.Sha256).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What plays next and when, or null. Of two that are both late the higher class, then the plan.</summary>
    public NextItem? Next()
    {
        lock (_turn)
        {
            var now = clock.UtcNow;
            NextItem? best = null;
            foreach (var entry in PlanOfNow(now))
            {
                if (entry.Pieces.Count == 0 || Candidate(entry, now) is not { } item) continue;
                if (best is null || Effective(item) < Effective(best) || (Effective(item) == Effective(best) && item.Order.Class > best.Order.Class)) best = item;
            }
            return best;

            DateTime Effective(NextItem item) => item.Start < now ? now : item.Start;
        }
    }

    /// <summary>An occurrence by the newest plan; null when it is in it no longer.</summary>
    public TimelineEntry? CourseOf(Occurrence airing)
    {
        lock (_turn) return PlanOfNow(clock.UtcNow).FirstOrDefault(e => e.Planned == airing.Planned && e.Order.Id == airing.Order && e.Pieces.Count > 0);
    }

    /// <summary>Marks what has begun, or goes on. The record is what it will be told of by.</summary>
    public void Begin(Occurrence airing, DateTime at, PlayRecord? record = null)
    {
        bool first, programme;
        lock (_turn)
        {
            var held = _held[airing.Order];
            var known = held.At(airing.Planned);
            (first, programme) = (known.Began is null, held.IsProgramme);
            known.Began ??= at;
            known.Record ??= record;
            known.Paused = null;
            Playing = airing.Order;
        }
        // Beside the sound: waiting for the disk here would be heard.
        if (first) _ = Task.Run(() =>
        {
            if (programme) store.Begin(airing, at);
            else store.Begin(airing.Order, at);
        });
        Change();
    }

    /// <summary>It was broken off and is to go on later.</summary>
    public void Pause(Occurrence airing, DateTime at)
    {
        lock (_turn)
        {
            _held[airing.Order].At(airing.Planned).Paused = at;
            if (Playing == airing.Order) Playing = null;
        }
        Change();
    }

    /// <summary>Its record so far, of what has begun.</summary>
    public PlayRecord? RecordOf(Occurrence airing)
    {
        lock (_turn) return _held.TryGetValue(airing.Order, out var held) ? held.Of(airing.Planned)?.Record : null;
    }

    /// <summary>Ends an occurrence at once; <see cref="Finish"/> writes its record.</summary>
    /// <param name="airing">Which.</param>
    /// <param name="early">True when it leaves the rest of its time to others.</param>
    public void End(Occurrence airing, bool early = false)
    {
        lock (_turn)
        {
            var known = _held[airing.Order].At(airing.Planned);
            known.Done = true;
            known.LeftItsPlace |= early || known.Began is null;
            if (Playing == airing.Order) Playing = null;
        }
        Change();
    }

    /// <summary>Ends an occurrence and writes its record, which gets its number then. Waits for the disk.</summary>
    public PlayRecord Finish(Occurrence airing, PlayRecord record)
    {
        bool programme;
        lock (_turn) programme = _held[airing.Order].IsProgramme;
        End(airing);
        return store.Finish(n => record with { N = n }, programme ? airing : null);
    }

    /// <summary>Ends what can no longer play and says why, in records that are still to be written.</summary>
    public IReadOnlyList<(Occurrence Airing, PlayRecord Record)> Settle()
    {
        var now = clock.UtcNow;
        List<(Occurrence Airing, PlayRecord Record)> over = [];
        lock (_turn)
        {
            var plan = PlanAt(now);
            var bulletins = plan.Where(e => e.Order.Programme is null).ToDictionary(e => e.Order.Id, StringComparer.Ordinal);
            var withdrawals = _held.Values.Where(h => h.Order.Kind == Order.Withdraw).Select(h => h.Order).ToList();
            foreach (var held in _held.Values.Where(h => h is { IsProgramme: false, Order.Kind: Order.Play } && (h.Of(h.Order.At) is null or { Done: false, Began: null })))
                if (WhyOver(held, bulletins.GetValueOrDefault(held.Order.Id), withdrawals, now) is { } reason)
                    over.Add((new Occurrence(held.Order.Id, held.Order.At), Record(held.Order, PlayResult.Skipped, reason) with { Planned = bulletins.GetValueOrDefault(held.Order.Id)?.Start ?? held.Order.At, Ended = now }));
            foreach (var entry in plan.Concat(Missing(now)).Where(e => e.Order.Programme is not null))
                if (WhyOver(entry, now) is { } record) over.Add((entry.Occurrence, record));
        }
        foreach (var (airing, _) in over) End(airing);
        return over;
    }

    /// <summary>A record with nothing in it yet but whose it is; its number comes when it is written.</summary>
    public static PlayRecord Record(Order order, PlayResult result, string? reason) =>
        new(0, order.Id, order.Bulletin, order.Media?.Sha256, null, null, null, result, reason, null);

    private static Held New(Order order, string fingerprint, Func<OrderMedia, bool> isThere, Held? before)
    {
        var held = new Held(order, fingerprint) { Airings = before is { IsProgramme: true } ? before.Airings : [] };
        foreach (var sound in order.Sounds.Where(isThere)) held.Has(sound.Sha256);
        return held;
    }

    private void Restore(Held held, DateTime planned, DateTime? began, string? outcome)
    {
        var airing = held.At(planned);
        (airing.Began, airing.Done, airing.LeftItsPlace) = (began, outcome is not null, outcome is not null && began is null);
        if (airing.Done || began is null) return;
        airing.Done = true;
        store.Finish(
            n => Record(held.Order, PlayResult.Cut, "power: Mất điện hoặc chương trình dừng khi đang phát.") with { N = n, Planned = held.IsProgramme ? planned : began, Started = began },
            held.IsProgramme ? new Occurrence(held.Order.Id, planned) : null);
        // A stream, and what fills, is joined again where it is by now.
        if (held.Order.Programme is { EndsOnTime: true }) held.Airings.Remove(planned);
    }

    private NextItem? Candidate(TimelineEntry entry, DateTime now)
    {
        var airing = _held[entry.Order.Id].Of(entry.Planned);
        if (airing is { Done: true }) return null;
        if (airing?.Began is null)
        {
            // What was planned before the order was signed is not this order's to play.
            if (entry.Order.Programme is not null && entry.Planned < entry.Order.Issued) return null;
            // A late emergency stands at now in the plan, and is late by its own.
            var due = entry.Order.Programme is null && entry.Outcome == TimelineOutcome.AsPlanned && entry.Start - entry.Planned > Timeline.Grace ? entry.Planned : entry.Start!.Value;
            return entry.Order.Programme is null
                ? new NextItem(entry, entry.Pieces[0], due)
                : Timeline.Join(entry, now, rules.Late) is { } piece ? new NextItem(entry, piece, due) : null;
        }
        if (airing.Paused is not { } paused) return null;
        foreach (var piece in entry.Pieces)
        {
            if (piece.End <= now || piece.Start < paused - Timeline.Grace) continue;
            return new NextItem(entry, piece.Start < now && entry.Order.Programme!.EndsOnTime ? new AirPiece(now, piece.End, piece.Offset + (now - piece.Start)) : piece, piece.Start);
        }
        return null;
    }

    private string? WhyOver(Held held, TimelineEntry? planned, List<Order> withdrawals, DateTime now)
    {
        var order = held.Order;
        if (withdrawals.Exists(w => w.TakesBack(order))) return "withdrawn: Bản tin đã được thu hồi.";
        if (order.Media is null) return "no-sound: Chỉ có thẻ bảng tin, không có tiếng.";
        if (!held.Whole && (order.At + rules.Late < now || order.Expires <= now))
            return "no-media: Đến giờ phát chưa có âm thanh" + (held.Trouble is null ? "." : ": " + held.Trouble);
        if (order.Expires <= now) return planned is { Outcome: TimelineOutcome.Skipped, By: not null } ? planned.Reason : "expired: Hết hạn trước khi tới lượt.";
        if (planned is { Outcome: TimelineOutcome.Skipped, Code: "quiet" or "off" } && order.At + rules.Late < now) return planned.Reason;
        return (planned?.Start ?? (planned is null ? null : order.At)) + rules.Late < now ? "missed: Đã quá giờ phát khi thiết bị sẵn sàng." : null;
    }

    /// <summary>Of a programme's occurrence: the record when nothing of it will sound any more.</summary>
    private PlayRecord? WhyOver(TimelineEntry entry, DateTime now)
    {
        var (held, programme) = (_held[entry.Order.Id], entry.Order.Programme!);
        if (held.Of(entry.Planned) is { } airing)
        {
            if (airing.Done || airing.Began is null || airing.Paused is not { } paused || Candidate(entry, now) is not null) return null;
            var broken = airing.Record ?? Record(entry.Order, PlayResult.Cut, null) with { Planned = entry.Planned, Started = airing.Began };
            return broken with { Result = PlayResult.Cut, Reason = entry.Outcome == TimelineOutcome.Cut ? entry.Reason : "displaced: Bị ngắt và không còn giờ để phát tiếp.", Ended = paused };
        }
        // What was not due when the order was signed was never this order's; and what fills owes nobody anything.
        if (entry.Planned < entry.Order.Issued || entry.Planned > now || programme.Source == ProgrammeSource.Fill) return null;
        // One withdrawal is told of once, not on each day that it would have repeated.
        if (entry.Code == "withdrawn" && programme.Repeat is not null) return null;
        var record = Record(entry.Order, PlayResult.Skipped, null) with { Planned = entry.Planned, Ended = now };
        if (entry.Outcome == TimelineOutcome.Skipped) return record with { Reason = entry.Reason };
        if (!held.Whole)
            return entry.Planned + Max(rules.Late, TimeSpan.FromMilliseconds(programme.EndsOnTime ? programme.LengthMs : programme.LateMs)) < now
                ? record with { Reason = "no-media: Đến giờ phát chưa có âm thanh" + (held.Trouble is null ? "." : ": " + held.Trouble) } : null;
        return Timeline.Join(entry, now, rules.Late) is null ? record with { Reason = "missed: Đã quá giờ phát khi thiết bị sẵn sàng." } : null;
    }

    /// <summary>The occurrences of programmes whose sounds are not here: each as if it were alone.</summary>
    private IEnumerable<TimelineEntry> Missing(DateTime now) => _held.Values.Where(h => h is { IsProgramme: true, Whole: false } && h.Order.Expires > now.AddDays(-1))
        .SelectMany(h => Timeline.Build([h.Order], _chain, now.AddDays(-1), now)).Where(e => e.Pieces.Count > 0);

    /// <summary>The timeline, in which an emergency whose instant has passed stands at now: it cuts what plays. Called with the lock held.</summary>
    private IReadOnlyList<TimelineEntry> PlanOfNow(DateTime now)
    {
        var plan = PlanAt(now);
        return plan.Any(e => e.Order.Class == BulletinClass.Emergency && e.Start < now && _held[e.Order.Id].Of(e.Planned) is null or { Done: false, Began: null }) ? Build(now, ready: now) : plan;
    }

    /// <summary>The timeline of a day before and after; built anew after a change, and each minute.</summary>
    private IReadOnlyList<TimelineEntry> PlanAt(DateTime now)
    {
        var version = Version;
        if (_plan is null || _plan.Version != version || now - _plan.Built is var age && (age > TimeSpan.FromMinutes(1) || age < TimeSpan.Zero)) _plan = new Plan(Build(now, null), version, now);
        return _plan.Entries;
    }

    /// <summary>The timeline of what is whole; what has been played keeps its place, so that what waited for it is not late.</summary>
    private IReadOnlyList<TimelineEntry> Build(DateTime now, DateTime? ready)
    {
        Dictionary<Occurrence, DateTime> began = [];
        HashSet<Occurrence> over = [];
        List<Order> there = [];
        foreach (var held in _held.Values)
        {
            foreach (var (planned, airing) in held.Airings)
            {
                if (airing.LeftItsPlace) over.Add(new Occurrence(held.Order.Id, planned));
                else if (airing.Began is { } at) began[new Occurrence(held.Order.Id, planned)] = at;
            }
            if (held.Whole || held.Order.Kind != Order.Play || held.Airings.Values.Any(a => a.Began is not null)) there.Add(held.Order);
        }
        return Timeline.Build(there, _chain, now.AddDays(-1), now.AddHours(26), began, _settings, ready, over);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private void Change()
    {
        Interlocked.Increment(ref _version);
        Changed?.Invoke();
    }
}
