using CsCheck;
using LangSo.Foundation;
using static LangSo.Airtime.Tests.Samples;

namespace LangSo.Airtime.Tests;

public sealed class TimelineTests
{
    private static readonly DateTime Until = Now.AddDays(7);

    private static IReadOnlyList<TimelineEntry> Build(params Order[] orders) => Timeline.Build(orders, Chain, Now, Until);

    private static TimelineEntry Of(IEnumerable<TimelineEntry> entries, string id) => entries.Single(e => e.Order.Id == id);

    [Fact]
    public void A_lone_order_plays_at_its_instant()
    {
        var entry = Assert.Single(Build(Order("a")));
        Assert.Equal((TimelineOutcome.AsPlanned, (DateTime?)Now.AddMinutes(10), (DateTime?)Now.AddMinutes(15)), (entry.Outcome, entry.Start, entry.End));
    }

    [Fact]
    public void A_priority_order_moves_a_normal_one_behind_it_and_says_so()
    {
        var entry = Of(Build(Order("a"), Order("b", BulletinClass.Priority, atMinutes: 12)), "a");
        Assert.Equal((TimelineOutcome.Shifted, (DateTime?)Now.AddMinutes(17), "b"), (entry.Outcome, entry.Start, entry.By));
        Assert.Equal("shifted: Dời sang 08:59 vì bản tin ưu tiên “Tiêm phòng dại b”.", entry.Reason);
    }

