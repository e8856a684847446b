using CsCheck;
using LangSo.Foundation;
using LangSo.Territory;
using LangSo.Territory.Changes;

namespace LangSo.Criteria.Tests;

public sealed class CarryingTests
{
    private static readonly DateOnly Y2018 = new(2018, 1, 1), Y2024 = new(2024, 9, 1), Y2025 = new(2025, 7, 1), Known = new(2026, 3, 16);
    private static readonly AsOf Eve = new(Y2025.AddDays(-1), Known);
    private static readonly Indicator People = new("population", "Dân số", "number", "người", "thử"), Households = new("households", "Số hộ", "number", "hộ", "thử"),
        Water = new("water", "Tỷ lệ hộ dùng nước sạch", "number", "%", "thử"), Radio = new("radio", "Có đài", "yes-no", "", "thử");

    private static readonly CarryTable Rules = CarryTable.Of([new IndicatorCarry("water", CarryRule.Recompute, null, "households", "thử", false)]);

    [Fact]
    public void Every_new_units_people_are_the_shares_of_the_old_ones_and_none_is_lost() =>
        (from old in Gen.Int[1, 20_000].Array[1, 6] from cuts in Gen.Int[0, 10].Array[24] from targets in Gen.Int[1, 4] select (old, cuts, targets)).Sample(g =>
        {
            var edges = new List<LineageEdge>();
            for (var i = 0; i < g.old.Length; i++)
            {
                var weights = Enumerable.Range(0, g.targets).Select(t => (decimal)g.cuts[i * 4 + t] + (t == i % g.targets ? 1 : 0)).ToList();
                for (var t = 0; t < g.targets; t++)
                    if (weights[t] > 0) edges.Add(Edge("o" + i, "n" + t, Y2025, weights[t] / weights.Sum()));
            }
            var used = edges.Select(e => e.To.Value).Distinct().ToList();
            var units = Units([.. Enumerable.Range(0, g.old.Length).Select(i => Unit("o" + i, Y2018, Y2025)), .. used.Select(t => Unit(t, Y2025, null))], edges);
            var carrying = new Carrying(units, Book([.. g.old.Select((p, i) => Fact(People, "o" + i, p))]), Rules, Eve, Y2025);
            var total = 0m;
            foreach (var id in used)
            {
                var expected = edges.Where(e => e.To.Value == id).Sum(e => e.Share!.Value * g.old[int.Parse(e.From.Value[1..], VnText.Culture)]);
                var made = decimal.Parse(carrying.Value(People, new UnitId(id)).Value!, VnText.Culture);
                if (Math.Abs(made - expected) > 1) return false;
                total += made;
            }
            return edges.GroupBy(e => e.From).All(s => Math.Abs(s.Sum(e => e.Share!.Value) - 1) < 0.000001m) && Math.Abs(total - g.old.Sum()) <= used.Count;
        }, iter: 2_000);

