using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LangSo.Journeys.Tests;

/// <summary>What people do, in a real browser on the running demonstration.</summary>
public sealed class JourneyTests(DemoRun demo, Chromium chromium) : IClassFixture<DemoRun>, IClassFixture<Chromium>
{
    private const string Notice =
        "Từ 7h30 đến 11h thứ Tư, 25/11/2026, Trạm Y tế xã Giao Ninh tiêm phòng dại cho chó, mèo tại NVH xóm Lâm Phú. Giá 25.000đ/mũi, hộ nghèo không phải trả tiền. Năm 2025 toàn xã đã tiêm 96,6% số chó, mèo.";

    [Fact]
    public async Task A_bulletin_goes_from_typing_to_played_with_its_evidence()
    {
        await using var board = await chromium.OpenAsync(1920, 1080);
        await board.Page.GotoAsync(demo.BoardAddress("trụ sở"));
        await Assertions.Expect(board.Page.Locator("#notice")).ToContainTextAsync("chưa có thông báo");

        // the commune's culture officer writes, hears, hands in
        await using var writer = await chromium.OpenAsync();
        await writer.SignInAsync(demo.Address, "vanhoa");
        await writer.Page.GotoAsync(demo.Address + "/bulletins");
        await writer.PictureAsync("ban-tin-trong");
        await writer.Page.GotoAsync(demo.Address + "/bulletins/new");
        await writer.Page.FillAsync("#Title", "Tiêm phòng dại cho chó, mèo");
        await writer.Page.FillAsync("#Text", Notice);
        await writer.Page.CheckAsync("[name=Class][value=priority]", new PageCheckOptions { Force = true });
        await Assertions.Expect(writer.Page.Locator("#spoken")).ToContainTextAsync("bảy giờ ba mươi");
        await Assertions.Expect(writer.Page.Locator("#spoken")).ToContainTextAsync("chín mươi sáu phẩy sáu phần trăm");
        await Assertions.Expect(writer.Page.Locator("#spoken")).ToContainTextAsync("nhà văn hóa");
        Assert.DoesNotMatch("[0-9]", await writer.Page.Locator("#spoken p").First.InnerTextAsync());
        await writer.Page.ClickAsync("#listen");
        await Assertions.Expect(writer.Page.Locator("#voice")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        var heard = await writer.Page.EvaluateAsync<double>("new Promise(done => { const a = document.querySelector('#voice audio'); const end = () => done(a.duration); a.readyState > 0 ? end() : a.addEventListener('loadedmetadata', end); })");
        Assert.InRange(heard, 8, 60);
        await writer.PictureAsync("soan-ban-tin");
        await writer.Page.ClickAsync("button:has-text('Gửi duyệt')");
        await writer.Page.WaitForURLAsync(new Regex("/bulletins/[0-9a-f]{32}$"));
        await Assertions.Expect(writer.Page.Locator("main")).Not.ToContainTextAsync("Duyệt và phát ngay");

        // another account approves; the writer's page lives on
        await using var approver = await chromium.OpenAsync();
        await approver.SignInAsync(demo.Address, "phochutich");
        await approver.Page.GotoAsync(writer.Page.Url);
        await approver.PictureAsync("duyet-ban-tin");
        await approver.Page.ClickAsync("button:has-text('Duyệt và phát ngay')");
        await Assertions.Expect(approver.Page.Locator("[data-step=received],[data-step=playing]")).ToHaveCountAsync(2, new() { Timeout = 15_000 });

        // the board shows the card, checked in the browser
        await Assertions.Expect(board.Page.Locator("#notice h1")).ToContainTextAsync("Tiêm phòng dại", new() { Timeout = 15_000 });
        await Assertions.Expect(board.Page.Locator("#place")).ToContainTextAsync("Xã Giao Ninh");
        await board.PictureAsync("bang-tin", whole: false);

        // both loudspeakers played it and the page says so without being loaded again
        var played = approver.Page.Locator("tr[data-step=played]:has-text('Loa')");
        await Assertions.Expect(played).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await Assertions.Expect(approver.Page.Locator("#evidence")).ToContainTextAsync("đã phát");
        await approver.PictureAsync("ban-tin-da-phat");
        foreach (var number in new[] { "1", "2" })
        {
            var wav = WavFile.Read(Directory.GetFiles(Path.Combine(demo.Data, "loa", number, "da-phat"), "*.wav").Single());
            Assert.InRange(wav.Seconds, heard - 1, heard + 1);
            Assert.InRange(wav.RmsDb, -30, -8);
            Assert.InRange(wav.LoudShare, 0.5, 1);
        }

        await writer.Page.GotoAsync(demo.Address + "/bulletins");
        await writer.PictureAsync("ban-tin");
        await writer.Page.GotoAsync(demo.Address + "/devices");
        await writer.PictureAsync("thiet-bi");
        await writer.Page.ClickAsync("text=Loa xóm Lâm Phú");
        await Assertions.Expect(writer.Page.Locator("main")).ToContainTextAsync("Tiêm phòng dại");
        await writer.PictureAsync("mot-cum-loa");
        await writer.Page.GotoAsync(demo.Address + "/boards");
        await writer.PictureAsync("bang-tin-danh-sach");
        Assert.Empty(writer.Errors);
        Assert.Empty(approver.Errors);
        Assert.Empty(board.Errors);
    }

    [Fact]
    public async Task The_control_room_tells_three_dates_apart()
    {
        await using var window = await chromium.OpenAsync();
        await window.SignInAsync(demo.Address, "dieuphoi");
        foreach (var (day, fractions, units) in new[]
        {
            ("2024-03-31", new[] { "197/204", "32/188", "8/32" }, "226 xã"),
            ("2024-09-01", ["156/161", "/146"], "175 xã"),
            ("2025-07-01", ["0/49"], "57 xã"),
        })
        {
            await window.Page.GotoAsync($"{demo.Address}/?asOf={day}");
            foreach (var fraction in fractions) await Assertions.Expect(window.Page.Locator(".kpis")).ToContainTextAsync(fraction);
            await Assertions.Expect(window.Page.Locator(".tbar .units")).ToContainTextAsync(units);
            Assert.Equal(int.Parse(units.Split(' ')[0], CultureInfo.InvariantCulture), await window.Page.Locator(".hexmap .hex").CountAsync());
            await window.PictureAsync(day == "2024-03-31" ? "phong-dieu-hanh" : "phong-dieu-hanh-" + day);
        }

        // a figure opens to its communes, a commune to its decisions
        await window.Page.GotoAsync(demo.Address + "/?asOf=2024-03-31");
        await window.Page.ClickAsync(".kpis a:has-text('32/188')");
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("32/188");
        await window.PictureAsync("con-so", whole: false);
        await window.Page.GotoAsync(demo.Address + "/units?asOf=2024-03-31&q=giao%20phong");
        await window.PictureAsync("xa-phuong");
        await window.Page.ClickAsync("td a:has-text('xã Giao Phong')");
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("Kiểu mẫu", new() { IgnoreCase = true });
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("Giao Ninh");
        await window.PictureAsync("xa-giao-phong");
        await window.Page.GotoAsync(demo.Address + "/report?asOf=2024-03-31");
        await Assertions.Expect(window.Page.Locator("article")).ToContainTextAsync("trên 14.000 người dân tại 70 xã, phường, thị trấn");
        await window.PictureAsync("bao-cao");
        await window.Page.GotoAsync(demo.Address + "/ledger");
        await window.PictureAsync("so-cai", whole: false);
        Assert.Empty(window.Errors);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1440)]
    public async Task No_page_sticks_out_to_the_side(int width)
    {
        await using var window = await chromium.OpenAsync(width, 740);
        await window.Page.GotoAsync(demo.Address + "/sign-in");
        Assert.True(await window.FitsAsync(), "/sign-in");
        await window.PictureAsync(width == 360 ? "dang-nhap-dien-thoai" : "dang-nhap", whole: false);
        await window.SignInAsync(demo.Address, "vanhoa");
        foreach (var path in new[] { "/?asOf=2024-03-31", "/?asOf=2025-07-01", "/units?asOf=2024-03-31", "/figures/advanced?asOf=2024-03-31", "/report?asOf=2024-03-31", "/criteria?asOf=2024-03-31", "/criteria/compare?asOf=2024-03-31&units=14212,14155", "/criteria/what-if?asOf=2024-03-31", "/criteria/sets/ntm", "/criteria/checks", "/bulletins", "/bulletins/new", "/devices", "/boards", "/more", "/nothing-here" })
        {
            await window.Page.GotoAsync(demo.Address + path);
            Assert.True(await window.FitsAsync(), path);
            if (width == 360 && path is "/?asOf=2024-03-31" or "/bulletins/new") await window.PictureAsync(path[1] == '?' ? "phong-dieu-hanh-dien-thoai" : "soan-ban-tin-dien-thoai");
        }
    }
}
