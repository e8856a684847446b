using LangSo.Server.Demo;
using Microsoft.Playwright;

namespace LangSo.Journeys.Tests;

/// <summary>A real browser. With LANGSO_PICTURES set, what it shows is also kept as the pictures of docs/.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("LANGSO_PICTURES");
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.First(File.Exists),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required"],
        });
    }

    /// <summary>A browser window of its own; any script error fails the test that asks <see cref="Window.Errors"/>.</summary>
    public async Task<Window> OpenAsync(int width = 1440, int height = 900)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, Locale = "vi-VN" });
        return new Window(await context.NewPageAsync());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    /// <summary>One window.</summary>
    public sealed class Window : IAsyncDisposable
    {
        private readonly List<string> _errors = [];

        internal Window(IPage page)
        {
            Page = page;
            page.PageError += (_, error) => _errors.Add(error);
            page.Console += (_, message) => { if (message.Type == "error") _errors.Add(message.Text); };
        }

        /// <summary>The page.</summary>
        public IPage Page { get; }

        /// <summary>What went wrong in its scripts and loads.</summary>
        public IReadOnlyList<string> Errors => _errors;

        /// <summary>Signs a demonstration account in.</summary>
        public async Task SignInAsync(string address, string userName)
        {
            await Page.GotoAsync(address + "/sign-in");
            await Page.FillAsync("#name", userName);
            await Page.FillAsync("#password", DemoAccounts.Password);
            await Page.ClickAsync("button[type=submit]");
            await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        }

        /// <summary>True when nothing sticks out to the side.</summary>
        public async Task<bool> FitsAsync() => await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth");

        /// <summary>Keeps what is shown, when pictures are wanted.</summary>
        public Task PictureAsync(string name, bool whole = true) => PictureOfAsync(Page, name, whole);

        /// <summary>Keeps what another page of this window shows.</summary>
        public static async Task PictureOfAsync(IPage page, string name, bool whole = true)
        {
            if (Pictures is { Length: > 0 } folder) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = whole });
        }

        /// <inheritdoc/>
        public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
    }
}
