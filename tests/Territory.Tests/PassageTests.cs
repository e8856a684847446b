using CsCheck;
using LangSo.Foundation;
using LangSo.Testing;

namespace LangSo.Territory.Tests;

public sealed class PassageTests(Country country)
{
    private static readonly DateOnly Y2018 = new(2018, 1, 1), Y2024 = new(2024, 9, 1), Y2025 = new(2025, 7, 1), Known = new(2026, 3, 16);

    [Fact]
    public void The_chain_of_waves_of_Nam_Dinh_leads_where_each_wave_leads()
    {
        var units = country.Units;
        var (whole, first, second) = (new Passages(units, Y2025, Known), new Passages(units, Y2024, Known), new Passages(units, Y2025, Known));
        var communes = units.InForce(new AsOf(Y2018, Known)).Where(u => units.LevelOf(u) == "commune").ToList();

        var open = 0;
        foreach (var commune in communes)
        {
            var direct = whole.Of(commune.Unit, Y2018);
            var there = first.Of(commune.Unit, Y2018);
            if (there.Open) open++;
            else Assert.Equal(second.Of(there.Whole!.Value, Y2024).Whole, direct.Whole);
            Assert.Equal(there.Open, direct.Open);
        }
        Assert.Equal((226, 51), (communes.Count, open));
    }

    [Fact]
    public void A_part_that_no_source_gives_a_number_for_stays_unknown()
    {
        var passages = new Passages(country.Units, Y2025, Known);
        var before = new AsOf(new DateOnly(2025, 6, 30), Known);
        var communes = country.Units.InForce(before).Where(u => country.Units.LevelOf(u) == "commune").Select(u => passages.Of(u.Unit, before.Date)).ToList();

        Assert.Equal((10_047, 9_587), (communes.Count, communes.Count(p => p.Whole is not null)));
        Assert.All(communes.Where(p => p.Whole is null), p => Assert.All(p.Destinations, d => Assert.Null(d.Share)));
        Assert.DoesNotContain(communes, p => p.Open);
    }

    [Fact]
    public void Sources_and_destinations_are_the_same_edges()
    {
        var passages = new Passages(country.Units, Y2025, Known);
        var ninh = country.Units.ByCode("14212", new AsOf(Y2025, Known))!;

        Assert.Equal(["14152", "14200", "14212"], passages.Sources(ninh.Unit, Y2024).Select(s => country.Units.Find(s.Unit, new AsOf(Y2024, Known))!.Code).Order());
    }

    // A unit divided in some parts, each part divided again or joined: shares of the whole way are the products, summed.
    [Fact]
    public void Shares_multiply_along_a_way_and_parts_that_meet_again_are_the_whole()
    {
        (from parts in Gen.Int[2, 4] from given in Gen.Bool from weights in Gen.Int[1, 9].Array[4] from targets in Gen.Int[0, 2].Array[4] select (parts, given, weights, targets))
            .Sample(g =>
            {
                var total = g.weights.Take(g.parts).Sum();
                var first = Enumerable.Range(0, g.parts).Select(i => Edge("a", "b" + i, Y2024, g.given ? (decimal)g.weights[i] / total : null)).ToList();
                var second = Enumerable.Range(0, g.parts).Select(i => Edge("b" + i, "c" + g.targets[i], Y2025, 1)).ToList();
                var units = Units([("a", Y2018, Y2024), .. first.Select(e => (e.To.Value, Y2024, (DateOnly?)Y2025)), .. second.Select(e => e.To.Value).Distinct().Select(c => (c, Y2025, (DateOnly?)null))], [.. first, .. second]);
                var found = new Passages(units, Y2025, Known).Of(new UnitId("a"), Y2018);

                var met = second.Select(e => e.To).Distinct().Count() == 1;
                if (met) return found.Whole == second[0].To;
                if (!g.given) return found.Destinations.All(d => d.Share is null) && found.Destinations.Count == second.Select(e => e.To).Distinct().Count();
                return found.Destinations.All(d => Math.Abs(d.Share!.Value - (decimal)Enumerable.Range(0, g.parts).Where(i => "c" + g.targets[i] == d.Unit.Value).Sum(i => g.weights[i]) / total) < 0.0000001m)
                    && Math.Abs(found.Destinations.Sum(d => d.Share!.Value) - 1) < 0.0000001m;
            });
    }

    [Fact]
    public void A_single_part_leaves_the_rest_open_and_one_missing_number_is_the_rest()
    {
        var alone = Units([("a", Y2018, Y2024), ("b", Y2024, null)], [Edge("a", "b", Y2024, null)]);
        Assert.True(new Passages(alone, Y2025, Known).Of(new UnitId("a"), Y2018) is { Open: true, Whole: null });

        var rest = Units([("a", Y2018, Y2024), ("b", Y2024, null), ("c", Y2024, null)], [Edge("a", "b", Y2024, 0.7m), Edge("a", "c", Y2024, null)]);
        Assert.Equal([new Destination(new UnitId("b"), 0.7m), new Destination(new UnitId("c"), 0.3m)], new Passages(rest, Y2025, Known).Of(new UnitId("a"), Y2018).Destinations);
    }

    private static LineageEdge Edge(string from, string to, DateOnly on, decimal? share) => new(new UnitId(from), new UnitId(to), on, share == 1, "", on, share == 1 ? null : share);

    private static Gazetteer Units((string Unit, DateOnly From, DateOnly? To)[] units, LineageEdge[] edges) =>
        new(units.Select(u => new UnitVersion(new UnitId(u.Unit), u.Unit, "xã", u.Unit, null, u.From, u.To, Y2018)), edges, [new UnitKind("xã", "commune", 8)]);
}
