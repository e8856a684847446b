using System.Globalization;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Procedure;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LangSo.Recognition.Dossiers;

/// <summary>A deed that is sent in.</summary>
/// <param name="Deed">What, with the word of the deed first: <c>{"deed":"attach",…}</c>.</param>
/// <param name="Reason">Why, or null.</param>
/// <param name="On">The day it was done, or null for today.</param>
public sealed record DeedAsked(Deed Deed, string? Reason = null, DateOnly? On = null);

/// <summary>A dossier opened by its client.</summary>
public sealed record OpeningAsked(DossierKind Kind, string Unit, string Title, string? Field, int Year, string? Reason = null);

/// <summary>The same dossiers for programs. A version is an ETag; who acts says in <c>If-Match</c> which one they have seen.</summary>
internal static class DossierApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/dossiers", ListAsync).RequireAuthorization(Rights.SeeDossiers);
        routes.MapPost("/api/dossiers", OpenAsync).RequireAuthorization(Rights.KeepDossiers).AddEndpointFilter(AntiforgeryAsync);
        routes.MapGet("/api/dossiers/{id:guid}", OneAsync).RequireAuthorization(Rights.SeeDossiers);
        routes.MapPost("/api/dossiers/{id:guid}/acts", ActAsync).RequireAuthorization(Rights.SeeDossiers).AddEndpointFilter(AntiforgeryAsync);
        routes.MapGet("/dossiers/{id:guid}/papers/{act:int}", PaperAsync).RequireAuthorization(Rights.SeeDossiers);
    }

    /// <summary>The file of a paper, for those who may see the dossier. It is handed over and not shown: nothing of it runs on this site.</summary>
    private static async Task<IResult> PaperAsync(Guid id, int act, HttpContext http, DossierDesk desk, DossierLists lists, DossierPapers papers, CancellationToken cancel)
    {
        if (await desk.FindAsync(new DossierId(id), cancel) is not { } found || !lists.MaySee(found.State.Unit, http.User.AreasFor(Rights.SeeDossiers))) return TypedResults.NotFound();
        if (found.State.Documents.FirstOrDefault(d => d.Act == act)?.File is not { } file) return TypedResults.NotFound();
        var bytes = await papers.OpenAsync(file, cancel);
        if (!bytes.Ok) return Results.Problem(bytes.Problems[0].ToString(), statusCode: StatusCodes.Status503ServiceUnavailable);
        http.Response.Headers.CacheControl = "private, max-age=86400";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Stream(bytes.Value, file.MediaType, file.Name, enableRangeProcessing: true);
    }

    private static async Task<IResult> ListAsync(HttpContext http, DossierLists lists, string? q, string? title, string? step, string? show, string? after, DossierKind? kind, CancellationToken cancel)
    {
        var found = await lists.ListAsync(new DossierFilter(q, kind, title, step, show ?? "open", after), http.User.AreasFor(Rights.SeeDossiers), cancel);
        return Json(new { found.Total, found.Next, dossiers = found.Lines }, StatusCodes.Status200OK);
    }

    private static async Task<IResult> OpenAsync(HttpContext http, DossierDesk desk, CancellationToken cancel)
    {
        var asked = await ReadAsync<OpeningAsked>(http, cancel);
        if (!asked.Ok) return Refused(asked.Problems, StatusCodes.Status400BadRequest);
        var o = asked.Value;
        var opened = await desk.OpenAsync(new Opening(o.Kind, new UnitId(o.Unit), o.Title, o.Field ?? "", o.Year), DossierLists.AskerOf(http.User), o.Reason ?? "", cancel);
        if (!opened.Ok) return Refused(opened.Problems, StatusCodes.Status422UnprocessableEntity);
        http.Response.Headers.Location = "/api/dossiers/" + opened.Value.Id;
        return Json(View(http, opened.Value, []), StatusCodes.Status201Created);
    }

    private static async Task<IResult> OneAsync(Guid id, HttpContext http, DossierDesk desk, DossierLists lists, DossierGround ground, CancellationToken cancel) =>
        await desk.FindAsync(new DossierId(id), cancel) is { } found && lists.MaySee(found.State.Unit, http.User.AreasFor(Rights.SeeDossiers))
            ? Json(View(http, found.State, found.Acts, (await ground.OfAsync(found.State, cancel)).Digest), StatusCodes.Status200OK) : TypedResults.NotFound();

    private static async Task<IResult> ActAsync(Guid id, HttpContext http, DossierDesk desk, DossierLists lists, CancellationToken cancel)
    {
        var key = new DossierId(id);
        if (await desk.FindAsync(key, cancel) is not { } before || !lists.MaySee(before.State.Unit, http.User.AreasFor(Rights.SeeDossiers))) return TypedResults.NotFound();
        if (!int.TryParse(http.Request.Headers.IfMatch.ToString().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
            return Refused([new Problem("If-Match", "Nêu phiên bản hồ sơ đã xem trong If-Match.")], StatusCodes.Status428PreconditionRequired);
        var asked = await ReadAsync<DeedAsked>(http, cancel);
        if (!asked.Ok) return Refused(asked.Problems, StatusCodes.Status400BadRequest);
        if (asked.Value.Deed is HandingIn { Digest.Length: 0 }) return Refused([new Problem("digest", "Nêu mã băm (digest) của bản tự đánh giá đã xem.")], StatusCodes.Status400BadRequest);
        if (asked.Value.Deed is Attaching { File: not null }) return Refused([new Problem("file", "Tệp của văn bản gửi qua trang của hồ sơ.")], StatusCodes.Status422UnprocessableEntity);
        var done = await desk.ActAsync(key, seen, asked.Value.Deed, DossierLists.AskerOf(http.User), asked.Value.Reason ?? "", cancel, asked.Value.On);
        if (done.Ok) return Json(View(http, done.Value, []), StatusCodes.Status200OK);
        if (done.Problems[0].Field != DossierDesk.Conflict) return Refused(done.Problems, StatusCodes.Status422UnprocessableEntity);
        // Somebody was first: what they did, so that the client can show it.
        var now = (await desk.FindAsync(key, cancel))!.Value;
        http.Response.Headers.ETag = Tag(now.State);
        return Json(new { problems = Said(done.Problems), version = now.State.Version, since = now.Acts.Where(a => a.Number > seen).Select(Shown) }, StatusCodes.Status409Conflict);
    }

    private static object View(HttpContext http, DossierState s, IReadOnlyList<DossierAct> acts, string? sheet = null)
    {
        http.Response.Headers.ETag = Tag(s);
        return new
        {
            id = s.Id.ToString(), s.Kind, unit = s.Unit.Value, s.Title, s.Field, s.Year, s.Set, s.Status, template = s.At.Template, step = s.At.Step, desk = s.At.Desk.Value, s.At.Due, s.EnteredOn, s.OpenedOn,
            s.Version, digest = s.Bound?.Digest, sheet, decision = s.Decision is { } d ? new { d.Number, d.Date, d.Effective } : null, drift = s.Drift, s.Documents, s.Sample, acts = acts.Select(Shown),
        };
    }

    private static object Shown(DossierAct a) => new { a.Number, a.At, a.On, by = a.By.User, name = a.By.Name, scope = a.By.Scope.Value, a.Deed, a.Reason, enters = a.Enters?.Step, a.Hash };

    private static string Tag(DossierState state) => string.Create(CultureInfo.InvariantCulture, $"\"{state.Version}\"");

    private static async Task<Outcome<T>> ReadAsync<T>(HttpContext http, CancellationToken cancel) where T : class
    {
        try
        {
            return await http.Request.ReadFromJsonAsync<T>(LangSoJson.Compact, cancel) is { } read ? read : new Problem("", "Nội dung gửi lên trống.");
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or NotSupportedException or InvalidOperationException or BadHttpRequestException)
        {
            return new Problem("", "Nội dung gửi lên không đúng dạng.");
        }
    }

    // A browser that is signed in elsewhere must not be made to act from another site.
    private static async ValueTask<object?> AntiforgeryAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var antiforgery = (IAntiforgery)context.HttpContext.RequestServices.GetService(typeof(IAntiforgery))!;
        return await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context)
            : Refused([new Problem("X-CSRF", "Thiếu mã chống giả mạo X-CSRF.")], StatusCodes.Status400BadRequest);
    }

    private static JsonHttpResult<Refusals> Refused(IReadOnlyList<Problem> problems, int status) => Json(new Refusals(Said(problems)), status);

    private sealed record Refusals(IEnumerable<object> Problems);

    private static IEnumerable<object> Said(IReadOnlyList<Problem> problems) => problems.Select(p => new { p.Field, text = p.ToString() });

    private static JsonHttpResult<T> Json<T>(T value, int status) => TypedResults.Json(value, LangSoJson.Compact, statusCode: status);
}
