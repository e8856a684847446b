using LangSo.Testing;

namespace LangSo.Server.Tests.Commands;

/// <summary>A demonstration of another day says so on every page and never lies between real deeds.</summary>
public sealed class DemoDayTests
{
    [Fact]
    public async Task Every_page_of_a_demonstration_of_another_day_says_which()
    {
        await using var server = await RunningServer.StartOnAsync(new DateOnly(2025, 6, 16));
        const string words = "Bản này chạy như đang ở ngày 16/6/2025, không phải hôm nay.";
        using var visitor = server.Visit();
        Assert.Contains(words, (await visitor.GetAsync("/sign-in")).Text, StringComparison.Ordinal);
        using var district = await server.SignInAsync("huyen");
        foreach (var path in (string[])["/tasks", "/dossiers", "/dossiers/deadlines", "/account"]) Assert.Contains(words, (await district.GetAsync(path)).Text, StringComparison.Ordinal);
        await using var today = await RunningServer.StartAsync();
        using var plain = today.Visit();
        Assert.DoesNotContain("Bản này chạy như", (await plain.GetAsync("/sign-in")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_which_something_was_done_later_cannot_show_an_earlier_day()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        Cli.Refused(await Cli.RunAsync("demo", "--today", "16/6/2025", "--data", folder.Path), "sau ngày muốn minh họa");
        Cli.Refused(await Cli.RunAsync("demo", "--today", "31/2/2025", "--data", folder.Path), "31/2/2025");
    }
}
