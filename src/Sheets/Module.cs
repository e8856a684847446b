using LangSo.Sheets.Store;
using LangSo.Store;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Sheets;

/// <summary>
/// Owns tables as offices send and want them: reading and writing XLSX and CSV, whose column means which indicator, taking facts in and
/// giving them out. May know Criteria, Territory and the ground floor; it judges nothing and keeps no figure of its own.
/// </summary>
public static class Module
{
    /// <summary>Registers the module.</summary>
    public static IServiceCollection AddSheets(this IServiceCollection services) => services
        .AddSingleton<IStoreMapping, SheetsMapping>()
        .AddSingleton<IStoreMapping, ImportJobsMapping>()
        .AddSingleton<FactImport>()
        .AddSingleton<ImportJobs>()
        .AddSingleton<FactExport>();
}
