using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using LangSo.Look;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.Bulletins.Tests.Pages;

/// <summary>The module's pages on a real socket, with hand-made neighbours and a sign-in by header.</summary>
internal sealed partial class Site : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-site-").FullName;
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private Site()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        House.Register(builder.Services, _folder, Clock, Sender, Evidence, Announcer, Shelf);
        builder.Services.AddLook();
        builder.Services.AddRazorPages().AddApplicationPart(typeof(BulletinDesk).Assembly).AddApplicationPart(typeof(Rights).Assembly);
        builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderSignIn>("header", null);
        builder.Services.AddAuthorization(options =>
        {
            foreach (var right in typeof(Rights).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!))
                options.AddPolicy(right, policy => policy.RequireAssertion(c => c.User.AreasFor(right).Count > 0));
        });
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapRazorPages();
        _app.MapBulletins();
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true });
    }

    public FakeTimeProvider Clock { get; } = new(Village.Now);
    public FakeSender Sender { get; } = new();
    public FakeEvidence Evidence { get; } = new();
    public FakeAnnouncer Announcer { get; } = new();
    public FakeShelf Shelf { get; } = new();
    public BulletinDesk Desk => _app.Services.GetRequiredService<BulletinDesk>();
    public IServiceProvider Services => _app.Services;
    public BulletinBook Book => _app.Services.GetRequiredService<BulletinBook>();

    public static async Task<Site> OpenAsync()
    {
        var site = new Site();
        await using (var db = site._app.Services.GetRequiredService<StoreFactory>().Open()) await db.Database.EnsureTablesAsync(House.Cancel);
        site._app.Services.GetRequiredService<Gazetteers>().Replace(Village.Units);
        await site._app.StartAsync(House.Cancel);
        site._client.BaseAddress = new Uri(site._app.Urls.Single());
        return site;
    }

    public async Task<HttpResponseMessage> GetAsync(string path, Officer? who, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (who is not null) request.Headers.Add("X-User", who.Person.User);
        return await _client.SendAsync(request, until, House.Cancel);
    }

    /// <summary>The page's text with entities read.</summary>
    public async Task<string> ReadAsync(string path, Officer who)
    {
        using var response = await GetAsync(path, who);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(House.Cancel));
    }

    /// <summary>Sends a form as the page at <paramref name="from"/> would; without it no token is sent.</summary>
    public async Task<(HttpStatusCode Status, string? Location, string Body)> PostAsync(
        string path, Officer who, Dictionary<string, string> fields, string? from, string accept = "text/html")
    {
        var values = new Dictionary<string, string>(fields);
        if (from is not null) values["__RequestVerificationToken"] = Token().Match(await ReadAsync(from, who)).Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(values) };
        request.Headers.Add("X-User", who.Person.User);
        request.Headers.Add("Accept", accept);
        using var response = await _client.SendAsync(request, House.Cancel);
        return (response.StatusCode, response.Headers.Location?.ToString(), WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(House.Cancel)));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    private sealed class HeaderSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var officer = ((Officer[])[Village.Writer, Village.Approver, Village.Second, Village.Stranger, Village.Both, Village.Province1, Village.Province2, Village.ProvinceWriter, Village.HungWriter])
                .FirstOrDefault(o => o.Person.User == Request.Headers["X-User"]);
            if (officer is null) return Task.FromResult(AuthenticateResult.NoResult());
            IEnumerable<Claim> claims =
            [
                new(ClaimTypes.Name, officer.Person.User), new(Caller.NameClaim, officer.Person.Name),
                .. officer.Writes.Select(u => new Claim(Caller.GrantClaim, Rights.WriteBulletins + "@" + u)),
                .. officer.Approves.Select(u => new Claim(Caller.GrantClaim, Rights.ApproveBulletins + "@" + u)),
                .. officer.Sees.Select(u => new Claim(Caller.GrantClaim, Rights.SeeBulletins + "@" + u)),
            ];
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, "header")), "header")));
        }
    }
}
