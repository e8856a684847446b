using LangSo.Look;
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
    /// <summary>Registers the module; <paramref name="data"/> is where the shipped facts lie, beside the program unless said.</summary>
    public static IServiceCollection AddSurveys(this IServiceCollection services, string? data = null) => services
        .AddSingleton<IStoreMapping, SurveysMapping>()
        .AddSingleton(new SurveyTemplates(Path.Combine(data ?? Path.Combine(AppContext.BaseDirectory, "data"), "surveys")))
        .AddSingleton<SurveyDesk>()
        .AddSingleton<AnswerBox>()
        .AddSingleton<SurveyBook>()
        .AddSingleton<ITaskSource, SurveyTasks>();

    /// <summary>Its endpoints.</summary>
    public static IEndpointRouteBuilder MapSurveys(this IEndpointRouteBuilder routes) => routes;
}
