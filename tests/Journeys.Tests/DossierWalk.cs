using System.Globalization;
using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Recognition;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LangSo.Journeys.Tests;

/// <summary>What people do with a dossier in a browser, each as they would: open the page, fill the form, press the button.</summary>
internal sealed class DossierWalk(RunningServer server, Chromium chromium, string set)
{
    public const string OpenAround = "inner => { for (let part = inner.closest('details'); part; part = part.parentElement.closest('details')) part.open = true; }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string Address => server.Address.ToString().TrimEnd('/');

    public DateOnly Today => server.Services.GetRequiredService<TimeProvider>().Today();

    public string Day => VnTime.Text(Today);

    public UnitId Commune(string code) => server.Services.GetRequiredService<Gazetteers>().Current.ByCode(code, new AsOf(Today, Today))!.Unit;

    /// <summary>A window in which somebody signs in.</summary>
    public async Task<Chromium.Window> AsAsync(string account, bool phone = false)
    {
        var window = phone ? await chromium.OpenAsync(390, 844) : await chromium.OpenAsync();
        await window.SignInAsync(Address, account);
        return window;
    }

    /// <summary>The network goes away, a value is typed, the network comes back: the value waits and is sent.</summary>
    public static async Task TypeWithoutNetworkAsync(Chromium.Window phone, string fact, string value)
    {
        await phone.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        await phone.Page.ReloadAsync();
        await phone.Page.Context.SetOfflineAsync(true);
        var field = phone.Page.Locator("#v-" + fact);
        await field.EvaluateAsync(OpenAround);
        await field.FillAsync(value);
        await field.BlurAsync();
        await Assertions.Expect(phone.Page.Locator("#desk-bar")).ToContainTextAsync("1 thay đổi chờ gửi");
        await phone.Page.Context.SetOfflineAsync(false);
        await phone.Page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Assertions.Expect(phone.Page.Locator("#desk-bar")).ToContainTextAsync("Đã gửi đủ", new() { Timeout = 20_000 });
    }

    /// <summary>Opens a dossier by its form; its address.</summary>
    public async Task<string> OpenAsync(Chromium.Window window, string kind, UnitId unit, string title, string reason)
    {
        await window.Page.GotoAsync(Address + "/dossiers/new");
        await window.Page.SelectOptionAsync("#kind", new SelectOptionValue { Value = kind });
        await window.Page.SelectOptionAsync("#unit", new SelectOptionValue { Value = unit.Value });
        await window.Page.SelectOptionAsync("#title", new SelectOptionValue { Value = title });
        await window.Page.FillAsync("#year", Today.Year.ToString(CultureInfo.InvariantCulture));
        await window.Page.FillAsync("#reason", reason);
        await window.Page.ClickAsync("button:has-text('Lập hồ sơ')");
        await window.Page.WaitForLoadStateAsync();
        Assert.Matches("/dossiers/[0-9a-f]{32}", window.Page.Url);
        return window.Page.Url;
    }

    /// <summary>The council of three meets and all agree.</summary>
    public static async Task VoteAsync(Chromium.Window secretary, Chromium.Window chair, string dossier, string? picture = null)
    {
        await secretary.Page.GotoAsync(dossier + "/council");
        var (names, accounts) = (secretary.Page.Locator("input[name=member]"), secretary.Page.Locator("input[name=account]"));
        (string Name, string Account)[] members = [("Chủ tịch hội đồng", "thamdinh"), ("Thư ký hội đồng", "thamdinh2"), ("Ủy viên Sở Y tế", "")];
        for (var i = 0; i < members.Length; i++)
        {
            await names.Nth(i).FillAsync(members[i].Name);
            await accounts.Nth(i).FillAsync(members[i].Account);
        }
        await secretary.Page.ClickAsync("button[value=convene]");
        await Assertions.Expect(secretary.Page.Locator("main")).ToContainTextAsync("0/3 phiếu");
        await chair.Page.GotoAsync(dossier + "/council");
        await chair.Page.Locator("button[name=Ballot][value=Yes]").First.ClickAsync();
        for (var i = 0; i < 2; i++)
        {
            await secretary.Page.GotoAsync(dossier + "/council");
            await secretary.Page.Locator("button[name=Ballot][value=Yes]").First.ClickAsync();
        }
        await Assertions.Expect(secretary.Page.Locator("main")).ToContainTextAsync("3/3 phiếu");
        if (picture is not null) await secretary.PictureAsync(picture);
        await secretary.Page.ClickAsync("button[value=close-vote]");
        await secretary.Page.GotoAsync(dossier + "/minutes");
        await Assertions.Expect(secretary.Page.Locator("body")).ToContainTextAsync("3/3");
    }

