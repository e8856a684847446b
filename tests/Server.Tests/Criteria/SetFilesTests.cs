using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LangSo.Testing;

namespace LangSo.Server.Tests.Criteria;

/// <summary>Sets of criteria as files: out, changed, checked, shown, taken; through real HTTP.</summary>
public sealed class SetFilesTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private const string Officer = "dieuphoi";

    [Fact]
    public async Task A_set_that_was_handed_in_judges_and_stands_in_the_ledger()
    {
        using var officer = await demo.Server.SignInAsync(Officer);
        var set = await FileAsync(officer, "smart-pilot");
        set["versions"]![0]!["criteria"]![0]!["indicators"]![0]!["thresholds"]![0]!["value"] = 61;
        var shown = await CheckAsync(officer, set.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Contains("≥ 60 %", shown.Text, StringComparison.Ordinal);
        Assert.Contains("≥ 61 %", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("≥ 61 %", (await officer.GetAsync("/criteria/sets/smart-pilot")).Text, StringComparison.Ordinal);

        var taken = await officer.PostFormAsync("/criteria/sets?handler=Take", new() { ["name"] = "moi.json", ["text"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(set.ToJsonString())) });
        Assert.Equal((HttpStatusCode.Redirect, "/criteria/sets/smart-pilot"), (taken.Status, taken.Location));
        var page = (await officer.GetAsync("/criteria/sets/smart-pilot")).Text;
        Assert.Contains("≥ 61 %", page, StringComparison.Ordinal);
        Assert.Contains("tệp moi.json", page, StringComparison.Ordinal);
        Assert.Contains("Nhận bộ tiêu chí", (await officer.GetAsync("/ledger")).Text, StringComparison.Ordinal);
        Assert.Equal(61, (await FileAsync(officer, "smart-pilot"))["versions"]![0]!["criteria"]![0]!["indicators"]![0]!["thresholds"]![0]!["value"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("kind", "\"shape\"", "chỉ tiêu 1.1, kind: “shape” phải là một trong: yes-no, percent, number")]
    [InlineData("fact", "\"no-such\"", "indicators.csv không có “no-such”")]
    [InlineData("name", "\"\"", "chỉ tiêu 1.1, name: không được để trống")]
    [InlineData("colour", "\"red\"", "không đúng dạng")]
    public async Task A_false_file_is_refused_line_by_line(string field, string value, string words)
    {
        using var officer = await demo.Server.SignInAsync(Officer);
        var set = await FileAsync(officer, "ntm");
        set["versions"]![0]!["criteria"]![0]!["indicators"]![0]![field] = JsonNode.Parse(value);
        var answer = await CheckAsync(officer, set.ToJsonString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(words, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nhận bộ này", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_was_used_may_not_be_edited_nor_left_out()
    {
        using var officer = await demo.Server.SignInAsync(Officer);
        var set = await FileAsync(officer, "ntm");
        set["versions"]![0]!["from"] = "2022-03-09";
        Assert.Contains("đã dùng nên không được sửa", (await CheckAsync(officer, set.ToJsonString())).Text, StringComparison.Ordinal);
        set = await FileAsync(officer, "ntm");
        set["versions"]!.AsArray().RemoveAt(1);
        Assert.Contains("Tệp thiếu bản 211", (await CheckAsync(officer, set.ToJsonString())).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_programme_officer_hands_in_sets()
    {
        using var reader = await demo.Server.SignInAsync("vanhoa");
        var page = await reader.GetAsync("/criteria/sets");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("Đưa tệp lên", page.Text, StringComparison.Ordinal);
        var tried = await reader.PostFormAsync("/criteria/sets?handler=Take", new() { ["name"] = "x.json", ["text"] = "e30=" }, "/criteria/checks");
        Assert.Equal(HttpStatusCode.Redirect, tried.Status);
        Assert.Contains("/refused", tried.Location, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> FileAsync(PageClient officer, string set) =>
        JsonNode.Parse(await officer.Http.GetStringAsync(new Uri("/criteria/sets/" + set + "?handler=File", UriKind.Relative)))!;

    private static async Task<PageAnswer> CheckAsync(PageClient officer, string text)
    {
        var page = await officer.Http.GetStringAsync(new Uri("/criteria/sets", UriKind.Relative));
        var token = Regex.Match(page, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "moi.json" } };
        using var answer = await officer.Http.PostAsync(new Uri("/criteria/sets?handler=Check", UriKind.Relative), form);
        return new PageAnswer(answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), null);
    }
}
