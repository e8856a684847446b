using LangSo.Criteria.Store;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;

namespace LangSo.Criteria.Tests;

public sealed class FactSnapshotTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_snapshot_gives_the_facts_of_the_store_and_those_written_since()
    {
        await using var store = await LoadedAsync();
        var (books, stores) = (store.Get<FactBooks>(), store.Get<StoreFactory>());
        var before = books.Current.All.ToList();
        await books.LoadAsync(stores, 1, Cancel);
        var mark = FactSnapshot.Read(books.Snapshot)!.Value.Mark;
        var commune = before.First(f => f.Indicator == "smart-radio").Unit;
        var saved = await store.Get<FactDesk>().SaveAsync([new NewFact("clean-water", commune, "61.5", new DateOnly(2023, 1, 1), null, "typed", "thử")], "thử", Cancel);
        Assert.True(saved.Ok, string.Join(" ", saved.Problems));

        await books.LoadAsync(stores, 1, Cancel);

        Assert.Equal(before.Count + 1, books.Current.Count);
        Assert.Equal(before.ToHashSet(), books.Current.All.Where(f => f.Source != "thử").ToHashSet());
        Assert.Equal("61.5", books.Current.History("clean-water", commune).Single(f => f.Source == "thử").Value);
        Assert.Equal(mark, FactSnapshot.Read(books.Snapshot)!.Value.Mark);
    }

    [Fact]
    public async Task A_snapshot_that_is_torn_or_of_another_store_is_left_aside()
    {
        await using var store = await LoadedAsync();
        var (books, stores) = (store.Get<FactBooks>(), store.Get<StoreFactory>());
        var count = books.Current.Count;
        await books.LoadAsync(stores, 1, Cancel);
        var whole = await File.ReadAllBytesAsync(books.Snapshot, Cancel);

        foreach (var at in (int[])[3, 40, whole.Length / 2, whole.Length - 1])
        {
            var torn = (byte[])whole.Clone();
            torn[at] ^= 0x20;
            await File.WriteAllBytesAsync(books.Snapshot, torn, Cancel);
            Assert.Null(FactSnapshot.Read(books.Snapshot));
        }
        await File.WriteAllBytesAsync(books.Snapshot, whole[..(whole.Length / 3)], Cancel);
        Assert.Null(FactSnapshot.Read(books.Snapshot));
        FactSnapshot.Write(books.Snapshot, new FactBook(books.Current.Indicators.Values, []).ToParts(), new SnapshotMark(0, 1, new string('0', 64)));
        await books.LoadAsync(stores, 1, Cancel);

        Assert.Equal(count, books.Current.Count);
        Assert.Equal(count, FactSnapshot.Read(books.Snapshot)!.Value.Parts.Count);
    }

    private static async Task<TempStore> LoadedAsync()
    {
        var store = await TempStore.CreateAsync(s => s.AddTerritory().AddCriteria());
        Assert.True((await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
        Assert.True((await store.Get<FactLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
        return store;
    }
}
