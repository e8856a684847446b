using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using LangSo.Foundation;
using LangSo.Server.Tests.Pages;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Criteria;

/// <summary>What pages of criteria show, taken away as tables; and how far their figures open.</summary>
public sealed class ShownTablesTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string GiaoPhong = "uxytwvwb";

    [Theory]
    [InlineData("/criteria?asOf=2024-03-31&area=uvpnmpqt&set=ntm", "xep-hang-ntm-2024-03-31.csv", "20 xã được xét; bảng này 20 dòng.")]
    [InlineData("/criteria?asOf=2024-03-31&area=uvpnmpqt&set=ntm&show=met", "xep-hang-ntm-2024-03-31.csv", "20 xã được xét; bảng này 6 dòng.")]
    [InlineData("/criteria/ntm/units/" + GiaoPhong + "?asOf=2024-12-31", "tieu-chi-14212-2024-12-31.csv", "Mỗi ô: số chỉ tiêu đạt trên số chỉ tiêu phải xét.")]
    [InlineData("/criteria/compare?asOf=2024-03-31&units=14212,14209", "so-sanh-ntm-2024-03-31.csv", "xã Giao Phong (14212)")]
    [InlineData("/criteria/what-if?asOf=2024-03-31&set=ntm&to=advanced&show=fall", "thu-ntm-advanced-2024-03-31.csv", "bảng này 6 dòng.")]
    public async Task A_page_is_taken_away_as_it_is_shown(string path, string name, string words)
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        Assert.Contains("handler=Table", (await officer.GetAsync(path)).Text, StringComparison.Ordinal);
        using var answer = await officer.Http.GetAsync(new Uri(path + "&handler=Table&form=csv", UriKind.Relative), Cancel);
        Assert.Equal(name, answer.Content.Headers.ContentDisposition!.FileNameStar ?? answer.Content.Headers.ContentDisposition.FileName);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        var asOf = Regex.Match(path, "asOf=(\\d+)-0?(\\d+)-(\\d+)").Groups;
        Assert.Contains("Tại ngày " + asOf[3].Value + "/" + asOf[2].Value + "/" + asOf[1].Value + ", biết đến ngày", text, StringComparison.Ordinal);
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains("✓ đạt; ▲ gần đạt; ✕ chưa đạt; ? chưa đủ số liệu; – không áp dụng; ○ miễn.", text, StringComparison.Ordinal);
        Assert.Contains("Minh họa", text, StringComparison.Ordinal);

        using var zip = new ZipArchive(new MemoryStream(await officer.Http.GetByteArrayAsync(new Uri(path + "&handler=Table", UriKind.Relative), Cancel)));
        using var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var cells = WebUtility.HtmlDecode(await sheet.ReadToEndAsync(Cancel));
        Assert.Contains(words, cells, StringComparison.Ordinal);
        Assert.Contains("<mergeCell ", cells, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ranking_as_a_table_has_every_row_and_not_only_those_of_a_page()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var text = await officer.Http.GetStringAsync(new Uri("/criteria?asOf=2024-03-31&set=ntm&page=2&handler=Table&form=csv", UriKind.Relative), Cancel);
        Assert.Equal(188, Regex.Count(text, "^\\d{5};xã ", RegexOptions.Multiline));
    }

    [Fact]
    public async Task What_was_tried_opens_to_the_level_that_judged_and_the_fact_that_it_judged()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var page = (await officer.GetAsync("/criteria/what-if?asOf=2024-03-31&set=ntm&to=ntm-2026&show=")).Text;
        var link = Regex.Match(page, "data-l=\"Thử\"><a class=\"fl\" href=\"([^\"]+)\"").Groups[1].Value;
        Assert.Contains("to=ntm-2026", link, StringComparison.Ordinal);
        var tried = (await officer.GetAsync("/criteria/what-if/units/" + GiaoPhong + "?asOf=2024-03-31&set=ntm&to=ntm-2026")).Text;
        foreach (var words in (string[])["với mức của ngày 15/2/2026 và số liệu ngày 31/3/2024", "Mức phải đạt", "Biểu tự chấm tiêu chí của xã năm", "Minh họa"]) Assert.Contains(words, tried, StringComparison.Ordinal);
        var advanced = (await officer.GetAsync("/criteria/what-if/units/" + GiaoPhong + "?asOf=2024-03-31&set=ntm&to=advanced")).Text;
        Assert.Matches("≥ 70 triệu đồng/người/năm\\s*<span class=\"mut\">\\(Đồng bằng sông Hồng, từ 1/1/2024 đến 31/12/2024\\)", advanced);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync("/criteria/what-if/units/khong?asOf=2024-03-31&set=ntm&to=ntm-2026")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync("/criteria/what-if/units/" + GiaoPhong + "?asOf=2024-03-31&set=ntm&to=khong")).Status);
    }

    [Fact]
    public async Task A_figure_is_asked_for_another_province_and_the_choice_stays()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var page = (await officer.GetAsync("/figures/advanced?asOf=2024-03-31")).Text;
        Assert.Matches("<option value=\"ux22nzbv\" selected[^>]*>tỉnh Nam Định</option>", page);
        page = (await officer.GetAsync("/figures/advanced?asOf=2024-03-31&area=ux22nzbv&knownOn=2024-01-01")).Text;
        Assert.Contains("Tỉnh Nam Định. Tại ngày 31/3/2024, biết đến ngày 1/1/2024", page, StringComparison.Ordinal);
        Assert.Contains("/figures/advanced?asOf=2024-03-31&knownOn=2024-01-01&area=ux22nzbv&show=missing", page, StringComparison.Ordinal);
        Assert.Contains("Tại ngày 31/3/2024", (await officer.GetAsync("/figures/advanced?asOf=2024-03-31&area=khong-co")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_of_a_merger_shows_old_and_new_numbers_of_each_indicator()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var path = (await officer.PostFormAsync("/changes", [])).Location!;
        await ChangesTests.Save(officer, path, "Head", new() { ["title"] = "Nhập thử", ["number"] = "NQ 10/NQ-UBTVQH16", ["document"] = "Nghị quyết thử", ["issued"] = "1/11/2026", ["on"] = "1/12/2026" }, 1);
        var units = demo.Server.Services.GetRequiredService<Gazetteers>().Current;
        var unit = units.ByCode("14212", new AsOf(new DateOnly(2026, 11, 1), DateOnly.MaxValue))!.Unit.Value;
        var other = units.ByCode("14161", new AsOf(new DateOnly(2026, 11, 1), DateOnly.MaxValue))!.Unit.Value;
        var found = await officer.GetAsync(path + "?pick=" + unit + "&pick=" + other);
        Assert.Equal(HttpStatusCode.OK, found.Status);
        var token = Regex.Match(found.Text, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("revision", "2"), new("Pick", unit), new("Pick", other), new("What", "merge"), new("Code", "14212"), new("Kind", "xã"), new("Name", "Gộp Thử")]);
        using var added = await officer.Http.PostAsync(new Uri(path + "?handler=Add", UriKind.Relative), form, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var page = (await officer.GetAsync(path + "?preview=true")).Text;
        Assert.Contains("Số liệu của đơn vị mới, từng chỉ tiêu", page, StringComparison.Ordinal);
        var all = Regex.Count(page, "data-l=\"Số mới\"");
        Assert.InRange(all, 1, 40);
        var sums = (await officer.GetAsync(path + "?preview=true&rule=reassess")).Text;
        Assert.DoesNotContain("data-l=\"Xử lý\">Cộng lại", sums, StringComparison.Ordinal);
        Assert.Contains("chưa biết, người có trách nhiệm xét lại", sums, StringComparison.Ordinal);
    }
}
