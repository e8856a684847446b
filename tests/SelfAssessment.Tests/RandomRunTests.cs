using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;

namespace LangSo.SelfAssessment.Tests;

/// <summary>
/// Many phones over a bad line: answers lost, requests repeated, held back and overtaken, clocks wrong. What stands in the end is what a plain
/// list of the changes in the order in which the server first took them says.
/// </summary>
public sealed class RandomRunTests(ITestOutputHelper output)
{
    private const int Operations = 100_000, Clients = 200, Seed = 4;

    private static readonly string[] YesNo = ["plan-general", "plan-rules"], Numbers = ["road-commune"];
    private static readonly string[] Files = [.. Enumerable.Range(0, 4).Select(i => DeskHouse.HashOf("tep" + i))];

    [Fact]
    public async Task A_hundred_thousand_operations_end_as_a_serial_oracle_says()
    {
        await using var house = await DeskHouse.OpenAsync();
        var today = house.Clock.Today();
        var units = house.Get<Gazetteers>().Current.InForce(new AsOf(today, today)).Where(u => u.Kind == "xã").Take(25).Select(u => u.Unit).ToList();
        var random = new Random(Seed);
        var (oracle, desk, areas) = (new Oracle(), house.Get<SyncDesk>(), units);
        var clients = Enumerable.Range(0, Clients).Select(i => new Client(i, units[i % units.Count])).ToList();
        for (var made = 0; made < Operations;)
        {
            // Some forty clients meet the network in one moment; each sends what it has, in a server's turn of its own choosing.
            var meeting = clients.OrderBy(_ => random.Next()).Take(40).ToList();
            var sent = new List<(Client Client, List<SyncOp> Ops)>();
            foreach (var client in meeting)
            {
                for (var more = random.Next(1, 25); more > 0 && made < Operations; more--, made++) client.Make(random, house.Clock);
                if (random.Next(10) == 0) continue;
                var ops = client.Waiting.ToList();
                if (random.Next(8) == 0) ops = [.. ops.OrderBy(_ => random.Next())];
                if (random.Next(8) == 0) ops = [.. ops.Take(ops.Count / 2), .. ops];
                sent.Add((client, ops));
            }
            foreach (var (client, ops) in sent)
            {
                var results = await desk.ApplyAsync(new SyncCaller(client.User, areas), client.Device, ops, DeskHouse.Cancel);
                foreach (var (op, result) in ops.Zip(results)) oracle.Take(op, client, result.Outcome);
                // A lost answer: the client knows nothing and tells it all again.
                if (random.Next(6) == 0) continue;
                client.Hear(ops, results);
            }
            if (random.Next(4) == 0) house.Clock.Advance(TimeSpan.FromHours(random.Next(1, 5)));
            if (house.Clock.GetUtcNow().Year > 2026) throw new InvalidOperationException("The run must stay in one year.");
        }
        foreach (var client in clients)
            for (var round = 0; client.Waiting.Count > 0; round++)
            {
                Assert.True(round < 5);
                var ops = client.Waiting.ToList();
                var results = await desk.ApplyAsync(new SyncCaller(client.User, areas), client.Device, ops, DeskHouse.Cancel);
                foreach (var (op, result) in ops.Zip(results)) oracle.Take(op, client, result.Outcome);
                client.Hear(ops, results);
            }

        Assert.Empty(oracle.Wrong);
        await using var db = house.Get<StoreFactory>().Open();
        var stands = await db.HeadsAsync([.. units.Select(u => (u, DeskHouse.Year))], DeskHouse.Cancel);
        await house.Get<FactBooks>().LoadAsync(house.Get<StoreFactory>(), DeskHouse.Cancel);
        var differences = 0;
        foreach (var unit in units)
        {
            foreach (var field in YesNo.Concat(Numbers).Concat(Files.Select(f => YesNo[0] + "/" + f)))
            {
                var expected = oracle.Of(unit, field);
                if (stands[(unit, DeskHouse.Year)].Of(field)?.Value != expected) differences++;
                var fact = house.Get<FactBooks>().Current.History(field, unit).LastOrDefault(f => f.Source == SheetForm.SourceOf(DeskHouse.Year));
                if (!field.Contains('/', StringComparison.Ordinal) && (fact is null || fact.To == fact.From ? null : fact.Value) != expected) differences++;
            }
        }
        Assert.True((await house.Get<SheetProof>().VerifyAsync(DeskHouse.Cancel)).Ok);
        Assert.Null((await house.Get<Ledger>().VerifyAsync(DeskHouse.Cancel)).FirstBroken);
        output.WriteLine($"{Operations} operations, {differences} differences");
        Console.WriteLine($"{Operations} operations, {differences} differences");
        Assert.Equal(0, differences);
    }

