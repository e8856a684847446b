using System.Net;
using System.Text.RegularExpressions;
using LangSo.Testing;

namespace LangSo.Server.Tests.Criteria;

/// <summary>Sets of criteria written in forms, through real HTTP and without script.</summary>
public sealed class SetEditorTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_is_begun_mended_field_by_field_and_published()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var path = await BeginAsync(officer, "ntm-2026", "Draft", new() { ["from"] = "51" });
        var page = (await officer.GetAsync(path)).Text;
        Assert.Contains("Ghi mã của bản", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Ban hành</button>", page, StringComparison.Ordinal);

        var bad = await HeadAsync(officer, path, "2027", "32/1/2027");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.Status);
        Assert.Matches("id=\"from-e\">Ngày 32/1/2027 không có", bad.Text);
        Assert.Contains("value=\"QĐ 12/2026/QĐ-TTg\"", bad.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await HeadAsync(officer, path, "2027", "1/1/2027")).Status);

        var indicator = Indicators((await officer.GetAsync(path)).Text)[2];
        var form = Fields((await officer.GetAsync(indicator)).Text);
        var wrong = await PostAsync(officer, indicator, With(form, ("levels[0].value", "chín mươi")));
        Assert.Contains("“chín mươi” không phải số; viết như 68,5 hoặc 14.000.", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(officer, indicator, With(form, ("levels[0].value", "77,5"), ("fact", "khong-co")))).Status);
        Assert.Contains("Indicators.csv không có “khong-co”", (await officer.GetAsync(indicator)).Text, StringComparison.Ordinal);
        Assert.Contains("Indicators.csv không có “khong-co”", (await officer.GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(officer, indicator, With(Fields((await officer.GetAsync(indicator)).Text), ("fact", form["fact"])))).Status);

        page = (await officer.GetAsync(path)).Text;
        Assert.Contains("≥ 77,5 %", page, StringComparison.Ordinal);
        var revision = Regex.Match(page, "name=\"revision\" value=\"(\\d+)\"").Groups[1].Value;
        var unsure = await officer.PostFormAsync(path + "?handler=Publish", new() { ["revision"] = revision }, path);
        Assert.Contains("Đánh dấu đã đối chiếu", unsure.Text, StringComparison.Ordinal);
        var file = await officer.Http.GetStringAsync(new Uri(path + "?handler=File", UriKind.Relative), Cancel);
        Assert.Contains("\"id\": \"2027\"", file, StringComparison.Ordinal);
        var published = await officer.PostFormAsync(path + "?handler=Publish", new() { ["revision"] = revision, ["sure"] = "true" }, path);
        Assert.Equal((HttpStatusCode.Redirect, "/criteria/sets/ntm-2026?version=2027"), (published.Status, published.Location));
        Assert.Contains("≥ 77,5 %", (await officer.GetAsync(published.Location!)).Text, StringComparison.Ordinal);
        Assert.Contains("Nhận bộ tiêu chí", (await officer.GetAsync("/ledger")).Text, StringComparison.Ordinal);
        Assert.Contains("Bản nháp này không còn sửa được", (await officer.GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_saves_later_sees_what_the_other_wrote_and_loses_nothing()
    {
        using var first = await demo.Server.SignInAsync("dieuphoi");
        using var second = await demo.Server.SignInAsync("dieuphoi");
        var path = await BeginAsync(first, "model", "Draft", new() { ["from"] = "319" });
        var (one, two) = (Indicators((await first.GetAsync(path)).Text)[0], Indicators((await first.GetAsync(path)).Text)[1]);
        var (mine, theirs, other) = (Fields((await first.GetAsync(one)).Text), Fields((await second.GetAsync(one)).Text), Fields((await second.GetAsync(two)).Text));

        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(second, one, With(theirs, ("guidance", "Cách của người kia")))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(second, two, With(other, ("guidance", "Chỗ khác, không vướng ai")))).Status);
        var conflict = await PostAsync(first, one, With(mine, ("guidance", "Cách của tôi")));
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Matches("data-l=\"Đã lưu\">Cách của người kia</td><td data-l=\"Bạn viết\">Cách của tôi</td>", conflict.Text);
        Assert.Contains("Cách của người kia", (await first.GetAsync(one)).Text, StringComparison.Ordinal);

        // Saved knowingly once more, it counts; the other part stands.
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(first, one, Fields(conflict.Text))).Status);
        Assert.Contains("Cách của tôi", (await first.GetAsync(one)).Text, StringComparison.Ordinal);
        Assert.Contains("Chỗ khác, không vướng ai", (await first.GetAsync(two)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_criterion_is_added_moved_and_taken_out()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var path = await BeginAsync(officer, "smart-pilot", "Draft", new() { ["from"] = Version((await officer.GetAsync("/criteria/sets/smart-pilot")).Text) });
        Assert.Equal(HttpStatusCode.Redirect, (await officer.PostFormAsync(path + "?handler=Criterion", new() { ["code"] = "Z9", ["name"] = "Tiêu chí thêm" }, path)).Status);
        var page = (await officer.GetAsync(path)).Text;
        Assert.Contains("Z9. Tiêu chí thêm", page, StringComparison.Ordinal);
        var part = Regex.Match(page, "id=\"p-(\\w+)\"[^>]*>\\s*<summary><span class=\"grow\"><b class=\"b\">Z9\\.").Groups[1].Value;
        var mark = Regex.Match(page, "name=\"part\" value=\"" + part + "\"><input type=\"hidden\" name=\"mark\" value=\"(\\w+)\"").Groups[1].Value;
        var added = await officer.PostFormAsync(path + "?handler=Add", new() { ["part"] = part }, path);
        Assert.Contains("mới", (await officer.GetAsync(added.Location!)).Text, StringComparison.Ordinal);
        Assert.Contains("vừa sửa phần này", (await officer.PostFormAsync(path + "?handler=Remove", new() { ["part"] = part, ["mark"] = "0" }, path)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await officer.PostFormAsync(path + "?handler=Raise", new() { ["part"] = part, ["mark"] = mark }, path)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await officer.PostFormAsync(path + "?handler=Remove", new() { ["part"] = part, ["mark"] = mark }, path)).Status);
        Assert.DoesNotContain("Tiêu chí thêm", (await officer.GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await officer.PostFormAsync(path + "?handler=Drop", [], path)).Status);
        Assert.DoesNotContain(path, (await officer.GetAsync("/criteria/sets")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provinces_level_that_is_looser_than_the_nations_is_refused_beside_its_field()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var path = await BeginAsync(officer, "ntm-2026", "Layer", []);
        var page = (await officer.GetAsync(path)).Text;
        Assert.Contains("Tỉnh Ninh Bình", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await HeadAsync(officer, path, "nb-1", "1/1/2028")).Status);
        var add = Regex.Match(page, "name=\"part\" value=\"(\\w+)\"><input type=\"hidden\" name=\"indicator\" value=\"([^\"]+)\"");
        var level = (await officer.PostFormAsync(path + "?handler=Add", new() { ["part"] = add.Groups[1].Value, ["indicator"] = add.Groups[2].Value }, path)).Location!;
        var form = Fields((await officer.GetAsync(level)).Text);
        Assert.Contains("Mức của Trung ương", (await officer.GetAsync(level)).Text, StringComparison.Ordinal);
        await PostAsync(officer, level, With(form, ("levels[0].value", "1"), ("levels[0].source", "Công báo tỉnh")));
        Assert.Matches("class=\"errt bdm\">Mức 1 của tỉnh lỏng hơn mức", (await officer.GetAsync(level)).Text);
        await PostAsync(officer, level, With(Fields((await officer.GetAsync(level)).Text), ("levels[0].value", "100")));
        page = (await officer.GetAsync(path)).Text;
        var revision = Regex.Match(page, "name=\"revision\" value=\"(\\d+)\"").Groups[1].Value;
        var published = await officer.PostFormAsync(path + "?handler=Publish", new() { ["revision"] = revision, ["sure"] = "true" }, path);
        Assert.Equal("/criteria/sets/ntm-2026", published.Location);
        Assert.Contains("Tỉnh quy định thêm", (await officer.GetAsync(published.Location!)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/criteria/drafts/khong-co")]
    [InlineData("/criteria/drafts/khong-co/khong-co")]
    public async Task Only_who_may_change_sets_opens_drafts_and_one_that_is_none_is_not_found(string path)
    {
        using var reader = await demo.Server.SignInAsync("vanhoa");
        Assert.Contains("/refused", (await reader.GetAsync(path)).Location, StringComparison.Ordinal);
        Assert.DoesNotContain("Soạn bản mới", (await reader.GetAsync("/criteria/sets/ntm")).Text, StringComparison.Ordinal);
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(path)).Status);
    }

    private static async Task<string> BeginAsync(PageClient officer, string set, string handler, Dictionary<string, string> fields)
    {
        var begun = await officer.PostFormAsync("/criteria/sets/" + set + "?handler=" + handler, fields, "/criteria/sets/" + set);
        Assert.Equal(HttpStatusCode.Redirect, begun.Status);
        return begun.Location!;
    }

    private static async Task<PageAnswer> HeadAsync(PageClient officer, string path, string id, string from)
    {
        var head = Regex.Match((await officer.GetAsync(path)).Text, "handler=Head\".*?</form>", RegexOptions.Singleline).Value;
        return await PostAsync(officer, path + "?handler=Head", With(Fields(head), ("id", id), ("instrument", "QĐ 12/2026/QĐ-TTg"), ("from", from), ("source", "Công báo")), path);
    }

    private static Task<PageAnswer> PostAsync(PageClient officer, string path, Dictionary<string, string> fields, string? page = null) => officer.PostFormAsync(path, fields, page);

    private static List<string> Indicators(string page) => [.. Regex.Matches(page, "<a class=\"m5\" href=\"(/criteria/drafts/\\w+/\\w+)\"").Select(m => m.Groups[1].Value)];

    private static string Version(string page) => Regex.Match(page, "name=\"from\" value=\"([^\"]+)\"").Groups[1].Value;

    private static Dictionary<string, string> With(Dictionary<string, string> fields, params (string Name, string Value)[] changed)
    {
        var with = new Dictionary<string, string>(fields);
        foreach (var (name, value) in changed) with[name] = value;
        return with;
    }

    // What a browser would send: texts, chosen options, ticked boxes.
    private static Dictionary<string, string> Fields(string page)
    {
        var fields = new Dictionary<string, string>();
        foreach (Match input in Regex.Matches(page, "<input (?:class=\"[^\"]*\" )?(?:type=\"(hidden|checkbox)\" )?(?:id=\"[^\"]*\" )?name=\"([^\"]+)\" value=\"([^\"]*)\"([^>]*)>"))
            if (input.Groups[1].Value != "checkbox" || input.Groups[4].Value.Contains("checked", StringComparison.Ordinal)) fields[input.Groups[2].Value] = input.Groups[3].Value;
        foreach (Match area in Regex.Matches(page, "<textarea [^>]*name=\"([^\"]+)\"[^>]*>(.*?)</textarea>", RegexOptions.Singleline)) fields[area.Groups[1].Value] = area.Groups[2].Value.Trim();
        foreach (Match select in Regex.Matches(page, "<select [^>]*name=\"([^\"]+)\"[^>]*>(.*?)</select>", RegexOptions.Singleline))
            fields[select.Groups[1].Value] = (Regex.Match(select.Groups[2].Value, "<option value=\"([^\"]*)\" selected") is { Success: true } chosen ? chosen : Regex.Match(select.Groups[2].Value, "<option value=\"([^\"]*)\"")).Groups[1].Value;
        return fields;
    }
}
