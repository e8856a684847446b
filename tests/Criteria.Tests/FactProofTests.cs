using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Criteria.Tests;

/// <summary>Facts that the program saved are held to the ledger row by row, however many were saved at once.</summary>
public sealed class FactProofTests
{
    private static readonly DateOnly Today = new(2026, 3, 16);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(3), InlineData(20), InlineData(21), InlineData(55)]
    public async Task What_nobody_touched_agrees_whatever_the_size_of_the_batch(int count)
    {
        await using var store = await FilledAsync(count);
        Assert.Equal(count, (await store.Get<FactProof>().VerifyAsync(Cancel)).Value);
    }

    [Theory]
    [InlineData("value", "'no'")]
    [InlineData("source", "'Biên bản khác'")]
    [InlineData("source_kind", "'list'")]
    [InlineData("note", "'thêm'")]
    public async Task One_altered_row_of_a_large_batch_is_named_by_indicator_and_unit(string column, string to)
    {
        await using var store = await FilledAsync(50);
        var unit = Units(store)[37];
        await AlterAsync(store, $"update facts set {column} = {to} where source = 'Biên bản' and unit = '{unit.Value}'");

        var said = Assert.Single((await store.Get<FactProof>().VerifyAsync(Cancel)).Problems).ToString();

        Assert.Contains("smart-radio", said, StringComparison.Ordinal);
        Assert.Contains(unit.Value, said, StringComparison.Ordinal);
        if (column == "value") Assert.Contains("\"no\"", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete from facts where source = 'Biên bản' and unit = '{0}'")]
    [InlineData("update facts set indicator = 'clean-water' where source = 'Biên bản' and unit = '{0}'")]
    [InlineData("update facts set \"from\" = '2026-03-15' where source = 'Biên bản' and unit = '{0}'")]
    [InlineData("update facts set unit = (select min(unit) from facts where source = 'Biên bản') where source = 'Biên bản' and unit = '{0}'")]
    public async Task A_row_that_is_gone_or_stands_elsewhere_is_named_by_where_it_stood(string sql)
    {
        await using var store = await FilledAsync(50);
        var unit = Units(store)[41];
        await AlterAsync(store, sql.Replace("{0}", unit.Value, StringComparison.Ordinal));

        var said = Assert.Single((await store.Get<FactProof>().VerifyAsync(Cancel)).Problems).ToString();

        Assert.Contains(unit.Value, said, StringComparison.Ordinal);
        Assert.Contains("đã mất hoặc bị sửa", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_saved_later_leaves_the_batch_in_agreement()
    {
        await using var store = await FilledAsync(30);
        Assert.Equal(1, (await store.Get<FactDesk>().SaveAsync([Radio(Units(store)[4], "no")], "lan", Cancel)).Value);
        Assert.Equal(31, (await store.Get<FactProof>().VerifyAsync(Cancel)).Value);
    }

    private static NewFact Radio(UnitId unit, string value) => new("smart-radio", unit, value, Today, null, "typed", "Biên bản");

    private static List<UnitId> Units(TempStore store)
    {
        var units = store.Get<Gazetteers>().Current;
        return [.. units.InForce(new AsOf(Today, Today)).Where(u => units.LevelOf(u.Kind) == "commune").Select(u => u.Unit).OrderBy(u => u.Value, StringComparer.Ordinal)];
    }

    private static async Task<TempStore> FilledAsync(int count)
    {
        var store = await TempStore.CreateAsync(s => s.AddTerritory().AddCriteria());
        Assert.True((await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
        Assert.True((await store.Get<FactLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
        Assert.True((await store.Get<Assessor>().OpenAsync(TempStore.ShippedData, Cancel)).Ok);
        Assert.Equal(count, (await store.Get<FactDesk>().SaveAsync([.. Units(store).Take(count).Select(u => Radio(u, "yes"))], "lan", Cancel)).Value);
        return store;
    }

    private static async Task AlterAsync(TempStore store, string sql)
    {
        await using var db = store.Get<StoreFactory>().Open();
#pragma warning disable EF1002 // Text of this class alone.
        Assert.Equal(1, await db.Database.ExecuteSqlRawAsync(sql, Cancel));
#pragma warning restore EF1002
    }
}
