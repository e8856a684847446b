using System.Net;
using System.Text.Json;

namespace LangSo.Server.Tests.Newsroom;

/// <summary>The demonstration's campaigns through the whole server: the commune takes a sample over, another approves, the province sees it.</summary>
public sealed class CampaignsTests(DemoServer demo) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task Three_campaigns_are_open_and_shown_as_samples_and_what_a_commune_relays_is_counted_once_approved()
    {
        using var office = await demo.Server.SignInAsync("dieuphoi");
        var list = (await office.GetAsync("/campaigns")).Text;
        foreach (var words in (string[])["Chuyển đổi số trong xây dựng nông thôn mới", "Dịch vụ công trực tuyến", "Chữ ký số công cộng cho người dân", "Minh họa", "Ra chỉ đạo mới"])
            Assert.Contains(words, list, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await office.GetAsync("/api/campaigns")).Text);
        Assert.Equal(3, json.RootElement.GetArrayLength());
        var campaign = json.RootElement.EnumerateArray().Single(c => c.GetProperty("title").GetString() == "Dịch vụ công trực tuyến");
        Assert.True(campaign.GetProperty("communes").GetInt32() > 40 && campaign.GetProperty("isSample").GetBoolean());
        var path = "/campaigns/" + Guid.ParseExact(campaign.GetProperty("id").GetString()!, "n").ToString("n");

        using var commune = await demo.Server.SignInAsync("vanhoa");
        var asked = (await commune.GetAsync(path)).Text;
        Assert.Contains("Tiếp nguyên văn, gửi duyệt", asked, StringComparison.Ordinal);
        var unit = asked.Split("name=\"unit\" value=\"")[1].Split('"')[0];
        var relayed = await commune.PostFormAsync(path + "?handler=Relay", new() { ["unit"] = unit, ["sample"] = "0" }, path);
        Assert.Equal(HttpStatusCode.Redirect, relayed.Status);

        using var approver = await demo.Server.SignInAsync("phochutich");
        var page = (await approver.GetAsync(relayed.Location!)).Text;
        var seen = page.Split("name=\"seen\" value=\"")[1].Split('"')[0];
        Assert.Equal(HttpStatusCode.Redirect, (await approver.PostFormAsync(relayed.Location + "?handler=Approve", new() { ["seen"] = seen }, relayed.Location)).Status);

        using var after = JsonDocument.Parse((await office.GetAsync("/api/campaigns")).Text);
        var now = after.RootElement.EnumerateArray().Single(c => c.GetProperty("id").GetString() == campaign.GetProperty("id").GetString());
        Assert.Equal((1, 1, 0), (now.GetProperty("received").GetInt32(), now.GetProperty("cards").GetInt32(), now.GetProperty("shown").GetInt32()));
        Assert.Contains("topic=dich-vu-cong", (await commune.GetAsync("/press")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await commune.GetAsync("/press.csv")).Status);
    }

    [Fact]
    public async Task A_correction_of_a_commune_is_in_the_ledger_and_changes_no_figure()
    {
        using var commune = await demo.Server.SignInAsync("vanhoa");
        var page = (await commune.GetAsync("/bulletins/dictionary")).Text;
        var unit = page.Split("name=\"unit\" value=\"")[1].Split('"')[0];
        Assert.Equal(HttpStatusCode.Redirect, (await commune.PostFormAsync("/bulletins/dictionary", new() { ["unit"] = unit, ["written"] = "HTXGN", ["spoken"] = "hợp tác xã Giao Ninh" })).Status);
        var preview = await commune.PostFormAsync("/bulletins/preview", new() { ["Text"] = "HTXGN mời bà con.", ["Class"] = "normal", ["Area"] = unit }, "/bulletins/new");
        Assert.Contains("hợp tác xã Giao Ninh</button> mời bà con", preview.Text, StringComparison.Ordinal);
        using var leader = await demo.Server.SignInAsync("lanhdao");
        Assert.Contains("Sửa từ điển đọc", (await leader.GetAsync("/ledger")).Text, StringComparison.Ordinal);
    }
}
