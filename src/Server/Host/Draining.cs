using System.Runtime.InteropServices;

namespace LangSo.Server.Host;

/// <summary>
/// How a server goes: told to end (SIGTERM), it first says by <c>/readyz</c> that it goes, still serving, so that a proxy sends nobody any
/// more, and shows new readers to the other servers; then it stops. An operator's Ctrl+C stops at once.
/// </summary>
internal sealed class Draining(HostSettings settings, IHostApplicationLifetime life, TimeProvider clock) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _begun;

    /// <summary>True once the end has begun.</summary>
    public bool HasBegun => Volatile.Read(ref _begun) == 1 || life.ApplicationStopping.IsCancellationRequested;

    /// <summary>Goes: after the drain, or at once when there is none.</summary>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0) _ = EndAsync();
    }

    /// <summary>
    /// While draining, what may be asked of another server without harm (GET and HEAD) is answered 503 without being done: the proxy
    /// asks the other server and leaves this one alone. What writes is still done here, and who watches is still answered.
    /// </summary>
    public Task TurnAwayAsync(HttpContext context, RequestDelegate next)
    {
        if (Volatile.Read(ref _begun) == 0 || settings.Drain == TimeSpan.Zero || context.Request.Path.Value is "/readyz" or "/healthz" or "/metrics") return next(context);
        context.Response.Headers.Connection = "close";
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)) return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "1";
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        On(PosixSignal.SIGTERM, Begin);
        On(PosixSignal.SIGINT, life.StopApplication);
        On(PosixSignal.SIGQUIT, life.StopApplication);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
    }

    private async Task EndAsync()
    {
        if (settings.Drain > TimeSpan.Zero)
            await Task.Delay(settings.Drain, clock, life.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        life.StopApplication();
    }

    private void On(PosixSignal signal, Action deed) => _signals.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        deed();
    }));
}
