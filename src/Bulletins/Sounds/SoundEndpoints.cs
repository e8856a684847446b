using LangSo.Foundation;
using LangSo.Look;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LangSo.Bulletins;

/// <summary>
/// Sending a file in pieces, and hearing the library. No page of another site can call these with somebody's cookie: a browser
/// asks first before it sends JSON or PUT across sites, and nobody here says yes.
/// </summary>
internal static class SoundEndpoints
{
    private const string HashHeader = "X-Sha256";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var uploads = endpoints.MapGroup("/bulletins/sounds/uploads").RequireAuthorization(Rights.WriteBulletins);
        uploads.MapPost("", BeginAsync);
        uploads.MapGet("/{id:guid}", async Task<IResult> (Guid id, HttpContext http, Uploads files, CancellationToken cancel) =>
            await files.FindAsync(id, Officer.Of(http.User), cancel) is { } upload ? Results.Json(Progress.Of(upload)) : Results.NotFound());
        uploads.MapPut("/{id:guid}", TakeAsync);
        uploads.MapPost("/{id:guid}/finish", FinishAsync);
        endpoints.MapGet("/bulletins/sounds/{id:guid}/sound", SoundAsync).RequireAuthorization(Rights.SeeBulletins);
    }

    private static async Task<IResult> BeginAsync(BeginAsked asked, HttpContext http, Uploads files, IText words, CancellationToken cancel)
    {
        var begun = await files.BeginAsync(asked.Name, asked.Size, asked.For == "press", Officer.Of(http.User), cancel);
        return begun.Ok ? Results.Json(Progress.Of(begun.Value), statusCode: StatusCodes.Status201Created) : Refuse(begun.Problems[0], words);
    }

    private static async Task<IResult> TakeAsync(Guid id, long at, HttpContext http, Uploads files, IText words, CancellationToken cancel)
    {
        if (await files.FindAsync(id, Officer.Of(http.User), cancel) is not { } upload) return Results.NotFound();
        if (http.Request.ContentLength is not (> 0 and <= Uploads.PieceBytes)) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var piece = new byte[(int)http.Request.ContentLength];
        await http.Request.Body.ReadExactlyAsync(piece, cancel);
        var taken = await files.TakeAsync(upload, at, piece, http.Request.Headers[HashHeader], cancel);
        return taken.Ok ? Results.Json(Progress.Of(taken.Value)) : Refuse(taken.Problems[0], words);
    }

    private static async Task<IResult> FinishAsync(Guid id, FinishAsked asked, HttpContext http, Uploads files, IText words, CancellationToken cancel)
    {
        var made = await files.FinishAsync(id, asked, Officer.Of(http.User), cancel);
        return made.Ok
            ? Results.Json(new { id = made.Value.Id.ToString(), address = $"/bulletins/sounds/{made.Value.Id}", unfit = made.Value.IsUnfit })
            : Refuse(made.Problems[0], words);
    }

    private static async Task<IResult> SoundAsync(Guid id, HttpContext http, SoundLibrary library, SoundBooth booth, CancellationToken cancel)
    {
        if (await library.FindAsync(new RecordingId(id), cancel) is not { } recording || !library.MaySee(recording, Officer.Of(http.User))) return Results.NotFound();
        return await booth.OpenAsync(recording.Sound, cancel) is { } stream ? Results.Stream(stream, "audio/ogg", enableRangeProcessing: true) : Results.NotFound();
    }

    private static IResult Refuse(Problem problem, IText words) => Results.Problem(
        title: words.Say(problem), statusCode: problem.Field is "media" or "" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["field"] = problem.Field });

    private sealed record BeginAsked(string? Name, long Size, string? For = null);

    private sealed record Progress(string Id, long Received, long Size, int Piece)
    {
        public static Progress Of(UploadRow upload) => new(upload.Id.ToString("n"), upload.Received, upload.Bytes, Uploads.PieceBytes);
    }
}
