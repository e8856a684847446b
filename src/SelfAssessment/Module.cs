using LangSo.Criteria.Assessments;
using LangSo.Look;
using LangSo.SelfAssessment.Api;
using LangSo.SelfAssessment.Store;
using LangSo.Store;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.SelfAssessment;

/// <summary>
/// Owns the commune's desk: the sheet of a unit's own assessment, its evidence files, and the queue that a phone without network fills.
/// May know Criteria, Territory and the ground floor; it judges nothing and decides nothing.
/// </summary>
public static class Module
{
    /// <summary>Registers the module.</summary>
    public static IServiceCollection AddSelfAssessment(this IServiceCollection services) => services
        .AddSingleton<IStoreMapping, SelfAssessmentMapping>()
        .AddSingleton<HandInRules>()
        .AddSingleton<ISheetHandIn>(all => all.GetRequiredService<HandInRules>())
        .AddSingleton(all => new HandIn(all.GetRequiredService<Ledger>(), all.GetRequiredService<Assessor>(), all.GetRequiredService<SheetContents>(),
            all.GetRequiredService<HandInRules>(), all.GetServices<ISheetListener>(), all.GetRequiredService<TimeProvider>()))
        .AddSingleton<SyncDesk>()
        .AddSingleton<SheetReader>()
        .AddSingleton<ITaskSource, SheetTasks>()
        .AddSingleton<SheetTableDesk>()
        .AddSingleton<SheetProof>();

    /// <summary>Its endpoints.</summary>
    public static IEndpointRouteBuilder MapSelfAssessment(this IEndpointRouteBuilder routes) => routes.MapDesk();
}
