using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Store.Media;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LangSo.SelfAssessment.Api;

/// <summary>What the offline client asks for: the sheet's state, the changes of a queue, and files in pieces. docs/offline.md is the contract.</summary>
internal static class DeskEndpoints
{
    private const string Base = "/api/self-assessment";

    public static IEndpointRouteBuilder MapDesk(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Base + "/sync", SyncAsync).RequireAuthorization(Rights.SelfAssess);
        routes.MapGet(Base + "/sheets/{unit}/{set}/{year:int}", StateAsync).RequireAuthorization(Rights.SelfAssess);
        routes.MapGet(Base + "/files/{sha256}", UploadedAsync).RequireAuthorization(Rights.SelfAssess);
        routes.MapPut(Base + "/files/{sha256}", UploadAsync).RequireAuthorization(Rights.SelfAssess);
        routes.MapGet("/self-assessment/evidence/{sha256}", OpenAsync).RequireAuthorization(Rights.SeeFigures);
        // The client's program; it holds nothing of anyone.
        routes.MapGet("/self-assessment/worker.js", Worker).AllowAnonymous();
        return routes;
    }

    /// <summary>Whom this sign-in belongs to, and how far the right reaches.</summary>
    public static SyncCaller Caller(this HttpContext http) => new(http.User.UserName(), http.User.AreasFor(Rights.SelfAssess));

    private static async Task<IResult> SyncAsync(SyncRequest request, SyncDesk desk, SheetReader reader, TimeProvider clock, IText text, IAntiforgery antiforgery, HttpContext http, CancellationToken cancel)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.Problem(text["Trang mở đã lâu. Mở lại trang; những gì đã gõ còn trong máy."], statusCode: StatusCodes.Status400BadRequest);
        var caller = http.Caller();
        // Two people on one phone: a queue is sent only by whom it belongs to.
        if (request.User != caller.User) return Results.Problem(text["Hàng chờ này là của người khác. Người đó đăng nhập để gửi."], statusCode: StatusCodes.Status409Conflict);
        if (request.Ops is not { Count: <= SyncDesk.MostInOne } ops || request.Device is not { Length: >= 8 and <= 64 } device)
            return Results.Problem(text["Mỗi lần gửi nhiều nhất {0} thay đổi.", SyncDesk.MostInOne], statusCode: StatusCodes.Status400BadRequest);
        var results = await desk.ApplyAsync(caller, device, ops, cancel);
        return Results.Json(new SyncAnswer(clock.GetUtcNow(), [.. results.Select(r => SyncLine.Of(r, text))]), LangSoJson.Compact);
    }

    private static async Task<IResult> StateAsync(string unit, string set, int year, SheetReader reader, IAntiforgery antiforgery, IText text, HttpContext http, CancellationToken cancel)
    {
        var sheet = new SheetKey(new UnitId(unit), set, year);
        if (!reader.Reaches(http.Caller(), sheet.Unit)) return Results.Problem(text.Say(SyncChecks.NoRight()), statusCode: StatusCodes.Status403Forbidden);
        // The token's own headers keep the answer out of every cache.
        var view = await reader.ReadAsync(sheet, cancel);
        return view.Ok ? Results.Json(SheetState.Of(view.Value, http.User.UserName(), antiforgery.GetAndStoreTokens(http).RequestToken!, text), LangSoJson.Compact)
            : Results.Problem(text.Say(view.Problems[0]), statusCode: StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> UploadedAsync(string sha256, EvidenceUploads uploads, HttpContext http, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(await uploads.StateAsync(sha256, http.User.UserName(), cancel), LangSoJson.Compact);
    }

    private static async Task<IResult> UploadAsync(string sha256, long offset, long size, string name, EvidenceUploads uploads, IAntiforgery antiforgery, IText text, HttpContext http, CancellationToken cancel)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.Problem(text["Trang mở đã lâu. Mở lại trang; những gì đã gõ còn trong máy."], statusCode: StatusCodes.Status400BadRequest);
        if (http.Request.ContentLength is not (> 0 and <= EvidenceUploads.MostPiece)) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        using var piece = new MemoryStream();
        await http.Request.Body.CopyToAsync(piece, cancel);
        var state = await uploads.PutAsync(sha256, http.User.UserName(), offset, size, VnText.Clean(name), piece.GetBuffer().AsMemory(0, (int)piece.Length), cancel);
        if (state.Ok) return Results.Json(state.Value, LangSoJson.Compact);
        var later = state.Problems[0].Field is "scan" or "media" or "again";
        return Results.Problem(text.Say(state.Problems[0]), statusCode: later ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Shows a file to those whose figures it belongs to. Papers are handed over, not shown: nothing of theirs runs on this site.</summary>
    private static async Task<IResult> OpenAsync(string sha256, EvidenceBook book, IMediaVault vault, Assessor assessor, TimeProvider clock, IText text, HttpContext http, CancellationToken cancel)
    {
        if (!MediaName.IsHash(sha256) || await book.FindAsync(sha256, cancel) is not { } found) return Results.NotFound();
        var areas = http.User.AreasFor(Rights.SeeFigures).Concat(http.User.AreasFor(Rights.SeeDossiers)).Distinct().ToList();
        if (!found.Units.Any(u => SyncChecks.Reaches(assessor.Current, new SyncCaller("", areas), u, clock.Today()))) return Results.NotFound();
        try
        {
            if (await vault.OpenAsync(sha256, cancel) is not { } bytes) return Results.Problem(text["Tệp minh chứng không còn trong kho. Báo quản trị phục hồi từ bản sao lưu."], statusCode: StatusCodes.Status404NotFound);
            http.Response.Headers.CacheControl = "private, max-age=86400";
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            return Results.Stream(bytes, found.MediaType, found.MediaType == "application/pdf" ? found.Name : null, enableRangeProcessing: true);
        }
        catch (MediaUnavailableException e)
        {
            return Results.Problem(text.Say(e.Problem), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult Worker(HttpContext http, AssetVersion version)
    {
        http.Response.Headers["Service-Worker-Allowed"] = "/self-assessment";
        http.Response.Headers.CacheControl = "no-cache";
        using var program = new StreamReader(typeof(DeskEndpoints).Assembly.GetManifestResourceStream("LangSo.SelfAssessment.worker.js")!);
        return Results.Text(program.ReadToEnd().Replace("{version}", version.Value, StringComparison.Ordinal), "text/javascript");
    }
}
