using LangSo.Foundation;
using LangSo.Server.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;

namespace LangSo.Server.Host;

/// <summary>The small endpoints around the pages: leaving, choosing a language, health.</summary>
internal static class Frame
{
    public static void MapFrame(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-out", async (HttpContext context, SignInManager<Account> signIn, IAntiforgery antiforgery) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context)) return Results.StatusCode(StatusCodes.Status400BadRequest);
            await signIn.SignOutAsync();
            return Results.LocalRedirect("/sign-in");
        }).RequireAuthorization();

        // Anyone may choose a language, also before signing in.
        routes.MapGet("/language", [AllowAnonymous] (HttpContext context, string? to, string? back) =>
        {
            var language = to == "en" ? "en" : "vi";
            context.Response.Cookies.Append("langso.language", CookieRequestCultureProvider.MakeCookieValue(new RequestCulture("vi-VN", language)),
                new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax });
            var local = back is not null && back.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal) && !back.StartsWith("/\\", StringComparison.Ordinal);
            return Results.LocalRedirect(local ? back! : "/");
        });

        // For a watchdog: says nothing but that the process answers.
        routes.MapGet("/healthz", [AllowAnonymous] (TimeProvider clock) => Results.Text("ok " + VnTime.Moment(clock.GetUtcNow())));
    }
}
