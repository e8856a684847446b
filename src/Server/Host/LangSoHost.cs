using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using LangSo.Bulletins;
using LangSo.Criteria;
using LangSo.Devices;
using LangSo.Look;
using LangSo.Programmes;
using LangSo.Recognition;
using LangSo.Recognition.Dossiers;
using LangSo.Reports;
using LangSo.SelfAssessment;
using LangSo.Server.Access;
using LangSo.Server.Dossiers;
using LangSo.Server.Several;
using LangSo.Server.Waiting;
using LangSo.Sheets;
using LangSo.Speech;
using LangSo.Store;
using LangSo.Store.Media;
using LangSo.Surveys;
using LangSo.Territory;
using LangSo.Territory.Changes;
using LangSo.Voices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;

namespace LangSo.Server.Host;

/// <summary>Composes the house: every module's services, pages and endpoints in one process.</summary>
internal static class LangSoHost
{
    /// <summary>The services of every module on one installation; the command line uses them without the web.</summary>
    public static IServiceCollection AddLangSo(this IServiceCollection services, Installation installation)
    {
        services.AddSingleton((TimeProvider?)installation.Clock ?? TimeProvider.System);
        if (installation.Clock is { } demo) services.AddSingleton<IDemoDay>(demo);
        services.AddStore(installation.Folder, installation.Store);
        services.AddTerritory();
        services.AddCriteria();
        services.AddSheets();
        services.AddSelfAssessment();
        services.AddSingleton<ISheetTables, SheetTables>();
        services.AddSurveys();
        services.AddRecognition();
        services.AddReports();
        services.AddSpeech();
        services.AddVoices(Path.Combine(installation.Folder.Path, "voices"));
        services.AddBulletins();
        services.AddSingleton(installation.Keep ?? RecordRetention.Default);
        services.AddSingleton(installation.Media ?? MediaAddress.In(installation.Folder));
        services.AddDevices(link => link.Broker = installation.Broker is { } broker ? BrokerAddress.Parse(broker).Value : null);
        services.AddProgrammes();
        services.AddSingleton(installation);
        services.AddAccess(installation);
        services.AddSingleton<ISignerDirectory, GrantedSigners>();
        services.AddSingleton<Snapshots>().AddNewsReader<Snapshots>();
        services.AddSingleton<IMergeWitness, GrantMergeWitness>();
        services.AddSingleton<IPublicationProof, PlayedBulletins>();
        return services;
    }

    /// <summary>The web server, ready to start.</summary>
    public static WebApplication Build(HostSettings settings, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(LangSoHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Logging.ClearProviders();
        if (settings.LogsJson) builder.Logging.AddConsole(console => console.FormatterName = JsonLog.Form).AddConsoleFormatter<JsonLog, ConsoleFormatterOptions>();
        else builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        // Only answers go to the standard output.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 8 * 1024 * 1024;
            var address = IPAddress.Parse(settings.Address);
            kestrel.Listen(address, settings.Port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(address, settings.Mqtt, listen => listen.UseDeviceLink());
        });
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "LangSo.Server.staticwebassets.runtime.json"))) builder.WebHost.UseStaticWebAssets();

        var services = builder.Services;
        services.AddHostedService<Ears>();
        services.AddLangSo(settings.Installation);
        services.AddSingleton<IHomePlace, HomePlace>();
        services.AddSingleton<TaskList>().AddSingleton<ITaskBell>(all => all.GetRequiredService<TaskList>()).AddNewsReader<TaskList>();
        services.AddSingleton<Leadership>().AddHostedService(all => all.GetRequiredService<Leadership>());
        services.AddWatch(settings);
        services.AddLook();
        services.AddRazorPages(pages => pages.Conventions.AllowAnonymousToPage("/SignIn"));
        services.AddAntiforgery(antiforgery => antiforgery.HeaderName = "X-CSRF");
        services.AddSmallPages();
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy("enrol", context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) }));
            limiter.AddPolicy(LangSo.Devices.Pages.ComplainModel.Policy, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = 30, Window = TimeSpan.FromMinutes(10) }));
            // A hamlet may stand behind one address of its network: as many as answer at a meeting, not as many as a program tries.
            limiter.AddPolicy(LangSo.Surveys.Pages.SlipModel.Policy, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = 240, Window = TimeSpan.FromMinutes(1) }));
        });
        services.Configure<ForwardedHeadersOptions>(headers => headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        change?.Invoke(services);

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => TellLinkPort(app));
        app.UseWatch();
        app.Use(app.Services.GetRequiredService<Draining>().TurnAwayAsync);
        app.UseForwardedHeaders();
        app.UseExceptionHandler("/status/500");
        app.UseStatusCodePagesWithReExecute("/status/{0}");
        app.Use(SecurityHeaders);
        app.UseRequestLocalization(Languages());
        app.Use(StoreAway.AnswerAsync);
        app.UseResponseCompression();
        app.UseVersionedAssets();
        app.UseRouting();
        app.Use(RequestLog.RememberRoute);
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.MapAssets();
        app.MapRazorPages();
        app.MapFrame();
        app.MapWatch();
        app.MapSelfAssessment();
        app.MapSurveys();
        app.MapRecognition();
        app.MapBulletins();
        app.MapDevices();
        app.MapProgrammes();
        return app;
    }

    /// <summary>Devices are told the port that is really listened on, also when the system chose it, unless they are told an outside broker's.</summary>
    private static void TellLinkPort(WebApplication app) =>
        app.Services.GetRequiredService<DeviceLinkOptions>().Port ??=
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a).Port).ElementAtOrDefault(1) is var port and > 0 ? port : null;

    /// <summary>Vietnamese unless the reader chose English; the browser's own language does not decide, so that a shared link looks the same.</summary>
    private static RequestLocalizationOptions Languages() => new()
    {
        DefaultRequestCulture = new RequestCulture(CultureInfo.GetCultureInfo("vi-VN"), CultureInfo.GetCultureInfo("vi")),
        SupportedCultures = [CultureInfo.GetCultureInfo("vi-VN")],
        SupportedUICultures = [CultureInfo.GetCultureInfo("vi"), CultureInfo.GetCultureInfo("en")],
        RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = "langso.language" }],
    };

    private static Task SecurityHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self' ws: wss:; frame-ancestors 'self'; base-uri 'self'; form-action 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        return next(context);
    }

    /// <summary>Shipped files: compressed when the program was published, with an ETag; pages name them under their version.</summary>
    private static void MapAssets(this WebApplication app)
    {
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "LangSo.Server.staticwebassets.endpoints.json"))) app.MapStaticAssets().AllowAnonymous();
        else app.UseStaticFiles();
    }
}
