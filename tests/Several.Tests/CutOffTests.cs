using System.Net;
using Npgsql;

namespace LangSo.Several.Tests;

/// <summary>PostgreSQL goes away in the middle: nothing official is lost or doubled, and people are told the truth.</summary>
public sealed class CutOffTests(Province province)
{
    private const string Commune = "select unit from unit_versions where code = '14212' order by \"from\" desc limit 1";

    private PostgresServer Postgres => province.Postgres;

    [Fact]
    public async Task An_import_cut_in_the_middle_writes_nothing_says_so_and_goes_through_when_done_again()
    {
        await using var place = new Place(Postgres, Postgres.New());
        await using (var first = await LangSoProgram.ServeAsync(place.Folder("one"), place.Db)) Assert.Equal(0, await first.TerminateAsync());
        await using var load = new LangSoProgram(null, "load", "demo", "--data", place.Folder("one"), "--db", place.Db);
        await InTheMiddleAsync(place, "ledger", () => Task.FromResult(load.EndAsync()), "fast");
        Assert.Equal(1, await load.EndAsync());
        Assert.DoesNotContain('\n', load.Complained);
        Assert.Contains("vừa ngắt; chưa ghi gì. Chạy lại lệnh.", load.Complained, StringComparison.Ordinal);
        Assert.Equal(0L, place.Ask<long>("select count(*) from unit_versions") + place.Ask<long>("select count(*) from ledger"));

        await using var again = new LangSoProgram(null, "load", "demo", "--data", place.Folder("one"), "--db", place.Db);
        Assert.True(await again.EndAsync() == 0, again.Complained);
        Assert.Equal(0, (await place.VerifyAsync()).Code);
    }

    [Theory, InlineData("fast"), InlineData("immediate")]
    public async Task A_decision_cut_in_the_middle_is_taken_once(string how)
    {
        await using var place = province.New();
        var server = await place.ServeAsync("one");
        using var approver = await Officer.SignInAsync(server.Address, Officer.Approver);
        var bulletin = await HandedInAsync(place, server);
        var answer = await InTheMiddleAsync(place, "ledger", () => Task.FromResult(approver.ApproveAsync(bulletin)), how);
        Assert.Equal(HttpStatusCode.Redirect, (await answer).Status);
        await OnceAsync(place);
        Assert.Equal(HttpStatusCode.OK, (await approver.Pages.GetAsync(bulletin)).Status);
    }

    [Fact]
    public async Task A_decision_that_was_written_although_its_confirmation_was_lost_is_not_taken_twice()
    {
        await using var place = province.New();
        var server = await place.ServeAsync("one");
        using var approver = await Officer.SignInAsync(server.Address, Officer.Approver);
        var bulletin = await HandedInAsync(place, server);
        // The database waits, with the decision on its disk, for a standby that does not exist.
        Postgres.Execute("postgres", "alter system set synchronous_standby_names = 'nobody'");
        Postgres.Execute("postgres", "select pg_reload_conf()");
        var answer = approver.ApproveAsync(bulletin);
        try
        {
            await Until.HoldsAsync(() => Postgres.Ask<long>("postgres", "select count(*) from pg_stat_activity where wait_event = 'SyncRep'") > 0);
        }
        finally
        {
            Postgres.Stop("immediate");
            Postgres.StartAlone();
        }
        Assert.Equal(HttpStatusCode.Redirect, (await answer).Status);
        await OnceAsync(place);
    }

    [Fact]
    public async Task While_the_database_is_away_pages_say_so_and_when_it_is_back_the_next_request_works()
    {
        await using var place = province.New();
        var server = await place.ServeAsync("one");
        using var approver = await Officer.SignInAsync(server.Address, Officer.Approver);
        var bulletin = await HandedInAsync(place, server);
        Assert.Equal(HttpStatusCode.OK, (await approver.Pages.GetAsync(bulletin)).Status);
        Postgres.Stop();
        try
        {
            var away = await approver.Pages.GetAsync("/bulletins");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.Status);
            Assert.Contains("Cơ sở dữ liệu vừa ngắt", away.Text, StringComparison.Ordinal);
            Assert.Contains("Chưa ghi gì của lần này.", away.Text, StringComparison.Ordinal);
        }
        finally
        {
            Postgres.Start();
        }
        Assert.Equal(HttpStatusCode.OK, (await approver.Pages.GetAsync("/bulletins")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await approver.ApproveAsync(bulletin)).Status);
    }

    [Fact]
    public async Task A_restart_between_two_requests_is_not_seen()
    {
        await using var place = province.New();
        var server = await place.ServeAsync("one");
        using var approver = await Officer.SignInAsync(server.Address, Officer.Approver);
        for (var round = 0; round < 3; round++)
        {
            // Several connections wait in the pool when the database goes.
            var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => approver.Pages.GetAsync("/bulletins")));
            Assert.All(pages, page => Assert.Equal(HttpStatusCode.OK, page.Status));
            Postgres.Stop();
            Postgres.Start();
        }
        Assert.Equal(HttpStatusCode.OK, (await approver.Pages.GetAsync("/bulletins")).Status);
        await Until.HoldsAsync(() => server.Complained.Split("keeps the installation's").Length > 2);
    }

    /// <summary>Begins, waits until it stands before a table that is locked, and restarts the database.</summary>
    private async Task<T> InTheMiddleAsync<T>(Place place, string table, Func<Task<T>> begin, string how)
    {
        T running;
        await using (var lockers = Postgres.Open(place.Database))
        {
            await using (var command = new NpgsqlCommand($"begin; lock table {table} in share row exclusive mode", lockers)) await command.ExecuteNonQueryAsync();
            running = await begin();
            await Until.HoldsAsync(() => Postgres.Ask<long>("postgres", $"select count(*) from pg_stat_activity where datname = '{place.Database}' and wait_event_type = 'Lock' and query ilike '%insert into %{table}%'") > 0, 60);
            Postgres.Stop(how);
        }
        Postgres.Start();
        return running;
    }

    private static async Task<string> HandedInAsync(Place place, LangSoProgram server)
    {
        using var writer = await Officer.SignInAsync(server.Address, Officer.Writer);
        return await writer.SubmitAsync("Tiêm phòng dại", place.Ask<string>(Commune));
    }

    private static async Task OnceAsync(Place place)
    {
        Assert.Equal(1L, place.Ask<long>("select count(*) from orders"));
        Assert.Equal(1L, place.Ask<long>("select count(*) from ledger where act = 'approval'"));
        Assert.Equal(1L, place.Ask<long>("select count(*) from bulletins where approved_hash is not null"));
        Assert.Equal(0, (await place.VerifyAsync()).Code);
    }
}
