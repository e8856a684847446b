using LangSo.Store;
using LangSo.Territory.Store;

namespace LangSo.Territory;

/// <summary>Holds the gazetteer of now; swapped whole when units change.</summary>
public sealed class Gazetteers
{
    private volatile Gazetteer _current = Gazetteer.Empty;

    /// <summary>The newest one.</summary>
    public Gazetteer Current => _current;

    /// <summary>Puts a newer one in its place.</summary>
    public void Replace(Gazetteer gazetteer) => _current = gazetteer;

    /// <summary>Fills it from the store: at start, and after every load.</summary>
    public async Task LoadAsync(StoreFactory stores, CancellationToken cancel)
    {
        await using var db = stores.Open();
        Replace(await TerritoryReader.ReadAsync(db, cancel));
    }
}
