using LangSo.Airtime;
using LangSo.Airtime.Calendar;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace LangSo.Programmes;

/// <summary>An occurrence that was dragged.</summary>
/// <param name="Id">The programme.</param>
/// <param name="Seen">The version that was seen.</param>
/// <param name="Planned">UTC, which occurrence.</param>
/// <param name="To">UTC, where it is put.</param>
/// <param name="LengthMs">How long it is then.</param>
/// <param name="One">True to move only this occurrence.</param>
internal sealed record MoveAsked(Guid Id, int Seen, DateTime Planned, DateTime To, int LengthMs, bool One);

/// <summary>
/// What the week's script asks. No page of another site can call these with somebody's cookie: a browser asks first before it sends JSON across sites, and nobody here
/// says yes.
/// </summary>
internal static partial class ProgrammeEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/programmes/check", CheckAsync).RequireAuthorization(Rights.WriteBulletins);
        endpoints.MapPost("/programmes/move", MoveAsync).RequireAuthorization(Rights.WriteBulletins);
        endpoints.MapGet("/programmes/{id:guid}/sounds/{sha256}", SoundAsync).RequireAuthorization(Rights.SeeBulletins);
        endpoints.MapGet("/programmes/calendar.ics", async Task<IResult> (string? area, HttpContext http, CalendarDesk desk, Gazetteers gazetteers, TimeProvider clock, CancellationToken cancel) =>
        {
            var (unit, places) = (new UnitId(area ?? ""), Places.Today(gazetteers, clock));
            if (places.Find(unit) is null || !places.Sees(Officer.Of(http.User), unit)) return Results.NotFound();
            return Results.Text(await desk.WriteAsync(unit, cancel), ICalendar.MediaType);
        }).RequireAuthorization(Rights.SeeBulletins);
        // What was just spoken, by its content: only who knows what was said can ask for it.
        endpoints.MapGet("/emergency/heard/{sha256}", async Task<IResult> (string sha256, Newsroom newsroom, CancellationToken cancel) =>
            sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower) && await newsroom.OpenAsync(new SoundRef(sha256, 0, 0), cancel) is { } stream
                ? Results.Stream(stream, "audio/ogg", enableRangeProcessing: true) : Results.NotFound()).RequireAuthorization(Rights.WriteBulletins);
    }

    /// <summary>What would come of it, before anything is kept.</summary>
    private static async Task<IResult> CheckAsync(MoveAsked asked, HttpContext http, ProgrammeBook book, AirBoard board, IText words, CancellationToken cancel)
    {
        var me = Officer.Of(http.User);
        if (await book.FindAsync(new ProgrammeId(asked.Id), cancel) is not { } programme) return Results.NotFound();
        var plan = PlanOf(programme, asked).One ?? PlanOf(programme, asked).Series;
        var lines = await board.TryAsync(plan, asked.One ? null : programme.Id, me, cancel);
        return Results.Json(new { lines = lines.Select(l => new { l.Title, l.Place, l.Why, l.Own, at = VnTime.Moment(l.At), l.Choice }), words = plan.Words(), none = words["Không vướng mục nào."] });
    }

    /// <summary>Keeps it as a draft.</summary>
    private static async Task<IResult> MoveAsync(MoveAsked asked, HttpContext http, ProgrammeBook book, ProgrammeDesk desk, IText words, ILogger<ProgrammeDesk> log, CancellationToken cancel)
    {
        var me = Officer.Of(http.User);
        if (await book.FindAsync(new ProgrammeId(asked.Id), cancel) is not { } programme) return Results.NotFound();
        var (series, one) = PlanOf(programme, asked);
        if (one is not null)
        {
            var placed = await desk.SaveAsync(null, 0, one, handIn: false, me, cancel);
            if (!placed.Ok) return Refuse(placed.Problems, words, log, me);
        }
        var saved = await desk.SaveAsync(programme.Id, asked.Seen, series, handIn: false, me, cancel);
        return saved.Ok ? Results.Json(new { ok = true }) : Refuse(saved.Problems, words, log, me);
    }

    private static async Task<IResult> SoundAsync(
        Guid id, string sha256, HttpContext http, ProgrammeBook book, Newsroom newsroom, Gazetteers gazetteers, TimeProvider clock, CancellationToken cancel)
    {
        if (await book.FindAsync(new ProgrammeId(id), cancel) is not { } programme || !Places.Today(gazetteers, clock).Sees(Officer.Of(http.User), programme.Area)) return Results.NotFound();
        if (programme.Plan.Items.Concat(programme.OnAir?.Items ?? []).FirstOrDefault(i => i.Sound.Sha256 == sha256) is not { } item) return Results.NotFound();
        return await newsroom.OpenAsync(item.Sound, cancel) is { } stream ? Results.Stream(stream, "audio/ogg", enableRangeProcessing: true) : Results.NotFound();
    }

    private static (ProgrammePlan Series, ProgrammePlan? One) PlanOf(Programme programme, MoveAsked asked)
    {
        var (planned, to) = (asked.Planned.ToUniversalTime(), asked.To.ToUniversalTime());
        return asked.One && programme.Plan.Repeat is not null
            ? PlanMoves.MoveOne(programme.Plan, planned, to, asked.LengthMs)
            : (PlanMoves.Move(programme.Plan, planned, to, asked.LengthMs), null);
    }

    private static IResult Refuse(IReadOnlyList<Problem> problems, IText words, ILogger log, Officer by)
    {
        Refused(log, by.Person.User, problems[0].ToString());
        return Results.Problem(title: string.Join(" ", problems.Select(words.Say)), statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A plan by {User} was refused: {Why}")]
    internal static partial void Refused(ILogger logger, string user, string why);
}
