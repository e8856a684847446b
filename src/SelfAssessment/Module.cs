using LangSo.SelfAssessment.Api;
using LangSo.SelfAssessment.Store;
using LangSo.Store;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LangSo.SelfAssessment;

/// <summary>
/// Owns the commune's desk: the sheet of a unit's own assessment, its evidence files, and the queue that a phone without network fills.
/// May know Criteria, Territory and the ground floor; it judges nothing and decides nothing.
/// </summary>
public static class Module
{
    /// <summary>Registers the module.</summary>
    public static IServiceCollection AddSelfAssessment(this IServiceCollection services)
    {
        services.TryAddSingleton<ISheetDigest, StoreDigest>();
        return services
            .AddSingleton<IStoreMapping, SelfAssessmentMapping>()
            .AddSingleton<HandIn>()
            .AddSingleton<SyncDesk>()
            .AddSingleton<SheetReader>()
            .AddSingleton<SheetTableDesk>()
            .AddSingleton<SheetProof>();
    }

    /// <summary>Its endpoints.</summary>
    public static IEndpointRouteBuilder MapSelfAssessment(this IEndpointRouteBuilder routes) => routes.MapDesk();
}
