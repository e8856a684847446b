using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Recognition;
using LangSo.Territory;
using LangSo.Testing;

[assembly: AssemblyFixture(typeof(DemoProvince))]

namespace LangSo.Testing;

/// <summary>The demonstration province, loaded once from the shipped files into a real store.</summary>
public sealed class DemoProvince : IAsyncLifetime
{
    private TempStore? _store;

    public TempStore Store => _store ?? throw new InvalidOperationException("Not opened yet.");

    public FigureBook Book => Store.Get<Figures>().Current;

    public async ValueTask InitializeAsync()
    {
        _store = await CreateEmptyAsync();
        var loaded = await _store.Get<DemoData>().LoadAsync(TempStore.ShippedData, TestContext.Current.CancellationToken);
        Assert.True(loaded.Ok, string.Join("\n", loaded.Problems));
    }

    public static Task<TempStore> CreateEmptyAsync() => TempStore.CreateAsync(s => s.AddTerritory().AddCriteria().AddRecognition());

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    public static AsOf On(string day, string known = "2026-03-16") =>
        new(DateOnly.Parse(day, VnText.Culture), DateOnly.Parse(known, VnText.Culture));
}
