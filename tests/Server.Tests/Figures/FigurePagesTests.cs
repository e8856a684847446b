using System.Net;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using LangSo.Foundation;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Figures;

/// <summary>The figures of the programme as an officer of the programme office sees them, on any day.</summary>
public sealed partial class FigurePagesTests(DemoServer demo) : IClassFixture<DemoServer>, IAsyncLifetime
{
    private PageClient _officer = null!;

    public async ValueTask InitializeAsync() => _officer = await demo.Server.SignInAsync("dieuphoi");

    public ValueTask DisposeAsync()
    {
        _officer.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("asOf=2024-03-31", "197/204", "32/188", "8/32")]
    [InlineData("asOf=31/3/2024", "197/204", "32/188", "8/32")]
    [InlineData("asOf=2024-03-31&knownOn=2024-03-31", "196/204")]
    [InlineData("asOf=2025-07-01", "0/49")]
    public async Task The_control_room_shows_the_figures_of_a_day(string days, params string[] fractions)
    {
        var tiles = Tiles((await OpenAsync("/?" + days)).Text);
        foreach (var fraction in fractions) Assert.Contains(fraction, tiles, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_mergers_of_September_2024_the_denominators_are_those_of_the_new_units()
    {
        var tiles = Tiles((await OpenAsync("/?asOf=2024-09-01")).Text);
        Assert.Matches(@"\d+/161\b", tiles);
        Assert.Matches(@"\d+/146\b", tiles);
    }

    [Fact]
    public async Task On_the_day_of_the_report_the_rates_are_those_of_the_report()
    {
        var tiles = Tiles((await OpenAsync("/?asOf=2024-03-31")).Text);
        foreach (var rate in (string[])["96,6 %", "17 %", "25 %", "100 %"]) Assert.Contains(rate, tiles, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?asOf=32/13/2024", "Ngày 32/13/2024 không có. Viết ngày/tháng/năm, ví dụ 18/3/2024.")]
    [InlineData("/?asOf=2024-03-31&knownOn=hôm%20qua", "Ngày hôm qua không có.")]
    [InlineData("/units?asOf=1800-01-01", "chưa có gì cho ngày 1/1/1800.")]
    [InlineData("/report?asOf=1800-01-01", "Dữ liệu bắt đầu từ ngày")]
    [InlineData("/figures/advanced?asOf=1800-01-01", "Dữ liệu bắt đầu từ ngày")]
    public async Task A_day_that_cannot_be_shown_is_named_and_the_figures_are_those_of_today(string path, string says)
    {
        var page = await OpenAsync(path);
        Assert.Contains(says, page.Text, StringComparison.Ordinal);
        var today = VnTime.Text(demo.Server.Services.GetRequiredService<TimeProvider>().Today());
        Assert.Contains($"<input id=\"asOf\" name=\"asOf\" value=\"{today}\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_does_not_exist_gives_todays_tiles()
    {
        var today = Tiles((await OpenAsync("/")).Text);
        Assert.Equal(today, Tiles((await OpenAsync("/?asOf=32/13/2024")).Text));
        Assert.NotEqual(today, Tiles((await OpenAsync("/?asOf=2024-03-31")).Text));
    }

    [Fact]
    public async Task A_figure_opens_into_all_its_rows_page_by_page_and_names_the_samples()
    {
        var rows = new List<string>();
        for (var number = 1; number <= 4; number++)
        {
            var page = (await OpenAsync($"/figures/advanced?asOf=2024-03-31&page={number}")).Text;
            Assert.Contains($"{(number - 1) * 50 + 1} đến {Math.Min(number * 50, 197)} trong 197", page, StringComparison.Ordinal);
            Assert.Equal(number < 4, page.Contains("rel=\"next\"", StringComparison.Ordinal));
            Assert.Equal(number > 1, page.Contains("rel=\"prev\"", StringComparison.Ordinal));
            Assert.Contains("Minh họa</span>", page, StringComparison.Ordinal);
            rows.AddRange(Row().Matches(page).Select(m => m.Groups[1].Value));
        }
        Assert.Equal(197, rows.Count);
        Assert.Equal(197, rows.Distinct().Count());
        Assert.Contains("trong 197 dòng đứng sau con số này là minh họa", (await OpenAsync("/figures/advanced?asOf=2024-03-31")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_after_the_last_shows_the_last()
    {
        var page = await OpenAsync("/figures/advanced?asOf=2024-03-31&page=99");
        Assert.Contains("151 đến 197 trong 197", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_figure_also_names_the_units_that_are_not_counted()
    {
        var page = await OpenAsync("/figures/advanced?asOf=2024-03-31&show=missing");
        Assert.Contains("1 đến 7 trong 7", page.Text, StringComparison.Ordinal);
        Assert.Equal(7, Regex.Count(page.Text, "<tr><td>\\d{5}</td>"));
    }

    [Theory]
    [InlineData("/figures/nothing")]
    [InlineData("/units/nothing")]
    [InlineData("/nothing")]
    public async Task What_does_not_exist_is_answered_by_our_own_page(string path)
    {
        var page = await _officer.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("Không có trang này", page.Text, StringComparison.Ordinal);
        Assert.Contains("Về trang đầu", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commune_is_found_without_marks()
    {
        var page = await OpenAsync("/units?asOf=2024-03-31&q=giao%20phong");
        Assert.Contains(">xã Giao Phong</a>", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 đến 1 trong 1", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commune_of_another_time_is_offered_where_it_is_not_found()
    {
        var page = await OpenAsync("/units?q=giao%20phong");
        Assert.Contains("Không tìm thấy “giao phong”", page.Text, StringComparison.Ordinal);
        var link = Regex.Match(page.Text, "<a href=\"(/units/[^\"]+)\">xã Giao Phong</a>").Groups[1].Value;
        Assert.Contains("<h1>Xã Giao Phong", (await OpenAsync(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merged_commune_names_what_it_was_made_from()
    {
        var day = new DateOnly(2025, 7, 1);
        var unit = demo.Server.Services.GetRequiredService<Gazetteers>().Current.ByCode("14212", new AsOf(day, demo.Server.Services.GetRequiredService<TimeProvider>().Today()))!;
        var page = await OpenAsync($"/units/{unit.Unit}?asOf=2025-07-01");
        Assert.Contains("<h1>Xã Giao Ninh", page.Text, StringComparison.Ordinal);
        foreach (var source in (string[])["xã Giao Phong", "xã Giao Thịnh", "thị trấn Quất Lâm"]) Assert.Contains($">{source}</a>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_stands_in_sentences_that_open_into_their_figures()
    {
        var page = await OpenAsync("/report?asOf=2024-03-31");
        foreach (var part in (string[])["197 xã, thị trấn", "96,6 %", "32 xã", "17 %", "8/32", "70 xã", "18/3/2024"])
            Assert.Contains(part, page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/figures/advanced?asOf=2024-03-31\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_taken_along_as_a_document_that_opens()
    {
        using var answer = await _officer.Http.GetAsync("/report?handler=file&format=docx&asOf=2024-03-31", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/vnd.openxmlformats-officedocument.wordprocessingml.document", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("bao-cao-2024-03-31.docx", answer.Content.Headers.ContentDisposition?.FileName);
        using var bytes = new MemoryStream(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        using var document = WordprocessingDocument.Open(bytes, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(e => e.Description));
        Assert.Contains("96,6 %", document.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format=xlsx", "Bản này chưa xuất được dạng xlsx. Dùng: text, json, docx.")]
    [InlineData("format=exe", "Không có dạng “exe”.")]
    [InlineData("format=docx&asOf=32/13/2024", "Ngày 32/13/2024 không có.")]
    [InlineData("format=docx&asOf=1800-01-01", "Dữ liệu bắt đầu từ ngày")]
    public async Task A_report_that_cannot_be_made_is_refused_with_a_sentence(string query, string says)
    {
        using var answer = await _officer.Http.GetAsync("/report?handler=file&" + query, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(says, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<PageAnswer> OpenAsync(string path)
    {
        var page = await _officer.GetAsync(path);
        Assert.Equal((path, HttpStatusCode.OK), (path, page.Status));
        return page;
    }

    /// <summary>The figures at the top of the control room, without markup.</summary>
    private static string Tiles(string page) => Tag().Replace(Section().Match(page).Value, " ");

    [GeneratedRegex("<section class=\"kpis\".*?</section>", RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex("<tr><td><a href=\"/units/([^?\"]+)")]
    private static partial Regex Row();
}
