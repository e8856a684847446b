using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LangSo.Journeys.Tests;

/// <summary>A week is planned by dragging, a clash is seen before it happens, an emergency goes before everything and two loudspeakers obey; in a real browser.</summary>
public sealed class ProgrammeJourneyTests(DemoRun demo, Chromium chromium) : IClassFixture<DemoRun>, IClassFixture<Chromium>
{
    [Fact]
    public async Task A_week_is_planned_by_dragging_and_a_clash_is_said_before_it_is_kept()
    {
        await using var writer = await chromium.OpenAsync();
        await writer.SignInAsync(demo.Address, "vanhoa");
        var next = await NextWeekAsync(writer);
        var item = writer.Page.Locator(".it.mv:has-text('Bản tin nông nghiệp')").First;
        await Assertions.Expect(item).ToBeVisibleAsync();
        await writer.PictureAsync("lich-phat");

        // onto the commune's own half past five
        var other = writer.Page.Locator(".it.mv:has-text('buổi chiều')").First;
        var (from, to) = ((await item.BoundingBoxAsync())!, (await other.BoundingBoxAsync())!);
        await writer.Page.Mouse.MoveAsync(from.X + 30, from.Y + 6);
        await writer.Page.Mouse.DownAsync();
        await writer.Page.Mouse.MoveAsync(from.X + 30, (from.Y + to.Y) / 2 + 6, new() { Steps = 4 });
        await writer.Page.Mouse.MoveAsync(from.X + 30, to.Y + 6, new() { Steps = 4 });
        await writer.Page.Mouse.UpAsync();
        await Assertions.Expect(writer.Page.Locator("#drop-lines li").First).ToContainTextAsync("Dời sang", new() { Timeout = 20_000 });
        await writer.PictureAsync("lich-phat-keo", whole: false);
        await writer.Page.ClickAsync("#drop-all");
        await Assertions.Expect(writer.Page.Locator("main")).ToContainTextAsync("1 bản nháp chưa gửi duyệt", new() { Timeout = 20_000 });

        // by the keyboard, and put back
        var keyed = writer.Page.Locator(".it.mv:has-text('buổi sáng')").First;
        await keyed.FocusAsync();
        await writer.Page.Keyboard.PressAsync("Alt+ArrowDown");
        await writer.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(writer.Page.Locator("#drop")).ToBeVisibleAsync();
        await writer.Page.Keyboard.PressAsync("Escape");
        await writer.Page.ClickAsync("button:has-text('Gửi duyệt tất cả')");
        await Assertions.Expect(writer.Page.Locator("main")).ToContainTextAsync("Đã gửi duyệt 1 mục");

        await using var approver = await chromium.OpenAsync(390, 844);
        await approver.SignInAsync(demo.Address, "phochutich");
        await approver.Page.GotoAsync(demo.Address + next);
        await approver.PictureAsync("lich-phat-dien-thoai", whole: false);
        await approver.Page.ClickAsync("main a.tap:has-text('Bản tin nông nghiệp')");
        await approver.Page.ClickAsync("button:has-text('Duyệt và xếp lịch')");
        await Assertions.Expect(approver.Page.Locator("main")).ToContainTextAsync("tự ký tiếp", new() { Timeout = 20_000 });
        Assert.True(await approver.FitsAsync());
        Assert.Empty(writer.Errors);
        Assert.Empty(approver.Errors);
    }

    [Fact]
    public async Task An_emergency_from_the_phone_goes_before_a_programme_and_two_loudspeakers_obey()
    {
        await using var writer = await chromium.OpenAsync(390, 844);
        await writer.SignInAsync(demo.Address, "vanhoa");
        await writer.Page.GotoAsync(demo.Address + "/emergency");
        await writer.Page.FillAsync("#text", "Nước sông Sò lên nhanh. Bà con xóm ven đê mang trẻ nhỏ, người già lên nhà văn hóa ngay.");
        await writer.PictureAsync("khan-cap-dien-thoai", whole: false);
        await writer.Page.ClickAsync("#send");
        await writer.Page.WaitForURLAsync(new Regex("sent="));
        await Assertions.Expect(writer.Page.Locator("main")).ToContainTextAsync("Người soạn không tự duyệt");

        await using var approver = await chromium.OpenAsync(390, 844);
        await approver.SignInAsync(demo.Address, "phochutich");
        await approver.Page.GotoAsync(demo.Address + "/emergency");
        await approver.Page.FillAsync("input[name=Confirm]", "khẩn cấp");
        await approver.Page.ClickAsync("button:has-text('Duyệt và phát khẩn cấp')");
        await approver.Page.WaitForURLAsync(new Regex("sent="));
        var id = new Regex("sent=([0-9a-f-]+)").Match(approver.Page.Url).Groups[1].Value;
        await approver.Page.GotoAsync(demo.Address + "/bulletins/" + id);
        await Assertions.Expect(approver.Page.Locator("main")).ToContainTextAsync("Loa xóm Lâm Phú", new() { Timeout = 20_000 });
        // both loudspeakers report that they played it
        for (var i = 0; i < 60 && (await approver.Page.Locator("main tr:has-text('Đã phát')").CountAsync()) < 2; i++)
        {
            await approver.Page.WaitForTimeoutAsync(1_000);
            await approver.Page.ReloadAsync();
        }
        Assert.True(await approver.Page.Locator("main tr:has-text('Đã phát')").CountAsync() >= 2);
        await approver.PictureAsync("khan-cap-da-phat");
        await approver.Page.GotoAsync(demo.Address + "/emergency");
        Assert.True(await approver.FitsAsync());
        Assert.Empty(writer.Errors);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task No_page_of_the_plan_sticks_out_to_the_side(int width)
    {
        await using var window = await chromium.OpenAsync(width, 844);
        await window.SignInAsync(demo.Address, "vanhoa");
        foreach (var path in new[] { "/programmes", "/programmes?view=list", "/programmes/edit", "/programmes/hours", "/programmes/relays", "/programmes/calendar", "/emergency" })
        {
            await window.Page.GotoAsync(demo.Address + path);
            Assert.True(await window.FitsAsync(), path);
        }
        Assert.Empty(window.Errors);
    }

    private async Task<string> NextWeekAsync(Chromium.Window window)
    {
        await window.Page.GotoAsync(demo.Address + "/programmes");
        await window.Page.ClickAsync("a[rel=next]");
        await Assertions.Expect(window.Page.Locator("#grid")).ToBeVisibleAsync();
        return new Uri(window.Page.Url).PathAndQuery;
    }
}
