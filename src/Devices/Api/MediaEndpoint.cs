using LangSo.Foundation;
using LangSo.Store.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace LangSo.Devices;

/// <summary>Sounds by content hash, with ranges so that a weak line can go on where it broke off.</summary>
internal static class MediaEndpoint
{
    /// <summary>Seconds after which a device should come again when the vault does not answer.</summary>
    private const string ComeAgain = "5";

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/media/{sha256}", GetAsync)
        // What is broadcast to everyone, under a name that only who has the order can know.
        .AllowAnonymous();

    private static async Task<IResult> GetAsync(string sha256, IMediaVault vault, MediaAddress address, HttpContext http, CancellationToken cancel)
    {
        try
        {
            if (address.Public is { } open)
                return await vault.SizeAsync(sha256, cancel) is null ? NotHere() : Results.Redirect(open + "/" + sha256, permanent: false, preserveMethod: true);
            if (await vault.OpenAsync(sha256, cancel) is not { } sound) return NotHere();
            if (!await IsBroadcastAsync(sound, cancel))
            {
                await sound.DisposeAsync();
                return NotHere();
            }
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            http.Response.OnCompleted(() =>
            {
                Telemetry.MediaBytes.Add(http.Response.ContentLength ?? 0);
                return Task.CompletedTask;
            });
            return Results.Stream(sound, "audio/ogg", enableRangeProcessing: true, entityTag: new EntityTagHeaderValue('"' + sha256 + '"'));
        }
        catch (MediaUnavailableException e)
        {
            http.Response.Headers.RetryAfter = ComeAgain;
            return Results.Problem(e.Problem.ToString(), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Evidence lies in the same vault and is only for those who may see it: pictures and papers are never given out here.</summary>
    private static async Task<bool> IsBroadcastAsync(Stream sound, CancellationToken cancel)
    {
        var head = new byte[12];
        var read = await sound.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        sound.Position = 0;
        return !MediaMagic.IsPictureOrPaper(head.AsSpan(0, read));
    }

    private static IResult NotHere() => Results.Problem("Không có tệp âm thanh này.", statusCode: StatusCodes.Status404NotFound);
}
