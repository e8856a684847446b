using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace LangSo.Devices;

/// <summary>Sounds by content hash, with ranges so that a weak line can go on where it broke off.</summary>
internal static class MediaEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/media/{sha256}", (string sha256, MediaStore media, HttpContext http) =>
        {
            if (media.Find(sha256) is not { } path) return Results.Problem("Không có tệp âm thanh này.", statusCode: StatusCodes.Status404NotFound);
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.File(path, "audio/ogg", enableRangeProcessing: true, entityTag: new EntityTagHeaderValue('"' + sha256 + '"'));
        })
        // What is broadcast to everyone, under a name that only who has the order can know.
        .AllowAnonymous();
}
