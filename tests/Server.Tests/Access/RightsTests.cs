using System.Net;
using LangSo.Devices;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Access;

/// <summary>Each demonstration account sees the pages of its rights and no others.</summary>
public sealed class RightsTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static readonly string[] Accounts =
        ["dieuphoi", "lanhdao", "lanhdao2", "vanhoa", "phochutich", "nongthon", "thamtra", "thamdinh", "thamdinh2", "mattran", "truongxom", "quantri"];

    private static readonly string[] Bulletins = ["dieuphoi", "lanhdao", "lanhdao2", "vanhoa", "phochutich", "truongxom"];
    private static readonly string[] Devices = ["dieuphoi", "lanhdao", "lanhdao2", "vanhoa", "phochutich"];
    private static readonly string[] Surveys = ["dieuphoi", "lanhdao", "lanhdao2", "nongthon", "thamtra", "thamdinh", "thamdinh2", "mattran", "truongxom"];

    private static readonly (string Path, string[] For)[] Pages =
    [
        ("/", Accounts),
        ("/figures/advanced", Accounts),
        ("/units", Accounts),
        ("/report", Accounts),
        ("/report?handler=file&format=text", Accounts),
        ("/bulletins", Bulletins),
        ("/bulletins/new", ["dieuphoi", "vanhoa"]),
        ("/bulletins/areas", ["dieuphoi", "vanhoa"]),
        ("/devices", Devices),
        ("/boards", Devices),
        ("/changes", ["dieuphoi"]),
        ("/ledger", ["dieuphoi", "lanhdao", "lanhdao2"]),
        ("/more", Accounts),
        ("/account", Accounts),
        ("/notices", Accounts),
        ("/people", ["quantri"]),
        ("/people/invite", ["quantri"]),
        ("/people/nongthon", ["quantri"]),
        ("/people/audit", ["lanhdao", "lanhdao2", "quantri"]),
        ("/surveys", Surveys),
    ];

    public static TheoryData<string> Names => [.. Accounts];

    public static TheoryData<string> Closed => [.. Pages.Select(p => p.Path)];

    [Theory, MemberData(nameof(Names))]
    public async Task An_account_sees_exactly_the_pages_of_its_rights(string account)
    {
        using var officer = await demo.Server.SignInAsync(account);
        foreach (var (path, allowed) in Pages)
        {
            var page = await officer.GetAsync(path);
            if (allowed.Contains(account))
            {
                Assert.Equal((path, HttpStatusCode.OK), (path, page.Status));
                continue;
            }
            Assert.Equal((path, HttpStatusCode.Redirect), (path, page.Status));
            Assert.StartsWith("/refused?", new Uri(demo.Server.Address, page.Location).PathAndQuery, StringComparison.Ordinal);
            var refused = await officer.GetAsync(new Uri(demo.Server.Address, page.Location).PathAndQuery);
            Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
            Assert.Contains("Bạn chưa có quyền mở trang này", refused.Text, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task The_menu_names_no_page_that_would_refuse(string account)
    {
        using var officer = await demo.Server.SignInAsync(account);
        var page = (await officer.GetAsync("/more")).Text;
        var menu = page[page.IndexOf("<aside", StringComparison.Ordinal)..page.IndexOf("</aside>", StringComparison.Ordinal)];
        foreach (var (path, allowed) in Pages.Where(p => p.Path is "/ledger" or "/report" or "/devices" or "/boards" or "/bulletins" or "/people" or "/people/audit" or "/surveys"))
            Assert.Equal((path, allowed.Contains(account)), (path, menu.Contains($"href=\"{path}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_page_with_all_else_names_no_page_that_would_refuse()
    {
        using var officer = await demo.Server.SignInAsync("vanhoa");
        Assert.DoesNotContain("href=\"/ledger\"", (await officer.GetAsync("/more")).Text, StringComparison.Ordinal);
        using var leader = await demo.Server.SignInAsync("lanhdao");
        Assert.Contains("href=\"/ledger\"", (await leader.GetAsync("/more")).Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Closed))]
    public async Task Who_is_not_signed_in_is_sent_to_the_door_and_back(string path)
    {
        using var visitor = demo.Server.Visit();
        var page = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Equal("/sign-in?back=" + Uri.EscapeDataString(path), new Uri(demo.Server.Address, page.Location).PathAndQuery);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/")]
    [InlineData("/no-such-page")]
    [InlineData("/media/none")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var visitor = demo.Server.Visit();
        using var answer = await visitor.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains("default-src 'self'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", Header("Referrer-Policy"));
        Assert.False(answer.Headers.Contains("Server"));

        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
    }

    [Fact]
    public async Task The_sign_in_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        using var visitor = demo.Server.Visit();
        var form = await visitor.Http.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        var token = System.Text.RegularExpressions.Regex.Match(form, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var fields = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["name"] = "dieuphoi", ["password"] = Demo.DemoAccounts.Password, ["__RequestVerificationToken"] = token,
        });
        using var answer = await visitor.Http.PostAsync("/sign-in", fields, TestContext.Current.CancellationToken);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("langso=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_sees_devices_but_does_not_keep_them_changes_none()
    {
        var devices = demo.Server.Services.GetRequiredService<DeviceDesk>();
        var before = devices.List(new DeviceFilter()).Devices;
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var added = await officer.PostFormAsync("/devices", new() { ["Name"] = "Loa lạ", ["Unit"] = before[0].Unit.Value }, page: "/more");
        Assert.Contains("Không có thiết bị nào như vậy", (await officer.GetAsync("/devices?q=Loa+lạ")).Text, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.Redirect, added.Status);
        foreach (var deed in (string[])["Volume", "Code"])
        {
            var answer = await officer.PostFormAsync($"/devices/{before[0].Id}?handler={deed}", new() { ["volume"] = "1" }, page: "/more");
            Assert.StartsWith("/refused?", new Uri(demo.Server.Address, answer.Location).PathAndQuery, StringComparison.Ordinal);
        }
        Assert.Equal(before.Select(d => (d.Id, d.Volume, d.EnrolCode)), devices.List(new DeviceFilter()).Devices.Select(d => (d.Id, d.Volume, d.EnrolCode)));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/ledger")]
    [InlineData("/sign-out")]
    [InlineData("/devices")]
    [InlineData("/bulletins/new?handler=Submit")]
    [InlineData("/bulletins/preview")]
    [InlineData("/bulletins/listen")]
    public async Task A_form_without_its_token_changes_nothing_and_says_so(string path)
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        using var fields = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "dieuphoi", ["password"] = "x" });
        using var answer = await officer.Http.PostAsync(path, fields, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Yêu cầu chưa đúng", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }
}
