using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>What the timeline makes of an order.</summary>
public enum TimelineOutcome
{
    /// <summary>Starts at its instant and plays to its end.</summary>
    AsPlanned = 1,

    /// <summary>Starts later than it asked.</summary>
    Shifted,

    /// <summary>Starts and is broken off; not taken up again.</summary>
    Cut,

    /// <summary>Does not play.</summary>
    Skipped,
}

/// <summary>One order in a device's timeline, with its reason. Of a skipped one, start and end are null.</summary>
/// <param name="Order">The order.</param>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC; of a cut one, where it breaks off.</param>
/// <param name="By">The order that displaced, cut or withdrew it.</param>
/// <param name="Reason">A code, a colon and a Vietnamese sentence.</param>
public sealed record TimelineEntry(Order Order, TimelineOutcome Outcome, DateTime? Start, DateTime? End, string? By, string Reason);

/// <summary>
/// The one function that says what a device plays when, used by server and device. Emergency first, then priority, then normal;
/// inside a class province over commune over hamlet, then the earlier issued (Thông tư 39/2020/TT-BTTTT).
/// </summary>
public static class Timeline
{
    /// <summary>
    /// Places every order. The order of <paramref name="orders"/> does not matter.
    /// </summary>
    /// <param name="orders">Accepted orders, withdrawals included. Of two with one id the newer serial counts.</param>
    /// <param name="chain">The device's units, lowest first: who stands over whom.</param>
    /// <param name="from">Orders that would play wholly before this are skipped as outside.</param>
    /// <param name="to">Orders that would start at or after this are skipped as outside.</param>
    /// <param name="began">What has begun, and when: it keeps its place, and only an emergency or its withdrawal cuts it.</param>
    public static IReadOnlyList<TimelineEntry> Build(
        IEnumerable<Order> orders, IReadOnlyList<UnitId> chain, DateTime from, DateTime to, IReadOnlyDictionary<string, DateTime>? began = null)
    {
        var all = orders.GroupBy(o => o.Id, StringComparer.Ordinal).Select(g => g.MaxBy(o => o.Serial)!).ToList();
        var withdrawals = all.Where(o => o.Kind == Order.Withdraw).OrderBy(o => o.Issued).ThenBy(o => o.Id, StringComparer.Ordinal).ToList();
        var placed = new List<TimelineEntry>();
        foreach (var order in all.Order(Precedence(chain, began)))
            placed.Add(Place(order, placed, withdrawals, began is not null && began.TryGetValue(order.Id, out var at) ? at : null));
        return
        [
            .. placed.Select(e => Within(e, from, to))
                .OrderBy(e => e.Start ?? e.Order.At).ThenBy(e => e.Order.Serial).ThenBy(e => e.Order.Id, StringComparer.Ordinal),
        ];
    }

    private static Comparer<Order> Precedence(IReadOnlyList<UnitId> chain, IReadOnlyDictionary<string, DateTime>? began)
    {
        var height = chain.Select((unit, i) => (unit, i)).ToDictionary(p => p.unit, p => p.i);
        return Comparer<Order>.Create((a, b) =>
        {
            // Emergencies are placed before what has begun, because they cut it; what has begun before what has not.
            var by = (b.Class == BulletinClass.Emergency).CompareTo(a.Class == BulletinClass.Emergency);
            if (by == 0) by = Began(b).CompareTo(Began(a));
            if (by == 0) by = b.Class.CompareTo(a.Class);
            if (by == 0) by = Height(b).CompareTo(Height(a));
            if (by == 0) by = a.Issued.CompareTo(b.Issued);
            if (by == 0) by = a.Serial.CompareTo(b.Serial);
            return by != 0 ? by : string.CompareOrdinal(a.Id, b.Id);
        });

        bool Began(Order o) => began?.ContainsKey(o.Id) ?? false;
        int Height(Order o) => height.GetValueOrDefault(o.Area, -1);
    }

    private static TimelineEntry Place(Order order, List<TimelineEntry> placed, List<Order> withdrawals, DateTime? began)
    {
        if (order.Kind == Order.Withdraw) return Skip(order, null, "withdrawal: Lệnh thu hồi.");
        if (order.Media is null) return Skip(order, null, "no-sound: Chỉ có thẻ bảng tin, không có tiếng.");
        var withdrawal = withdrawals.FirstOrDefault(w => w.TakesBack(order));
        if (withdrawal is not null && began is null) return Skip(order, withdrawal.Id, "withdrawn: Bản tin đã được thu hồi.");

        var start = began ?? order.At;
        Order? shiftedBy = null;
        while (true)
        {
            if (start >= order.Expires && began is null)
                return Skip(order, shiftedBy?.Id, shiftedBy is null ? "expired: Hết hạn trước giờ phát." : $"expired: Hết hạn trong lúc chờ {Named(shiftedBy)}.");
            var end = start + order.Length;
            TimelineEntry? cutter = null;
            if (order.Class != BulletinClass.Emergency)
            {
                cutter = placed.Where(p => p.Order.Class == BulletinClass.Emergency && p.Start < end && p.End > start && (p.Start > start || began is not null))
                    .MinBy(p => p.Start);
                if (cutter is not null) end = cutter.Start > start ? cutter.Start!.Value : start;
            }
            var blocker = began is not null ? null : placed.Where(p => p.Start < end && p.End > start).MaxBy(p => p.End);
            if (blocker is not null)
            {
                (start, shiftedBy) = (blocker.End!.Value, blocker.Order);
                continue;
            }
            if (withdrawal is not null && withdrawal.Issued < end)
                return new TimelineEntry(order, TimelineOutcome.Cut, start, withdrawal.Issued > start ? withdrawal.Issued : start, withdrawal.Id, "withdrawn: Bản tin được thu hồi khi đang phát.");
            if (cutter is not null)
                return new TimelineEntry(order, TimelineOutcome.Cut, start, end, cutter.Order.Id, $"emergency: Ngắt lúc {VnTime.ClockSeconds(end)} vì {Named(cutter.Order)}.");
            return shiftedBy is null
                ? new TimelineEntry(order, TimelineOutcome.AsPlanned, start, end, null, "planned: Phát đúng giờ.")
                : new TimelineEntry(order, TimelineOutcome.Shifted, start, end, shiftedBy.Id, $"shifted: Dời sang {VnTime.Clock(start)} vì {Named(shiftedBy)}.");
        }
    }

    private static TimelineEntry Within(TimelineEntry entry, DateTime from, DateTime to) =>
        entry.Start is null || (entry.Start < to && entry.End > from) || (entry.Start < to && entry.Start >= from)
            ? entry : Skip(entry.Order, null, "outside: Ngoài khoảng thời gian đang xem.");

    private static TimelineEntry Skip(Order order, string? by, string reason) => new(order, TimelineOutcome.Skipped, null, null, by, reason);

    private static string Named(Order order) => order.Class switch
    {
        BulletinClass.Emergency => $"bản tin khẩn cấp “{order.Title}”",
        BulletinClass.Priority => $"bản tin ưu tiên “{order.Title}”",
        _ => $"bản tin “{order.Title}”",
    };
}
