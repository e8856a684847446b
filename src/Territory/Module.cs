using LangSo.Store;
using LangSo.Territory.Changes;
using LangSo.Territory.Store;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Territory;

/// <summary>
/// Owns administrative units through time: versions, changes, lineage, their legal documents, their cells on the map.
/// May know the ground floor only. Everything above asks its gazetteer and never keeps a code as an identity.
/// Its data-file reader serves every module that loads official files.
/// </summary>
public static class Module
{
    /// <summary>Registers the module.</summary>
    public static IServiceCollection AddTerritory(this IServiceCollection services) => services
        .AddSingleton<IStoreMapping, TerritoryMapping>()
        .AddSingleton<Gazetteers>()
        .AddSingleton<TerritoryLoader>()
        .AddSingleton<ChangeDesk>();
}
