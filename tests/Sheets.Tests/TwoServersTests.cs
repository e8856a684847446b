using System.Text;
using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Sheets.Store;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.Sheets.Tests;

/// <summary>Two servers on one database: an import that one of them runs is everybody's.</summary>
public sealed class TwoServersTests
{
    private const int Rows = 20_000;

    // Of PostgreSQL: the lock by which servers take turns at the ledger.
    private const long LedgerTurn = 0x4C_61_6E_67_53_6F_01;

    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 16, 1, 42, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_server_starts_an_import_and_the_other_shows_how_far_it_is_and_stops_it()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "Một tệp SQLite chỉ có một máy chủ; lượt PostgreSQL kiểm việc này.");
        using var folder = new Folders();
        await using var one = await ServerAsync(folder.One, TestDatabase.For(folder.One), load: true);
        await using var two = await ServerAsync(folder.Two, TestDatabase.For(folder.One), load: false);
        var (first, second) = (one.GetRequiredService<ImportJobs>(), two.GetRequiredService<ImportJobs>());
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Table()));
        var id = await first.BeginAsync(file, new ImportAsk("", "so-lieu.csv", "Sở Nông nghiệp", Province.Day, Province.Today, "lan"), Cancel);
        var read = await UntilAsync(one, second, id, j => j.State == ImportState.Checked);
        Assert.Equal((Rows, true), (read.Result!.New, read.HasFile));
        var before = await FactsAsync(one);

        // Somebody has the turn at the ledger, so that the import stays where it is while it is looked at.
        await using var holder = one.GetRequiredService<StoreFactory>().Open();
        await using var turn = await holder.Database.BeginTransactionAsync(Cancel);
        await holder.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LedgerTurn})", Cancel);
        Assert.True(await first.AgainAsync(id, "lan", new Dictionary<string, string>(), write: true, Cancel));
        var running = await UntilAsync(one, second, id, j => j is { State: ImportState.Writing, Part: > 0 });
        Assert.True(running.Running);
        Assert.Equal(running.Id, Assert.Single(await second.OfAsync("lan", Cancel)).Id);
        Assert.Null(await second.FindAsync(id, "binh", Cancel));
        Assert.False(await second.AgainAsync(id, "lan", new Dictionary<string, string>(), write: true, Cancel));

        await second.StopAsync(id, "lan", Cancel);
        await UntilAsync(one, second, id, j => j.State == ImportState.Stopped);
        await turn.RollbackAsync(Cancel);
        Assert.Equal(before, await FactsAsync(two));

        // The other has never had the file on its disk, and goes on with it.
        Assert.True(await second.AgainAsync(id, "lan", new Dictionary<string, string>(), write: true, Cancel));
        await UntilAsync(two, first, id, j => j.State == ImportState.Written);
        Assert.Equal(before + Rows, await FactsAsync(one));
        Assert.Single(await one.GetRequiredService<Ledger>().OfActAsync("import", Cancel));
    }

    private static async Task<ImportJob> UntilAsync(ServiceProvider working, ImportJobs shown, string id, Func<ImportJob, bool> holds)
    {
        for (var n = 0; n < 3_000; n++)
        {
            if (await shown.FindAsync(id, "lan", Cancel) is { } job && holds(job)) return job;
            await using var db = working.GetRequiredService<StoreFactory>().Open();
            var beat = await db.Set<ImportJobRow>().Where(j => j.Id == id).Select(j => j.Beat).SingleAsync(Cancel);
            // Its server tells how far it is once a second; time goes on only when it has told it.
            if (Clock.GetUtcNow().UtcDateTime - beat < TimeSpan.FromSeconds(2)) Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, Cancel);
        }
        throw new TimeoutException((await shown.FindAsync(id, "lan", Cancel))?.State.ToString());
    }

    private static async Task<int> FactsAsync(ServiceProvider server)
    {
        await using var db = server.GetRequiredService<StoreFactory>().Open();
        return await db.Set<Fact>().CountAsync(Cancel);
    }

    private static string Table()
    {
        var text = new StringBuilder("mã;chỉ tiêu;giá trị;ngày\n");
        for (var day = 0; day < Rows; day++) text.Append("14212;road-commune;").Append(day % 100).Append(';').Append(new DateOnly(1950, 1, 1).AddDays(day).ToString("yyyy-MM-dd", null)).Append('\n');
        return text.ToString();
    }

    private static async Task<ServiceProvider> ServerAsync(string folder, StoreAddress store, bool load)
    {
        var server = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddStore(new DataFolder(folder), store).AddTerritory().AddCriteria().AddSheets().BuildServiceProvider();
        var stores = server.GetRequiredService<StoreFactory>();
        if (load)
        {
            await using (var db = stores.Open()) await db.Database.EnsureTablesAsync();
            Assert.True((await server.GetRequiredService<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
            Assert.True((await server.GetRequiredService<FactLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
        }
        else
        {
            await server.GetRequiredService<Gazetteers>().LoadAsync(stores, Cancel);
            await server.GetRequiredService<FactBooks>().LoadAsync(stores, Cancel);
        }
        Assert.True((await server.GetRequiredService<Assessor>().OpenAsync(TempStore.ShippedData, Cancel)).Ok);
        return server;
    }

    private sealed class Folders : IDisposable
    {
        public string One { get; } = Directory.CreateTempSubdirectory("langso-one-").FullName;

        public string Two { get; } = Directory.CreateTempSubdirectory("langso-two-").FullName;

        public void Dispose()
        {
            TestDatabase.Drop(One);
            Directory.Delete(One, recursive: true);
            Directory.Delete(Two, recursive: true);
        }
    }
}
