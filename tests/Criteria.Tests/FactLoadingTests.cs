using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;

namespace LangSo.Criteria.Tests;

public sealed class FactLoadingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<TempStore> WithTerritoryAsync()
    {
        var store = await TempStore.CreateAsync(s => s.AddTerritory().AddCriteria());
        Assert.True((await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
        return store;
    }

    private static AsOf On(string day) => new(DateOnly.Parse(day, VnText.Culture), new DateOnly(2026, 3, 16));

    [Fact]
    public async Task The_pilots_money_adds_up_and_is_sourced()
    {
        await using var store = await WithTerritoryAsync();
        Assert.True((await store.Get<FactLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
        var facts = store.Get<FactBooks>().Current;
        var phong = store.Get<Gazetteers>().Current.ByCode("14212", On("2024-03-31"))!.Unit;
        decimal Money(string of) => facts.Find("pilot-money" + of, phong, On("2024-03-31"))!.Number!.Value;

        Assert.Equal(11_000_000_000m, Money(""));
        Assert.Equal(Money(""), Money("-central") + Money("-district") + Money("-commune"));
        Assert.All(facts.All.Where(f => f.Indicator.StartsWith("pilot-", StringComparison.Ordinal)), f => Assert.False(f.Sample));
        Assert.Null(facts.Find("pilot-money", phong, On("2024-03-17")));
    }

    [Fact]
    public async Task Loading_twice_changes_nothing_and_says_so()
    {
        await using var store = await WithTerritoryAsync();
        var first = (await store.Get<FactLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Value;
        var again = (await store.Get<FactLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Value;

        Assert.True(first.Added > 100);
        Assert.Equal((0, first.Added), (again.Added, again.Already));
        Assert.Equal(first.Added, store.Get<FactBooks>().Current.All.Count + store.Get<FactBooks>().Current.Indicators.Count);
    }

    [Theory]
    [InlineData("facts/smart-commune-pilot.csv", "xã Giao Phong", "xã Giao Phông", "cột unit_is: ngày này đơn vị tên là “xã Giao Phong”")]
    [InlineData("facts/smart-commune-pilot.csv", ",31,", ",ba mươi mốt,", "cột value: phải là số")]
    [InlineData("facts/smart-commune-pilot.csv", "pilot-goals,", "pilot-gaols,", "cột indicator: “pilot-gaols” phải là một trong")]
    [InlineData("facts/smart-commune-pilot.csv", ",2024-03-18,,", ",2025-07-01,,", "không tồn tại ngày này")]
    [InlineData("facts/digital-communes.csv", ",yes,2", ",maybe,2", "phải là yes hoặc no")]
    [InlineData("facts/trained-people.csv", ",list,", ",rumour,", "cột source_kind")]
    public async Task A_broken_row_is_named_and_nothing_is_loaded(string file, string good, string bad, string words)
    {
        await using var store = await WithTerritoryAsync();
        var rows = await store.Get<Ledger>().VerifyAsync(Cancel);
        var outcome = await store.Get<FactLoader>().LoadAsync(store.DataWith(file, t => t.Replace(good, bad, StringComparison.Ordinal)), Cancel);

        Assert.Contains(outcome.Problems.Select(p => p.ToString()), p => p.Contains(words, StringComparison.Ordinal) && p.StartsWith(Path.GetFileName(file) + ", dòng ", StringComparison.Ordinal));
        await store.Get<FactBooks>().LoadAsync(store.Get<StoreFactory>(), Cancel);
        Assert.Empty(store.Get<FactBooks>().Current.All);
        Assert.Equal(rows, await store.Get<Ledger>().VerifyAsync(Cancel));
    }
}
