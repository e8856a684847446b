using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory.Answers;
using LangSo.Testing;

namespace LangSo.Territory.Tests;

public sealed class CountryTests(Country country, NamDinh province)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Gazetteer Units => country.Units;

    [Theory]
    [InlineData("2025-06-30", null, null, 10_047)]
    [InlineData("2025-07-01", null, null, 3_321)]
    [InlineData("2025-06-30", null, "xã", 7_704)]
    [InlineData("2025-06-30", null, "phường", 1_726)]
    [InlineData("2025-06-30", null, "thị_trấn", 617)]
    [InlineData("2025-07-01", null, "xã", 2_621)]
    [InlineData("2025-07-01", null, "phường", 687)]
    [InlineData("2025-07-01", null, "đặc_khu", 13)]
    [InlineData("2025-07-01", "37", null, 129)]
    [InlineData("2025-06-30", "36", null, 175)]
    [InlineData("2024-03-31", "36", null, 226)]
    [InlineData("2025-07-01", "14212", "xóm", 0)]
    public void The_country_is_counted_on_both_days(string day, string? under, string? kinds, int count) =>
        Assert.Equal(count, UnitsAnswer.Build(Units, NamDinh.On(day), under, kinds).Value.Count);

    [Theory]
    [InlineData("2025-06-30", 63, 5)]
    [InlineData("2025-07-01", 34, 6)]
    public void Provinces_are_of_the_province_level_whatever_their_kind(string day, int provinces, int cities)
    {
        var roots = Units.Roots(NamDinh.On(day)).ToList();

        Assert.Equal((provinces, cities + (day == "2025-06-30" ? 1 : 0)), (roots.Count, roots.Count(r => r.Kind == "thành phố")));
        Assert.All(roots, r => Assert.Equal("province", Units.LevelOf(r)));
        Assert.Equal(provinces, Units.InForce(NamDinh.On(day)).Count(u => Units.LevelOf(u) == "province"));
    }

    [Fact]
    public void Every_one_of_the_10604_edges_joins_a_unit_of_the_last_day_to_one_of_the_first()
    {
        var (before, after) = (NamDinh.On("2025-06-30"), NamDinh.On("2025-07-01"));
        var edges = Units.Edges.Where(e => e.On == after.Date && Units.Find(e.To, after) is { } to && Units.LevelOf(to) == "commune").ToList();

        Assert.Equal((10_604, 9_592, 1_012), (edges.Count, edges.Count(e => e.Whole), edges.Count(e => !e.Whole)));
        Assert.All(edges, e => Assert.NotNull(Units.Find(e.From, before)));
        Assert.Equal(10_047, edges.Where(e => Units.LevelOf(Units.Find(e.From, before)!) == "commune").Select(e => e.From).Distinct().Count());
        Assert.Equal(3_321, edges.Select(e => e.To).Distinct().Count());
        Assert.Equal(460, edges.Where(e => !e.Whole).Select(e => e.From).Distinct().Count());
        Assert.All(edges, e => Assert.Matches("^NQ 16[5-8][0-9]/NQ-UBTVQH15", e.Instrument));
    }

    [Fact]
    public void A_commune_that_the_wave_left_alone_stays_the_same_unit()
    {
        var (before, after) = (NamDinh.On("2025-06-30"), NamDinh.On("2025-07-01"));
        var communes = Units.InForce(after).Where(u => Units.LevelOf(u) == "commune").ToList();
        var stayed = communes.Where(u => Units.Find(u.Unit, before) is not null).ToList();

        Assert.Equal(114, stayed.Count);
        Assert.All(stayed, u => Assert.Empty(Units.MadeFrom(u.Unit)));
        var itself = Assert.Single(LineageAnswer.Build(Units, stayed[0].Code, after).Value.From);
        Assert.Equal((stayed[0].Code, "full"), (itself.Code, itself.Extent));
    }

    [Fact]
    public void Every_unit_hangs_below_one_in_force_and_codes_are_unique_on_every_day()
    {
        foreach (var day in (string[])["2018-01-01", "2024-08-31", "2024-09-01", "2025-06-29", "2025-06-30", "2025-07-01", "2026-03-16"])
        {
            var units = Units.InForce(NamDinh.On(day)).ToList();
            Assert.Equal(units.Count, units.Select(u => u.Code).Distinct().Count());
            Assert.Equal(units.Count, units.Select(u => u.Unit).Distinct().Count());
            Assert.All(units, u => Assert.True(u.Parent is not { } up || Units.Find(up, NamDinh.On(day)) is not null));
        }
    }

    [Fact]
    public async Task Demonstration_and_country_answer_alike_in_either_order()
    {
        await using var first = await NamDinh.CreateEmptyAsync();
        await first.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel);
        var added = (await first.Get<TerritoryLoader>().LoadNationalAsync(TempStore.ShippedData, Cancel)).Value;
        await using var second = await NamDinh.CreateEmptyAsync();
        await second.Get<TerritoryLoader>().LoadNationalAsync(TempStore.ShippedData, Cancel);
        await second.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel);
        var (one, other) = (first.Get<Gazetteers>().Current, second.Get<Gazetteers>().Current);

        Assert.True(added.Already > 900);
        Assert.Equal(one.All.Count, other.All.Count);
        Assert.Equal(one.Edges.ToHashSet(), other.Edges.ToHashSet());
        foreach (var day in (string[])["2024-03-31", "2024-09-01", "2025-06-30", "2025-07-01"])
        {
            Assert.Equal(one.InForce(NamDinh.On(day)), other.InForce(NamDinh.On(day)));
            Assert.Equal(province.Units.InForce(NamDinh.On(day)), one.InForce(NamDinh.On(day)).Where(u => province.Units.Find(u.Unit, NamDinh.On(day)) is not null));
        }
        var again = (await second.Get<TerritoryLoader>().LoadNationalAsync(TempStore.ShippedData, Cancel)).Value;
        Assert.Equal(0, again.Added);
        Assert.Null((await second.Get<Ledger>().VerifyAsync(Cancel)).FirstBroken);
    }

    [Theory]
    [InlineData("before.csv", "00004,phường,Trúc Bạch,01", "00004,phường,Trúc Bạch,99", "before.csv, dòng ", "cột parent: ngày này không có đơn vị cấp trên mã 99")]
    [InlineData("before.csv", ",00006,", ",00004,", "before.csv, dòng ", "cột code: mã này đang thuộc đơn vị khác")]
    [InlineData("after.csv", ",nq1656", ",nq9999", "after.csv, dòng ", "không có văn bản “nq9999”")]
    [InlineData("lineage.csv", "00004,00004,full", "00005,00004,full", "lineage.csv, dòng ", "cột from: ngày này không có đơn vị nào mang mã 00005")]
    [InlineData("lineage.csv", "00004,00004,full,matched", "00004,00004,full,certain", "lineage.csv, dòng ", "cột confidence")]
    [InlineData("wave.csv", "2025-07-01,2025-06-16", "2025-07-32,2025-06-16", "wave.csv, dòng 2", "cột on")]
    public async Task A_broken_row_of_the_country_is_named_and_nothing_is_loaded(string file, string good, string bad, string place, string words)
    {
        await using var store = await NamDinh.CreateEmptyAsync();
        var data = store.DataWith("national/territory/" + file, text => text.Replace(good, bad, StringComparison.Ordinal));

        var outcome = await store.Get<TerritoryLoader>().LoadNationalAsync(data, Cancel);

        Assert.Contains(outcome.Problems.Select(p => p.ToString()), p => p.Contains(place, StringComparison.Ordinal) && p.Contains(words, StringComparison.Ordinal));
        Assert.Empty(store.Get<Gazetteers>().Current.All);
        Assert.Equal(0, (await store.Get<Ledger>().VerifyAsync(Cancel)).Rows);
    }
}
