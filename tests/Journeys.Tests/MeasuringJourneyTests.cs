using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LangSo.Journeys.Tests;

/// <summary>Measuring in a real browser: matrix, ranking, comparison, another set, a merger, a set written in forms, checks, an office's table.</summary>
public sealed class MeasuringJourneyTests(DemoRun demo, Chromium chromium) : IClassFixture<DemoRun>, IClassFixture<Chromium>
{
    [Fact]
    public async Task Pages_of_criteria_show_the_same_day_and_fit()
    {
        await using var window = await chromium.OpenAsync();
        await window.SignInAsync(demo.Address, "dieuphoi");
        await using var phone = await chromium.OpenAsync(390, 844);
        await phone.SignInAsync(demo.Address, "dieuphoi");
        foreach (var (path, words, name) in new[]
        {
            ("/criteria?asOf=2024-03-31&area=uvpnmpqt", "Xếp hạng", "xep-hang"),
            ("/criteria/ntm/units/uxytwvwb?asOf=2024-12-31", "Tiêu chí qua các năm", "tieu-chi-xa"),
            ("/criteria/compare?asOf=2024-03-31&units=14212,14209,14161", "Từng tiêu chí", "so-sanh"),
            ("/criteria/what-if?asOf=2024-03-31&set=ntm&to=advanced", "Từng đơn vị", "thu-bo-khac"),
            ("/criteria/what-if/units/uxytwvwb?asOf=2024-03-31&set=ntm&to=advanced", "Mức nào chấm số liệu nào", "thu-bo-khac-mot-xa"),
            ("/criteria/sets/ntm?version=211", "Khác QĐ 318", "khac-ban"),
            ("/criteria/checks", "Kiểm số liệu", "kiem-so-lieu"),
            ("/figures/advanced?asOf=2024-03-31", "Tính cho tỉnh, thành phố", "con-so-tinh"),
        })
        {
            await window.Page.GotoAsync(demo.Address + path);
            await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync(words);
            await window.PictureAsync(name, whole: false);
            await phone.Page.GotoAsync(demo.Address + path);
            Assert.True(await window.FitsAsync() && await phone.FitsAsync(), path);
        }
        Assert.Empty(window.Errors);
        Assert.Empty(phone.Errors);
    }

    [Fact]
    public async Task A_set_is_written_in_forms_on_a_phone_and_published()
    {
        await using var window = await chromium.OpenAsync(390, 844);
        await window.SignInAsync(demo.Address, "dieuphoi");
        await window.Page.GotoAsync(demo.Address + "/criteria/sets/ntm-2026");
        await window.Page.ClickAsync("button:has-text('Soạn bản mới')");
        await window.Page.FillAsync("#id", "2027");
        await window.Page.FillAsync("#instrument", "QĐ 12/2026/QĐ-TTg ngày 01/12/2026");
        await window.Page.FillAsync("#from", "1/1/2027");
        await window.Page.FillAsync("#source", "Công báo");
        await window.Page.ClickAsync("#p-head button:has-text('Lưu')");
        await Assertions.Expect(window.Page.Locator("#check")).ToContainTextAsync("Đúng");
        Assert.True(await window.FitsAsync());
        await window.Page.ClickAsync("details.crit:nth-of-type(2) > summary");
        await window.Page.Locator("details.crit:nth-of-type(2) a.m5").First.ClickAsync();
        await window.Page.FillAsync("[name='levels[0].value']", "77,5");
        await window.PictureAsync("soan-chi-tieu-dien-thoai", whole: false);
        Assert.True(await window.FitsAsync());
        await window.Page.ClickAsync("button:has-text('Lưu chỉ tiêu')");
        await window.Page.ClickAsync("a:has-text('Về bản nháp')");
        await Assertions.Expect(window.Page.Locator("#difference")).ToContainTextAsync("77,5 %");
        await using var desk = await chromium.OpenAsync();
        await desk.SignInAsync(demo.Address, "dieuphoi");
        await desk.Page.GotoAsync(Regex.Replace(window.Page.Url, "#.*", ""));
        await desk.PictureAsync("soan-bo");
        await window.Page.CheckAsync("[name=sure]");
        await window.Page.ClickAsync("button:has-text('Ban hành')");
        await window.Page.WaitForURLAsync(new Regex("/criteria/sets/ntm-2026"));
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("từ 1/1/2027");
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task An_offices_table_is_checked_and_its_reasons_come_back()
    {
        await using var window = await chromium.OpenAsync();
        await window.SignInAsync(demo.Address, "dieuphoi");
        await window.Page.GotoAsync(demo.Address + "/facts/import");
        await window.Page.SetInputFilesAsync("#file", new FilePayload { Name = "giao-thuy.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes("Mã xã;Tên xã;road-commune;road-lane\n14212;Giao Ninh;90,5;120\n99999;Không Có;1;2\n") });
        await window.Page.FillAsync("#source", "Phòng Kinh tế huyện Giao Thủy");
        await window.Page.FillAsync("#asOf", "31/10/2026");
        await window.Page.ClickAsync("button:has-text('Kiểm bảng')");
        await Assertions.Expect(window.Page.Locator("#faults")).ToContainTextAsync("2 chỗ sai", new() { Timeout = 15_000 });
        await window.PictureAsync("nap-so-lieu", whole: false);
        var download = await window.Page.RunAndWaitForDownloadAsync(() => window.Page.ClickAsync("a:has-text('Tải bảng kèm lý do')"));
        using var reader = new StreamReader(await download.CreateReadStreamAsync());
        Assert.Contains("phải từ 0 đến 100", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task A_merger_shows_the_sums_of_new_units_before_it_is_applied()
    {
        await using var window = await chromium.OpenAsync();
        await window.SignInAsync(demo.Address, "dieuphoi");
        await window.Page.GotoAsync(demo.Address + "/changes");
        await window.Page.ClickAsync("main form button[type=submit]");
        await window.Page.WaitForURLAsync(new Regex("/changes/\\w+"));
        await window.Page.FillAsync("#title", "Nhập xã Giao Ninh");
        await window.Page.FillAsync("#number", "NQ 9/NQ-UBTVQH16");
        await window.Page.FillAsync("#document", "Nghị quyết về sắp xếp đơn vị hành chính");
        await window.Page.FillAsync("#issued", "1/11/2026");
        await window.Page.FillAsync("#on", "1/12/2026");
        await window.Page.ClickAsync("button:has-text('Lưu')");
        await window.Page.FillAsync("[name=q]:visible >> nth=-1", "giao");
        await window.Page.ClickAsync("#add button:has-text('Tìm')");
        await window.Page.Locator("#add label:has-text('(14212)') input").CheckAsync();
        await window.Page.Locator("#add label:has-text('xã Giao'):not(:has-text('(14212)')) input").First.CheckAsync();
        await window.Page.FillAsync("#code", "14212");
        await window.Page.SelectOptionAsync("#kind", "xã");
        await window.Page.FillAsync("#name", "Giao Mới");
        await window.Page.ClickAsync("#deed button:has-text('Thêm vào đợt')");
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("xã Giao Mới");
        await window.Page.GotoAsync(Regex.Match(window.Page.Url, "^[^?#]+/changes/\\w+").Value + "?preview=true");
        await Assertions.Expect(window.Page.Locator("#preview")).ToContainTextAsync("2 đơn vị kết thúc, 1 đơn vị mới");
        await Assertions.Expect(window.Page.Locator("#preview")).ToContainTextAsync("Số mới");
        await window.PictureAsync("sap-nhap");
        Assert.True(await window.FitsAsync());
        Assert.Empty(window.Errors);
    }
}
