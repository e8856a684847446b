using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LangSo.Journeys.Tests;

/// <summary>From a draft with a word that is read wrong to an approved bulletin that sounds right, in a real browser.</summary>
public sealed class NewsroomJourneyTests(DemoRun demo, Chromium chromium) : IClassFixture<DemoRun>, IClassFixture<Chromium>
{
    [Fact]
    public async Task A_word_is_corrected_into_the_dictionary_heard_handed_in_and_approved()
    {
        await using var writer = await chromium.OpenAsync();
        await writer.SignInAsync(demo.Address, "vanhoa");
        await writer.Page.GotoAsync(demo.Address + "/bulletins/new");
        await writer.Page.FillAsync("#Title", "Họp chợ quê");
        await writer.Page.FillAsync("#Text", "Sáng mai 7h30, HCQN mở cửa tại NVH xóm Lâm Phú. CT xã đến dự.");
        var mark = writer.Page.Locator("#spoken .mk[data-written=HCQN]");
        await mark.ClickAsync();
        await writer.Page.FillAsync("#say-spoken", "hội chợ quê Ninh");
        await writer.PictureAsync("sua-cach-doc");
        await writer.Page.ClickAsync("#say-keep");
        await Assertions.Expect(writer.Page.Locator("#voice")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Assertions.Expect(mark).ToHaveTextAsync("hội chợ quê Ninh");
        await Assertions.Expect(writer.Page.Locator("#spoken .mk.two")).ToHaveCountAsync(1);
        await writer.Page.ClickAsync("#spoken .mk.two");
        await writer.Page.ClickAsync("#say-meanings button:has-text('chủ tịch')");
        await writer.Page.ClickAsync("#say-replace");
        await Assertions.Expect(writer.Page.Locator("#Text")).ToHaveValueAsync(new Regex("chủ tịch xã đến dự"));

        // a closed window loses nothing
        await writer.Page.WaitForTimeoutAsync(800);
        await writer.Page.ReloadAsync();
        await writer.Page.ClickAsync("#kept-back");
        await Assertions.Expect(writer.Page.Locator("#Text")).ToHaveValueAsync(new Regex("chủ tịch xã đến dự"));
        await writer.Page.ClickAsync("button:has-text('Gửi duyệt')");
        await writer.Page.WaitForURLAsync(new Regex("/bulletins/[0-9a-f]{32}$"));
        await Assertions.Expect(writer.Page.Locator(".spk")).ToContainTextAsync("hội chợ quê Ninh mở cửa");

        await using var approver = await chromium.OpenAsync();
        await approver.SignInAsync(demo.Address, "phochutich");
        await approver.Page.GotoAsync(writer.Page.Url);
        await approver.Page.ClickAsync("button:has-text('Duyệt và phát ngay')");
        await Assertions.Expect(approver.Page.Locator("main")).ToContainTextAsync("Phó Chủ tịch UBND xã Giao Ninh");
        await approver.Page.GotoAsync(demo.Address + "/bulletins/dictionary?q=hoi+cho");
        await Assertions.Expect(approver.Page.Locator("main")).ToContainTextAsync("HCQN");
        Assert.Empty(writer.Errors);
        Assert.Empty(approver.Errors);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task No_page_of_the_newsroom_sticks_out_to_the_side(int width)
    {
        await using var window = await chromium.OpenAsync(width, 844);
        await window.SignInAsync(demo.Address, "dieuphoi");
        await window.Page.GotoAsync(demo.Address + "/campaigns");
        var campaign = await window.Page.Locator("main h2 a").First.GetAttributeAsync("href");
        foreach (var path in new[]
        {
            "/campaigns", "/campaigns/new", campaign!, campaign + "?show=late", "/press", "/press/new", "/press/items", "/bulletins/dictionary", "/bulletins/templates", "/bulletins/templates/cat-dien",
            "/bulletins/calendar", "/bulletins/calendar?view=month", "/bulletins/alone", "/bulletins?tab=all",
        })
        {
            await window.Page.GotoAsync(demo.Address + path);
            Assert.True(await window.FitsAsync(), path);
        }
        Assert.Empty(window.Errors);
    }
}
