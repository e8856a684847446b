using LangSo.Server.Host;
using LangSo.Store;

namespace LangSo.Server.Keeping;

/// <summary>An installation's store alone, with every module's mapping: nothing is prepared, nothing is read into memory.</summary>
internal sealed class OpenedStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public OpenedStore(Installation installation)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLangSo(installation);
        _services = services.BuildServiceProvider();
        Installation = installation;
    }

    public Installation Installation { get; }

    public IServiceProvider Services => _services;

    public StoreFactory Factory => _services.GetRequiredService<StoreFactory>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
