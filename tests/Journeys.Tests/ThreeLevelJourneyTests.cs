using System.Globalization;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using LangSo.Server.Demo;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LangSo.Journeys.Tests;

/// <summary>
/// The same before 1 July 2025, when there were districts: commune, district, province, by the law of that day; and what becomes of a dossier that lies at
/// the district on the day on which districts end.
/// </summary>
public sealed class ThreeLevelJourneyTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Set = "advanced";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_July_2025_a_dossier_goes_through_commune_district_and_province_to_the_decision_and_to_revocation()
    {
        await using var server = await RunningServer.StartOnAsync(new DateOnly(2025, 5, 12));
        var walk = new DossierWalk(server, chromium, Set);
        var unit = walk.Commune(DemoAccounts.CommuneBefore);
        var dossier = await HandInAsync(walk, unit);
        server.GoTo(new DateOnly(2025, 5, 26));
        await using var officer = await walk.AsAsync("nongthon", phone: true);
        await SubmitAsync(walk, officer, dossier, new DateOnly(2025, 5, 13));

        server.GoTo(new DateOnly(2025, 6, 5));
        await using var district = await walk.AsAsync("huyen");
        await district.Page.GotoAsync(walk.Address + "/tasks");
        await Assertions.Expect(district.Page.Locator("main")).ToContainTextAsync("Xã Giao Lạc");
        await DossierWalk.AttachAsync(district, dossier, "district-verification", "7/BC");
        await district.PictureAsync("ho-so-tham-tra-huyen");
        await DossierWalk.DoAsync(district, dossier, "pass");
        await using var districtOffice = await walk.AsAsync("dieuphoihuyen");
        await DossierWalk.PassAsync(districtOffice, dossier, "district-opinions", "8/BC");

        await using var appraiser = await walk.AsAsync("thamdinh");
        await DossierWalk.AttachAsync(appraiser, dossier, "appraisal", "9/BC");
        foreach (var condition in (string[])["arrears", "order"])
            await DossierWalk.DoAsync(appraiser, dossier, "attest", ("Condition", condition), ("Met", "true"), ("Paper", "10/XN ngày " + walk.Day));
        await DossierWalk.DoAsync(appraiser, dossier, "pass");
        await using var secretary = await walk.AsAsync("thamdinh2");
        await DossierWalk.VoteAsync(secretary, appraiser, dossier);
        await using var chairman = await walk.AsAsync("lanhdao");
        await DossierWalk.DoAsync(chairman, dossier, "decide", ("Number", "1200/QĐ-UBND"), ("Date", walk.Day), ("Effective", walk.Day));
        Assert.Contains(walk.Held(unit), h => h.Decision.Number == "1200/QĐ-UBND");
        await chairman.Page.GotoAsync(dossier);
        await chairman.PictureAsync("ho-so-ba-cap");
        await Assertions.Expect(chairman.Page.Locator("main")).ToContainTextAsync("Xét, công nhận xã, ba cấp");
        await Assertions.Expect(chairman.Page.Locator("body")).ToContainTextAsync("như đang ở ngày 5/6/2025");

        // the title is taken away by the law of the same day
        await walk.FallAsync(unit);
        await using var office = await walk.AsAsync("dieuphoi");
        var revocation = await walk.OpenAsync(office, "Revoke", unit, "advanced", "Nhiều tiêu chí không còn đạt");
        await Assertions.Expect(office.Page.Locator("main")).ToContainTextAsync("Thu hồi quyết định công nhận, ba cấp");
        await DossierWalk.PassAsync(office, revocation, "proposal", "11/TTr");
        // days have passed: the officer signs in again
        await officer.SignInAsync(walk.Address, "nongthon");
        await DossierWalk.PassAsync(officer, revocation, "explanation", "12/UBND");
        await using var verifier = await walk.AsAsync("thamtra");
        await DossierWalk.PassAsync(verifier, revocation, "verification", "13/BC");
        await DossierWalk.VoteAsync(secretary, appraiser, revocation);
        await DossierWalk.DoAsync(chairman, revocation, "decide", ("Number", "1201/QĐ-UBND"), ("Date", walk.Day), ("Effective", walk.Day));
        Assert.DoesNotContain(walk.Held(unit), h => h.Decision.Number == "1200/QĐ-UBND");
        foreach (var window in (Chromium.Window[])[officer, district, districtOffice, appraiser, secretary, chairman, office, verifier]) Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task A_dossier_at_the_district_on_the_day_districts_end_goes_on_by_rule_with_everything_in_it()
    {
        await using var server = await RunningServer.StartOnAsync(new DateOnly(2025, 6, 9));
        var walk = new DossierWalk(server, chromium, Set);
        var unit = walk.Commune(DemoAccounts.CommuneBefore);
        var dossier = await HandInAsync(walk, unit);
        server.GoTo(new DateOnly(2025, 6, 23));
        await using (var before = await walk.AsAsync("nongthon", phone: true)) await SubmitAsync(walk, before, dossier, new DateOnly(2025, 6, 10));
        var desk = server.Services.GetRequiredService<DossierDesk>();
        var id = new DossierId(Guid.ParseExact(dossier[^32..], "n"));
        var lying = (await desk.FindAsync(id, Cancel))!.Value;
        Assert.Equal("district-verification", lying.State.At.Step);

        server.GoTo(new DateOnly(2025, 7, 1));
        var round = await server.Services.GetRequiredService<DossierRound>().RunAsync(Cancel);

        Assert.Equal((1, 0), (round.Moved, round.Stuck.Count));
        var now = (await desk.FindAsync(id, Cancel))!.Value;
        Assert.Equal(lying.Acts.Select(a => a.Hash), now.Acts.Take(lying.Acts.Count).Select(a => a.Hash));
        Assert.Equal(lying.State.Documents, now.State.Documents);
        Assert.Equal(("commune-2025", "self-assessment"), (now.State.At.Template, now.State.At.Step));
        Assert.True(now.State.At.Due > new DateOnly(2025, 7, 1));
        // whoever served the old commune finds it on their desk in the new one
        await using var officer = await walk.AsAsync("nongthon", phone: true);
        await officer.Page.GotoAsync(walk.Address + "/tasks");
        await officer.Page.Locator("main a[href^='/dossiers/']").First.ClickAsync();
        await officer.Page.WaitForURLAsync("**/dossiers/*");
        Assert.Equal(dossier, officer.Page.Url);
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("Xét, công nhận xã, hai cấp");
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("Chuyển sang trình tự mới");
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("cấp huyện kết thúc ngày 1/7/2025");
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("5/TTr");
        Assert.True(await officer.FitsAsync());
        await officer.PictureAsync("ho-so-het-cap-huyen");
        await using var district = await walk.AsAsync("huyen");
        await district.Page.GotoAsync(walk.Address + "/tasks");
        await Assertions.Expect(district.Page.Locator("body")).Not.ToContainTextAsync("việc, hạn gần trước");
        Assert.Empty(officer.Errors);
    }

    /// <summary>The commune registers, types the last value on a phone whose network goes away, and hands the sheet in.</summary>
    private static async Task<string> HandInAsync(DossierWalk walk, UnitId unit)
    {
        await walk.FillAsync(unit);
        var (fact, _, level) = walk.Asked(unit).First(i => i.Indicator is { Kind: not ValueKind.YesNo, Direction: Direction.AtLeast, BySex: false } && i.Threshold < 99);
        await using var officer = await walk.AsAsync("nongthon", phone: true);
        var dossier = await walk.OpenAsync(officer, "Recognise", unit, "advanced", "Xã đăng ký");
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("Thẩm tra cấp huyện");
        await DossierWalk.PassAsync(officer, dossier, "register", "1/TTr");
        await officer.Page.ClickAsync("a:has-text('Mở bản tự đánh giá')");
        await DossierWalk.TypeWithoutNetworkAsync(officer, fact, (level!.Value + 1).ToString("0.##", CultureInfo.GetCultureInfo("vi-VN")));
        await DossierWalk.DoAsync(officer, dossier, "hand-in");
        await DossierWalk.PassAsync(officer, dossier, "opinions", "3/BC", "minutes", "4/BB");
        Assert.DoesNotContain(officer.Errors, e => !e.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal));
        return dossier;
    }

    /// <summary>Ten days in the commune's old station are confirmed by paper, and the dossier goes to the district.</summary>
    private static async Task SubmitAsync(DossierWalk walk, Chromium.Window officer, string dossier, DateOnly first)
    {
        await DossierWalk.DoAsync(officer, dossier, "publish-paper", ("Number", "15/XN-UBND"), ("Date", walk.Day), ("First", VnTime.Text(first)), ("Until", VnTime.Text(first.AddDays(9))), ("Where", "đài truyền thanh xã"));
        await officer.Page.GotoAsync(dossier);
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("người nhập, không do loa ghi nhận");
        Assert.True(await officer.FitsAsync());
        await officer.PictureAsync("ho-so-xac-nhan-cong-khai");
        await DossierWalk.DoAsync(officer, dossier, "pass");
        await DossierWalk.PassAsync(officer, dossier, "request", "5/TTr", "result", "6/BC");
    }
}
