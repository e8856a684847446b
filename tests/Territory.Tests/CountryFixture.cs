using LangSo.Territory;
using LangSo.Territory.DataFiles;
using LangSo.Testing;

[assembly: AssemblyFixture(typeof(Country))]

namespace LangSo.Testing;

/// <summary>All of Viet Nam, loaded once into a real store.</summary>
public sealed class Country : IAsyncLifetime
{
    private TempStore? _store;

    public TempStore Store => _store ?? throw new InvalidOperationException("Not opened yet.");

    public Gazetteer Units => Store.Get<Gazetteers>().Current;

    public LoadResult Loaded { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await NamDinh.CreateEmptyAsync();
        var loaded = await _store.Get<TerritoryLoader>().LoadNationalAsync(TempStore.ShippedData, TestContext.Current.CancellationToken);
        Assert.True(loaded.Ok, string.Join("\n", loaded.Problems.Take(5)));
        Loaded = loaded.Value;
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
