using System.Runtime.CompilerServices;
using LangSo.Foundation;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LangSo.Server.Host;

/// <summary>
/// OpenTelemetry by OTLP when OTEL_EXPORTER_OTLP_ENDPOINT is set; its other OTEL_ variables hold too. Unset, none of its assemblies is
/// loaded: a commune's server has no memory to spare for what nobody collects.
/// </summary>
internal static class OtlpExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>What a request's trace may say. An address, a query, who asked and from where may name a person or hold a code.</summary>
    private static readonly string[] Told =
        ["http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.version", "error.type"];

    public static void AddWhenAsked(IServiceCollection services)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint))) Add(services);
    }

    /// <summary>Apart, because a method's assemblies are loaded when it is first called.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(IServiceCollection services) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService("langso", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3)))
        .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime").AddOtlpExporter())
        .WithTracing(traces => traces
            .AddSource(Telemetry.Name)
            .AddAspNetCoreInstrumentation(http =>
            {
                http.RecordException = false;
                http.Filter = context => context.Request.Path.Value is not ("/healthz" or "/readyz" or "/metrics");
                // When the answer has been sent: all tags are there by then.
                http.EnrichWithHttpResponse = (activity, _) =>
                {
                    foreach (var (name, _) in activity.TagObjects.ToList())
                        if (!Told.Contains(name)) activity.SetTag(name, null);
                };
            })
            .AddOtlpExporter());
}
