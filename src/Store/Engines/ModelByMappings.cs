using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace LangSo.Store.Engines;

/// <summary>Two compositions of modules in one process, as tests have them, are two models.</summary>
internal sealed class ModelByMappings : IModelCacheKeyFactory
{
    private static readonly ConditionalWeakTable<IReadOnlyList<IStoreMapping>, string> Names = [];

    public object Create(DbContext context, bool designTime) => (
        context.GetType(), Names.GetValue(((StoreContext)context).Mappings, mappings => string.Join(' ', mappings.Select(m => m.GetType().FullName).Order(StringComparer.Ordinal))), designTime);
}
