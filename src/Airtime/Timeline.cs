using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>
/// The one function that says what a device plays when, used by server and device. Emergency first, then priority, then normal, then what
/// fills; inside a class province over commune over hamlet unless the commune chose otherwise, then what is due earlier, then the earlier
/// issued (Thông tư 39/2020/TT-BTTTT). docs/device-protocol.md, section 9, says it in words.
/// </summary>
public static class Timeline
{
    /// <summary>A start within this of its instant is on time, and less than this between two others is no room.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>A programme that was broken off for longer than this is not taken up again.</summary>
    public static readonly TimeSpan LongestBreak = TimeSpan.FromHours(1);

    /// <summary>How far outside the window programmes are looked at, because they could reach into it.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(2), After = TimeSpan.FromDays(1);

    /// <summary>
    /// Places every order: a single bulletin once, a programme for each occurrence that touches the window. The order of
    /// <paramref name="orders"/> does not matter.
    /// </summary>
    /// <param name="orders">Accepted orders, withdrawals and preferences included. Of two with one id the newer serial counts.</param>
    /// <param name="chain">The device's units, lowest first: who stands over whom.</param>
    /// <param name="from">UTC. Bulletins that would play wholly before this are skipped as outside.</param>
    /// <param name="to">UTC. Bulletins that would start at or after this are skipped as outside.</param>
    /// <param name="began">
    /// What has begun, and when. A single bulletin keeps its place then, and only an emergency or its withdrawal cuts it.
    /// </param>
    /// <param name="settings">Silence, volumes, and whether the device is put out of use; null for none of them.</param>
    /// <param name="ready">An emergency that has not begun does not start before this: at a device, now.</param>
    public static IReadOnlyList<TimelineEntry> Build(
        IEnumerable<Order> orders, IReadOnlyList<UnitId> chain, DateTime from, DateTime to, IReadOnlyDictionary<Occurrence, DateTime>? began = null,
        DeviceSettings? settings = null, DateTime? ready = null)
    {
        var all = orders.GroupBy(o => o.Id, StringComparer.Ordinal).Select(g => g.MaxBy(o => o.Serial)!).ToList();
        List<Order> withdrawals = [], preferences = [];
        List<Slot> slots = [];
        List<TimelineEntry> entries = [];
        foreach (var order in all)
        {
            if (order.Kind == Order.Withdraw) withdrawals.Add(order);
            else if (order.Kind == Order.Prefer) preferences.Add(order);
            else AddSlots(order, from, to, began, slots);
        }
        withdrawals.Sort(static (a, b) => a.Issued != b.Issued ? a.Issued.CompareTo(b.Issued) : string.CompareOrdinal(a.Id, b.Id));
        Slot.Rank(slots, chain, preferences);

        var space = new Airspace();
        foreach (var slot in slots.Order(Slot.Precedence))
        {
            // Silence matters to everything but emergencies, and they come first.
            if (slot.Order.Class != BulletinClass.Emergency && !space.KnowsSilence) space.Silence(SilenceOf(settings, slots));
            entries.Add(Finished(new Placing(slot, space, Withdrawing(withdrawals, slot.Order), ready).Place(), settings));
        }
        foreach (var order in withdrawals) entries.Add(Reasons.Skip(order, order.At, null, "withdrawal: Lệnh thu hồi."));
        foreach (var order in preferences) entries.Add(Reasons.Skip(order, order.At, null, "preference: Lệnh chọn thứ tự của xã."));
        return
        [
            .. entries.Select(e => Within(e, from, to)).OfType<TimelineEntry>()
                .OrderBy(e => e.Start ?? e.Planned).ThenBy(e => e.Order.Serial).ThenBy(e => e.Order.Id, StringComparer.Ordinal).ThenBy(e => e.Planned),
        ];
    }

