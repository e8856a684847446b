using System.Net;
using System.Text.RegularExpressions;
using LangSo.Foundation;
using LangSo.Server.Demo;
using LangSo.Surveys;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Access;

/// <summary>The survey as people meet it: the Front's officer, a hamlet's head, a household with a phone and no account.</summary>
public sealed partial class SurveyPagesTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static readonly string[] Contents = ["1", "2", "3", "4", "5", "6", "7"];

    [Fact]
    public async Task From_opening_to_a_slip_used_twice_and_paper_typed_twice()
    {
        using var front = await demo.Server.SignInAsync("mattran");
        var today = TimeProvider.System.Today();
        var units = demo.Server.Services.GetRequiredService<Gazetteers>().Current;
        var commune = units.ByCode(DemoAccounts.CommuneCode, new AsOf(today, today))!.Unit;
        var hamlets = demo.Server.Services.GetRequiredService<SurveyDesk>().Hamlets(commune);
        var own = hamlets.Single(h => h.Name == "Lâm Phú");
        var form = hamlets.ToDictionary(h => $"Households[{h.Unit}]", _ => "9");
        form["Unit"] = commune.Value;
        form["Template"] = "commune-2021";
        form["Period"] = "2026";

        // A list is counted and let go.
        var counted = await front.PostFormAsync("/surveys/new?handler=Count", new(form) { ["List"] = string.Join('\n', Enumerable.Range(1, 12).Select(n => $"Lâm Phú; Nguyễn Văn {n}")) }, page: "/surveys/new");
        Assert.Contains($"name=\"Households[{own.Unit}]\" value=\"12\"", counted.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nguyễn Văn", counted.Text, StringComparison.Ordinal);
        var wrong = await front.PostFormAsync("/surveys/new?handler=Count", new(form) { ["List"] = "Lâm Phú; A\nXóm lạ; B" }, page: "/surveys/new");
        Assert.Contains("Dòng 2: không có xóm “Xóm lạ” ở xã này.", wrong.Text, StringComparison.Ordinal);

        var opened = await front.PostFormAsync("/surveys/new", form);
        Assert.Equal(HttpStatusCode.Redirect, opened.Status);
        var survey = opened.Location!;
        var ours = await SlipsAsync(front, survey, own);
        var theirs = await SlipsAsync(front, survey, hamlets.First(h => h.Unit != own.Unit));
        Assert.Equal((9, 9), (ours.Count, theirs.Count));

        using var household = demo.Server.Visit();
        var link = "/s/" + ours[0].Token;
        Assert.Equal(HttpStatusCode.OK, (await household.GetAsync(link)).Status);
        var half = await household.PostFormAsync(link, Answers("1", without: "4"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, half.Status);
        Assert.Contains("Còn thiếu câu trả lời ở nội dung 4.", half.Text, StringComparison.Ordinal);
        Assert.Contains("Cảm ơn ông/bà", (await household.PostFormAsync(link, Answers("1"))).Text, StringComparison.Ordinal);
        var twice = await household.PostFormAsync(link, Answers("2"), page: "/s/" + ours[1].Token);
        Assert.Equal(HttpStatusCode.Gone, twice.Status);
        Assert.Contains("Phiếu này đã dùng rồi", (await household.GetAsync(link)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await household.GetAsync("/s/khong-co")).Status);

        using var head = await demo.Server.SignInAsync("truongxom");
        Assert.Contains("xã Giao Ninh", (await head.GetAsync("/surveys")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/slips", (await head.GetAsync(survey)).Text, StringComparison.Ordinal);
        Assert.StartsWith("/refused", new Uri(demo.Server.Address, (await head.GetAsync(survey + "/slips")).Location).PathAndQuery, StringComparison.Ordinal);
        var elsewhere = await head.PostFormAsync(survey + "/entry", Typed(theirs[0].Number, "1"));
        Assert.Contains("bạn nhập phiếu của nơi khác", elsewhere.Text, StringComparison.Ordinal);
        var used = await head.PostFormAsync(survey + "/entry", Typed(ours[0].Number, "1"));
        Assert.Contains("đã dùng rồi; mỗi hộ một phiếu", used.Text, StringComparison.Ordinal);

        var first = await head.PostFormAsync(survey + "/entry", Typed(ours[1].Number, "1"));
        Assert.Contains("Nhập lại lần hai", first.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("checked=\"checked\"", first.Text, StringComparison.Ordinal);
        var differs = await head.PostFormAsync(survey + "/entry", new(Typed(ours[1].Number, "1")) { ["Answers[3]"] = "2", ["First"] = Sealed().Match(first.Text).Groups[1].Value });
        Assert.Contains("Hai lần nhập khác nhau ở nội dung 3.", differs.Text, StringComparison.Ordinal);
        var again = await head.PostFormAsync(survey + "/entry", Typed(ours[1].Number, "1"));
        var taken = await head.PostFormAsync(survey + "/entry", new(Typed(ours[1].Number, "1")) { ["First"] = Sealed().Match(again.Text).Groups[1].Value });
        Assert.Equal($"{survey}/entry?taken={ours[1].Number}", taken.Location);
        Assert.Contains("22,2 %: 2/9", (await head.GetAsync(survey)).Text, StringComparison.Ordinal);

        // Only the Front closes; another commune's survey is nobody's business here.
        Assert.StartsWith("/refused", new Uri(demo.Server.Address, (await head.PostFormAsync(survey + "?handler=Close", [], page: "/more")).Location).PathAndQuery, StringComparison.Ordinal);
        Assert.Contains("chưa đủ 70 %", (await front.PostFormAsync(survey + "?handler=Close", [], page: survey)).Text, StringComparison.Ordinal);
        using var province = await demo.Server.SignInAsync("thamtra");
        Assert.Equal(HttpStatusCode.OK, (await province.GetAsync(survey)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await front.GetAsync("/surveys/99999")).Status);
    }

    private static Dictionary<string, string> Answers(string said, string? without = null) => Contents.Where(c => c != without).ToDictionary(c => $"Answers[{c}]", _ => said);

    private static Dictionary<string, string> Typed(string number, string said) => new(Answers(said)) { ["Number"] = number };

    private static async Task<IReadOnlyList<(string Number, string Token)>> SlipsAsync(PageClient front, string survey, UnitVersion hamlet)
    {
        var sheet = await front.PostFormAsync(survey + "/slips", new() { ["hamlet"] = hamlet.Unit.Value }, page: survey);
        Assert.Equal(HttpStatusCode.OK, sheet.Status);
        return [.. Slip().Matches(sheet.Text).Select(m => (m.Groups[1].Value, m.Groups[2].Value))];
    }

    [GeneratedRegex("Số (\\d+)</div>.*?/s/([a-z0-9]{20})</div>", RegexOptions.Singleline)]
    private static partial Regex Slip();

    [GeneratedRegex("name=\"First\" value=\"([^\"]+)\"")]
    private static partial Regex Sealed();
}
