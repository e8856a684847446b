using System.Text.RegularExpressions;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Server.Demo;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LangSo.Journeys.Tests;

/// <summary>
/// One dossier by the two-level procedure, in a real browser: the commune's officer with a phone whose network goes away, a loudspeaker that reports ten
/// days of broadcast, then the people who verify, appraise, vote and decide, and later those who take the title away again.
/// </summary>
public sealed class DossierJourneyTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private static readonly DateOnly Start = new(2026, 5, 11);
    private RunningServer _server = null!;
    private DossierWalk _walk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartOnAsync(Start);
        _walk = new DossierWalk(_server, chromium, "ntm-2026");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_dossier_goes_from_the_first_typed_value_to_the_decision_and_to_revocation()
    {
        var unit = _walk.Commune(DemoAccounts.CommuneCode);
        await _walk.FillAsync(unit, ("commune-group-2026", "nhom-2"));
        await using var officer = await _walk.AsAsync("nongthon", phone: true);
        await officer.Page.GotoAsync(_walk.Address + "/dossiers?q=" + Uri.EscapeDataString("giao ninh"));
        await officer.Page.Locator("main a[href^='/dossiers/']").Filter(new() { HasText = "Giao Ninh" }).First.ClickAsync();
        await officer.Page.WaitForURLAsync("**/dossiers/*");
        var dossier = officer.Page.Url;

        // the commune's officer types the last value on a phone without network
        await officer.Page.ClickAsync("a:has-text('Mở bản tự đánh giá')");
        var sheet = officer.Page.Url;
        await DossierWalk.TypeWithoutNetworkAsync(officer, "clean-water", "99,5");
        await officer.Page.GotoAsync(dossier);
        Assert.True(await officer.FitsAsync());
        await officer.PictureAsync("ho-so-tu-danh-gia");
        await DossierWalk.DoAsync(officer, dossier, "hand-in");
        await DossierWalk.DoAsync(officer, dossier, "attach", ("Kind", "opinions"), ("Number", "3/BC"), ("file", Paper("Báo cáo tổng hợp ý kiến.pdf")));
        await Assertions.Expect(officer.Page.Locator("a.pfile").First).ToContainTextAsync("Báo cáo tổng hợp ý kiến.pdf");
        Assert.True(await officer.FitsAsync());
        await DossierWalk.PassAsync(officer, dossier, "minutes", "4/BB");
        await officer.Page.GotoAsync(sheet);
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("hồ sơ", new() { IgnoreCase = true });
        await BroadcastAsync(dossier);

        await using var later = await _walk.AsAsync("nongthon", phone: true);
        await later.Page.GotoAsync(dossier);
        await Assertions.Expect(later.Page.Locator("main")).ToContainTextAsync("Tổng 10 ngày khác nhau do loa ghi nhận");
        await later.PictureAsync("ho-so-cong-khai");
        await DossierWalk.DoAsync(later, dossier, "pass");
        await DossierWalk.PassAsync(later, dossier, "request", "5/TTr", "result", "6/BC");
        await using var verifier = await _walk.AsAsync("thamtra");
        await DossierWalk.PassAsync(verifier, dossier, "verification", "7/BC");
        await using var appraiser = await _walk.AsAsync("thamdinh");
        await DossierWalk.AttachAsync(appraiser, dossier, "appraisal", "8/BC");
        foreach (var condition in (string[])["arrears", "order"])
            await DossierWalk.DoAsync(appraiser, dossier, "attest", ("Condition", condition), ("Met", "true"), ("Paper", "9/XN ngày " + _walk.Day));
        await appraiser.PictureAsync("ho-so-tham-dinh");
        await DossierWalk.DoAsync(appraiser, dossier, "pass");

        await using var secretary = await _walk.AsAsync("thamdinh2");
        await DossierWalk.VoteAsync(secretary, appraiser, dossier, "phien-hop-hoi-dong");
        await MinutesAsync(secretary, dossier);
        await using var chairman = await _walk.AsAsync("lanhdao");
        await chairman.Page.GotoAsync(_walk.Address + "/tasks");
        await Assertions.Expect(chairman.Page.Locator("main")).ToContainTextAsync("Xã Giao Ninh");
        await chairman.PictureAsync("viec-cua-toi");
        await DossierWalk.DoAsync(chairman, dossier, "decide", ("Number", "2026/QĐ-UBND"), ("Date", _walk.Day), ("Effective", _walk.Day));
        Assert.Equal("2026/QĐ-UBND", Assert.Single(_walk.Held(unit)).Decision.Number);

        // a year's values fall; the office proposes, the commune explains, the title is taken away
        await _walk.FallAsync(unit);
        await using var office = await _walk.AsAsync("dieuphoi");
        await office.Page.GotoAsync(_walk.Address + "/dossiers/revocation");
        await Assertions.Expect(office.Page.Locator("main")).ToContainTextAsync("Xã Giao Ninh");
        await office.PictureAsync("canh-bao-thu-hoi");
        var revocation = await _walk.OpenAsync(office, "Revoke", unit, "standard", "Nhiều tiêu chí không còn đạt");
        await DossierWalk.PassAsync(office, revocation, "proposal", "10/TTr");
        await DossierWalk.PassAsync(later, revocation, "explanation", "11/UBND");
        await DossierWalk.PassAsync(verifier, revocation, "verification", "12/BC");
        await DossierWalk.VoteAsync(secretary, appraiser, revocation);
        await DossierWalk.DoAsync(chairman, revocation, "decide", ("Number", "2027/QĐ-UBND"), ("Date", _walk.Day), ("Effective", _walk.Day));
        Assert.DoesNotContain(_walk.Held(unit), h => h.Decision.Number == "2026/QĐ-UBND");
        await chairman.Page.GotoAsync(revocation);
        await chairman.PictureAsync("ho-so-thu-hoi");
        foreach (var window in (Chromium.Window[])[officer, later, verifier, appraiser, secretary, chairman, office])
            Assert.DoesNotContain(window.Errors, e => !e.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal) && !e.Contains("422", StringComparison.Ordinal));
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

    /// <summary>The commune's bulletin is approved, named in the dossier and played by a loudspeaker of the commune, a day after the other, until ten are reported.</summary>
    private async Task BroadcastAsync(string dossier)
    {
        await using var writer = await _walk.AsAsync("vanhoa");
        await writer.Page.GotoAsync(_walk.Address + "/bulletins/new");
        await writer.Page.FillAsync("#Title", "Công khai kết quả xét xã đạt chuẩn");
        await writer.Page.FillAsync("#Text", "Ủy ban nhân dân xã công khai kết quả tự đánh giá xã đạt chuẩn nông thôn mới.");
        await writer.Page.ClickAsync("button:has-text('Gửi duyệt')");
        await writer.Page.WaitForURLAsync(new Regex("/bulletins/[0-9a-f]{32}$"));
        await using var approver = await _walk.AsAsync("phochutich");
        await approver.Page.GotoAsync(writer.Page.Url);
        await approver.Page.ClickAsync("button:has-text('Duyệt và phát ngay')");
        await Assertions.Expect(approver.Page.Locator("main")).ToContainTextAsync("Phó Chủ tịch UBND xã Giao Ninh");
        var bulletin = new BulletinId(Guid.ParseExact(writer.Page.Url[^32..], "n"));
        var code = _server.Services.GetRequiredService<DeviceDesk>().List(new DeviceFilter(Size: 100)).Devices.First(d => d.Kind == DeviceKind.Loudspeaker).EnrolCode!;
        await using var speaker = await Loudspeaker.EnrolAsync(_server, code, Cancel);
        await using (var officer = await _walk.AsAsync("nongthon", phone: true)) await DossierWalk.DoAsync(officer, dossier, "publish");
        for (var day = 0; day < 10; day++)
        {
            _server.GoTo(Start.AddDays(day));
            if (day == 9)
            {
                await using var early = await _walk.AsAsync("nongthon", phone: true);
                Assert.Contains("Loa mới phát 9/10 ngày", string.Join(" ", await DossierWalk.TryAsync(early, dossier, "pass")));
            }
            await speaker.PlayAsync(bulletin, Cancel);
        }
    }
}