    [Fact]
    public void An_order_that_would_wait_past_its_expiry_is_skipped()
    {
        var entry = Of(Build(Order("a", expiresMinutes: 14), Order("b", BulletinClass.Priority, minutes: 30)), "a");
        Assert.Equal((TimelineOutcome.Skipped, "b"), (entry.Outcome, entry.By));
        Assert.StartsWith("expired: Hết hạn trong lúc chờ bản tin ưu tiên", entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_emergency_starts_on_its_instant_and_cuts_what_plays()
    {
        var entries = Build(Order("a"), Order("e", BulletinClass.Emergency, atMinutes: 12, minutes: 1));
        Assert.Equal((TimelineOutcome.Cut, (DateTime?)Now.AddMinutes(12), "e"), (Of(entries, "a").Outcome, Of(entries, "a").End, Of(entries, "a").By));
        Assert.Equal((TimelineOutcome.AsPlanned, (DateTime?)Now.AddMinutes(12)), (Of(entries, "e").Outcome, Of(entries, "e").Start));
    }

    [Fact]
    public void What_would_start_during_an_emergency_waits_for_its_end()
    {
        var entry = Of(Build(Order("a", atMinutes: 12), Order("e", BulletinClass.Emergency, atMinutes: 11, minutes: 3)), "a");
        Assert.Equal((TimelineOutcome.Shifted, (DateTime?)Now.AddMinutes(14)), (entry.Outcome, entry.Start));
    }

    [Fact]
    public void Inside_a_class_the_province_goes_before_the_commune_before_the_hamlet_then_the_earlier_issued()
    {
        var entries = Build(Order("h", area: Hamlet), Order("c2", issuedMinutes: -1), Order("c1", issuedMinutes: -9), Order("p", area: Province));
        Assert.Equal(["p", "c1", "c2", "h"], entries.Select(e => e.Order.Id));
    }

    [Fact]
    public void What_has_begun_keeps_its_place_before_a_later_priority_order()
    {
        var began = new Dictionary<Occurrence, DateTime> { [new Occurrence("a", Now.AddMinutes(10))] = Now.AddMinutes(10) };
        var entries = Timeline.Build([Order("a"), Order("b", BulletinClass.Priority, atMinutes: 12)], Chain, Now, Until, began);
        Assert.Equal(TimelineOutcome.AsPlanned, Of(entries, "a").Outcome);
        Assert.Equal((TimelineOutcome.Shifted, (DateTime?)Now.AddMinutes(15)), (Of(entries, "b").Outcome, Of(entries, "b").Start));
    }

    [Fact]
    public void A_withdrawn_order_does_not_play_and_one_that_plays_is_cut()
    {
        var order = Order("a");
        Assert.Equal((TimelineOutcome.Skipped, "w-a"), (Of(Build(order, Withdrawal(order)), "a").Outcome, Of(Build(order, Withdrawal(order)), "a").By));
        var began = new Dictionary<Occurrence, DateTime> { [new Occurrence("a", Now.AddMinutes(10))] = Now.AddMinutes(10) };
        var cut = Of(Timeline.Build([order, Withdrawal(order, issuedMinutes: 11)], Chain, Now, Until, began), "a");
        Assert.Equal((TimelineOutcome.Cut, (DateTime?)Now.AddMinutes(11)), (cut.Outcome, cut.End));
    }

    [Fact]
    public void A_withdrawal_from_below_reaches_nothing_above()
    {
        var order = Order("a", BulletinClass.Priority);
        var weaker = Withdrawal(order) with { Class = BulletinClass.Normal };
        var elsewhere = Withdrawal(order) with { Area = Hamlet };
        Assert.Equal(TimelineOutcome.AsPlanned, Of(Build(order, weaker), "a").Outcome);
        Assert.Equal(TimelineOutcome.AsPlanned, Of(Build(order, elsewhere), "a").Outcome);
    }

    [Fact]
    public void Orders_outside_the_window_are_named_as_such()
    {
        var entries = Timeline.Build([Order("a"), Order("b", atMinutes: 90)], Chain, Now.AddMinutes(60), Now.AddMinutes(80));
        Assert.All(entries, e => Assert.StartsWith("outside: ", e.Reason, StringComparison.Ordinal));
    }

    private static readonly Gen<Order[]> AnyOrders =
        (from id in Gen.Int[0, 40]
         from @class in Gen.Frequency((5, Gen.Const(BulletinClass.Normal)), (3, Gen.Const(BulletinClass.Priority)), (2, Gen.Const(BulletinClass.Emergency)))
         from at in Gen.Int[0, 60]
         from minutes in Gen.Int[1, 15]
         from area in Gen.Int[0, 2].Select(i => Chain[i])
         from expires in Gen.Int[5, 120]
         from issued in Gen.Int[-20, 0]
         from serial in Gen.Int[1, 1000]
         from withdrawn in Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)))
         select (Order: Order("o" + id, @class, at, minutes, area, expires, serial, issued), withdrawn))
        .Array[0, 14]
        .Select(drawn => drawn.DistinctBy(d => d.Order.Id).SelectMany(d => d.withdrawn ? [d.Order, Withdrawal(d.Order)] : new[] { d.Order }).ToArray());

    [Fact]
    public void Nothing_ever_overlaps() => AnyOrders.Sample(orders =>
    {
        var playing = Build(orders).Where(e => e.Start is not null).OrderBy(e => e.Start).ThenBy(e => e.End).ToList();
        return playing.Zip(playing.Skip(1)).All(pair => pair.First.End <= pair.Second.Start);
    }, iter: 3_000, threads: 2);

    [Fact]
    public void No_emergency_is_ever_displaced_by_anything_lower() => AnyOrders.Sample(orders =>
    {
        var entries = Build(orders);
        var byId = orders.ToDictionary(o => o.Id);
        return entries.Where(e => e.Order is { Class: BulletinClass.Emergency, Kind: Airtime.Order.Play }).All(e =>
            (e.Outcome == TimelineOutcome.AsPlanned && e.Start == e.Order.At) || e.Reason.StartsWith("withdrawn", StringComparison.Ordinal)
            || (e.By is null ? e.Order.Expires <= e.Order.At : byId[e.By].Class == BulletinClass.Emergency));
    }, iter: 3_000, threads: 2);

    [Fact]
    public void The_order_of_arrival_does_not_matter() => AnyOrders.SelectMany(orders => Gen.Shuffle(orders).Select(shuffled => (orders, shuffled)))
        .Sample(p => Build(p.orders).SequenceEqual(Build(p.shuffled)), iter: 2_000, threads: 2);

    [Fact]
    public void Every_order_appears_once_with_a_reason_and_none_starts_early_or_after_its_expiry() => AnyOrders.Sample(orders =>
    {
        var entries = Build(orders);
        return entries.Count == orders.Length
            && entries.Select(e => e.Order.Id).Order(StringComparer.Ordinal).SequenceEqual(orders.Select(o => o.Id).Order(StringComparer.Ordinal))
            && entries.All(e => e.Reason.Contains(": ", StringComparison.Ordinal) && (e.Start is null || (e.Start >= e.Order.At && e.Start < e.Order.Expires)));
    }, iter: 3_000, threads: 2);
}
