using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LangSo.Foundation;
using LangSo.Server.Demo;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.SelfAssessment;

/// <summary>The sheet as a table over real HTTP, under the desk's own right; and how few bytes a page is.</summary>
public sealed partial class DeskTableTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Sheet
    {
        get
        {
            var today = demo.Server.Services.GetRequiredService<TimeProvider>().Today();
            return $"/self-assessment/{demo.Server.Services.GetRequiredService<Gazetteers>().Current.ByCode(DemoAccounts.CommuneCode, new AsOf(today, today))!.Unit.Value}/ntm-2026/{today.Year}";
        }
    }

    [Fact]
    public async Task An_officer_without_the_right_to_import_fills_a_table_in_and_sends_it_back()
    {
        using var officer = await demo.Server.SignInAsync("nongthon");
        Assert.Contains("PK", Encoding.Latin1.GetString(await officer.Http.GetByteArrayAsync(Sheet + "?handler=Table&form=xlsx", Cancel))[..2], StringComparison.Ordinal);
        var given = await officer.Http.GetStringAsync(Sheet + "?handler=Table&form=csv", Cancel);
        var line = given.Split("\r\n").Single(l => l.EndsWith(";clean-water", StringComparison.Ordinal));

        var wrong = await SendAsync(officer, given.Replace(line, Filled(line, "966"), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("Bảng có 1 chỗ sai, chưa ghi gì.", wrong.Text);
        var back = Encoding.UTF8.GetString(Convert.FromBase64String(Carried().Match(wrong.Text).Groups[1].Value));
        Assert.Contains("phải từ 0 đến 100", back.Split("\r\n").Single(l => l.Contains(";clean-water", StringComparison.Ordinal)), StringComparison.Ordinal);

        var right = await SendAsync(officer, given.Replace(line, Filled(line, "91,25"), StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.Redirect, Sheet + "?saved=1"), (right.Status, right.Location));
        Assert.Contains("91,25", (await officer.GetAsync(Sheet)).Text);
        Assert.Contains("Chọn tệp Excel hoặc CSV", (await officer.PostFormAsync(Sheet + "?handler=Table", [], page: Sheet)).Text);
        using var leader = await demo.Server.SignInAsync("lanhdao");
        Assert.Equal(HttpStatusCode.Redirect, (await leader.GetAsync(Sheet + "?handler=Table&form=csv")).Status);
    }

    [Theory, InlineData("br"), InlineData("gzip")]
    public async Task A_page_is_packed_also_behind_a_proxy_that_speaks_TLS(string packing)
    {
        using var officer = await demo.Server.SignInAsync("nongthon");
        using var ask = new HttpRequestMessage(HttpMethod.Get, Sheet);
        ask.Headers.Add("Accept-Encoding", packing);
        ask.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await officer.Http.SendAsync(ask, Cancel);
        Assert.Equal(packing, Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync(Cancel)).Length, 1, 16 * 1024);
    }

    private static string Filled(string line, string value)
    {
        var cells = Cells().Matches(line).Select(m => m.Groups[1].Value).ToArray();
        cells[3] = value;
        return string.Join(';', cells);
    }

    private async Task<PageAnswer> SendAsync(PageClient client, string table)
    {
        var token = WebUtility.HtmlDecode(Token().Match(await client.Http.GetStringAsync(Sheet, Cancel)).Groups[1].Value);
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(table.TrimStart('\uFEFF'))]), "table", "phieu.csv" } };
        using var answer = await client.Http.PostAsync(Sheet + "?handler=Table", form, Cancel);
        return new PageAnswer(answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)), answer.Headers.Location?.OriginalString);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("data:text/csv;base64,([^\"]+)\"")]
    private static partial Regex Carried();

    [GeneratedRegex("(?:^|;)(\"(?:[^\"]|\"\")*\"|[^;]*)")]
    private static partial Regex Cells();
}
