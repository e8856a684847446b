using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Recognition;
using LangSo.Store;
using LangSo.Territory;

namespace LangSo.Server.Host;

/// <summary>Brings the store up to date and fills what is answered from memory, in the order in which modules stand on each other.</summary>
internal sealed class Snapshots(StoreFactory stores, IServiceProvider services)
{
    /// <summary>Ready to answer, or the one reason why not.</summary>
    public async Task<Outcome<bool>> ReadyAsync(CancellationToken cancel)
    {
        var prepared = await stores.PrepareAsync(cancel);
        if (!prepared.Ok) return prepared;
        await services.GetRequiredService<TerritoryLoader>().ReadAsync(cancel);
        await services.GetRequiredService<FactLoader>().ReadAsync(cancel);
        await services.GetRequiredService<DecisionLoader>().ReadAsync(cancel);
        return true;
    }
}
