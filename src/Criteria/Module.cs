using LangSo.Criteria.Store;
using LangSo.Store;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Criteria;

/// <summary>
/// Owns indicators and facts: what is known of a unit, since when, from whom, learned when.
/// May know Territory and the ground floor. Titles and decisions are above it and none of its business.
/// Facts come from files now; devices, lists and typing hand theirs in through the same rows.
/// </summary>
public static class Module
{
    /// <summary>Registers the module.</summary>
    public static IServiceCollection AddCriteria(this IServiceCollection services) => services
        .AddSingleton<IStoreMapping, CriteriaMapping>()
        .AddSingleton<FactBooks>()
        .AddSingleton<FactLoader>();
}
