using System.Net;
using System.Text.RegularExpressions;
using LangSo.Testing;

namespace LangSo.Server.Tests.Criteria;

/// <summary>The pages of criteria with the demonstration province, through real HTTP.</summary>
public sealed partial class CriteriaPagesTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private const string GiaoPhong = "uxytwvwb", Day = "?asOf=2024-12-31";

    [Fact]
    public async Task The_ranking_says_who_meets_all_with_both_counts_and_their_names()
    {
        var page = await OpenAsync("/criteria?asOf=2024-03-31&area=uvpnmpqt");
        var (met, all) = (Count(page, "đạt mọi tiêu chí"), 20);
        Assert.Contains("/" + all + " xã đạt mọi tiêu chí / được xét", page, StringComparison.Ordinal);
        Assert.InRange(met, 1, all - 1);
        Assert.Equal(met, Rows(await OpenAsync("/criteria?asOf=2024-03-31&area=uvpnmpqt&set=ntm&show=met")).Count);
        Assert.Contains("Căn cứ QĐ 18/2022/QĐ-TTg", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ranking_is_paged_and_every_commune_stands_in_it_once()
    {
        List<string> names = [];
        for (var page = 1; page <= 8; page++) names.AddRange(Rows(await OpenAsync("/criteria?asOf=2024-03-31&page=" + page)));
        Assert.Equal(188, names.Count);
        Assert.Equal(188, names.Distinct().Count());
        Assert.Contains("176 đến 188 trong 188", await OpenAsync("/criteria?asOf=2024-03-31&page=99"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commune_is_found_without_marks() =>
        Assert.Equal([GiaoPhong], Rows(await OpenAsync("/criteria?asOf=2024-03-31&q=giao%20phong")));

    [Theory]
    [InlineData("/criteria?asOf=2026-11-30&set=ntm", "Bộ này không có hiệu lực ngày 30/11/2026", "Xem ngày 14/2/2026")]
    [InlineData("/criteria?asOf=2024-03-31&q=khong%20co%20xa", "Không có xã nào như vậy", "Bỏ lọc, xem cả 188")]
    [InlineData("/criteria?asOf=32/13/2024", "Ngày 32/13/2024 không có", "Xem")]
    [InlineData("/criteria/compare?asOf=2024-03-31", "Chọn xã để so sánh", "nhiều nhất sáu xã")]
    [InlineData("/criteria/compare?asOf=2024-03-31&units=14212,99999", "hoặc bộ này không xét: 99999", "xã Giao Phong")]
    [InlineData("/criteria/checks?q=khong%20co", "Không có phát hiện nào", "33 phép kiểm đã chạy")]
    public async Task What_is_not_there_is_said(string path, string words, string more)
    {
        var page = await OpenAsync(path);
        Assert.Contains(words.TrimEnd('.'), page, StringComparison.Ordinal);
        Assert.Contains(more, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/criteria?set=nothing")]
    [InlineData("/criteria/nothing/units/uxytwvwb")]
    [InlineData("/criteria/ntm/units/nothing")]
    [InlineData("/criteria/sets/nothing")]
    [InlineData("/criteria/sets/nothing?handler=File")]
    [InlineData("/criteria/what-if?to=nothing")]
    public async Task A_set_or_unit_that_is_none_is_not_found(string path)
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_cell_of_the_heat_map_opens_to_indicators_facts_and_sources()
    {
        var page = await OpenAsync("/criteria/ntm/units/" + GiaoPhong + Day);
        var cell = CellLink().Match(page).Groups[1].Value;
        Assert.StartsWith("/criteria/ntm/units/" + GiaoPhong + "?asOf=2022-12-31", cell, StringComparison.Ordinal);
        var opened = await OpenAsync(cell);
        var criterion = Regex.Match(opened, "<details class=\"card mt8 crit\" id=\"c17\" open.*?</details>", RegexOptions.Singleline).Value;
        foreach (var words in (string[])["17.1", "Mức phải đạt", "≥ 70 %", "Căn cứ", "Cách tính", "Minh chứng cần có", "Biểu tự chấm tiêu chí của xã năm 2022", "ghi nhận 15/1/2023", "Minh họa"])
            Assert.Contains(words, criterion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrected_value_shows_what_was_known_on_each_day()
    {
        const string Page = "/criteria/ntm/units/" + GiaoPhong + "?asOf=2024-02-28&criterion=17";
        Assert.Contains("<b class=\"b\">68,5 %</b>", await OpenAsync(Page + "&knownOn=2024-02-28"), StringComparison.Ordinal);
        var corrected = await OpenAsync(Page + "&knownOn=2024-03-31");
        Assert.Contains("<b class=\"b\">97,2 %</b>", corrected, StringComparison.Ordinal);
        Assert.Contains("Biên bản đối chiếu của huyện, sửa số tự chấm", corrected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trend_of_three_years_has_a_forecast_with_its_interval_in_words() =>
        Assert.Matches("Đến 31/12/2025: dự báo [\\d,]+ %; mười lần thì tám lần trong khoảng [\\d,]+ đến [\\d,]+\\.", await OpenAsync("/criteria/ntm/units/" + GiaoPhong + Day));

    [Fact]
    public async Task The_six_verdicts_are_six_words_and_six_marks()
    {
        var page = await OpenAsync("/criteria/ntm/units/" + GiaoPhong + Day);
        foreach (var (mark, word) in ((string, string)[])[("✓", "đạt"), ("▲", "gần đạt"), ("✕", "chưa đạt"), ("?", "chưa đủ số liệu"), ("–", "không áp dụng"), ("○", "miễn")])
            Assert.Matches("<span class=\"vd v-\\w+\">" + Regex.Escape(mark) + "</span>" + word, page);
    }

    [Fact]
    public async Task The_time_bar_keeps_the_set_and_the_area()
    {
        var page = await OpenAsync("/criteria?asOf=2024-03-31&set=advanced&area=uvpnmpqt");
        var bar = Regex.Match(page, "<form class=\"tbar.*?</form>", RegexOptions.Singleline).Value;
        Assert.Contains("name=\"set\" value=\"advanced\"", bar, StringComparison.Ordinal);
        Assert.Contains("name=\"area\" value=\"uvpnmpqt\"", bar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_if_divides_those_who_meet_the_set_now()
    {
        var page = await OpenAsync("/criteria/what-if?asOf=2024-03-31&set=ntm&to=advanced");
        var counts = Regex.Matches(page, "<b>(\\d+)</b><span class=\"sm mut\">trong (\\d+) xã đang đạt</span>").Select(m => (Is: int.Parse(m.Groups[1].Value, null), Of: int.Parse(m.Groups[2].Value, null))).ToList();
        Assert.Equal(3, counts.Count);
        Assert.True(counts[0].Of > 0);
        Assert.Equal(counts[0].Of, counts.Sum(c => c.Is));
    }

    [Fact]
    public async Task Findings_are_paged_and_each_leads_to_its_fact()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        Assert.Equal(HttpStatusCode.Redirect, (await officer.PostFormAsync("/criteria/checks", [])).Status);
        var page = (await officer.GetAsync("/criteria/checks?show=error")).Text;
        Assert.Contains("Các lần chạy gần đây:", page, StringComparison.Ordinal);
        Assert.Contains("xã Giao Minh: lao động nam có bằng cấp, chứng chỉ (81 %) nhiều hơn lao động nam qua đào tạo (78,5 %)", page, StringComparison.Ordinal);
        var fact = Regex.Match(page, "href=\"(/criteria/[^\"]+#c\\w+)\"").Groups[1].Value;
        Assert.Contains("<b class=\"b\">", (await officer.GetAsync(fact)).Text, StringComparison.Ordinal);
        Assert.Contains("26 đến 50 trong", (await officer.GetAsync("/criteria/checks?page=2")).Text, StringComparison.Ordinal);
    }

    private async Task<string> OpenAsync(string path)
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var page = await officer.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page.Text;
    }

    private static List<string> Rows(string page) => [.. Regex.Matches(page, "<tr><td><a class=\"m5\" href=\"/criteria/[\\w-]+/units/(\\w+)").Select(m => m.Groups[1].Value)];

    private static int Count(string page, string words) => int.Parse(Regex.Match(page, "(\\d+)/\\d+ xã " + words).Groups[1].Value, null);

    [GeneratedRegex("href=\"([^\"]+criterion=17#c17)\"")]
    private static partial Regex CellLink();
}
