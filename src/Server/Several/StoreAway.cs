using LangSo.Store;

namespace LangSo.Server.Several;

/// <summary>
/// The database went away while a page was being answered: the page says so, and truly whether anything was written.
/// </summary>
internal static partial class StoreAway
{
    /// <summary>Where the words of the page find what became of the deed.</summary>
    public const string Item = "store-away";

    /// <summary>Turns the loss of the database into 503 with its page.</summary>
    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested && StoreTrouble.IsCut(e))
        {
            Away(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StoreAway).FullName!), context.Request.Method, context.Request.Path, e.Message.ReplaceLineEndings(" "));
            context.Items[Item] = FateOf(e, context.Request.Method);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "5";
        }
    }

    /// <summary>The deed itself says what became of it; else who only reads writes nothing, and of the rest it is not known.</summary>
    private static Fate FateOf(Exception exception, string method)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            if (e is StoreCutException cut) return cut.Fate;
        return HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? Fate.NotWritten : Fate.Unknown;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path}: the database went away: {Reason}")]
    private static partial void Away(ILogger logger, string method, string path, string reason);
}
