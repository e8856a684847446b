using LangSo.Airtime;
using LangSo.Foundation;
using Microsoft.Data.Sqlite;

namespace LangSo.Player.Tests;

public sealed class WeekOfflineTests : IDisposable
{
    private static readonly UnitId Commune = new("cgiaoninh");
    private static readonly DateTime Start = new(2026, 3, 15, 17, 0, 0, DateTimeKind.Utc);
    private static readonly string Sound = new('a', 64);
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-week-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Seven_days_without_a_network_and_forty_kills_lose_no_record_and_double_none(int seed)
    {
        var random = new Random(seed);
        var time = new TwoClocks(Start);
        var machine = NewMachine(time, 0);
        var orders = Orders(random).ToList();
        foreach (var order in orders) machine.Book.Accept(order, "f-" + order.Id, _ => true);
        var kills = Enumerable.Range(0, 40).Select(_ => Start.AddSeconds(random.Next(0, 7 * 86_400))).Append(Start.AddDays(7).AddHours(1)).Order().ToList();
        for (var i = 0; i < kills.Count; i++)
        {
            await machine.PlayUntilAsync(kills[i]);
            var next = machine.Image(Path.Combine(_folder, $"{i + 1}"));
            // Half of the kills are a program that ended, half a loss of power of up to twenty minutes in which the clock was set wrong.
            if (random.Next(2) == 0) time.Advance(TimeSpan.FromSeconds(random.Next(1, 1_200)));
            if (random.Next(4) == 0) time.Set(time.GetUtcNow().AddDays(random.Next(2) == 0 ? 1 : -1));
            machine = NewMachine(time, i + 1, next);
        }
        await machine.PlayUntilAsync(Start.AddDays(7).AddHours(2));
        var records = machine.Store.Unsent(10_000);
        Assert.Equal(Enumerable.Range(1, records.Count).Select(n => (long)n), records.Select(r => r.N));
        Assert.Equal(orders.Select(o => o.Id).Order(StringComparer.Ordinal), records.Select(r => r.Order).Order(StringComparer.Ordinal));
        Assert.All(records.Where(r => r.Result == PlayResult.Played), r => Assert.InRange(r.StartErrorMs!.Value, 0, 60_000));
        // By the true time, whatever the wall clock was set to.
        Assert.All(records.Where(r => r is { Result: PlayResult.Played, Reason: null }), r => Assert.InRange((r.Started! - orders.First(o => o.Id == r.Order).At).Value.TotalSeconds, 0, 60));
        Assert.InRange(records.Count(r => r.Result == PlayResult.Played), orders.Count / 2, orders.Count);
        foreach (var used in _machines) used.Dispose();
    }

    private readonly List<Machine> _machines = [];

    private Machine NewMachine(TwoClocks time, int n, string? folder = null)
    {
        var machine = new Machine(folder ?? Directory.CreateDirectory(Path.Combine(_folder, $"{n}")).FullName, time);
        _machines.Add(machine);
        return machine;
    }

    private static IEnumerable<Order> Orders(Random random)
    {
        for (var day = 0; day < 7; day++)
            for (var i = 0; i < 10; i++)
            {
                var at = Start.AddDays(day).AddHours(5 + i).AddSeconds(random.Next(0, 3_000));
                var id = $"d{day}-{i}";
                yield return new Order(
                    Order.Version, id, Order.Play, "b-" + id, id, Commune, (BulletinClass)random.Next(1, 4), at, at.AddHours(1), Start.AddMinutes(-5), 1,
                    new OrderMedia(Sound, 1_000, 20_000, "audio/ogg"), null, null);
            }
    }

    /// <summary>What is in the memory of one run of the program; its clock leaps from deed to deed.</summary>
    private sealed class Machine : IDisposable
    {
        private readonly string _folder;
        private readonly SoundShelf _shelf;
        private readonly LeapingClock _clock;

        public Machine(string folder, TwoClocks time)
        {
            _folder = folder;
            Store = new PlayerStore(folder, 1);
            _clock = new LeapingClock(time, new StoredClock(Store));
            // The first start was measured once; then the network was gone for the week.
            if (_clock.LastKnown is null) _clock.Correct(0);
            Book = new OrderBook(Store, _clock, PlayerRules.Default);
            Book.Place([Commune], new DeviceSettings(100));
            _shelf = new SoundShelf(folder, new Uri("http://127.0.0.1:1"), Book, Store, _clock, new PlayerSettings(), "d", time);
            File.WriteAllBytes(_shelf.PcmOf(Sound), new byte[20_000 * Pcm.BytesPerMs]);
            Book.Load(_ => true);
        }

        public PlayerStore Store { get; }

        public OrderBook Book { get; }

        public async Task PlayUntilAsync(DateTime at)
        {
            _clock.End = at;
            _clock.NextStart = () => Book.Next()?.Start;
            var conductor = new Conductor(Book, _shelf.PcmOf, new StreamSource(TimeProvider.System), new NullSink(), _clock, new StatusLines(TextWriter.Null));
            await Assert.ThrowsAsync<PowerGone>(conductor.RunAsync);
        }

        /// <summary>The disk as it is at this instant: what is not on it is lost.</summary>
        public string Image(string to)
        {
            Directory.CreateDirectory(to);
            using var still = new SqliteConnection($"Data Source={Path.Combine(_folder, "player.db")};Pooling=False");
            still.Open();
            using var hold = still.BeginTransaction(System.Data.IsolationLevel.Serializable, deferred: false);
            foreach (var file in Directory.GetFiles(_folder, "player.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
            {
                using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var copy = File.Create(Path.Combine(to, Path.GetFileName(file)));
                from.CopyTo(copy);
            }
            return to;
        }

        public void Dispose()
        {
            Store.Dispose();
            _shelf.Dispose();
        }
    }

    private sealed class PowerGone : Exception;

    private sealed class LeapingClock(TwoClocks time, IClockMemory memory) : PlayerClock(time, new SameBoot(), memory)
    {
        private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(900), Leap = TimeSpan.FromSeconds(20), Prepared = TimeSpan.FromMilliseconds(300);
        private DateTime _remembered;

        public DateTime End { get; set; }

        /// <summary>When the next item starts: idle seconds before it are leapt over together.</summary>
        public Func<DateTime?> NextStart { get; set; } = () => null;

        public override bool WaitUntil(DateTime at, WaitHandle wake, bool exact)
        {
            if (wake.WaitOne(0)) return false;
            var until = at;
            if (!exact && at - UtcNow >= Idle)
            {
                until = NextStart() - Prepared is { } start && start < UtcNow + Leap ? start : UtcNow + Leap;
                if (until < at) until = at;
            }
            if (until > End) until = End;
            if (until > UtcNow) time.Advance(until - UtcNow);
            if (UtcNow >= End) throw new PowerGone();
            if (UtcNow - _remembered < TimeSpan.FromHours(6)) return true;
            Remember();
            _remembered = UtcNow;
            return true;
        }
    }

    private sealed class SameBoot : IClockWitness
    {
        public bool Synchronised => false;

        public bool HasHardwareClock => true;

        public string Boot => "one";
    }
}
