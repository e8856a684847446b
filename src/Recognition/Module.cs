using LangSo.Criteria.Assessments;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Store;
using LangSo.Store;
using LangSo.Territory.Changes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Recognition;

/// <summary>
/// Owns titles, decisions, standing, the measures that count them, and the dossiers by which titles are given and taken, each with its evidence.
/// May know Criteria, Territory and the ground floor. It decides nothing: a decision is an official's.
/// Which titles, measures and procedures there are is data.
/// </summary>
public static class Module
{
    /// <summary>Registers the module.</summary>
    public static IServiceCollection AddRecognition(this IServiceCollection services) => services
        .AddSingleton<IStoreMapping, RecognitionMapping>()
        .AddSingleton<Figures>()
        .AddSingleton<IMergeWitness, TitleMergeWitness>()
        .AddSingleton<DecisionLoader>()
        .AddSingleton<DemoData>()
        .AddSingleton<Procedures>()
        .AddSingleton<DossierGround>()
        .AddSingleton<DossierNotices>()
        .AddSingleton<DossierDesk>()
        .AddSingleton<DossierProof>()
        .AddSingleton<DossierPapers>()
        .AddSingleton<DossierRound>()
        .AddSingleton<DossierLists>()
        .AddSingleton<ITaskSource, DossierTasks>()
        .AddSingleton<ITaskSource, DriftTasks>()
        .AddSingleton<RevocationWatch>()
        .AddLeaderTimer<DossierTimer>()
        .AddSingleton<ISheetGuard, DossierSheetGuard>()
        .AddSingleton<ISheetListener, DossierSheetListener>();

    /// <summary>Its endpoints.</summary>
    public static IEndpointRouteBuilder MapRecognition(this IEndpointRouteBuilder routes)
    {
        DossierApi.Map(routes);
        return routes;
    }
}
