using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.Devices.Tests;

/// <summary>Playback records and readings: each once, by month, let go of when their time is over.</summary>
public sealed class RecordTests : IAsyncLifetime
{
    private static readonly DateTime Now = new(2026, 3, 16, 1, 42, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-records-").FullName;
    private readonly FakeTimeProvider _clock = new(Now);
    private ServiceProvider _services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private StoreFactory Stores => _services.GetRequiredService<StoreFactory>();

    public async ValueTask InitializeAsync()
    {
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock).AddSingleton(new RecordRetention(24, 3))
            .AddStore(new DataFolder(_folder), TestDatabase.For(_folder)).AddSingleton<LangSo.Territory.Gazetteers>().AddDevices().BuildServiceProvider();
        await using var db = Stores.Open();
        await db.Database.EnsureTablesAsync(Cancel);
        if (!TestDatabase.OnPostgres) return;
        // As the migration makes them.
        await db.Database.ExecuteSqlRawAsync(
            """
            alter table plays rename to old_plays; create table plays (like old_plays including defaults including indexes) partition by range (month);
            alter table readings rename to old_readings; create table readings (like old_readings including defaults including indexes) partition by range (at);
            create table plays_other partition of plays default; create table readings_other partition of readings default;
            """, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        TestDatabase.Drop(_folder);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_record_that_comes_twice_is_stored_once_also_within_one_round()
    {
        var ingest = _services.GetRequiredService<PlayIngest>();
        var acked = new List<long>();
        var delivery = new PlayDelivery("d1", [Record(1), Record(2)], acked.Add);
        Assert.Equal(2, await ingest.StoreAsync([delivery, delivery], Cancel));
        Assert.Equal(1, await ingest.StoreAsync([new PlayDelivery("d1", [Record(2), Record(3)], acked.Add)], Cancel));
        Assert.Equal([2, 2, 3], acked);
        await using var db = Stores.Open();
        Assert.Equal([1, 2, 3], await db.Set<PlayRow>().OrderBy(p => p.N).Select(p => p.N).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_record_is_read_back_as_it_came_whatever_characters_it_holds()
    {
        var record = new PlayRecord(7, "lệnh '\"\0;--", "bản tin", null, Now.AddTicks(17), Now, Now.AddSeconds(3), PlayResult.Cut, new string('ờ', 500), 12.5);
        await _services.GetRequiredService<PlayIngest>().StoreAsync([new PlayDelivery("d1", [record], _ => { })], Cancel);
        await using var db = Stores.Open();
        var row = await db.Set<PlayRow>().SingleAsync(Cancel);
        Assert.Equal(("lệnh '\";--", "bản tin", (string?)null, "cut", 400), (row.OrderId, row.Bulletin, row.Media, row.Result, row.Reason!.Length));
        Assert.Equal((Now.AddTicks(10), (DateTime?)Now, (DateTime?)Now.AddSeconds(3), 12.5, new DateOnly(2026, 3, 1)), (row.Planned!.Value, row.Started, row.Ended, row.StartErrorMs!.Value, row.Month));
    }

    [Fact]
    public async Task Months_are_made_ahead_and_what_lay_in_no_month_is_moved_into_its_own()
    {
        await StoreAsync("d1", Now.AddMonths(-5), Now, Now.AddMonths(1));
        var keeping = _services.GetRequiredService<RecordKeeping>();
        var made = await keeping.TidyAsync(Cancel);
        await using var db = Stores.Open();
        Assert.Equal(3, await db.Set<PlayRow>().CountAsync(Cancel));
        var months = await RecordKeeping.Tables[0].PartitionsAsync(db, Cancel);
        if (TestDatabase.OnPostgres)
        {
            Assert.Equal(["2025-10", "2026-02", "2026-03", "2026-04", "2026-05"], months.Order().Select(m => m.ToString("yyyy-MM", VnText.Culture)));
            Assert.Contains("plays_2025_10", made);
            Assert.Equal(0, await db.Database.SqlQueryRaw<int>("select count(*)::int as \"Value\" from plays_other").SingleAsync(Cancel));
        }
        Assert.Empty(await keeping.TidyAsync(Cancel));
        // A record of a month that has become a partition still meets its twin.
        Assert.Equal(0, await _services.GetRequiredService<PlayIngest>().StoreAsync([new PlayDelivery("d1", [Record(1, Now.AddMonths(-5))], _ => { })], Cancel));
    }

    [Fact]
    public async Task Months_over_their_time_go_whole_and_the_ledger_says_which()
    {
        await StoreAsync("d1", Now.AddMonths(-26), Now.AddMonths(-25), Now.AddMonths(-25).AddHours(1), Now.AddMonths(-24), Now);
        var done = await _services.GetRequiredService<RecordKeeping>().TidyAsync(Cancel);
        Assert.Equal(["plays 2024-01: -1", "plays 2024-02: -2"], done.Where(d => d.Contains(": -", StringComparison.Ordinal)));
        await using var db = Stores.Open();
        Assert.Equal(2, await db.Set<PlayRow>().CountAsync(Cancel));
        var ledger = _services.GetRequiredService<Ledger>();
        var acts = (await ledger.PageAsync(1, 10, null, Cancel)).Rows;
        Assert.Equal(["2024-02", "2024-01"], acts.Where(a => a.Act == "plays-released").Select(a => a.Subject));
        Assert.Equal((2L, (long?)null), await ledger.VerifyAsync(Cancel));
    }

    [Fact]
    public async Task Readings_are_thinned_out_but_every_loss_is_kept_and_old_ones_go()
    {
        var register = _services.GetRequiredService<DeviceRegister>();
        await using (var db = Stores.Open())
        {
            db.Add(new DeviceRow { Id = "d1", Name = "Loa", Kind = DeviceKind.Loudspeaker, Unit = new UnitId("x"), Added = Now });
            db.Add(new ReadingRow { Device = "d1", At = Now.AddMonths(-4), Online = true, Volume = 1, Unsent = 0 });
            await db.SaveChangesAsync(Cancel);
        }
        await register.LoadAsync(Cancel);
        var device = register.Find("d1")!;
        for (var minute = 0; minute < 12; minute++)
        {
            register.Observe(device, State(online: minute != 7, clockError: minute));
            await register.SaveStatesAsync(Cancel);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
        await _services.GetRequiredService<RecordKeeping>().TidyAsync(Cancel);
        await using var after = Stores.Open();
        // Minutes 0 and 5; gone at 7 and back at 8.
        Assert.Equal([true, true, false, true], await after.Set<ReadingRow>().OrderBy(r => r.At).Select(r => r.Online).ToListAsync(Cancel));
        var day = await _services.GetRequiredService<Readings>().SummaryAsync("d1", TimeSpan.FromHours(24), Cancel);
        Assert.Equal(new ReadingSummary(4, 1, 8, 512), day);
    }

    [Theory]
    [InlineData("12", "6", null)]
    [InlineData("0", "6", "LANGSO_KEEP_PLAYS phải là số tháng từ 1 đến 1200; đang ghi “0”.")]
    [InlineData("12", "mãi", "LANGSO_KEEP_READINGS phải là số tháng từ 1 đến 1200; đang ghi “mãi”.")]
    public void How_long_records_are_kept_is_a_number_of_months(string plays, string readings, string? problem)
    {
        var read = RecordRetention.Read(name => name == "LANGSO_KEEP_PLAYS" ? plays : readings);
        Assert.Equal(problem, read.Ok ? null : string.Join(" ", read.Problems));
        if (read.Ok) Assert.Equal(new RecordRetention(12, 6), read.Value);
    }

    private static DeviceState State(bool online, double clockError) => new(Now, online, "1", 0, [], clockError, 80, 512, 0, null, []);

    private static PlayRecord Record(long n, DateTime? started = null) =>
        new(n, "o1", "b1", null, started ?? Now, started ?? Now, (started ?? Now).AddSeconds(5), PlayResult.Played, null, 1);

    private async Task StoreAsync(string device, params DateTime[] starts) =>
        await _services.GetRequiredService<PlayIngest>().StoreAsync(
            [new PlayDelivery(device, [.. starts.Select((s, i) => Record(i + 1, s))], _ => { })], Cancel);
}
