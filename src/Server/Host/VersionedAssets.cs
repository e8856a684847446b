using LangSo.Look;

namespace LangSo.Server.Host;

/// <summary>
/// Answers for shipped files under their version: they may be kept for ever. A page of another version, opened before an upgrade or given out by a server
/// that is not upgraded yet, gets the file as it is here, and nobody keeps it.
/// </summary>
internal static class VersionedAssets
{
    private const string ForEver = "public, max-age=31536000, immutable";

    public static void UseVersionedAssets(this WebApplication app)
    {
        var version = app.Services.GetRequiredService<AssetVersion>();
        app.Use((context, next) =>
        {
            if (version.Read(context.Request.Path) is not var (file, current)) return next(context);
            context.Request.Path = file;
            context.Response.OnStarting(() =>
            {
                var answer = context.Response;
                answer.Headers.CacheControl = current && answer.StatusCode is StatusCodes.Status200OK or StatusCodes.Status206PartialContent or StatusCodes.Status304NotModified ? ForEver : "no-store";
                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}
