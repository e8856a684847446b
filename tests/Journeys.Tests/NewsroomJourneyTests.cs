using System.Diagnostics;
using System.Text.RegularExpressions;
using LangSo.Testing;
using Microsoft.Playwright;

namespace LangSo.Journeys.Tests;

/// <summary>From a draft with a word that is read wrong to an approved bulletin that sounds right, in a real browser.</summary>
public sealed class NewsroomJourneyTests(DemoRun demo, Chromium chromium) : IClassFixture<DemoRun>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(1440, 900, "HCQN", "")]
    [InlineData(390, 844, "HCQX", "-dt")]
    public async Task A_word_is_corrected_into_the_dictionary_heard_handed_in_and_approved(int width, int height, string word, string size)
    {
        await using var writer = await chromium.OpenAsync(width, height);
        await writer.SignInAsync(demo.Address, "vanhoa");
        await writer.Page.GotoAsync(demo.Address + "/bulletins/new");
        await writer.Page.FillAsync("#Title", "Họp chợ quê");
        await writer.Page.FillAsync("#Text", $"Sáng mai 7h30, {word} mở cửa tại NVH xóm Lâm Phú. CT xã đến dự.");
        var mark = writer.Page.Locator($"#spoken .mk[data-written={word}]");
        await mark.ClickAsync();
        await writer.Page.FillAsync("#say-spoken", "hội chợ quê Ninh");
        await writer.PictureAsync("sua-cach-doc" + size);
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

        await using var approver = await chromium.OpenAsync(width, height);
        await approver.SignInAsync(demo.Address, "phochutich");
        await approver.Page.GotoAsync(writer.Page.Url);
        await approver.PictureAsync("duyet-tin-da-sua-cach-doc" + size);
        await approver.Page.ClickAsync("button:has-text('Duyệt và phát ngay')");
        await Assertions.Expect(approver.Page.Locator("main")).ToContainTextAsync("Phó Chủ tịch UBND xã Giao Ninh");
        await approver.Page.GotoAsync(demo.Address + "/bulletins/dictionary?q=hoi+cho");
        await Assertions.Expect(approver.Page.Locator("main")).ToContainTextAsync(word);
        Assert.Empty(writer.Errors);
        Assert.Empty(approver.Errors);
    }

    [Fact]
    public async Task A_province_wide_emergency_takes_two_people_or_one_for_a_while()
    {
        var together = await EmergencyAsync("Bão số 9 đổ bộ tối nay");
        await using var first = await chromium.OpenAsync();
        await first.SignInAsync(demo.Address, "lanhdao");
        await first.Page.GotoAsync(together);
        await first.Page.FillAsync("#confirm", "KHẨN CẤP");
        await first.PictureAsync("khan-cap-duyet-lan-mot");
        await first.Page.ClickAsync("button:has-text('Duyệt lần một')");
        await Assertions.Expect(first.Page.Locator("main")).ToContainTextAsync("đã duyệt lần một lúc");
        await using var second = await chromium.OpenAsync(390, 844);
        await second.SignInAsync(demo.Address, "lanhdao2");
        await second.Page.GotoAsync(together);
        await second.Page.FillAsync("#confirm", "KHẨN CẤP");
        await second.PictureAsync("khan-cap-duyet-lan-hai-dt");
        await second.Page.ClickAsync("button:has-text('Duyệt và phát khẩn cấp')");
        await Assertions.Expect(second.Page.Locator("main")).ToContainTextAsync("Phó Chủ tịch UBND tỉnh");
        Assert.Equal(0, await second.Page.Locator("button:has-text('Duyệt và phát khẩn cấp')").CountAsync());

        var alone = await EmergencyAsync("Vỡ đê bao phía đông");
        await first.Page.GotoAsync(alone);
        await first.Page.ClickAsync("summary:has-text('Không có người thứ hai')");
        await first.Page.FillAsync("#alone", "Người thứ hai đang đi kiểm tra đê, chưa gọi được");
        await first.Page.FillAsync("#confirm1", "KHẨN CẤP");
        await first.PictureAsync("khan-cap-mot-minh");
        await first.Page.ClickAsync("button:has-text('Duyệt một mình và phát')");
        await Assertions.Expect(first.Page.Locator("main")).ToContainTextAsync("duyệt một mình bản tin khẩn cấp");
        await second.Page.GotoAsync(demo.Address + "/bulletins/alone");
        await Assertions.Expect(second.Page.Locator("main")).ToContainTextAsync("Chờ xác nhận đến");
        await second.PictureAsync("mot-minh-dt");
        await second.Page.GotoAsync(alone);
        await second.Page.ClickAsync("button:has-text('Xác nhận, phát lại với hạn đầy đủ')");
        await Assertions.Expect(second.Page.Locator("main")).ToContainTextAsync("Phó Chủ tịch UBND tỉnh xác nhận lúc");
        Assert.Empty(first.Errors);
        Assert.Empty(second.Errors);
    }

    [Fact]
    public async Task A_video_without_sound_is_evidence_that_is_named_and_a_false_file_is_one_line()
    {
        using var folder = new TempFolder();
        var (film, lie) = (Path.Combine(folder.Sub(""), "vu-mua.mp4"), Path.Combine(folder.Sub(""), "bai.pdf"));
        using (var run = Process.Start(new ProcessStartInfo("ffmpeg", $"-v error -nostdin -y -f lavfi -i testsrc2=s=640x360:d=12 -c:v libx264 -b:v 1200k {film}"))!) await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(lie, "MZ " + new string('x', 3000), TestContext.Current.CancellationToken);
        await using var writer = await chromium.OpenAsync(390, 844);
        await writer.SignInAsync(demo.Address, "vanhoa");
        await writer.Page.GotoAsync(demo.Address + "/press/new");
        await writer.Page.SetInputFilesAsync("#PFile", lie);
        await Assertions.Expect(writer.Page.Locator("[data-press-file] .errt")).ToHaveTextAsync("\"bai.pdf\" không phải MP4, PDF, JPG hoặc PNG. Chọn tệp khác.");
        var errors = writer.Errors.Count;
        // the second piece is lost on the way once
        var cuts = 0;
        await writer.Page.RouteAsync(new Regex("uploads/[0-9a-f]{32}\\?at=1048576"), async route =>
        {
            if (++cuts == 1) await route.AbortAsync();
            else await route.ContinueAsync();
        });
        await writer.Page.CheckAsync("input[name=Kind][value=video]");
        await writer.Page.FillAsync("#PTitle", "Giao Ninh vào vụ");
        await writer.Page.SelectOptionAsync("#PChannel", new SelectOptionValue { Index = 1 });
        await writer.Page.SelectOptionAsync("#PTopic", new SelectOptionValue { Index = 1 });
        await writer.Page.SetInputFilesAsync("#PFile", film);
        await Assertions.Expect(writer.Page.Locator("[data-line]")).ToHaveTextAsync("Đã gửi đủ tệp vu-mua.mp4.", new() { Timeout = 30_000 });
        Assert.True(cuts >= 2);
        Assert.True(await writer.FitsAsync());
        await writer.PictureAsync("ghi-phong-su-dt");
        await writer.Page.ClickAsync("button:has-text('Ghi vào kết quả tuyên truyền')");
        await Assertions.Expect(writer.Page.Locator("main")).ToContainTextAsync("Video không có tiếng");
        await writer.PictureAsync("phong-su-da-ghi-dt");
        var address = await writer.Page.Locator("main .ti0 a:has-text('Giao Ninh vào vụ')").GetAttributeAsync("href");
        var answer = await writer.Page.APIRequest.GetAsync(demo.Address + address, new() { Headers = [new("Range", "bytes=1048570-1048585")] });
        Assert.Equal((206, "video/mp4", 16), (answer.Status, answer.Headers["content-type"], (await answer.BodyAsync()).Length));
        Assert.All(writer.Errors.Skip(errors), e => Assert.Contains("ERR_FAILED", e, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_province_chooses_how_figures_are_said_and_hears_it_in_the_composer()
    {
        await using var office = await chromium.OpenAsync();
        await office.SignInAsync(demo.Address, "dieuphoi");
        await office.Page.GotoAsync(demo.Address + "/bulletins/sounds/voices");
        await office.Page.SelectOptionAsync("#ro", "true");
        await office.Page.SelectOptionAsync("#rl", "true");
        await office.Page.ClickAsync("button:has-text('Lưu cách đọc số')");
        await Assertions.Expect(office.Page.Locator("main")).ToContainTextAsync("một trăm lẻ hai hộ");
        await office.PictureAsync("cach-doc-so");
        await office.Page.SelectOptionAsync("#ro", "false");
        await office.Page.ClickAsync("button:has-text('Lưu cách đọc số')");
        await Assertions.Expect(office.Page.Locator("main")).ToContainTextAsync("một trăm linh hai hộ");
        await office.Page.GotoAsync(demo.Address + "/report");
        await Assertions.Expect(office.Page.Locator("main")).ToContainTextAsync("Công tác thông tin, tuyên truyền");
        await office.Page.Locator("a:has-text('thẻ bảng tin')").First.ClickAsync();
        await Assertions.Expect(office.Page.Locator("main")).ToContainTextAsync("mục của đợt tuyên truyền");
        Assert.Empty(office.Errors);
    }

    private async Task<string> EmergencyAsync(string title)
    {
        await using var office = await chromium.OpenAsync();
        await office.SignInAsync(demo.Address, "dieuphoi");
        await office.Page.GotoAsync(demo.Address + "/bulletins/new");
        await office.Page.FillAsync("#Title", title);
        await office.Page.FillAsync("#Text", title + ", bà con không ra ngoài, nghe hướng dẫn của UBND xã.");
        await office.Page.CheckAsync("input[name=Class][value=emergency]", new() { Force = true });
        await office.Page.Locator("#areas input[name=Area]").First.CheckAsync();
        await office.Page.ClickAsync("button:has-text('Gửi duyệt')");
        await office.Page.WaitForURLAsync(new Regex("/bulletins/[0-9a-f]{32}$"));
        return office.Page.Url;
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task No_page_of_the_newsroom_sticks_out_to_the_side(int width)
    {
        await using var window = await chromium.OpenAsync(width, 844);
        await window.SignInAsync(demo.Address, "dieuphoi");
        await window.Page.GotoAsync(demo.Address + "/campaigns");
        var campaign = (await window.Page.Locator("main h2 a").First.GetAttributeAsync("href"))!;
        var kept = new Dictionary<string, string> { ["/campaigns"] = "dot-tuyen-truyen", ["/press"] = "ket-qua-tuyen-truyen", ["/bulletins/dictionary"] = "tu-dien-doc", ["/bulletins/calendar"] = "lich-phat-tin", ["/bulletins/new"] = "soan-tin-trong" };
        foreach (var path in new[]
        {
            "/campaigns", "/campaigns/new", campaign, campaign + "?show=late", "/press", "/press/new", "/press/items", "/bulletins/dictionary", "/bulletins/templates", "/bulletins/templates/cat-dien",
            "/bulletins/calendar", "/bulletins/calendar?view=month", "/bulletins/alone", "/bulletins?tab=all",
            "/bulletins/new", "/bulletins/sounds", "/bulletins/sounds/new", "/bulletins/sounds/voices", "/press/items?campaign=" + campaign[(campaign.LastIndexOf('/') + 1)..], "/report",
        })
        {
            await window.Page.GotoAsync(demo.Address + path);
            Assert.True(await window.FitsAsync(), path);
            if (kept.TryGetValue(path, out var name)) await window.PictureAsync(name + (width < 600 ? "-dt" : ""));
        }
        Assert.Empty(window.Errors);
    }
}
