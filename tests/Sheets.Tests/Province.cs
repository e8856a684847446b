using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Sheets.Tests;

/// <summary>The shipped province in a store of its own, with tables beside it.</summary>
internal sealed class Province(TempStore store) : IAsyncDisposable
{
    public static readonly DateOnly Day = new(2024, 12, 31), Today = new(2026, 3, 16);

    public string Folder { get; } = Directory.CreateTempSubdirectory("langso-sheets-").FullName;

    public FactBook Book => store.Get<FactBooks>().Current;

    public Gazetteer Units => store.Get<Gazetteers>().Current;

    public FactExport Export => store.Get<FactExport>();

    public static async Task<Province> OpenAsync(CancellationToken cancel)
    {
        var store = await TempStore.CreateAsync(s => s.AddTerritory().AddCriteria().AddSheets());
        Assert.True((await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, cancel)).Ok);
        Assert.True((await store.Get<FactLoader>().LoadAsync(TempStore.ShippedData, cancel)).Ok);
        Assert.True((await store.Get<Assessor>().OpenAsync(TempStore.ShippedData, cancel)).Ok);
        return new Province(store);
    }

    public UnitId Of(string code, DateOnly? day = null) => Units.ByCode(code, new AsOf(day ?? Day, Today))!.Unit;

    public string? Value(string indicator, string code, DateOnly? day = null) => Book.Find(indicator, Of(code, day), new AsOf(day ?? Day, Today))?.Value;

    public string Save(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<Outcome<ImportResult>> ImportAsync(
        string path, CancellationToken cancel, bool write = true, DateOnly? day = null, IReadOnlyDictionary<string, string>? map = null, IReadOnlyList<UnitId>? areas = null, IProgress<ImportProgress>? progress = null) =>
        store.Get<FactImport>().RunAsync(new ImportAsk(path, Path.GetFileName(path), "Sở Nông nghiệp", day ?? Day, Today, "lan", map, areas), write, progress, cancel);

    /// <summary>Facts and acts in the store itself.</summary>
    public async Task<(int Facts, int Imports)> StoredAsync(CancellationToken cancel)
    {
        await using var db = store.Get<StoreFactory>().Open();
        return (await db.Set<Fact>().CountAsync(cancel), (await store.Get<Ledger>().OfActAsync("import", cancel)).Count);
    }

    public async Task<string> LastActAsync(CancellationToken cancel) => (await store.Get<Ledger>().OfActAsync("import", cancel))[^1].Body;

    public Task ReloadAsync(CancellationToken cancel) => store.Get<FactBooks>().LoadAsync(store.Get<StoreFactory>(), cancel);

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
