using LangSo.Server.Demo;
using LangSo.Store;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LangSo.Journeys.Tests;

/// <summary>A commune officer's day without network, at phone size, in a real browser.</summary>
public sealed class DeskJourneyTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Picture = "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxD/2Q==";
    private RunningServer _server = null!;

    private string Address => _server.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_day_without_network_is_kept_sent_and_its_conflict_chosen()
    {
        await using var phone = await chromium.OpenAsync(390, 844);
        var sheet = await OpenSheetAsync(phone);
        Assert.True(await phone.FitsAsync());
        await Assertions.Expect(phone.Page.Locator("#desk-bar")).ToContainTextAsync("Đã gửi đủ");
        await KeptForLaterAsync(phone.Page, sheet);
        await phone.PictureAsync("tu-danh-gia");

        // a second browser looks at the same sheet
        await using var office = await chromium.OpenAsync();
        await OpenSheetAsync(office);

        // the network goes; values and a picture are typed
        await phone.Page.Context.SetOfflineAsync(true);
        await TypeAsync(phone.Page, "road-hamlet", "88,5");
        await TypeAsync(phone.Page, "road-commune", "97");
        await phone.Page.Locator("[data-files=road-commune] input[type=file]").SetInputFilesAsync(new FilePayload { Name = "Đường trục xã.jpg", MimeType = "image/jpeg", Buffer = Convert.FromBase64String(Picture) });
        await WaitingAsync(phone.Page, "offline 3");
        await Assertions.Expect(phone.Page.Locator("#desk-bar")).ToContainTextAsync("Không có mạng. 3 thay đổi chờ gửi");
        await phone.PictureAsync("tu-danh-gia-mat-mang", whole: false);

        // the page is closed and opened again without network: all of it is still there
        var context = phone.Page.Context;
        await phone.Page.CloseAsync();
        var again = await context.NewPageAsync();
        await again.GotoAsync(sheet);
        await WaitingAsync(again, "offline 3");
        await Assertions.Expect(again.Locator("#v-road-hamlet")).ToHaveValueAsync("88,5");
        await Assertions.Expect(again.Locator("[data-files=road-commune] .file")).ToContainTextAsync("Đường trục xã.jpg");

        // meanwhile the office changes one of the same values
        await office.Page.RunAndWaitForResponseAsync(() => TypeAsync(office.Page, "road-commune", "95"), "**/api/self-assessment/sync");
        await WaitingAsync(office.Page, "ok 0");

        // the network is back: what nobody else changed is sent, what somebody did is asked about
        await context.SetOfflineAsync(false);
        await again.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Assertions.Expect(again.Locator("[data-clash=road-commune]")).ToContainTextAsync("Máy khác ghi 95", new() { Timeout = 20_000 });
        await Assertions.Expect(again.Locator("[data-clash=road-commune]")).ToContainTextAsync("Bạn gõ 97");
        await PictureAsync(again, "tu-danh-gia-trung");
        await again.ClickAsync("[data-clash=road-commune] button:has-text('Giữ của tôi')");
        await WaitingAsync(again, "ok 0");
        await Assertions.Expect(again.Locator("[data-files=road-commune] .file a")).ToContainTextAsync("Đường trục xã.jpg");
        await office.Page.ReloadAsync();
        await Assertions.Expect(office.Page.Locator("#v-road-commune")).ToHaveValueAsync("97");
        await Assertions.Expect(office.Page.Locator("#v-road-hamlet")).ToHaveValueAsync("88,5");

        // the picture is in the vault and opens
        var link = await office.Page.Locator("[data-files=road-commune] .file a").GetAttributeAsync("href");
        var shown = await office.Page.Context.APIRequest.GetAsync(Address + link);
        Assert.Equal("image/jpeg", shown.Headers["content-type"]);
        Assert.Equal(Convert.FromBase64String(Picture), await shown.BodyAsync());
        Assert.Empty(office.Errors);
    }

    [Fact]
    public async Task A_queue_goes_through_a_file_an_expired_sign_in_and_another_person_on_the_phone()
    {
        await using var phone = await chromium.OpenAsync(390, 844);
        var sheet = await OpenSheetAsync(phone);
        await KeptForLaterAsync(phone.Page, sheet);
        await phone.Page.Context.SetOfflineAsync(true);
        await TypeAsync(phone.Page, "road-hamlet", "77");
        await WaitingAsync(phone.Page, "offline 1");
        var download = await phone.Page.RunAndWaitForDownloadAsync(async () =>
        {
            await phone.Page.ClickAsync("#desk-queue summary");
            await phone.Page.ClickAsync("#desk-queue button:has-text('Xuất ra tệp')");
        });
        var file = Path.Combine(_server.Data, "hang-cho.json");
        await download.SaveAsAsync(file);

        // the sign-in runs out: the queue is kept and the page says so
        await phone.Page.Context.ClearCookiesAsync(new() { Name = "langso" });
        await phone.Page.Context.SetOfflineAsync(false);
        await phone.Page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await WaitingAsync(phone.Page, "signed-out 1");
        await Assertions.Expect(phone.Page.Locator("#desk-bar")).ToContainTextAsync("Hết phiên đăng nhập. 1 thay đổi còn trong máy");

        // another person on the same phone sees that something waits, not what, and sends nothing of it
        await AddOfficerAsync("nguoikhac");
        await phone.SignInAsync(Address, "nguoikhac");
        await phone.Page.GotoAsync(sheet);
        await Assertions.Expect(phone.Page.Locator("#desk-bar")).ToContainTextAsync("Máy này còn 1 thay đổi chờ gửi của nongthon");
        await WaitingAsync(phone.Page, "ok 0");
        await Assertions.Expect(phone.Page.Locator("#v-road-hamlet")).Not.ToHaveValueAsync("77");
        await phone.Page.SetInputFilesAsync("#desk-import", file);
        await Assertions.Expect(phone.Page.Locator("#desk-bar")).ToContainTextAsync("Tệp này là hàng chờ của nongthon");
        await phone.Page.Context.ClearCookiesAsync(new() { Name = "langso" });

        // the file is taken in on another phone; then the first phone sends too, and it is once
        await using var other = await chromium.OpenAsync(390, 844);
        await OpenSheetAsync(other);
        await other.Page.SetInputFilesAsync("#desk-import", file);
        await Assertions.Expect(other.Page.Locator("#desk-bar")).ToContainTextAsync("Đã nhập 1 thay đổi");
        await WaitingAsync(other.Page, "ok 0");
        await phone.SignInAsync(Address, "nongthon");
        await phone.Page.GotoAsync(sheet);
        await WaitingAsync(phone.Page, "ok 0");
        await Assertions.Expect(phone.Page.Locator("#v-road-hamlet")).ToHaveValueAsync("77");
        await using var db = _server.Services.GetRequiredService<StoreFactory>().Open();
        Assert.Equal(1, await db.Set<LangSo.Criteria.Fact>().CountAsync(f => f.Indicator == "road-hamlet" && f.Value == "77", TestContext.Current.CancellationToken));
        Assert.Empty(other.Errors);
    }

    [Fact]
    public async Task A_full_phone_and_one_whose_store_was_thrown_away_are_said_plainly()
    {
        await using var phone = await chromium.OpenAsync(390, 844);
        var sheet = await OpenSheetAsync(phone);
        await phone.Page.EvaluateAsync("() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }");
        await TypeAsync(phone.Page, "road-hamlet", "66");
        await Assertions.Expect(phone.Page.Locator("#desk-bar")).ToContainTextAsync("Máy hết chỗ lưu");
        await Assertions.Expect(phone.Page.Locator("#v-road-hamlet")).ToHaveValueAsync("66");

        await phone.Page.ReloadAsync();
        await phone.Page.Context.SetOfflineAsync(true);
        await TypeAsync(phone.Page, "road-hamlet", "66");
        await WaitingAsync(phone.Page, "offline 1");
        await phone.Page.Context.SetOfflineAsync(false);
        await phone.Page.RouteAsync("**/api/self-assessment/**", r => r.AbortAsync());
        await phone.Page.EvaluateAsync("new Promise(done => { indexedDB.databases().then(all => { const ask = indexedDB.deleteDatabase(all[0].name); ask.onsuccess = ask.onblocked = () => done(); }); setTimeout(() => location.href = '/self-assessment', 200); })");
        await phone.Page.WaitForURLAsync("**/self-assessment");
        await phone.Page.GotoAsync(sheet);
        await Assertions.Expect(phone.Page.Locator("#desk-bar")).ToContainTextAsync("Trình duyệt đã xóa 1 thay đổi chưa gửi");
    }

    [Fact]
    public async Task A_table_that_was_filled_in_is_taken_and_a_wrong_one_comes_back_with_the_reasons()
    {
        await using var office = await chromium.OpenAsync();
        await OpenSheetAsync(office);
        var page = office.Page;
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a:has-text('Tải bảng CSV')"));
        var file = Path.Combine(_server.Data, "phieu.csv");
        await download.SaveAsAsync(file);
        var given = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var line = given.Split("\r\n").Single(l => l.EndsWith(";road-hamlet", StringComparison.Ordinal));
        await SendAsync("166");
        await Assertions.Expect(page.Locator(".note.bad")).ToContainTextAsync("phải từ 0 đến 100");
        await office.PictureAsync("bang-kem-ly-do", whole: false);
        var marked = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a:has-text('Tải bảng kèm lý do')"));
        Assert.Equal("phieu-ly-do.csv", marked.SuggestedFilename);
        await marked.SaveAsAsync(file + ".back");
        Assert.Contains("phải từ 0 đến 100", await File.ReadAllTextAsync(file + ".back", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await SendAsync("66,5");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Đã lưu 1 thay đổi");
        await Assertions.Expect(page.Locator("#v-road-hamlet")).ToHaveValueAsync("66,5");
        await office.PictureAsync("tu-danh-gia-may-tinh", whole: false);

        async Task SendAsync(string value)
        {
            var cells = line.Split(';');
            cells[^5] = value;
            await File.WriteAllTextAsync(file, given.Replace(line, string.Join(';', cells), StringComparison.Ordinal), new System.Text.UTF8Encoding(true), TestContext.Current.CancellationToken);
            await page.SetInputFilesAsync("input[name=table]", file);
            await page.ClickAsync("button:has-text('Nạp bảng đã điền')");
        }
    }

    [Fact]
    public async Task The_sheet_works_without_script()
    {
        await using var phone = await chromium.OpenAsync(390, 844);
        await phone.SignInAsync(Address, "nongthon");
        var plain = await phone.Page.Context.Browser!.NewContextAsync(new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 390, Height = 844 }, StorageState = await phone.Page.Context.StorageStateAsync() });
        var page = await plain.NewPageAsync();
        await page.GotoAsync(Address + "/self-assessment");
        await page.ClickAsync("a.sheetli >> nth=-1");
        await page.ClickAsync("#c2 summary >> nth=0");
        await page.FillAsync("#v-road-hamlet", "1.066,5");
        await page.ClickAsync("#save");
        await Assertions.Expect(page.Locator(".note.bad")).ToContainTextAsync("phải từ 0 đến 100");
        await page.ClickAsync("#c2 summary >> nth=0");
        await page.FillAsync("#v-road-hamlet", "66,5");
        await page.Locator("[data-files=road-hamlet] input[type=file]").SetInputFilesAsync(new FilePayload { Name = "anh.jpg", MimeType = "image/jpeg", Buffer = Convert.FromBase64String(Picture) });
        await page.ClickAsync("#save");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Đã lưu 2 thay đổi");
        await Assertions.Expect(page.Locator("#v-road-hamlet")).ToHaveValueAsync("66,5");
        await page.ClickAsync("#handin");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Đã nộp");
        await plain.DisposeAsync();
    }

    private async Task<string> OpenSheetAsync(Chromium.Window window)
    {
        await window.SignInAsync(Address, "nongthon");
        await window.Page.GotoAsync(Address + "/self-assessment");
        await window.Page.ClickAsync("a.sheetli >> nth=-1");
        await Assertions.Expect(window.Page.Locator("#sheet[data-ready='1']")).ToHaveCountAsync(1);
        await WaitingAsync(window.Page, "ok 0");
        return window.Page.Url;
    }

    /// <summary>Waits until the worker has the page, as an officer's phone has after the first visit.</summary>
    private static async Task KeptForLaterAsync(IPage page, string sheet) => await page.WaitForFunctionAsync(
        "async path => { await navigator.serviceWorker.ready; for (const n of await caches.keys()) if (n.startsWith('desk-pages-') && await (await caches.open(n)).match(path)) { for (const a of await caches.keys()) if (a.startsWith('desk-assets-') && await (await caches.open(a)).match('/v-' + a.slice(12) + '/self-assessment-assets/desk.js')) return true; } return false; }",
        new Uri(sheet).AbsolutePath);

    private static async Task TypeAsync(IPage page, string indicator, string value)
    {
        await page.EvaluateAsync("i => { document.getElementById('v-' + i).closest('details').open = true; }", indicator);
        await page.FillAsync("#v-" + indicator, value);
        await page.Locator("#v-" + indicator).BlurAsync();
    }

    private static Task WaitingAsync(IPage page, string state) => Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-desk", state, new() { Timeout = 20_000 });

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("LANGSO_PICTURES") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }

    private async Task AddOfficerAsync(string user)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<LangSo.Server.Access.Account>>();
        Assert.True((await users.CreateAsync(new LangSo.Server.Access.Account { UserName = user, ShownName = "Công chức khác" }, DemoAccounts.Password)).Succeeded);
        var db = scope.ServiceProvider.GetRequiredService<StoreContext>();
        var grants = db.Set<LangSo.Server.Access.RoleGrant>();
        var like = await grants.AsNoTracking().FirstAsync(g => g.UserName == "nongthon");
        db.Add(new LangSo.Server.Access.RoleGrant { UserName = user, Role = like.Role, Unit = like.Unit, From = like.From });
        await db.SaveChangesAsync();
    }
}
