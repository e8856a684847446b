using CsCheck;
using LangSo.Airtime;
using LangSo.Foundation;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.Player.Tests;

public sealed class DataBudgetTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 3, 16, 1, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-budget-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_emergency_is_never_refused_and_a_fifth_is_kept_from_ordinary_bulletins()
    {
        var settings = new PlayerSettings { DataPerDayMb = 10, DataPerMonthMb = 100 };
        var use = new DataUse(new DateOnly(2026, 3, 16), 7_900_000, 50_000_000);
        Assert.Equal(100_000, DataBudget.Left(settings, use, BulletinClass.Normal));
        Assert.Equal(2_100_000, DataBudget.Left(settings, use, BulletinClass.Priority));
        Assert.Null(DataBudget.Left(settings, use.With(900_000_000), BulletinClass.Emergency));
        Assert.Equal(500_000, DataBudget.Left(settings, use.With(-7_900_000) with { Month = 99_500_000 }, BulletinClass.Priority));
        Assert.Null(DataBudget.Left(new PlayerSettings(), use, BulletinClass.Normal));
    }

    [Fact]
    public void The_count_begins_anew_with_the_civil_day_and_month_and_survives_a_restart()
    {
        // 23:59 in Vietnam on 31 March.
        var time = new FakeTimeProvider(new DateTime(2026, 3, 31, 16, 59, 0, DateTimeKind.Utc));
        using (var store = new PlayerStore(_folder, 1))
        {
            var meter = new DataMeter(store, new PlayerSettings(), new PlayerClock(time));
            meter.Spend(1_000_000);
            Assert.Equal(1_000_000, meter.Use.Month);
        }
        using (var store = new PlayerStore(_folder, 1))
        {
            var meter = new DataMeter(store, new PlayerSettings(), new PlayerClock(time));
            Assert.Equal(1_000_000, meter.Use.Today);
            time.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal((0L, 0L), (meter.Use.Today, meter.Use.Month));
        }
    }

    [Fact]
    public void A_commune_does_not_fetch_at_once_and_each_device_keeps_its_own_moment() =>
        Gen.Int[1, 1_000_000].Sample(n =>
        {
            var at = Now.AddHours(3);
            var turns = Enumerable.Range(0, 100).Select(d => DataBudget.Turn($"d{n}-{d}", "s", BulletinClass.Normal, Now, at, TimeSpan.FromMinutes(10))).ToList();
            Assert.All(turns, t => Assert.InRange(t, Now, Now.AddMinutes(10)));
            Assert.Equal(turns[7], DataBudget.Turn($"d{n}-7", "s", BulletinClass.Normal, Now, at, TimeSpan.FromMinutes(10)));
            // Spread evenly, ten in a minute; thirty-five would be a crowd.
            Assert.InRange(turns.GroupBy(t => (t - Now).Minutes).Max(g => g.Count()), 1, 34);
            Assert.Equal(Now, DataBudget.Turn("d", "s", BulletinClass.Emergency, Now, at, TimeSpan.FromMinutes(10)));
            Assert.Equal(Now, DataBudget.Turn("d", "s", BulletinClass.Normal, Now, Now.AddMinutes(2), TimeSpan.FromMinutes(10)));
        }, iter: 100);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_room_or_without_budget_nothing_is_fetched_the_reason_is_told_and_it_comes_when_there_is_some(bool disk)
    {
        var cancel = TestContext.Current.CancellationToken;
        var opus = await Tone.OpusAsync(1, cancel);
        using var server = new SmallServer(opus);
        long? free = disk ? 1_000_000 : 10_000_000_000;
        var time = new FakeTimeProvider(Now);
        using var store = new PlayerStore(_folder, 1);
        var clock = new PlayerClock(time);
        var book = new OrderBook(store, clock, PlayerRules.Default);
        book.Place([new UnitId("c")], new DeviceSettings(100));
        var settings = new PlayerSettings { DataPerDayMb = disk ? null : 1 };
        using var shelf = new SoundShelf(_folder, server.Url, book, store, clock, settings, "d", time, () => free);
        if (!disk) shelf.Meter.Spend(999_000);
        var sha = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(opus));
        book.Accept(
            new Order(Order.Version, "o", Order.Play, "b", "Tiêm phòng", new UnitId("c"), BulletinClass.Normal, Now.AddDays(1).AddHours(2), Now.AddDays(2), Now, 1, new OrderMedia(sha, opus.Length, 1_000, "audio/ogg"), null, null),
            "f", shelf.IsThere);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var fetching = shelf.RunAsync(stop.Token);
        await UntilAsync(() => disk ? shelf.DiskFull : shelf.OverBudget);
        Assert.Empty(book.WholeIds());
        Assert.Equal(0, server.Asked);
        if (disk) free = 10_000_000_000;
        time.Advance(disk ? TimeSpan.FromMinutes(1) : TimeSpan.FromDays(1));
        await UntilAsync(() => book.WholeIds().Count == 1);
        Assert.False(shelf.DiskFull || shelf.OverBudget);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    [Fact]
    public void A_disk_that_something_else_filled_still_takes_the_records_by_the_ballast()
    {
        using var store = new PlayerStore(_folder, 1);
        store.CatchUp();
        var ballast = new FileInfo(Path.Combine(_folder, "ballast"));
        if (new DriveInfo(_folder).AvailableFreeSpace > 100_000_000) Assert.Equal(2_097_152, ballast.Length);
        Assert.False(store.DiskFull);
    }

    private static async Task UntilAsync(Func<bool> happened)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(60));
        while (!happened()) await Task.Delay(20, late.Token);
    }
}
