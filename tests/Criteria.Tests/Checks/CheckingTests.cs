using LangSo.Criteria.Checks;
using LangSo.Criteria.Tests.Sets;
using LangSo.Foundation;
using LangSo.Testing;
using static LangSo.Criteria.Tests.SmallSet;

namespace LangSo.Criteria.Tests.Checks;

public sealed class CheckingTests
{
    private static readonly IReadOnlyList<IntegrityCheck> Shipped = IntegrityCheck.Read(TempStore.ShippedData, ShippedSetsTests.Indicators).Value;

    private static IReadOnlyList<Finding> Run(params Fact[] facts) =>
        Checking.Run(Shipped, new FactBook(ShippedSetsTests.Indicators.Values, facts), Units, new AsOf(new(2024, 6, 30), new(2024, 6, 30)));

    [Fact]
    public void Nobody_is_asked_for_newer_figures_of_a_commune_that_is_no_more()
    {
        Fact[] old = [Fact("income", "60")];
        Assert.Contains(Run(old), f => f.Check.Id == "income-stale");
        var gone = new LangSo.Territory.Gazetteer([.. Units.All, Units.Find(Commune, On("2024-06-30"))! with { To = new(2024, 1, 1) }], [], Units.Kinds);
        Assert.DoesNotContain(Checking.Run(Shipped, new FactBook(ShippedSetsTests.Indicators.Values, old), gone, new AsOf(new(2024, 6, 30), new(2024, 6, 30))), f => f.Check.Id == "income-stale");
    }

    [Fact]
    public void At_least_twenty_checks_are_shipped_and_every_rule_is_used()
    {
        Assert.True(Shipped.Count >= 20);
        Assert.Equal(IntegrityCheck.Rules.Order(), Shipped.Select(c => c.Rule).Distinct().Order());
    }

    public static TheoryData<string, Fact[], Fact[]> Cases => new()
    {
        { "pilot-money-adds-up", [Fact("pilot-money", "11"), Fact("pilot-money-central", "5"), Fact("pilot-money-district", "1"), Fact("pilot-money-commune", "4")],
            [Fact("pilot-money", "10"), Fact("pilot-money-central", "5"), Fact("pilot-money-district", "1"), Fact("pilot-money-commune", "4")] },
        { "certified-not-above-trained-male", [Fact("certified-labour-male", "80"), Fact("trained-labour-male", "70")], [Fact("certified-labour-male", "70"), Fact("trained-labour-male", "70")] },
        { "income-range", [Fact("income", "66000")], [Fact("income", "66")] },
        { "poverty-jump", [Fact("poverty", "1"), Fact("poverty", "7", "2023-01-01")], [Fact("poverty", "1"), Fact("poverty", "5", "2023-01-01")] },
        { "trained-people-never-falls", [Fact("trained-people", "90"), Fact("trained-people", "80", "2023-01-01")], [Fact("trained-people", "90"), Fact("trained-people", "90", "2023-01-01")] },
        { "smart-radio-needs-radio", [Fact("smart-radio", "yes"), Fact("commune-radio", "no")], [Fact("smart-radio", "yes"), Fact("commune-radio", "yes")] },
        { "trained-needs-population", [Fact("trained-people", "90")], [Fact("trained-people", "90"), Fact("population", "9000")] },
        { "no-makeshift-but-poor-houses", [Fact("no-makeshift-houses", "yes"), Fact("solid-houses", "59.9")], [Fact("no-makeshift-houses", "yes"), Fact("solid-houses", "60")] },
        { "income-stale", [Fact("income", "60")], [Fact("income", "60", "2023-06-30")] },
        { "odd-value-unchanged", [Fact("clean-water", "66.6"), Fact("clean-water", "66.6", "2022-06-01"), Fact("clean-water", "66.6", "2023-01-01"), Fact("clean-water", "66.6", "2023-06-01")],
            [Fact("clean-water", "66.6"), Fact("clean-water", "66.6", "2022-06-01"), Fact("clean-water", "66.7", "2023-01-01"), Fact("clean-water", "66.6", "2023-06-01")] },
        { "known-before-it-happened", [Fact("income", "60") with { Recorded = new(2021, 12, 31) }], [Fact("income", "60") with { Recorded = new(2022, 1, 1) }] },
        { "known-very-late", [Fact("income", "60") with { Recorded = new(2023, 7, 2) }], [Fact("income", "60") with { Recorded = new(2023, 7, 1) }] },
        { "unit-did-not-exist", [Fact("income", "60", unit: new UnitId("khong"))], [Fact("income", "60")] },
        { "two-values-on-one-day", [Fact("income", "60"), Fact("income", "61")], [Fact("income", "60"), Fact("income", "60")] },
        { "corrected-too-often", [.. Enumerable.Range(0, 5).Select(i => Fact("income", "60") with { Recorded = new(2022, 2, 1 + i) })], [.. Enumerable.Range(0, 4).Select(i => Fact("income", "60") with { Recorded = new(2022, 2, 1 + i) })] },
        { "exempt-needs-a-decision", [Fact("market", "exempt")], [Fact("market", "exempt") with { SourceKind = "decision" }] },
        { "ended-and-not-continued", [Fact("income", "60") with { To = new(2023, 1, 1) }], [Fact("income", "60") with { To = new(2023, 1, 1) }, Fact("income", "62", "2023-01-01")] },
        { "sample-in-use", [Fact("income", "60") with { Sample = true, Note = "n" }], [Fact("income", "60")] },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_check_finds_what_it_is_for_and_leaves_the_next_best_alone(string check, Fact[] wrong, Fact[] right)
    {
        var found = Assert.Single(Run(wrong), f => f.Check.Id == check);
        Assert.DoesNotContain(Run(right), f => f.Check.Id == check);
        Assert.DoesNotContain("{", found.Text, StringComparison.Ordinal);
        Assert.EndsWith(".", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sentence_names_unit_values_and_limit()
    {
        var found = Assert.Single(Run(Fact("poverty", "1.5"), Fact("poverty", "7.25", "2023-01-01")), f => f.Check.Id == "poverty-jump");
        Assert.Equal("xã Một: tỷ lệ nghèo đa chiều đổi từ 1,5 sang 7,25 %, quá 5 điểm giữa hai lần báo cáo.", found.Text);
    }
}
