using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using LangSo.Look;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace LangSo.Bulletins;

/// <summary>What is not a page.</summary>
internal static class BulletinEndpoints
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/bulletins/{id:guid}/changes", ChangesAsync).RequireAuthorization(Rights.SeeBulletins);
        endpoints.MapGet("/bulletins/{id:guid}/sound", SoundAsync).RequireAuthorization(Rights.SeeBulletins);
    }

    /// <summary>Server-Sent Events: the bulletin's version, now and at each change; and now and then, so that a dead link is noticed.</summary>
    private static async Task<Results<ServerSentEventsResult<string>, NotFound>> ChangesAsync(
        Guid id, HttpContext http, BulletinBook book, BulletinBell bell, TimeProvider clock, IHostApplicationLifetime server, CancellationToken cancel)
    {
        var bulletin = await book.FindAsync(new BulletinId(id), cancel);
        if (bulletin is null || !book.MaySee(bulletin, Officer.Of(http.User))) return TypedResults.NotFound();
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(EventsAsync(bulletin.Id, book, bell, clock, server.ApplicationStopping, cancel));
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        BulletinId id, BulletinBook book, BulletinBell bell, TimeProvider clock, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var ear = bell.Listen(id);
        // A server that stops ends its streams; the page comes back by itself, to another server.
        await using var end = stopping.Register(() => ear.Rings.TryWrite(true));
        yield return await ItemAsync("changed");
        while (!cancel.IsCancellationRequested && !stopping.IsCancellationRequested)
            yield return await ItemAsync(await ear.HearsAsync(Silence, clock, cancel) ? "changed" : "beat");

        async Task<SseItem<string>> ItemAsync(string type)
        {
            var bulletin = await book.FindAsync(id, cancel);
            return new SseItem<string>((bulletin?.Version ?? 0).ToString(CultureInfo.InvariantCulture), type);
        }
    }

    private static async Task<Results<FileStreamHttpResult, NotFound>> SoundAsync(
        Guid id, HttpContext http, BulletinBook book, SoundBooth booth, CancellationToken cancel)
    {
        var bulletin = await book.FindAsync(new BulletinId(id), cancel);
        if (bulletin?.Sound is not { } sound || !book.MaySee(bulletin, Officer.Of(http.User))) return TypedResults.NotFound();
        return await booth.OpenAsync(sound, cancel) is { } stream
            ? TypedResults.Stream(stream, "audio/ogg", enableRangeProcessing: true)
            : TypedResults.NotFound();
    }
}
