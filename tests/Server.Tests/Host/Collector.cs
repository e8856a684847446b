using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LangSo.Server.Tests.Host;

/// <summary>What an OpenTelemetry collector would be sent, as bytes read as text: names and values stand in them as they are.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, StringBuilder> _got = new(StringComparer.Ordinal);

    private Collector(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = new Collector(builder.Build());
        collector._app.Run(collector.TakeAsync);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Everything sent to "/v1/traces" or "/v1/metrics".</summary>
    public string Sent(string path)
    {
        lock (_got) return _got.TryGetValue(path, out var text) ? text.ToString() : "";
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        lock (_got)
        {
            if (!_got.TryGetValue(http.Request.Path, out var all)) _got[http.Request.Path] = all = new StringBuilder();
            all.Append(text);
        }
    }
}
