using LangSo.Foundation;
using LangSo.Territory;
using LangSo.Testing;

[assembly: AssemblyFixture(typeof(NamDinh))]

namespace LangSo.Testing;

/// <summary>The shipped territory, loaded once into a real store.</summary>
public sealed class NamDinh : IAsyncLifetime
{
    private TempStore? _store;

    public TempStore Store => _store ?? throw new InvalidOperationException("Not opened yet.");

    public Gazetteer Units => Store.Get<Gazetteers>().Current;

    public async ValueTask InitializeAsync()
    {
        _store = await CreateEmptyAsync();
        Assert.True((await _store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, TestContext.Current.CancellationToken)).Ok);
    }

    public static Task<TempStore> CreateEmptyAsync() => TempStore.CreateAsync(s => s.AddTerritory());

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    public static AsOf On(string day, string known = "2026-03-16") =>
        new(DateOnly.Parse(day, VnText.Culture), DateOnly.Parse(known, VnText.Culture));
}
