using LangSo.Store;
using LangSo.Surveys.Store;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Surveys;

/// <summary>
/// Owns the satisfaction survey of the Fatherland Front: contents, household tokens, answers, coverage and the published rate.
/// May know Criteria, Territory and the ground floor; who answered what is nobody's to see.
/// </summary>
public static class Module
{
    /// <summary>Registers the module.</summary>
    public static IServiceCollection AddSurveys(this IServiceCollection services) => services
        .AddSingleton<IStoreMapping, SurveysMapping>();

    /// <summary>Its endpoints.</summary>
    public static IEndpointRouteBuilder MapSurveys(this IEndpointRouteBuilder routes) => routes;
}