    /// <summary>Adds papers: a kind and a number each.</summary>
    public static async Task AttachAsync(Chromium.Window window, string dossier, params string[] kindsAndNumbers)
    {
        for (var i = 0; i < kindsAndNumbers.Length; i += 2) await DoAsync(window, dossier, "attach", ("Kind", kindsAndNumbers[i]), ("Number", kindsAndNumbers[i + 1]));
    }

    /// <summary>Adds papers and finishes the step.</summary>
    public static async Task PassAsync(Chromium.Window window, string dossier, params string[] kindsAndNumbers)
    {
        await AttachAsync(window, dossier, kindsAndNumbers);
        await DoAsync(window, dossier, "pass");
    }

    /// <summary>Fills and sends the form of one deed as a person does, and fails with the page's own words when it is refused.</summary>
    public static async Task DoAsync(Chromium.Window window, string dossier, string deed, params (string Name, string Value)[] fields)
    {
        var alerts = await TryAsync(window, dossier, deed, fields);
        Assert.True(alerts.Count == 0, $"{deed}: {string.Join(" ", alerts)}");
    }

    /// <summary>The same; what the page says against it.</summary>
    public static async Task<IReadOnlyList<string>> TryAsync(Chromium.Window window, string dossier, string deed, params (string Name, string Value)[] fields)
    {
        var page = window.Page;
        await page.GotoAsync(dossier);
        var form = page.Locator($"form:has(button[name=Deed][value={deed}])").First;
        await form.EvaluateAsync(OpenAround);
        foreach (var (name, value) in fields)
        {
            var field = form.Locator($"[name={name}]");
            if (await field.EvaluateAsync<string>("field => field.tagName") == "SELECT") await field.SelectOptionAsync(new SelectOptionValue { Value = value });
            else if (name == "file") await field.SetInputFilesAsync(value);
            else await field.FillAsync(value);
        }
        await form.Locator($"button[value={deed}]").ClickAsync();
        await page.WaitForLoadStateAsync();
        return await page.Locator("main [role=alert]").AllInnerTextsAsync();
    }

    /// <summary>The titles of a unit today.</summary>
    public IReadOnlyList<Holding> Held(UnitId unit) => server.Services.GetRequiredService<Figures>().Current.Decisions.At(new AsOf(Today, Today)).Of(unit);

    /// <summary>The year's sheet, met in full, and the survey's result.</summary>
    public async Task FillAsync(UnitId unit, params (string Indicator, string Value)[] first)
    {
        await SaveAsync(unit, [.. first, ("satisfaction", "97")]);
        await SaveAsync(unit, [.. Asked(unit).Select(i => (i.Fact, i.Indicator.Kind == ValueKind.YesNo ? "yes"
            : (i.Threshold ?? (i.Indicator.Direction == Direction.AtLeast ? 100 : 0)).ToString(CultureInfo.InvariantCulture)))]);
    }

    /// <summary>Everything that is yes or no becomes no.</summary>
    public Task FallAsync(UnitId unit) => SaveAsync(unit, [.. Asked(unit).Where(i => i.Indicator.Kind == ValueKind.YesNo).Select(i => (i.Fact, "no"))]);

    /// <summary>What the sheet asks today.</summary>
    public IEnumerable<(string Fact, SetIndicator Indicator, decimal? Threshold)> Asked(UnitId unit) =>
        server.Services.GetRequiredService<Assessor>().Current.Assess(set, unit, new AsOf(Today, Today)).Value
            .Criteria.SelectMany(c => c.Indicators).SelectMany(i => i.Indicator.Facts.Select(f => (f, i.Indicator, i.Threshold?.Value))).DistinctBy(i => i.f);

    private async Task SaveAsync(UnitId unit, IReadOnlyList<(string Indicator, string Value)> values)
    {
        var saved = await server.Services.GetRequiredService<FactDesk>().SaveAsync(
            [.. values.Select(v => new NewFact(v.Indicator, unit, v.Value, new DateOnly(Today.Year, 1, 1), null, "typed", "Thử"))], "nongthon", Cancel);
        Assert.True(saved.Ok, string.Join(" ", saved.Problems));
    }
}
