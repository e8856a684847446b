namespace LangSo.Server.Several;

/// <summary>
/// Said when this server is about to stop: it still answers what it has begun and what only it can answer, and shows new readers to
/// the other servers.
/// </summary>
internal sealed class Drain
{
    private volatile bool _begun;

    /// <summary>True from the moment that it was asked to stop.</summary>
    public bool Begun => _begun;

    /// <summary>It was asked to stop.</summary>
    public void Begin() => _begun = true;

    /// <summary>
    /// While draining, what may be asked of another server without harm (GET and HEAD) is answered 503 without being done: the proxy
    /// asks the other server and leaves this one alone. What writes is still done here.
    /// </summary>
    public Task TurnAwayAsync(HttpContext context, RequestDelegate next)
    {
        if (!_begun) return next(context);
        context.Response.Headers.Connection = "close";
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)) return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "1";
        return Task.CompletedTask;
    }
}

/// <summary>The command line hears the signals and decides when the host stops; the host itself would stop at once.</summary>
internal sealed class StopsWhenTold : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
