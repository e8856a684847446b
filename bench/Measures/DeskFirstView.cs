using System.Globalization;
using LangSo.Server.Demo;
using Microsoft.Playwright;

namespace LangSo.Bench;

/// <summary>
/// The first time that an officer opens a sheet: a real Chromium at phone size with nothing cached, on a line of 256 kb/s. Counted until the page takes
/// values and keeps them (its script is through and the browser's store is open), and the bytes that came until then.
/// </summary>
internal static class DeskFirstView
{
    private const int Turns = 12, BytesASecond = 256_000 / 8, RoundTrip = 120;

    public static async Task RunAsync(Table table, string address, string user, string sheet, CancellationToken cancel)
    {
        if (new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists) is not { } chromium)
        {
            table.Add(new Row("desk-interactive", "phiếu tự đánh giá dùng được, 256 kb/s", "ms", null, "máy không có Chromium"));
            return;
        }
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"] });
        var (took, weighed) = (new List<double>(), new List<double>());
        for (var turn = -1; turn < Turns; turn++)
        {
            cancel.ThrowIfCancellationRequested();
            var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 }, Locale = "vi-VN" });
            await SignInAsync(context, address, user);
            // A page of its own, so that nothing that the sign-in brought lies in its memory.
            var page = await context.NewPageAsync();
            var cdp = await context.NewCDPSessionAsync(page);
            await cdp.SendAsync("Network.enable");
            await cdp.SendAsync("Network.clearBrowserCache");
            await cdp.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object> { ["offline"] = false, ["latency"] = RoundTrip, ["downloadThroughput"] = BytesASecond, ["uploadThroughput"] = BytesASecond });
            var bytes = 0L;
            cdp.Event("Network.loadingFinished").OnEvent += (_, e) => bytes += (long)(e?.GetProperty("encodedDataLength").GetDouble() ?? 0);
            // The page's own clock: from the click until its script has set the mark, seen by an observer that is there before anything else.
            await page.AddInitScriptAsync("new MutationObserver((_, o) => { if (document.querySelector('#sheet[data-ready]')) { window.readyAt = performance.now(); o.disconnect(); } }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ready'] })");
            await page.GotoAsync(address + sheet, new PageGotoOptions { WaitUntil = WaitUntilState.Commit, Timeout = 60_000 });
            await page.WaitForSelectorAsync("#sheet[data-ready]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached, Timeout = 60_000 });
            var at = await page.EvaluateAsync<double>("window.readyAt");
            if (turn >= 0)
            {
                took.Add(at);
                weighed.Add(bytes / 1024.0);
            }
            await context.CloseAsync();
        }
        table.Add(new Row("desk-interactive", "phiếu tự đánh giá dùng được, lần mở đầu, 256 kb/s, khứ hồi 120 ms", "ms", new Samples(took),
            string.Create(CultureInfo.InvariantCulture, $"Chromium, không bộ đệm; {new Samples(weighed).Median:0.0} KB qua đường truyền tới lúc đó")));
    }

    private static async Task SignInAsync(IBrowserContext context, string address, string user)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(address + "/sign-in");
        await page.FillAsync("#name", user);
        await page.FillAsync("#password", DemoAccounts.Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await page.CloseAsync();
    }
}
