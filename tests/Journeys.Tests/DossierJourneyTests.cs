using System.Globalization;
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
using Microsoft.Playwright;

namespace LangSo.Journeys.Tests;

/// <summary>
/// One dossier by the two-level procedure, in a real browser: the commune's officer with a phone whose network goes away, then the people who
/// verify, appraise, vote and decide, and later those who take the title away again.
/// </summary>
public sealed class DossierJourneyTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string OpenAround = "inner => { for (let part = inner.closest('details'); part; part = part.parentElement.closest('details')) part.open = true; }";
    private RunningServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Address => _server.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(services => services.AddSingleton<IPublicationProof, TenDays>());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_dossier_goes_from_the_first_typed_value_to_the_decision_and_to_revocation()
    {
        var (today, unit) = await FillAsync();
        var day = VnTime.Text(today);
        await using var officer = await chromium.OpenAsync(390, 844);
        await officer.SignInAsync(Address, "nongthon");
        var dossier = await FindAsync(officer, "giao ninh");

        // the commune's officer types the last value on a phone without network
        await officer.Page.ClickAsync("a:has-text('Mở bản tự đánh giá')");
        var sheet = officer.Page.Url;
        await officer.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        await officer.Page.ReloadAsync();
        await officer.Page.Context.SetOfflineAsync(true);
        var field = officer.Page.Locator("#v-clean-water");
        await field.EvaluateAsync(OpenAround);
        await field.FillAsync("99,5");
        await field.BlurAsync();
        await Assertions.Expect(officer.Page.Locator("#desk-bar")).ToContainTextAsync("1 thay đổi chờ gửi");
        await officer.Page.Context.SetOfflineAsync(false);
        await officer.Page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Assertions.Expect(officer.Page.Locator("#desk-bar")).ToContainTextAsync("Đã gửi đủ", new() { Timeout = 20_000 });

        await officer.Page.GotoAsync(dossier);
        Assert.True(await officer.FitsAsync());
        await officer.PictureAsync("ho-so-tu-danh-gia");
        await DoAsync(officer, dossier, "hand-in");
        await DoAsync(officer, dossier, "attach", ("Kind", "opinions"), ("Number", "3/BC"), ("file", Paper("Báo cáo tổng hợp ý kiến.pdf")));
        await Assertions.Expect(officer.Page.Locator("a.pfile").First).ToContainTextAsync("Báo cáo tổng hợp ý kiến.pdf");
        Assert.True(await officer.FitsAsync());
        await AttachAsync(officer, dossier, "minutes", "4/BB");
        await DoAsync(officer, dossier, "pass");
        await DoAsync(officer, dossier, "publish");
        await DoAsync(officer, dossier, "pass");
        await AttachAsync(officer, dossier, "request", "5/TTr", "result", "6/BC");
        await DoAsync(officer, dossier, "pass");
        await officer.Page.GotoAsync(sheet);
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("hồ sơ", new() { IgnoreCase = true });

        await using var verifier = await AsAsync("thamtra");
        await AttachAsync(verifier, dossier, "verification", "7/BC");
        await DoAsync(verifier, dossier, "pass");

        await using var appraiser = await AsAsync("thamdinh");
        await AttachAsync(appraiser, dossier, "appraisal", "8/BC");
        foreach (var condition in (string[])["arrears", "order"])
            await DoAsync(appraiser, dossier, "attest", ("Condition", condition), ("Met", "true"), ("Paper", "9/XN ngày " + day));
        await appraiser.PictureAsync("ho-so-tham-dinh");
        await DoAsync(appraiser, dossier, "pass");

        await using var secretary = await AsAsync("thamdinh2");
        await VoteAsync(secretary, appraiser, dossier);
        await MinutesAsync(secretary, dossier);
        await using var chairman = await AsAsync("lanhdao");
        await chairman.Page.GotoAsync(Address + "/tasks");
        await Assertions.Expect(chairman.Page.Locator("main")).ToContainTextAsync("Xã Giao Ninh");
        await chairman.PictureAsync("viec-cua-toi");
        await DoAsync(chairman, dossier, "decide", ("Number", "2026/QĐ-UBND"), ("Date", day), ("Effective", day));
        Assert.Equal("2026/QĐ-UBND", Assert.Single(Held(unit, today)).Decision.Number);

        // a year's values fall; the office proposes, the commune explains, the title is taken away
        await FallAsync(unit, today);
        await using var office = await AsAsync("dieuphoi");
        await office.Page.GotoAsync(Address + "/dossiers/revocation");
        await Assertions.Expect(office.Page.Locator("main")).ToContainTextAsync("Xã Giao Ninh");
        await office.PictureAsync("canh-bao-thu-hoi");
        await office.Page.GotoAsync(Address + "/dossiers/new");
        await office.Page.SelectOptionAsync("#kind", new SelectOptionValue { Value = "Revoke" });
        await office.Page.SelectOptionAsync("#unit", new SelectOptionValue { Value = unit.Value });
        await office.Page.SelectOptionAsync("#title", new SelectOptionValue { Value = "standard" });
        await office.Page.FillAsync("#year", today.Year.ToString(CultureInfo.InvariantCulture));
        await office.Page.FillAsync("#reason", "Nhiều tiêu chí không còn đạt");
        await office.Page.ClickAsync("button:has-text('Lập hồ sơ')");
        var revocation = office.Page.Url;
        Assert.Matches("/dossiers/[0-9a-f]{32}", revocation);
        await AttachAsync(office, revocation, "proposal", "10/TTr");
        await DoAsync(office, revocation, "pass");
        await AttachAsync(officer, revocation, "explanation", "11/UBND");
        await DoAsync(officer, revocation, "pass");
        await AttachAsync(verifier, revocation, "verification", "12/BC");
        await DoAsync(verifier, revocation, "pass");
        await VoteAsync(secretary, appraiser, revocation);
        await DoAsync(chairman, revocation, "decide", ("Number", "2027/QĐ-UBND"), ("Date", day), ("Effective", day));
        Assert.DoesNotContain(Held(unit, today), h => h.Decision.Number == "2026/QĐ-UBND");
        await chairman.Page.GotoAsync(revocation);
        await chairman.PictureAsync("ho-so-thu-hoi");
        foreach (var window in (Chromium.Window[])[officer, verifier, appraiser, secretary, chairman, office]) Assert.DoesNotContain(window.Errors, e => !e.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal));
    }

    private static string Paper(string name)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("langso-test-").FullName, name);
        File.WriteAllText(path, "%PDF-1.4\n1 0 obj<<>>endobj\nxref\n0 1\ntrailer<<>>\nstartxref\n9\n%%EOF\n");
        return path;
    }

    /// <summary>The secretary takes the minutes along, and brings the signed ones back though the dossier has gone on.</summary>
    private static async Task MinutesAsync(Chromium.Window secretary, string dossier)
    {
        var page = secretary.Page;
        await page.GotoAsync(dossier + "/minutes");
        Assert.True(await secretary.FitsAsync());
        await secretary.PictureAsync("bien-ban");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a:has-text('Tải biên bản DOCX')"));
        Assert.EndsWith(".docx", download.SuggestedFilename, StringComparison.Ordinal);
        await page.GotoAsync(dossier + "/council");
        await page.FillAsync("input[name=Number]", "12/BB-HĐTĐ");
        await page.SetInputFilesAsync("input[name=file]", Paper("Biên bản đã ký.pdf"));
        await page.ClickAsync("button:has-text('Thêm biên bản đã ký')");
        await Assertions.Expect(page.Locator("a.pfile")).ToContainTextAsync("Biên bản đã ký.pdf");
        await secretary.PictureAsync("phien-hop-da-kiem-phieu");
    }

    private static async Task VoteAsync(Chromium.Window secretary, Chromium.Window chair, string dossier)
    {
        await secretary.Page.GotoAsync(dossier + "/council");
        var (names, accounts) = (secretary.Page.Locator("input[name=member]"), secretary.Page.Locator("input[name=account]"));
        (string Name, string Account)[] members = [("Chủ tịch hội đồng", "thamdinh"), ("Thư ký hội đồng", "thamdinh2"), ("Ủy viên Sở Y tế", "")];
        for (var i = 0; i < members.Length; i++)
        {
            await names.Nth(i).FillAsync(members[i].Name);
            await accounts.Nth(i).FillAsync(members[i].Account);
        }
        await secretary.Page.ClickAsync("button[value=convene]");
        await Assertions.Expect(secretary.Page.Locator("main")).ToContainTextAsync("0/3 phiếu");
        await chair.Page.GotoAsync(dossier + "/council");
        await chair.Page.Locator("button[name=Ballot][value=Yes]").First.ClickAsync();
        for (var i = 0; i < 2; i++)
        {
            await secretary.Page.GotoAsync(dossier + "/council");
            await secretary.Page.Locator("button[name=Ballot][value=Yes]").First.ClickAsync();
        }
        await Assertions.Expect(secretary.Page.Locator("main")).ToContainTextAsync("3/3 phiếu");
        await secretary.PictureAsync("phien-hop-hoi-dong");
        await secretary.Page.ClickAsync("button[value=close-vote]");
        await secretary.Page.GotoAsync(dossier + "/minutes");
        await Assertions.Expect(secretary.Page.Locator("body")).ToContainTextAsync("3/3");
    }

    private async Task<Chromium.Window> AsAsync(string account)
    {
        var window = await chromium.OpenAsync();
        await window.SignInAsync(Address, account);
        return window;
    }

    private async Task<string> FindAsync(Chromium.Window window, string words)
    {
        await window.Page.GotoAsync(Address + "/dossiers?q=" + Uri.EscapeDataString(words));
        await window.Page.Locator("main a[href^='/dossiers/']").Filter(new() { HasText = "Giao Ninh" }).First.ClickAsync();
        await window.Page.WaitForURLAsync("**/dossiers/*");
        return window.Page.Url;
    }

    private static async Task AttachAsync(Chromium.Window window, string dossier, params string[] kindsAndNumbers)
    {
        for (var i = 0; i < kindsAndNumbers.Length; i += 2) await DoAsync(window, dossier, "attach", ("Kind", kindsAndNumbers[i]), ("Number", kindsAndNumbers[i + 1]));
    }

    /// <summary>Fills and sends the form of one deed as a person does, and fails with the page's own words when it is refused.</summary>
    private static async Task DoAsync(Chromium.Window window, string dossier, string deed, params (string Name, string Value)[] fields)
    {
        var page = window.Page;
        await page.GotoAsync(dossier);
        var form = page.Locator($"form:has(button[name=Deed][value={deed}])").First;
        await form.EvaluateAsync(OpenAround);
        foreach (var (name, value) in fields)
        {
            var field = form.Locator($"[name={name}]");
            if (await field.EvaluateAsync<string>("field => field.tagName") == "SELECT") await field.SelectOptionAsync(new SelectOptionValue { Value = value });
            else if (name == "file") await field.SetInputFilesAsync(value);
            else await field.FillAsync(value);
        }
        var before = await form.Locator("[name=Seen]").InputValueAsync();
        await form.Locator($"button[value={deed}]").ClickAsync();
        await page.WaitForLoadStateAsync();
        var alerts = await page.Locator("main [role=alert]").AllInnerTextsAsync();
        Assert.True(alerts.Count == 0, $"{deed} after {before}: {string.Join(" ", alerts)}");
    }

    private IReadOnlyList<Holding> Held(UnitId unit, DateOnly today) =>
        _server.Services.GetRequiredService<Figures>().Current.Decisions.At(new AsOf(today, today)).Of(unit);

    /// <summary>The year's sheet of xã Giao Ninh, met in full but for one value, and the survey's result.</summary>
    private async Task<(DateOnly Today, UnitId Unit)> FillAsync()
    {
        var today = _server.Services.GetRequiredService<TimeProvider>().Today();
        var unit = _server.Services.GetRequiredService<Gazetteers>().Current.ByCode(DemoAccounts.CommuneCode, new AsOf(today, today))!.Unit;
        await SaveAsync(unit, today, [("commune-group-2026", "nhom-2"), ("satisfaction", "97")]);
        await SaveAsync(unit, today, [.. Asked(unit, today).Select(i => (i.Fact, i.Indicator.Kind == ValueKind.YesNo ? "yes"
            : (i.Threshold ?? (i.Indicator.Direction == Direction.AtLeast ? 100 : 0)).ToString(CultureInfo.InvariantCulture)))]);
        return (today, unit);
    }

    private Task FallAsync(UnitId unit, DateOnly today) =>
        SaveAsync(unit, today, [.. Asked(unit, today).Where(i => i.Indicator.Kind == ValueKind.YesNo).Select(i => (i.Fact, "no"))]);

    private IEnumerable<(string Fact, SetIndicator Indicator, decimal? Threshold)> Asked(UnitId unit, DateOnly today) =>
        _server.Services.GetRequiredService<Assessor>().Current.Assess("ntm-2026", unit, new AsOf(new DateOnly(today.Year, 12, 31), today)).Value
            .Criteria.SelectMany(c => c.Indicators).SelectMany(i => i.Indicator.Facts.Select(f => (f, i.Indicator, i.Threshold?.Value))).DistinctBy(i => i.f);

    private async Task SaveAsync(UnitId unit, DateOnly today, IReadOnlyList<(string Indicator, string Value)> values)
    {
        var saved = await _server.Services.GetRequiredService<FactDesk>().SaveAsync(
            [.. values.Select(v => new NewFact(v.Indicator, unit, v.Value, new DateOnly(today.Year, 1, 1), null, "typed", "Thử"))], "nongthon", Cancel);
        Assert.True(saved.Ok, string.Join(" ", saved.Problems));
    }

    /// <summary>What ten days of loudspeakers would have reported.</summary>
    private sealed class TenDays : IPublicationProof
    {
        private static readonly Guid Bulletin = new("0d0e0f00-0000-4000-8000-000000000001");

        public Task<IReadOnlyList<PublishedBulletin>> OfAsync(UnitId unit, IReadOnlyList<Guid> bulletins, DateOnly from, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<PublishedBulletin>>([.. bulletins.Select(b => new PublishedBulletin(b, "Công khai kết quả", [.. Enumerable.Range(0, 10).Select(from.AddDays)]))]);

        public Task<IReadOnlyList<PublishedBulletin>> RecentAsync(UnitId unit, int most, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<PublishedBulletin>>([new PublishedBulletin(Bulletin, "Công khai kết quả", [])]);
    }
}
