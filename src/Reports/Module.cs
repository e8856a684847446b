using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Reports;

/// <summary>
/// Owns the programme's report: its template, its sentences from figures, and the documents made of it.
/// May know every module below the roof; it holds no figure of its own.
/// </summary>
public static class Module
{
    /// <summary>Registers the module.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services) => services.AddSingleton<ReportBuilder>().AddSingleton<CampaignReporter>();
}