    [Fact]
    public void Merging_identical_units_leaves_every_ratio_as_it_was() =>
        (from count in Gen.Int[2, 8] from share in Gen.Int[0, 10_000] from households in Gen.Int[1, 5_000] from known in Gen.Bool select (count, share, households, known)).Sample(g =>
        {
            var ids = Enumerable.Range(0, g.count).Select(i => "o" + i).ToList();
            var facts = ids.ConvertAll(id => Fact(Water, id, g.share / 100m));
            if (g.known) facts.AddRange(ids.Select(id => Fact(Households, id, g.households)));
            return Merged(ids, facts).Value(Water, new UnitId("n")) is { By: CarriedBy.Computed, Value: { } value } && decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture) == g.share / 100m;
        }, iter: 1_000);

    [Fact]
    public void A_ratio_is_computed_anew_from_both_counts_and_is_no_average()
    {
        var carrying = Merged(["o0", "o1"], [Fact(Water, "o0", 90), Fact(Households, "o0", 1_000), Fact(Water, "o1", 30), Fact(Households, "o1", 3_000)]);

        Assert.Equal(("45", CarriedBy.Computed), (carrying.Value(Water, new UnitId("n")).Value, carrying.Value(Water, new UnitId("n")).By));
    }

    [Fact]
    public void Without_a_count_a_share_or_a_decision_nothing_is_invented()
    {
        var n = new UnitId("n");
        Assert.Equal(CarriedBy.NotKnown, Merged(["o0", "o1"], [Fact(Water, "o0", 90), Fact(Households, "o0", 1_000), Fact(Water, "o1", 30)]).Value(Water, n).By);
        Assert.Equal(CarriedBy.NotKnown, Merged(["o0", "o1"], [Fact(People, "o0", 90)]).Value(People, n).By);
        Assert.Equal(CarriedBy.NotKnown, Merged(["o0", "o1"], [Yes("o0"), Yes("o1")]).Value(Radio, n).By);
        Assert.Equal(CarriedBy.NoData, Merged(["o0", "o1"], []).Value(People, n).By);
        var open = Units([Unit("o", Y2018, Y2025), Unit("n", Y2025, null), Unit("m", Y2025, null)], [Edge("o", "n", Y2025, null), Edge("o", "m", Y2025, null)]);
        Assert.Equal(CarriedBy.NotKnown, new Carrying(open, Book([Fact(People, "o", 90)]), Rules, Eve, Y2025).Value(People, n).By);
    }

    [Fact]
    public void A_unit_that_only_changed_its_name_keeps_all_that_was_known_of_it_both_ways()
    {
        var units = Units([Unit("o", Y2018, Y2025), Unit("n", Y2025, null)], [Edge("o", "n", Y2025, 1)]);
        var forward = new Carrying(units, Book([Yes("o"), Fact(Water, "o", 77)]), Rules, Eve, Y2025);
        var back = new Carrying(units, Book([Yes("n")]), Rules, new AsOf(Y2025.AddDays(9), Known), Y2018);

        Assert.Equal(("yes", "77"), (forward.Value(Radio, new UnitId("n")).Value, forward.Value(Water, new UnitId("n")).Value));
        Assert.Equal((CarriedBy.Same, "yes"), (back.Value(Radio, new UnitId("o")).By, back.Value(Radio, new UnitId("o")).Value));
    }

    [Fact]
    public void A_merge_and_its_undo_leave_every_answer_as_it_was() =>
        (from values in Gen.Int[0, 10_000].Array[4] from day in Gen.Int[0, 400] from of in Gen.Int[0, 400] select (values, day, of)).Sample(g =>
        {
            var (learned, undone) = (new DateOnly(2025, 6, 16), new DateOnly(2025, 9, 1));
            string[] ids = ["o0", "o1", "o2", "o3"];
            UnitVersion[] before = [.. ids.Select(id => Unit(id, Y2018, null))];
            var merge = ids.Select(id => Unit(id, Y2018, Y2025) with { Recorded = learned }).Append(Unit("n", Y2025, null) with { Recorded = learned });
            var undo = ids.Select(id => Unit(id, Y2018, null) with { Recorded = undone }).Append(Unit("n", Y2025, Y2025) with { Recorded = undone });
            var edges = ids.Select(id => Edge(id, "n", Y2025, 1) with { Recorded = learned, Withdrawn = undone }).ToList();
            var facts = Book([.. ids.Select((id, i) => Fact(Water, id, g.values[i] / 100m))]);
            var asOf = new AsOf(new DateOnly(2025, 1, 1).AddDays(g.day), Known);
            var of = new DateOnly(2025, 1, 1).AddDays(g.of);
            var (plain, after) = (new Carrying(Units(before, []), facts, Rules, asOf, of), new Carrying(Units([.. before, .. merge, .. undo], edges), facts, Rules, asOf, of));
            return ids.All(id => plain.Value(Water, new UnitId(id)).Value == after.Value(Water, new UnitId(id)).Value && after.Value(Water, new UnitId(id)).By == CarriedBy.Same)
                && after.Value(Water, new UnitId("n")).By == CarriedBy.NoData;
        }, iter: 500);

    [Fact]
    public void Two_waves_one_after_the_other_carry_what_both_together_do() =>
        (from people in Gen.Int[1, 9_000].Array[8] from first in Gen.Int[0, 3].Array[8] from second in Gen.Int[0, 1].Array[4] select (people, first, second)).Sample(g =>
        {
            var mid = g.first.Distinct().ToList();
            var late = mid.ConvertAll(m => g.second[m]).Distinct().ToList();
            var units = Units(
                [.. g.people.Select((_, i) => Unit("o" + i, Y2018, Y2024)), .. mid.Select(m => Unit("m" + m, Y2024, Y2025)), .. late.Select(n => Unit("n" + n, Y2025, null))],
                [.. g.first.Select((m, i) => Edge("o" + i, "m" + m, Y2024, 1)), .. mid.Select(m => Edge("m" + m, "n" + g.second[m], Y2025, 1))]);
            var facts = Book([.. g.people.Select((p, i) => Fact(People, "o" + i, p)), .. g.people.Select((p, i) => Fact(Households, "o" + i, p)), .. g.people.Select((p, i) => Fact(Water, "o" + i, p % 101))]);
            var direct = new Carrying(units, facts, Rules, new AsOf(Y2018, Known), Y2025);
            var half = new Carrying(units, facts, Rules, new AsOf(Y2018, Known), Y2024).Book();
            var rest = new Carrying(units, half, Rules, new AsOf(Y2024, Known), Y2025);
            return late.TrueForAll(n => direct.Value(People, new UnitId("n" + n)).Value == rest.Value(People, new UnitId("n" + n)).Value
                // A ratio is rounded to hundredths at each stop.
                && Math.Abs(Number(direct, n) - Number(rest, n)) <= 0.02m);

            static decimal Number(Carrying carrying, int n) => decimal.Parse(carrying.Value(Water, new UnitId("n" + n)).Value!, System.Globalization.CultureInfo.InvariantCulture);
        }, iter: 1_000);

    [Fact]
    public void The_preview_shows_old_and_new_numbers_of_each_rule_by_pages()
    {
        var before = Units([Unit("o0", Y2018, null), Unit("o1", Y2018, null), Unit("x", Y2018, null)], []);
        var after = Units([.. before.All, .. new[] { "o0", "o1" }.Select(id => Unit(id, Y2018, Y2025)), Unit("n", Y2025, null)], [Edge("o0", "n", Y2025, 1), Edge("o1", "n", Y2025, 1)]);
        var facts = Book([Fact(People, "o0", 4_000), Fact(People, "o1", 5_000), Fact(Water, "o0", 90), Fact(Households, "o0", 1_000), Fact(Water, "o1", 30), Fact(Households, "o1", 3_000), Yes("o0"), Fact(People, "x", 7)]);
        var preview = new CarryPreview(new LangSo.Criteria.Assessments.AssessmentBook(facts, before, LangSo.Criteria.Sets.SetShelf.Empty with { Carry = Rules }), after, Y2025);

        var (total, rows) = preview.Rows([new UnitId("n"), new UnitId("x")], null, 0, 10);
        Assert.Equal(4, total);
        Assert.Equal(("9000", CarriedBy.Computed), rows.Where(r => r.Indicator == People).Select(r => (r.Carried.Value, r.Carried.By)).Single());
        var water = rows.Single(r => r.Indicator == Water);
        Assert.Equal((CarryRule.Recompute, "45"), (water.Rule.Rule, water.Carried.Value));
        Assert.Equal([("90", "1000"), ("30", "3000")], water.Parts.OrderBy(p => p.Unit.Value).Select(p => (p.Value!, p.Weight!)));
        Assert.Equal(CarriedBy.NotKnown, rows.Single(r => r.Indicator == Radio).Carried.By);
        Assert.Equal((4, 1), (preview.Rows([new UnitId("n")], null, 3, 10).Total, preview.Rows([new UnitId("n")], null, 3, 10).Rows.Count));
        Assert.Equal([Households, People], preview.Rows([new UnitId("n")], CarryRule.Sum, 0, 10).Rows.Select(r => r.Indicator).OrderBy(r => r.Id));
    }

    private static Carrying Merged(IReadOnlyList<string> ids, IReadOnlyList<Fact> facts) => new(
        Units([.. ids.Select(id => Unit(id, Y2018, Y2025)), Unit("n", Y2025, null)], [.. ids.Select(id => Edge(id, "n", Y2025, 1))]), Book(facts), Rules, Eve, Y2025);

    private static Gazetteer Units(IReadOnlyList<UnitVersion> versions, IReadOnlyList<LineageEdge> edges) => new(versions, edges, [new UnitKind("xã", "commune", 2)]);

    private static FactBook Book(IReadOnlyList<Fact> facts) => new([People, Households, Water, Radio], facts);

    private static UnitVersion Unit(string id, DateOnly from, DateOnly? to) => new(new UnitId(id), id, "xã", id, null, from, to, Y2018);

    private static LineageEdge Edge(string from, string to, DateOnly on, decimal? share) => new(new UnitId(from), new UnitId(to), on, share == 1, "thử", Y2018, share);

    private static Fact Fact(Indicator indicator, string unit, decimal value) =>
        new(indicator.Id, new UnitId(unit), value.ToString(System.Globalization.CultureInfo.InvariantCulture), Y2018, null, Y2018, "typed", "thử", false, "");

    private static Fact Yes(string unit) => new("radio", new UnitId(unit), "yes", Y2018, null, Y2018, "typed", "thử", false, "");
}
