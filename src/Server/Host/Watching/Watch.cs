using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using LangSo.Foundation;
using Microsoft.AspNetCore.Authorization;

namespace LangSo.Server.Host;

/// <summary>What operators watch a server by: readiness, metrics, traces, its log.</summary>
internal static class Watch
{
    /// <summary>Set to let a scraper in from elsewhere: <c>Authorization: Bearer …</c>.</summary>
    public const string TokenVariable = "LANGSO_METRICS_TOKEN";

    public static void AddWatch(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<Draining>();
        services.AddSingleton<IHostLifetime>(all => all.GetRequiredService<Draining>());
        services.AddSingleton<Readiness>();
        services.AddSingleton<MetricsBoard>();
        OtlpExport.AddWhenAsked(services);
    }

    /// <summary>First in the pipeline, so that every request is counted and logged as it left.</summary>
    public static void UseWatch(this WebApplication app)
    {
        app.Services.GetRequiredService<MetricsBoard>();
        var (meters, snapshots, clock) = (app.Services.GetRequiredService<IMeterFactory>(), app.Services.GetRequiredService<Snapshots>(), app.Services.GetRequiredService<TimeProvider>());
        meters.Create(Telemetry.Name).CreateObservableGauge(
            "langso.snapshot.age", () => snapshots.LoadedAt is { } at ? [new Measurement<double>((clock.GetUtcNow() - at).TotalSeconds)] : Array.Empty<Measurement<double>>(), "s",
            "Age of the figures in memory");
        if (app.Services.GetRequiredService<HostSettings>().LogsJson) RequestLog.Use(app);
    }

    public static void MapWatch(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/readyz", [AllowAnonymous] async (Readiness readiness, HttpContext http, CancellationToken cancel) =>
        {
            var state = await readiness.AskAsync(cancel);
            http.Response.Headers.CacheControl = "no-store";
            http.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodePagesFeature>()?.Enabled = false;
            return Results.Json(state, LangSoJson.Compact, statusCode: state.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
        routes.MapGet("/metrics", [AllowAnonymous] (HttpContext http, MetricsBoard board) =>
            MayScrape(http) ? Results.Text(board.Write(), "text/plain; version=0.0.4; charset=utf-8") : Results.NotFound());
    }

    /// <summary>On this machine and not through a proxy, or with the token.</summary>
    private static bool MayScrape(HttpContext http)
    {
        var token = Environment.GetEnvironmentVariable(TokenVariable);
        if (!string.IsNullOrEmpty(token) && http.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var given]
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(token)))) return true;
        // A proxy on this machine also comes from loopback: it shows by what it adds.
        string[] forwarded = ["X-Forwarded-For", "X-Original-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Proto", "X-Forwarded-Host"];
        return http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !forwarded.Any(http.Request.Headers.ContainsKey);
    }
}
