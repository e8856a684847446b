using System.Diagnostics;
using System.Text.RegularExpressions;
using LangSo.Server.Demo;
using LangSo.Testing;
using Microsoft.Playwright;

namespace LangSo.Journeys.Tests;

/// <summary>A person's own voice: recorded in the browser with a microphone that plays a file, and a file whose sending is cut off.</summary>
public sealed partial class RecordingTests(DemoRun demo) : IClassFixture<DemoRun>
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("LANGSO_PICTURES");

    [Fact]
    public async Task A_recording_is_made_cut_and_sent_on_a_phone_and_a_bulletin_uses_it()
    {
        using var folder = new TempFolder();
        var spoken = await SpeechAsync(Directory.CreateDirectory(folder.Sub("mic")).FullName, "noi.wav", "Kính thưa bà con, sáng mai đúng bảy giờ mời bà con đến nhà văn hóa họp xóm. Xin trân trọng cảm ơn.");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(Options("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-audio-capture={spoken}"));
        var page = await SignInAsync(browser, 390, 844);
        await page.GotoAsync(demo.Address + "/bulletins/sounds");
        await PictureAsync(page, "kho-tieng-trong-dt");
        await page.GotoAsync(demo.Address + "/bulletins/sounds/new");
        await page.ClickAsync("#record");
        await Assertions.Expect(page.Locator("#clock")).ToHaveTextAsync(AfterSixSeconds(), new() { Timeout = 30_000 });
        await PictureAsync(page, "thu-tieng-dt");
        await page.ClickAsync("#stop");
        await Assertions.Expect(page.Locator("#trim")).ToBeVisibleAsync(new() { Timeout = 15_000 });

        // the left end is dragged inward; the arrow keys work too
        var wave = (await page.Locator("#wave").BoundingBoxAsync())!;
        var grip = (await page.Locator("#from").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(grip.X + (grip.Width / 2), grip.Y + 40);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(wave.X + (wave.Width * 0.15f), wave.Y + 40, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await page.FocusAsync("#to");
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.Matches("[1-9]", await page.Locator("#from").GetAttributeAsync("aria-valuenow") ?? "");
        await page.FillAsync("#title", "Lời mời họp xóm");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await PictureAsync(page, "cat-tieng-dt");
        await page.ClickAsync("#send");
        await page.WaitForURLAsync(new Regex("/bulletins/sounds/[0-9a-f]{32}$"), new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Lời mời họp xóm");
        await PictureAsync(page, "ban-thu-dt");

        await page.ClickAsync("text=Dùng trong bản tin");
        Assert.True(await page.IsCheckedAsync("[name=Source][value=recording]"));
        await Assertions.Expect(page.Locator("[name=Recording] option:checked")).ToContainTextAsync("Lời mời họp xóm");
        await page.ClickAsync("#listen");
        await Assertions.Expect(page.Locator("#voice")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await PictureAsync(page, "soan-tieng-nguoi-dt");
    }

    [Fact]
    public async Task A_file_whose_sending_is_cut_off_goes_on_and_a_false_one_is_refused_in_one_line()
    {
        using var folder = new TempFolder();
        var file = await SpeechAsync(Directory.CreateDirectory(folder.Sub("file")).FullName, "thong-bao.wav", string.Concat(Enumerable.Repeat("Bà con chú ý theo dõi thông báo của Ủy ban nhân dân xã về phòng chống bão. ", 12)));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(Options());
        var page = await SignInAsync(browser, 1440, 900);
        await page.GotoAsync(demo.Address + "/bulletins/sounds/new");
        await PictureAsync(page, "thu-tieng");
        // the second piece is lost on the way, twice
        var cuts = 0;
        await page.RouteAsync(new Regex("uploads/[0-9a-f]{32}\\?at=1048576"), async route =>
        {
            if (++cuts <= 2) await route.AbortAsync();
            else await route.ContinueAsync();
        });
        await page.SetInputFilesAsync("#file", file);
        await Assertions.Expect(page.Locator("#trim")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await PictureAsync(page, "cat-tieng");
        await page.SelectOptionAsync("#kind", "3");
        await page.ClickAsync("#send");
        await page.WaitForURLAsync(new Regex("/bulletins/sounds/[0-9a-f]{32}$"), new() { Timeout = 60_000 });
        Assert.Equal(3, cuts);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nhạc hiệu");
        await PictureAsync(page, "ban-thu");

        var lie = Path.Combine(folder.Sub("file"), "bao-cao.mp3");
        await File.WriteAllTextAsync(lie, "%PDF-1.7 " + new string('x', 5000), TestContext.Current.CancellationToken);
        await page.GotoAsync(demo.Address + "/bulletins/sounds/new");
        await page.SetInputFilesAsync("#file", lie);
        await page.ClickAsync("#send");
        await Assertions.Expect(page.Locator("#problem")).ToHaveTextAsync("\"bao-cao.mp3\" không phải tệp tiếng MP3, M4A, WAV hoặc OGG. Chọn tệp khác.");
        await PictureAsync(page, "tep-sai");
        await page.GotoAsync(demo.Address + "/bulletins/sounds?q=thong+bao");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await PictureAsync(page, "kho-tieng");
        await page.GotoAsync(demo.Address + "/bulletins/sounds/voices");
        await PictureAsync(page, "giong-doc");
        await page.GotoAsync(demo.Address + "/bulletins/new");
        await PictureAsync(page, "soan-tieng");
    }

    private static BrowserTypeLaunchOptions Options(params string[] more) => new()
    {
        ExecutablePath = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.First(File.Exists),
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required", .. more],
    };

    private async Task<IPage> SignInAsync(IBrowser browser, int width, int height)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, Locale = "vi-VN", Permissions = ["microphone"] });
        var page = await context.NewPageAsync();
        await page.GotoAsync(demo.Address + "/sign-in");
        await page.FillAsync("#name", "vanhoa");
        await page.FillAsync("#password", DemoAccounts.Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return page;
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Pictures is { Length: > 0 } folder) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    /// <summary>What a microphone hears: the built-in voice at 48 kHz.</summary>
    private static async Task<string> SpeechAsync(string folder, string name, string words)
    {
        var (raw, file) = (Path.Combine(folder, "raw.wav"), Path.Combine(folder, name));
        foreach (var (program, arguments) in ((string, string[])[])[("espeak-ng", ["-v", "vi", "-s", "118", "-a", "60", "-w", raw, words]), ("ffmpeg", ["-v", "error", "-nostdin", "-y", "-i", raw, "-ar", "48000", "-ac", "1", "-c:a", "pcm_s16le", file])])
        {
            var start = new ProcessStartInfo(program);
            foreach (var argument in arguments) start.ArgumentList.Add(argument);
            using var run = Process.Start(start)!;
            await run.WaitForExitAsync();
        }
        return file;
    }

    [GeneratedRegex("0:0[6-9]|0:[1-9]")]
    private static partial Regex AfterSixSeconds();
}