    /// <summary>
    /// Where in an occurrence a device begins that could not begin on its instant, because it was switched on late or the sound came late:
    /// the piece to play from <paramref name="now"/> on. Null when it is over or its lateness policy says no.
    /// </summary>
    /// <param name="entry">The occurrence by plan.</param>
    /// <param name="now">UTC.</param>
    /// <param name="late">How late a single bulletin may start.</param>
    public static AirPiece? Join(TimelineEntry entry, DateTime now, TimeSpan late)
    {
        foreach (var piece in entry.Pieces)
        {
            if (piece.Start >= now) return piece;
            var behind = now - piece.Start;
            if (entry.Order.Programme is not { } programme)
            {
                if (behind <= late) return new AirPiece(now, piece.End + behind, piece.Offset);
            }
            else if (programme.EndsOnTime)
            {
                if (now < piece.End && (programme.Late != LatenessPolicy.Skip || programme.Source == ProgrammeSource.Fill || behind <= Grace))
                    return new AirPiece(now, piece.End, piece.Offset + behind);
            }
            else if (behind <= Grace || (programme.Late == LatenessPolicy.StartLate && behind <= TimeSpan.FromMilliseconds(programme.LateMs)))
            {
                return new AirPiece(now, piece.End + behind, piece.Offset);
            }
        }
        return null;
    }

    private static void AddSlots(Order order, DateTime from, DateTime to, IReadOnlyDictionary<Occurrence, DateTime>? began, List<Slot> slots)
    {
        if (order.Programme is not { } programme)
        {
            slots.Add(new Slot(order, order.At, Began(order.At)));
            return;
        }
        var (first, last) = (from < DateTime.MinValue + Before ? from : from - Before, to > DateTime.MaxValue - After ? to : to + After);
        if (order.Expires < last) last = order.Expires;
        if (programme.Repeat is null)
        {
            if (order.At >= first && order.At < last && !programme.Except.Contains(VnTime.DayOf(order.At))) slots.Add(new Slot(order, order.At, Began(order.At)));
            return;
        }
        // A rule that cannot be read was refused at the gate: an order that carries one plays nothing.
        if (Recurrence.Read(programme.Repeat) is not { Ok: true, Value: var rule }) return;
        foreach (var planned in rule.Between(order.At, first, last, programme.Except)) slots.Add(new Slot(order, planned, Began(planned)));

        DateTime? Began(DateTime planned) => began is not null && began.TryGetValue(new Occurrence(order.Id, planned), out var at) ? at : null;
    }

    private static Order? Withdrawing(List<Order> withdrawals, Order order)
    {
        foreach (var withdrawal in withdrawals)
            if (withdrawal.TakesBack(order)) return withdrawal;
        return null;
    }

    private static IReadOnlyList<QuietSpan> SilenceOf(DeviceSettings? settings, List<Slot> slots)
    {
        if (settings?.Quiet is not { Count: > 0 }) return [];
        var (first, last) = (slots.Min(s => s.Began is { } began && began < s.Planned ? began : s.Planned), slots.Max(s => s.Planned + s.Length));
        return settings.QuietBetween(first.AddDays(-1), last.AddDays(2));
    }

    private static TimelineEntry Finished(TimelineEntry entry, DeviceSettings? settings)
    {
        if (settings is null) return entry;
        if (settings.Off == true) return Reasons.Skip(entry.Order, entry.Planned, null, "off: Thiết bị đang tạm tắt.");
        return entry.Start is { } start ? entry with { Volume = settings.VolumeAt(start, entry.Order.Class) } : entry;
    }

    /// <summary>A bulletin outside the window is named as such; a programme's occurrence outside it is not listed.</summary>
    private static TimelineEntry? Within(TimelineEntry entry, DateTime from, DateTime to)
    {
        if (entry.Order.Programme is not null)
        {
            var (start, end) = (entry.Start ?? entry.Planned, entry.End ?? entry.Planned);
            return start < to && (end > from || start >= from) ? entry : null;
        }
        return entry.Start is null || (entry.Start < to && (entry.End > from || entry.Start >= from))
            ? entry : Reasons.Skip(entry.Order, entry.Planned, null, "outside: Ngoài khoảng thời gian đang xem.");
    }
}
