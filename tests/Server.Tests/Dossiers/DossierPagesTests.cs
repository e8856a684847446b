using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Recognition;
using LangSo.Recognition.Dossiers;
using LangSo.Server.Demo;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Dossiers;

/// <summary>Dossiers as people of the demonstration meet them: pages, forms, and the same for programs.</summary>
public sealed partial class DossierPagesTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tasks_are_those_of_ones_own_desk()
    {
        using var officer = await demo.Server.SignInAsync("nongthon");
        using var verifier = await demo.Server.SignInAsync("thamtra");
        using var appraiser = await demo.Server.SignInAsync("thamdinh");

        var tasks = (await officer.GetAsync("/tasks")).Text;
        Assert.Contains("Xã Giao Ninh", tasks);
        Assert.DoesNotContain("Xã Giao Hưng", tasks);
        Assert.Contains("Không còn việc nào chờ bạn", (await verifier.GetAsync("/tasks")).Text);
        Assert.Contains("Thẩm định", (await appraiser.GetAsync("/tasks")).Text);
    }

    [Fact]
    public async Task A_dossier_of_another_commune_is_refused_by_name()
    {
        using var office = await demo.Server.SignInAsync("dieuphoi");
        using var officer = await demo.Server.SignInAsync("nongthon");
        var other = Link().Match((await office.GetAsync("/dossiers?q=giao%20hung")).Text).Value;
        Assert.Equal(HttpStatusCode.OK, (await office.GetAsync(other)).Status);

        var page = await officer.GetAsync(other);

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("Quyền của bạn ở xã Giao Ninh.", page.Text);
        Assert.DoesNotContain("Đã làm gì", page.Text);
        Assert.DoesNotContain("Xã Giao Hưng", (await officer.GetAsync("/dossiers?show=all")).Text);
    }

    [Theory]
    [InlineData("/dossiers?show=late", "quá ")]
    [InlineData("/dossiers?q=khong-co-xa-nay", "Không có hồ sơ nào như vậy")]
    [InlineData("/dossiers/deadlines", "Tổng: 7 đang xử lý")]
    [InlineData("/dossiers/revocation", "Chỉ quyết định mới thu hồi danh hiệu")]
    [InlineData("/dossiers/new", "Đơn vị mới sáp nhập")]
    public async Task A_page_says_what_it_shows(string path, string words)
    {
        using var office = await demo.Server.SignInAsync("dieuphoi");
        var page = await office.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(words, page.Text);
    }

    [Fact]
    public async Task A_program_that_has_not_seen_the_newest_is_told_what_somebody_else_did()
    {
        using var office = await demo.Server.SignInAsync("dieuphoi");
        var page = await office.GetAsync("/dossiers?step=proposal");
        var path = Link().Match(page.Text).Value;
        var token = Token().Match(await office.Http.GetStringAsync("/dossiers?step=proposal", Cancel)).Groups[1].Value;
        var first = await office.Http.GetAsync("/api" + path, Cancel);
        var seen = first.Headers.ETag!.Tag;

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await PostAsync(office, path, null, token, """{"deed":{"deed":"receive"}}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(office, path, seen, null, """{"deed":{"deed":"receive"}}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(office, path, seen, token, """{"deed":{"deed":"fly"}}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(office, path, seen, token, """{"deed":{"deed":"receive"}}""")).Status);
        var (status, body) = await PostAsync(office, path, seen, token, """{"deed":{"deed":"attach","kind":"proposal","number":"1/TTr","date":"2026-11-01","name":""}}""");

        Assert.Equal(HttpStatusCode.Conflict, status);
        using var json = JsonDocument.Parse(body);
        var since = Assert.Single(json.RootElement.GetProperty("since").EnumerateArray());
        Assert.Equal(("dieuphoi", "receive"), (since.GetProperty("by").GetString(), since.GetProperty("deed").GetProperty("deed").GetString()));
    }

    [Fact]
    public async Task Six_accounts_take_a_dossier_from_the_first_paper_to_the_decision()
    {
        await using var server = await RunningServer.StartAsync(services => services.AddSingleton<IPublicationProof, TenDays>());
        var (today, unit) = await FillAsync(server.Services);
        using var office = await server.SignInAsync("dieuphoi");
        var path = Link().Match((await office.GetAsync("/dossiers?q=giao%20ninh")).Text).Value;
        var day = VnTime.Text(today);

        await DoAsync("nongthon", ("Deed", "hand-in"));
        await DoAsync("nongthon", ("Deed", "attach"), ("Kind", "opinions"), ("Number", "3/BC"), ("Date", day));
        await DoAsync("nongthon", ("Deed", "attach"), ("Kind", "minutes"), ("Number", "4/BB"), ("Date", day));
        await DoAsync("nongthon", ("Deed", "pass"));
        await DoAsync("nongthon", ("Deed", "publish"), ("Bulletin", Guid.NewGuid().ToString()));
        await DoAsync("nongthon", ("Deed", "pass"));
        await DoAsync("nongthon", ("Deed", "attach"), ("Kind", "request"), ("Number", "5/TTr"), ("Date", day));
        await DoAsync("nongthon", ("Deed", "attach"), ("Kind", "result"), ("Number", "6/BC"), ("Date", day));
        await DoAsync("nongthon", ("Deed", "pass"));
        await DoAsync("thamtra", ("Deed", "attach"), ("Kind", "verification"), ("Number", "7/BC"), ("Date", day));
        await DoAsync("thamtra", ("Deed", "pass"));
        await DoAsync("thamdinh", ("Deed", "attach"), ("Kind", "appraisal"), ("Number", "8/BC"), ("Date", day));
        foreach (var condition in (string[])["arrears", "order"]) await DoAsync("thamdinh", ("Deed", "attest"), ("Condition", condition), ("Met", "true"), ("Paper", "9/XN ngày " + day));
        await DoAsync("thamdinh", ("Deed", "pass"));
        await ConveneAsync();
        await DoOnAsync("thamdinh", "/council", [("Deed", "vote"), ("Member", "0"), ("Ballot", "Yes"), ("OnPaper", "false")]);
        await DoOnAsync("thamdinh2", "/council", [("Deed", "vote"), ("Member", "1"), ("Ballot", "Yes"), ("OnPaper", "false")]);
        await DoOnAsync("thamdinh2", "/council", [("Deed", "vote"), ("Member", "2"), ("Ballot", "Yes"), ("OnPaper", "true")]);
        await DoOnAsync("thamdinh2", "/council", [("Deed", "close-vote")]);
        Assert.Contains("Hội đồng thông qua", (await office.GetAsync(path + "/minutes")).Text);
        Assert.Equal("PK"u8.ToArray(), (await office.Http.GetByteArrayAsync(path + "/minutes.docx", Cancel))[..2]);
        await DoAsync("lanhdao", ("Deed", "decide"), ("Number", "2026/QĐ-UBND"), ("Date", day), ("Effective", day));

        var held = Assert.Single(server.Services.GetRequiredService<LangSo.Recognition.Figures>().Current.Decisions.At(new AsOf(today, today)).Of(unit));
        Assert.Equal("2026/QĐ-UBND", held.Decision.Number);
        Assert.Contains("2026/QĐ-UBND", (await office.GetAsync("/units/" + unit)).Text);

        Task DoAsync(string account, params (string Name, string Value)[] fields) => DoOnAsync(account, "", fields);
        async Task DoOnAsync(string account, string page, (string Name, string Value)[] fields)
        {
            using var person = await server.SignInAsync(account);
            var answer = await person.PostFormAsync(path + page, await WithAsync(person, path + page, fields), path + page);
            Assert.True(answer.Status == HttpStatusCode.Redirect, $"{account} {fields[0].Value}: {answer.Status} {Regex.Match(answer.Text, "role=\"alert\">(.*?)</div>", RegexOptions.Singleline).Value}");
        }

        async Task ConveneAsync()
        {
            using var secretary = await server.SignInAsync("thamdinh2");
            var token = Token().Match(await secretary.Http.GetStringAsync("/dossiers", Cancel)).Groups[1].Value;
            var seen = (await secretary.Http.GetAsync("/api" + path, Cancel)).Headers.ETag!.Tag;
            var (status, body) = await PostAsync(secretary, path, seen, token, $$$"""
                {"deed":{"deed":"convene","date":"{{{today:yyyy-MM-dd}}}","members":[{"user":"thamdinh","name":"Chủ tịch hội đồng","role":"chair"},{"user":"thamdinh2","name":"Thư ký","role":"secretary"},{"user":"","name":"Ủy viên Sở Y tế","role":"member"}]}}
                """);
            Assert.True(status == HttpStatusCode.OK, body);
        }
    }

    private static async Task<Dictionary<string, string>> WithAsync(PageClient person, string page, params (string Name, string Value)[] fields)
    {
        var form = fields.ToDictionary(f => f.Name, f => f.Value);
        var text = (await person.GetAsync(page)).Text;
        form["Seen"] = Seen().Match(text).Groups[1].Value;
        if (SheetSeen().Match(text) is { Success: true } sheet) form["Digest"] = sheet.Groups[1].Value;
        return form;
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(PageClient client, string path, string? seen, string? token, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api" + path + "/acts") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (seen is not null) request.Headers.TryAddWithoutValidation("If-Match", seen);
        if (token is not null) request.Headers.Add("X-CSRF", WebUtility.HtmlDecode(token));
        using var answer = await client.Http.SendAsync(request, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>The year's sheet of xã Giao Ninh, met in full, and the survey's result.</summary>
    private static async Task<(DateOnly Today, UnitId Unit)> FillAsync(IServiceProvider services)
    {
        var (desk, today) = (services.GetRequiredService<FactDesk>(), services.GetRequiredService<TimeProvider>().Today());
        var unit = services.GetRequiredService<Gazetteers>().Current.ByCode(DemoAccounts.CommuneCode, new AsOf(today, today))!.Unit;
        NewFact Of(string indicator, string value) => new(indicator, unit, value, new DateOnly(today.Year, 1, 1), null, "typed", "Thử");
        Assert.True((await desk.SaveAsync([Of("commune-group-2026", "nhom-2"), Of("satisfaction", "97")], "nongthon", Cancel)).Ok);
        var assessed = services.GetRequiredService<Assessor>().Current.Assess("ntm-2026", unit, new AsOf(new DateOnly(today.Year, 12, 31), today)).Value;
        var facts = assessed.Criteria.SelectMany(c => c.Indicators).SelectMany(i => i.Indicator.Facts.Select(f => Of(f, i.Indicator.Kind == ValueKind.YesNo ? "yes"
            : (i.Threshold?.Value ?? (i.Indicator.Direction == Direction.AtLeast ? 100 : 0)).ToString(System.Globalization.CultureInfo.InvariantCulture)))).DistinctBy(f => f.Indicator).ToList();
        var saved = await desk.SaveAsync(facts, "nongthon", Cancel);
        Assert.True(saved.Ok, string.Join(" ", saved.Problems));
        return (today, unit);
    }

    private sealed class TenDays : IPublicationProof
    {
        public Task<IReadOnlyList<PublishedBulletin>> OfAsync(UnitId unit, IReadOnlyList<Guid> bulletins, DateOnly from, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<PublishedBulletin>>([.. bulletins.Select(b => new PublishedBulletin(b, "Công khai", [.. Enumerable.Range(0, 10).Select(n => from.AddDays(n))]))]);

        public Task<IReadOnlyList<PublishedBulletin>> RecentAsync(UnitId unit, int most, CancellationToken cancel) => Task.FromResult<IReadOnlyList<PublishedBulletin>>([]);
    }

    [GeneratedRegex("/dossiers/[0-9a-f]{32}")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"Seen\" value=\"(\\d+)\"")]
    private static partial Regex Seen();

    [GeneratedRegex("name=\"Digest\" value=\"([0-9a-f]{64})\"")]
    private static partial Regex SheetSeen();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
