using System.Net;
using LangSo.Testing;

namespace LangSo.Several.Tests;

/// <summary>Two servers on one database, with real loudspeakers.</summary>
public sealed class TwoServersTests(Province province)
{
    private const string Commune = "select unit from unit_versions where code = '14212' order by \"from\" desc limit 1";
    private const string First = "Loa xóm Lâm Phú", Second = "Loa xóm 1";

    [Fact]
    public async Task A_bulletin_sent_through_one_server_is_played_by_the_loudspeakers_of_the_other()
    {
        await using var place = province.New();
        var (one, two) = (await place.ServeAsync("one"), await place.ServeAsync("two"));
        var players = new[] { place.Play(two, First), place.Play(two, Second) };
        foreach (var player in players) await Until.HoldsAsync(() => player.Said.Contains("Đã nối máy chủ", StringComparison.Ordinal), 60, () => player.Said + player.Complained);

        using var writer = await Officer.SignInAsync(one.Address, Officer.Writer);
        // Heartbeats that the other server heard are shown by this one.
        await Until.HoldsAsync(async () => (await writer.Pages.GetAsync("/devices?state=Ready")).Text is var ready
            && ready.Contains($">{First}<", StringComparison.Ordinal) && ready.Contains($">{Second}<", StringComparison.Ordinal), 90);
        var bulletin = await writer.SubmitAsync("Tiêm phòng dại", place.Ask<string>(Commune));
        using var approver = await Officer.SignInAsync(one.Address, Officer.Approver);
        Assert.Equal(HttpStatusCode.Redirect, (await approver.ApproveAsync(bulletin)).Status);

        // The page at the first server sees what came back to the second.
        await Until.HoldsAsync(async () => Played(await writer.Pages.GetAsync(bulletin + "/evidence")) == 2, 60);
        Assert.Equal(2L, place.Ask<long>("select count(*) from plays where result = 'played'"));
        Assert.Equal(0, (await place.VerifyAsync()).Code);
    }

    [Fact]
    public async Task Who_signed_in_at_one_server_is_known_at_the_other_and_the_pages_there_hear_the_changes()
    {
        await using var place = province.New();
        var (one, two) = (await place.ServeAsync("one"), await place.ServeAsync("two"));
        using var writer = await Officer.SignInAsync(one.Address, Officer.Writer);
        var bulletin = await writer.SubmitAsync("Lịch tiêm phòng", place.Ask<string>(Commune));

        // The same cookies at the other server; its form takes the first one's token too.
        using var there = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = two.Address };
        there.DefaultRequestHeaders.Add("Cookie", writer.Cookies);
        using var page = await there.GetAsync(bulletin, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        using var changes = await there.GetAsync(bulletin + "/changes", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var events = new StreamReader(await changes.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await NextAsync(events);
        using var approver = await Officer.SignInAsync(one.Address, Officer.Approver);
        await approver.ApproveAsync(bulletin);
        Assert.Equal("event: changed", await NextAsync(events));
    }

    [Fact]
    public async Task A_device_enrolled_through_one_server_may_connect_to_the_other_at_once_and_leaves_its_old_place()
    {
        await using var place = province.New();
        var (one, two) = (await place.ServeAsync("one"), await place.ServeAsync("two"));
        await using var old = place.Play(one, First);
        await Until.HoldsAsync(() => old.Said.Contains("Đã nối máy chủ", StringComparison.Ordinal), 60);
        var id = place.Ask<string>($"select id from devices where name = '{First}'");
        using var technician = await Officer.SignInAsync(two.Address, Officer.Writer);
        await technician.Pages.PostFormAsync($"/devices/{id}?handler=Code", [], page: $"/devices/{id}");
        await Until.HoldsAsync(() => place.Ask<long>($"select count(*) from devices where id = '{id}' and enrol_code is not null") == 1);
        await using var fresh = place.Play(two, First);
        await Until.HoldsAsync(() => fresh.Said.Contains("Đã nối máy chủ", StringComparison.Ordinal), 60, () => fresh.Said + fresh.Complained);
        await Until.HoldsAsync(() => old.Said.Contains("Mất kết nối", StringComparison.Ordinal), 30);
    }

    [Fact]
    public async Task What_one_server_loads_is_in_the_figures_of_the_other()
    {
        await using var place = new Place(province.Postgres, province.Postgres.New());
        var (one, _) = (await place.ServeAsync("one"), await place.ServeAsync("two"));
        await using var load = new LangSoProgram(null, "load", "demo", "--data", place.Folder("two"), "--db", place.Db);
        Assert.Equal(0, await load.EndAsync());
        using var officer = await Officer.SignInAsync(one.Address, "dieuphoi");
        await Until.HoldsAsync(async () => (await officer.Pages.GetAsync("/units?asOf=2024-03-31")).Text.Contains("Giao Phong", StringComparison.Ordinal), 30);
    }

    [Fact]
    public async Task When_a_server_dies_in_the_middle_of_a_broadcast_the_other_goes_on_and_takes_over_the_timers()
    {
        await using var place = province.New();
        var one = await place.ServeAsync("one");
        await Until.HoldsAsync(() => Leads(one));
        var two = await place.ServeAsync("two");
        var player = place.Play(two, First);
        await Until.HoldsAsync(() => player.Said.Contains("Đã nối máy chủ", StringComparison.Ordinal), 60);
        using var writer = await Officer.SignInAsync(two.Address, Officer.Writer);
        var bulletin = await writer.SubmitAsync("Tiêm phòng dại", place.Ask<string>(Commune));
        using var approver = await Officer.SignInAsync(one.Address, Officer.Approver);
        await approver.ApproveAsync(bulletin);
        Assert.False(Leads(two));

        one.Kill();
        await Until.HoldsAsync(() => Leads(two), 5);
        await Until.HoldsAsync(() => place.Ask<long>("select count(*) from plays where result = 'played'") == 1, 60);
        Assert.Equal(1, Played(await writer.Pages.GetAsync(bulletin + "/evidence")));
        Assert.Equal(1L, place.Ask<long>("select count(*) from orders"));
        Assert.Equal(0, (await place.VerifyAsync()).Code);
    }

    private static bool Leads(LangSoProgram server) => server.Complained.Contains("keeps the installation's", StringComparison.Ordinal);

    private static int Played(PageAnswer evidence) => evidence.Text.Split("data-step=\"played\"").Length - 1;

    /// <summary>The next event's first line, beats left out.</summary>
    private static async Task<string> NextAsync(StreamReader events)
    {
        while (await events.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
            if (line.StartsWith("event: changed", StringComparison.Ordinal)) return line;
        return "the stream ended";
    }
}
