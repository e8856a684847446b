using LangSo.Foundation;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LangSo.Journeys.Tests;

/// <summary>The pages around the desk as people of each role meet them, on a phone and on a desk: nothing sticks out, no script fails.</summary>
public sealed class DeskPagesJourneyTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private RunningServer _server = null!;

    private string Address => _server.Address.ToString().TrimEnd('/');

    private string Today => VnTime.Text(_server.Services.GetRequiredService<TimeProvider>().Today());

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Tasks_review_desk_deadlines_and_notices_fit_a_phone_and_a_desk()
    {
        await using var officer = await BothAsync("nongthon");
        await officer.ShowAsync("/tasks", "cong-viec-xa");
        await officer.ShowAsync("/self-assessment", "danh-sach-phieu");
        await officer.ShowAsync("/notices", "thong-bao");
        await officer.ShowAsync("/account", "tai-khoan");
        await using var office = await BothAsync("dieuphoi");
        await office.ShowAsync("/dossiers", "ban-ho-so");
        await office.ShowAsync("/dossiers/deadlines", "bang-thoi-han");
        await office.ShowAsync("/dossiers/revocation", null);
        await office.ShowAsync("/dossiers/new", "lap-ho-so");
        await office.ShowAsync("/tasks", null);
        foreach (var both in (Both[])[officer, office]) both.WentWell();
    }

    [Fact]
    public async Task A_survey_goes_from_slips_to_a_published_result_while_its_coverage_moves()
    {
        await using var front = await BothAsync("mattran");
        await front.ShowAsync("/surveys", null);
        await front.ShowAsync("/surveys/new", "mo-khao-sat");
        var page = front.Desk.Page;
        var households = page.Locator("input[name^=Households]");
        for (var i = 0; i < await households.CountAsync(); i++) await households.Nth(i).FillAsync(i == 0 ? "12" : "1");
        await page.ClickAsync("button:has-text('Mở khảo sát')");
        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/surveys/[0-9]+$"));
        var survey = new Uri(page.Url).AbsolutePath;

        // the sheet of slips opens in a window of its own
        var slips = await page.Context.RunAndWaitForPageAsync(() => page.ClickAsync("tr:has-text('/12') button:has-text('In phiếu')"));
        await slips.WaitForLoadStateAsync();
        await Chromium.Window.PictureOfAsync(slips, "phieu-khao-sat-in");
        var links = await slips.Locator(".slip .u").AllInnerTextsAsync();
        Assert.Equal(12, links.Count);

        // eleven households answer on their phones, one on paper, typed twice; the desk's page counts along by itself
        await page.GotoAsync(Address + survey);
        await Assertions.Expect(page.Locator("#coverage")).ToContainTextAsync("0/12");
        await using var household = await chromium.OpenAsync(390, 844);
        for (var i = 0; i < 11; i++)
        {
            await household.Page.GotoAsync(Address + new Uri(links[i]).AbsolutePath);
            Assert.True(await household.FitsAsync());
            if (i == 0) await household.PictureAsync("phieu-khao-sat-ho", whole: false);
            foreach (var choice in await household.Page.Locator("input[type=radio][value='1']").AllAsync()) await choice.CheckAsync();
            await household.Page.ClickAsync("button:has-text('Gửi ý kiến')");
            await Assertions.Expect(household.Page.Locator("main")).ToContainTextAsync("Cảm ơn ông/bà");
        }
        await Assertions.Expect(page.Locator("#coverage")).ToContainTextAsync("11/12", new() { Timeout = 30_000 });
        await front.ShowAsync(survey + "/entry", "nhap-phieu-giay");
        for (var time = 0; time < 2; time++)
        {
            await page.FillAsync("#Number", "12");
            foreach (var choice in await page.Locator("input[type=radio][value='1']").AllAsync()) await choice.CheckAsync();
            await page.ClickAsync("form.entry button[type=submit]");
        }
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Đã ghi phiếu số 12");
        await front.ShowAsync(survey, "khao-sat-tien-do");
        await page.ClickAsync("button:has-text('Đóng khảo sát')");
        await page.ClickAsync("button:has-text('Công bố kết quả')");
        await front.ShowAsync(survey, "khao-sat-ket-qua");
        await front.ShowAsync("/surveys", null);
        front.WentWell();
    }

    [Fact]
    public async Task People_invitations_hand_over_deputies_and_the_audit_fit_a_phone_and_a_desk()
    {
        await using var admin = await BothAsync("quantri");
        await admin.ShowAsync("/people", "nguoi-dung");
        var page = admin.Desk.Page;
        await page.GotoAsync(Address + "/people/phochutich");
        await page.ClickAsync("summary:has-text('Cử người thay mặt') >> nth=0");
        await page.FillAsync("input[name=deputy]", "vanhoa");
        await page.FillAsync("input[name=until]", Today);
        await page.ClickAsync("button:has-text('Cử thay mặt')");
        await admin.ShowAsync("/people/phochutich", "mot-nguoi-dung");
        await admin.ShowAsync("/people/invite", "moi-nguoi");
        await page.FillAsync("#ShownName", "Công chức tư pháp xã Giao Ninh");
        await page.FillAsync("#UserName", "tuphap");
        await page.SelectOptionAsync("select[name=Role]", new SelectOptionValue { Index = 3 });
        await page.SelectOptionAsync("select[name=Unit]", new SelectOptionValue { Index = 1 });
        await page.ClickAsync("button:has-text('Mời và lấy liên kết')");
        var link = await page.Locator("input[readonly]").InputValueAsync();
        await using var invited = await chromium.OpenAsync(390, 844);
        await invited.Page.GotoAsync(Address + new Uri(link).AbsolutePath);
        Assert.True(await invited.FitsAsync());
        await invited.PictureAsync("loi-moi");
        await admin.ShowAsync("/people/audit", "nhat-ky-quyen");
        admin.WentWell();
    }

    private async Task<Both> BothAsync(string account)
    {
        var (desk, phone) = (await chromium.OpenAsync(), await chromium.OpenAsync(390, 844));
        await desk.SignInAsync(Address, account);
        await phone.SignInAsync(Address, account);
        return new Both(Address, desk, phone);
    }

    /// <summary>The same person at a desk and with a phone.</summary>
    private sealed record Both(string Address, Chromium.Window Desk, Chromium.Window Phone) : IAsyncDisposable
    {
        /// <summary>Opens a page on both; with a name its pictures are kept, the phone's with an ending.</summary>
        public async Task ShowAsync(string path, string? picture)
        {
            foreach (var (window, ending) in ((Chromium.Window, string)[])[(Phone, "-dien-thoai"), (Desk, "")])
            {
                await window.Page.GotoAsync(Address + path);
                Assert.True(await window.FitsAsync(), path + ending + " sticks out.");
                if (picture is not null) await window.PictureAsync(picture + ending);
            }
        }

        public void WentWell() => Assert.Empty(Desk.Errors.Concat(Phone.Errors));

        public async ValueTask DisposeAsync()
        {
            await Desk.DisposeAsync();
            await Phone.DisposeAsync();
        }
    }
}
