using System.Diagnostics;

namespace LangSo.Server.Host;

/// <summary>One line a request: method, the route's template (never the address, which may hold a code or a search), status, milliseconds.</summary>
internal static partial class RequestLog
{
    private static readonly object Route = new();

    public static void Use(WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("LangSo.Requests");
        app.Use(async (http, next) =>
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                await next(http);
            }
            finally
            {
                // Probes come every second and say nothing.
                if (http.Items[Route] is not ("/healthz" or "/readyz" or "/metrics"))
                    Answered(log, http.Request.Method, http.Items[Route] as string ?? "", http.Response.StatusCode, Math.Round(Stopwatch.GetElapsedTime(began).TotalMilliseconds, 1));
            }
        });
    }

    /// <summary>After routing: remembers the first route, since an error page is found by another.</summary>
    public static Task RememberRoute(HttpContext http, RequestDelegate next)
    {
        http.Items.TryAdd(Route, http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } template } ? "/" + template.TrimStart('/') : "");
        return next(http);
    }

    [LoggerMessage(EventId = 100, EventName = "Request", Level = LogLevel.Information, Message = "{Method} {Route} {Status} in {Ms} ms")]
    private static partial void Answered(ILogger logger, string method, string route, int status, double ms);
}
