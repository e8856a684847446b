using LangSo.Recognition.Store;
using LangSo.Store;
using LangSo.Territory.Changes;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Recognition;

/// <summary>
/// Owns titles, decisions, standing and the measures that count them, each with its evidence.
/// May know Criteria, Territory and the ground floor. It decides nothing: a decision is an official's.
/// Which titles and measures there are is data.
/// </summary>
public static class Module
{
    /// <summary>Registers the module.</summary>
    public static IServiceCollection AddRecognition(this IServiceCollection services) => services
        .AddSingleton<IStoreMapping, RecognitionMapping>()
        .AddSingleton<Figures>()
        .AddSingleton<IMergeWitness, TitleMergeWitness>()
        .AddSingleton<DecisionLoader>()
        .AddSingleton<DemoData>();
}
