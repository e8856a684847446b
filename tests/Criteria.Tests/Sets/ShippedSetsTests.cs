using LangSo.Criteria.Sets;
using LangSo.Criteria.Store;
using LangSo.Foundation;
using LangSo.Testing;
using LangSo.Territory.DataFiles;

namespace LangSo.Criteria.Tests.Sets;

public sealed class ShippedSetsTests
{
    internal static Dictionary<string, Indicator> Indicators { get; } = DataTable.Read(Path.Combine(TempStore.ShippedData, "criteria"), "indicators.csv", "id").Rows
        .Select(r => new Indicator(r["id"], r["name"], r["kind"], r["unit"], r["source"])).ToDictionary(i => i.Id, StringComparer.Ordinal);

    private static readonly SetShelf Shelf = SetShelf.Read(TempStore.ShippedData, Indicators).Value;

    [Theory]
    [InlineData("ntm", 19, 57)]
    [InlineData("advanced", 19, 75)]
    [InlineData("ntm-2026", 10, 47)]
    [InlineData("smart-pilot", 31, 31)]
    public void The_number_of_criteria_and_indicators_is_that_of_the_law(string set, int criteria, int indicators)
    {
        foreach (var version in Shelf.Sets[set].Versions) Assert.Equal((criteria, indicators), (version.Criteria.Count, version.Indicators.Count()));
    }

    [Fact]
    public void The_pilot_has_eighteen_goals_in_three_pillars_that_take_every_criterion_once()
    {
        var version = Shelf.Sets["smart-pilot"].Versions[0];
        Assert.Equal(18, version.Goals.Count);
        Assert.Equal(3, version.Criteria.Select(c => c.Part).Distinct().Count());
        Assert.Equal(version.Criteria.Select(c => c.Code).Order(), version.Goals.SelectMany(g => g.Criteria).Order());
    }

    [Fact]
    public void The_amendment_of_2024_changes_what_the_sources_name_and_nothing_else()
    {
        var ntm = Shelf.Sets["ntm"];
        var changed = SetDifference.Between(ntm.Versions[0], ntm.Versions[1]).Select(c => c.Item).Distinct();
        Assert.Equal(["chỉ tiêu 13.1", "chỉ tiêu 15.4", "chỉ tiêu 17.1", "chỉ tiêu 18.4"], changed);
        Assert.Equal(ValueKind.Percent, ntm.On(new(2024, 2, 29))!.Find("15.4")!.Kind);
        Assert.Equal(ValueKind.YesNo, ntm.On(new(2024, 3, 1))!.Find("15.4")!.Kind);
        Assert.Empty(SetDifference.Between(ntm.Versions[1], ntm.Versions[1]));
    }

    [Theory]
    [InlineData(2021, 66), InlineData(2022, 72), InlineData(2023, 83), InlineData(2024, 93), InlineData(2025, 103)]
    public void Nam_Dinhs_income_floors_for_model_communes_are_those_of_its_decision(int year, int million)
    {
        var level = Shelf.Layers.Single(l => l.Id == "model-nam-dinh").Thresholds["2"].Single(t => t.Holds(new DateOnly(year, 6, 1)));
        Assert.Equal((million, false), ((int)level.Value, level.Sample));
    }

    [Fact]
    public void Only_what_has_a_source_is_not_called_sample()
    {
        var bare = Shelf.Sets.Values.SelectMany(s => s.Versions).SelectMany(v => v.Indicators).Select(i => i.Indicator).Where(i => !i.Sample && i.Source.Length == 0
            || i.Thresholds.Any(t => !t.Sample && t.Source.Length == 0));
        Assert.Empty(bare);
        Assert.Equal(90, Shelf.Sets["ntm"].Versions[0].Find("15.1")!.Thresholds.Single(t => !t.Sample).Value);
        Assert.Equal(95, Shelf.Sets["advanced"].Versions[0].Find("14.1")!.Thresholds.Single(t => !t.Sample).Value);
    }

    [Fact]
    public void Every_indicator_says_how_to_count_and_what_proves_it()
    {
        Assert.All(Shelf.Sets.Values.SelectMany(s => s.Versions).SelectMany(v => v.Indicators), i => Assert.True(i.Indicator.Guidance.Length > 20 && i.Indicator.Evidence.Length > 0, i.Indicator.Code));
    }

    [Fact]
    public void Key_criteria_are_those_that_the_revocation_rule_names()
    {
        string[] Keys(string set) => [.. Shelf.Sets[set].Versions[0].Criteria.Where(c => c.Key).Select(c => c.Name)];
        Assert.Equal(["Thu nhập", "Môi trường và an toàn thực phẩm", "Quốc phòng và An ninh"], Keys("ntm"));
        Assert.Equal(["Thu nhập", "Môi trường", "Chất lượng môi trường sống", "Quốc phòng và An ninh"], Keys("advanced"));
    }
}