    /// <summary>A phone: what it has seen of each field, what waits, its own count.</summary>
    private sealed class Client(int number, UnitId unit)
    {
        private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
        private long _n;

        public UnitId Unit => unit;

        public string User => "nguoi" + number % 60;

        public string Device { get; } = "may-" + number.ToString("00000000", VnText.Culture);

        public List<SyncOp> Waiting { get; } = [];

        public void Make(Random random, TimeProvider clock)
        {
            var kind = random.Next(100) switch { < 55 => "edit", < 70 => "create", < 80 => "delete", < 92 => "evidence-add", _ => "evidence-remove" };
            var (field, value) = random.Next(3) == 0 ? (Numbers[0], random.Next(101).ToString(VnText.Culture)) : (YesNo[random.Next(2)], random.Next(2) == 0 ? "yes" : "no");
            var file = kind.StartsWith("evidence", StringComparison.Ordinal) ? Files[random.Next(Files.Length)] : null;
            Waiting.Add(new SyncOp($"op-{number}-{++_n}-{Seed:0000}", kind, unit.Value, DeskHouse.Set, DeskHouse.Year, file is null ? field : YesNo[0], kind == "delete" || file is not null ? null : value,
                _seen.GetValueOrDefault(field), 0, _n, clock.GetUtcNow().AddHours(random.Next(-48, 48)), "51", file, file is null ? null : "anh.jpg", 1));
        }

        public void Hear(IReadOnlyList<SyncOp> ops, IReadOnlyList<SyncResult> results)
        {
            foreach (var (op, result) in ops.Zip(results))
            {
                Waiting.Remove(op);
                if (!_seen.TryGetValue(op.Field, out var known) || known < result.Version) _seen[op.Field] = result.Version;
            }
        }
    }

    /// <summary>Knows nothing of the server's code: each operation once, in the order of its first answer, by the three sentences of docs/offline.md.</summary>
    private sealed class Oracle
    {
        private readonly HashSet<string> _done = new(StringComparer.Ordinal);
        private readonly Dictionary<(UnitId, string), (string? Value, long Version, string Device, long N)> _stands = [];

        public List<string> Wrong { get; } = [];

        public string? Of(UnitId unit, string field) => _stands.TryGetValue((unit, field), out var s) ? s.Value : null;

        public void Take(SyncOp op, Client client, SyncOutcome said)
        {
            var device = client.User + client.Device;
            var key = (client.Unit, op.Sha256 is null ? op.Indicator : op.Indicator + "/" + op.Sha256);
            var value = op.Kind switch { "delete" => null, "evidence-add" => "added", "evidence-remove" => "removed", _ => op.Value };
            var there = _stands.TryGetValue(key, out var now);
            string expected;
            if (_done.Contains(client.User + op.Id) || (there && now.Device == device && op.N <= now.N)) expected = "nothing";
            else if (now.Value == value || (value == "removed" && !there)) expected = "done";
            else if (op.Sha256 is null && there && now.Device != device && op.Base < now.Version) expected = "asked";
            else
            {
                expected = "done";
                _stands[key] = (value, now.Version + 1, device, op.N);
                _done.Add(client.User + op.Id);
            }
            var answered = said switch { SyncOutcome.Duplicate => "nothing", SyncOutcome.Hard => "asked", SyncOutcome.Rejected => "refused", _ => "done" };
            if (answered != expected && Wrong.Count < 10) Wrong.Add($"{op.Id} {op.Kind} {key}: {said}, expected {expected}");
        }
    }
}
