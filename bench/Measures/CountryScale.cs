using System.Diagnostics;
using LangSo.Criteria;
using LangSo.Criteria.Sets;
using LangSo.Criteria.Store;
using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Recognition;
using LangSo.Server.Commands;
using LangSo.Server.Host;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Territory.Changes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>What a whole country asks beyond the recompute: months of a measure by province, facts back after a start, a national wave of mergers.</summary>
internal static class CountryScale
{
    private const int Months = 120;

    public static async Task RunAsync(Table table, Shelf shelf, string temporary, CancellationToken cancel)
    {
        var country = await OpenAsync(shelf, cancel);
        await MonthsAsync(table, country, temporary, cancel);
        Cold(table, country, temporary);
        await WaveAsync(table, temporary, cancel);
    }

    private static async Task<CriteriaCountry> OpenAsync(Shelf shelf, CancellationToken cancel)
    {
        await using var services = (await CommonOptions.OpenAsync(shelf.Installation, create: false, cancel)).Value;
        return new CriteriaCountry(services.GetRequiredService<Assessor>().Current.Shelf.Sets["advanced"]);
    }

    // Recognised communes of all communes, by province and month; the same question in SQL on the same rows, answers compared.
    private static async Task MonthsAsync(Table table, CriteriaCountry country, string temporary, CancellationToken cancel)
    {
        var random = new Random(7);
        var gazetteer = country.Gazetteer();
        var ladder = new Ladder("l", new(2010, 1, 1), null, new Words("", ""), "", [new Title("advanced", 2, ["xã"], false, new Words("", ""), "")]);
        var titles = TitleCatalog.Empty with { Ladders = [ladder] };
        var decisions = country.Communes.Where((_, i) => i % 4 != 0).Select(c => (Unit: c, Day: new DateOnly(2016, 1, 1).AddDays(random.Next(3600))))
            .Select(d => new Decision(d.Unit, "advanced", "", "1", d.Day, d.Day, d.Day, DecisionKind.Recognise, "đo", false, "")).ToList();
        decisions.AddRange(decisions.Where((_, i) => i % 50 == 0).Select(d => d with { Kind = DecisionKind.Revoke, Effective = d.Effective.AddDays(400), Date = d.Date.AddDays(400), Recorded = d.Recorded.AddDays(400) }).ToList());
        var counted = new UnitSet(["xã"], new HoldingRule("advanced", null), null, "in-force");
        var measure = new MeasureDefinition("advanced", new Words("", ""), new Words("", ""), counted, null, counted with { Holding = null }, new Words("", ""), new Words("", ""), "decision");
        var book = new FigureBook(gazetteer, FactBook.Empty, new DecisionBook(decisions, titles), new Definitions(titles, [measure]), HexMap.Empty);
        var (days, known) = (Enumerable.Range(0, Months).Select(m => new DateOnly(2016, 2, 1).AddMonths(m).AddDays(-1)).ToArray(), new DateOnly(2030, 1, 1));
        await using var rival = new SqliteConnection("Data Source=" + Path.Combine(temporary, "months.db"));
        await rival.OpenAsync(cancel);
        Fill(rival, gazetteer, decisions, days);
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < 24; round++)
        {
            var clock = Stopwatch.StartNew();
            var made = book.ByProvince(measure, days, known)!;
            ours.Add(clock.Elapsed.TotalMilliseconds);
            if (round % 6 != 0) continue;
            clock.Restart();
            var (top, bottom) = Ask(rival);
            theirs.Add(clock.Elapsed.TotalMilliseconds);
            var (mine, all) = (made.Numerators.Sum(t => t.Sum()), made.Denominators!.Sum(t => t.Sum()));
            if ((mine, all) != (top, bottom)) throw new InvalidOperationException($"SQL {top}/{bottom}, LangSo {mine}/{all}.");
        }
        table.Add(new Row("measure-series", "chỉ số theo tháng, 120 tháng × 63 tỉnh, 10.600 xã", "ms", new Samples(ours[4..]), "hai tổng bằng câu SQL trên cùng hàng"));
        table.Add(new Row("measure-series-sql", "  câu SQL trên cùng hàng (SQLite)", "ms", new Samples(theirs)));
    }

    private static void Fill(SqliteConnection db, Gazetteer units, List<Decision> decisions, DateOnly[] days)
    {
        using var transaction = db.BeginTransaction();
        Run("create table unit(id text primary key, parent text); create table decision(unit text, gives int, day int); create table month(day int)");
        foreach (var unit in units.All.Where(u => u.Kind == "xã").DistinctBy(u => u.Unit)) Run("insert into unit values ($1, $2)", unit.Unit.Value, unit.Parent!.Value.Value);
        foreach (var d in decisions) Run("insert into decision values ($1, $2, $3)", d.Unit.Value, d.Kind == DecisionKind.Recognise ? 1 : 0, d.Effective.DayNumber);
        foreach (var day in days) Run("insert into month values ($1)", day.DayNumber);
        Run("create index by_unit on decision(unit, day, gives)");
        transaction.Commit();

        void Run(string text, params object[] values)
        {
            using var command = db.CreateCommand();
            command.CommandText = text;
            for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue("$" + (i + 1), values[i]);
            command.ExecuteNonQuery();
        }
    }

    private static (long Numerator, long Denominator) Ask(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            with held as (select unit, gives, day as since, lead(day, 1, 9999999) over (partition by unit order by day) as until from decision),
            steps as (select u.parent, m.day, count(*) as n from month m join held h on h.gives = 1 and h.since <= m.day and m.day < h.until join unit u on u.id = h.unit group by u.parent, m.day)
            select (select sum(n) from steps), (select count(*) from unit) * (select count(*) from month)
            """;
        using var row = command.ExecuteReader();
        row.Read();
        return (row.GetInt64(0), row.GetInt64(1));
    }

    // 7.95 million facts from the snapshot file into memory, and the first answer of a national set.
    private static void Cold(Table table, CriteriaCountry country, string temporary)
    {
        var path = Path.Combine(temporary, "country.snapshot");
        var gazetteer = country.Gazetteer();
        var facts = country.Facts();
        var clock = Stopwatch.StartNew();
        FactSnapshot.Write(path, facts.ToParts(), new SnapshotMark(facts.Count, 1, ""));
        table.Add(new Row("snapshot-write", "7,95 triệu số liệu → tệp ảnh chụp bền vững", "ms", new Samples([clock.Elapsed.TotalMilliseconds])));
        var (read, whole) = (new List<double>(), new List<double>());
        for (var round = 0; round < 5; round++)
        {
            clock.Restart();
            var back = FactBook.Of(facts.Indicators.Values, FactSnapshot.Read(path)!.Value.Parts);
            read.Add(clock.Elapsed.TotalMilliseconds);
            var book = country.Book(back, gazetteer);
            book.Titles(country.Set, country.Version, new AsOf(new DateOnly(2025, 6, 1), new DateOnly(2030, 1, 1)));
            whole.Add(clock.Elapsed.TotalMilliseconds);
            if (back.Count != facts.Count) throw new InvalidOperationException("The snapshot lost facts.");
        }
        table.Add(new Row("snapshot-read", "tệp ảnh chụp → 7,95 triệu số liệu trong nhớ, kiểm SHA-256", "ms", new Samples(read)));
        table.Add(new Row("country-cold", "  … → câu trả lời đầu tiên cho cả nước", "ms", new Samples(whole)));
    }

    // The wave of 2025-07-01 as one change of a store that has only the units before it: carried, looked at, applied.
    private static async Task WaveAsync(Table table, string temporary, CancellationToken cancel)
    {
        var (eve, day, known) = (new DateOnly(2025, 6, 30), new DateOnly(2025, 7, 1), new DateOnly(2026, 3, 16));
        Gazetteer units;
        await using (var whole = await EmptyAsync(Path.Combine(temporary, "whole")))
        {
            var loaded = await whole.GetRequiredService<TerritoryLoader>().LoadNationalAsync(ShippedData.Folder, cancel);
            if (!loaded.Ok) throw new InvalidOperationException(string.Join(" ", loaded.Problems.Take(3)));
            units = whole.GetRequiredService<Gazetteers>().Current;
        }
        var (before, after) = (units.InForce(new AsOf(eve, known)).ToList(), units.InForce(new AsOf(day, known)).ToList());
        var counts = $"{VnText.Number(before.Count(u => units.LevelOf(u) == "commune"))} → {VnText.Number(after.Count(u => units.LevelOf(u) == "commune"))} xã";
        Carry(table, units, before, new AsOf(eve, known), day, counts);

        await using var services = await EmptyAsync(Path.Combine(temporary, "before"));
        var standing = before.ToDictionary(u => u.Unit);
        await services.GetRequiredService<Ledger>().WriteAsync((db, acts) =>
        {
            db.AddRange(units.Kinds);
            db.AddRange(before.Select(v => v with { To = null, Recorded = eve }));
            acts.Record("bench", "load", "territory", new { before.Count });
            return Task.FromResult(true);
        }, cancel);
        await services.GetRequiredService<Gazetteers>().LoadAsync(services.GetRequiredService<StoreFactory>(), cancel);
        var draft = new ChangeDraft("Đợt 2025", day, new DraftInstrument("NQ đo", "Đợt sáp nhập cả nước", new DateOnly(2025, 6, 16)),
            [.. after.Where(v => !standing.TryGetValue(v.Unit, out var old) || (old.Code, old.Kind, old.Name, old.Parent) != (v.Code, v.Kind, v.Name, v.Parent))
                .Select(v => new DraftUnit(v.Unit, v.Code, v.Kind, v.Name, v.Parent))],
            [.. units.Edges.Where(e => e.On == day && standing.ContainsKey(e.From)).DistinctBy(e => (e.From, e.To)).Select(e => new DraftEdge(e.From, e.To, e.Whole, e.Share))]);
        // Ten years of 75 indicators of every commune hang on the units that end.
        var burden = Burden([.. before.Where(u => units.LevelOf(u) == "commune").Select(u => u.Unit)]);
        services.GetRequiredService<FactBooks>().Replace(burden);
        Preview(table, units, burden, [.. after.Where(u => units.LevelOf(u) == "commune").Select(u => u.Unit)], day, counts);
        var desk = services.GetRequiredService<ChangeDesk>();
        var stored = await desk.AddAsync(draft, "bench", cancel);
        var preview = new List<double>();
        for (var round = 0; round < 4; round++)
        {
            var watch = Stopwatch.StartNew();
            var seen = await desk.PreviewAsync(draft, cancel);
            preview.Add(watch.Elapsed.TotalMilliseconds);
            if (!seen.MayApply) throw new InvalidOperationException(string.Join(" ", seen.Problems.Take(3)));
        }
        table.Add(new Row("wave-preview", "đợt sáp nhập cả nước với 7,5 triệu số liệu, xem trước", "ms", new Samples(preview), counts));
        var clock = Stopwatch.StartNew();
        var applied = await desk.ApplyAsync(stored.Id, stored.Revision, "bench", cancel);
        table.Add(new Row("wave-apply", "đợt sáp nhập cả nước, áp dụng bền vững", "ms", new Samples([clock.Elapsed.TotalMilliseconds]), VnText.Number(draft.Units.Count) + " đơn vị, " + VnText.Number(draft.Edges.Count) + " đường"));
        if (!applied.Ok) throw new InvalidOperationException(string.Join(" ", applied.Problems.Take(3)));
        var now = services.GetRequiredService<Gazetteers>().Current;
        if (now.InForce(new AsOf(day, DateOnly.MaxValue)).Count(u => now.LevelOf(u) == "commune") != after.Count(u => units.LevelOf(u) == "commune"))
            throw new InvalidOperationException("The wave left another number of communes.");

        async Task<ServiceProvider> EmptyAsync(string folder)
        {
            var opened = await CommonOptions.OpenAsync(Installation.In(folder), create: true, cancel);
            return opened.Ok ? opened.Value : throw new InvalidOperationException(string.Join(" ", opened.Problems));
        }
    }

    private static FactBook Burden(UnitId[] communes)
    {
        var builders = new Dictionary<string, FactColumn.Builder>(StringComparer.Ordinal);
        var indicators = Enumerable.Range(0, 75).Select(i => new Indicator("v" + i, "Chỉ tiêu " + i, "number", i % 2 == 0 ? "%" : "người", "đo")).ToList();
        foreach (var indicator in indicators)
        {
            var builder = builders[indicator.Id] = new FactColumn.Builder();
            for (var u = 0; u < communes.Length; u++)
                for (var year = 2015; year < 2025; year++) builder.Add(u, FactColumn.When(Days.Of(new DateOnly(year, 12, 31)), Days.Of(new DateOnly(year + 1, 1, 20)), Days.Open), u % 10_000, 0);
        }
        return FactBook.OfColumns(indicators, communes, builders, new DateOnly(2025, 1, 20));
    }

    // The pages of sums that a change would make, of the whole country: counted in full, one page of fifty worked out.
    private static void Preview(Table table, Gazetteer units, FactBook facts, UnitId[] communes, DateOnly day, string counts)
    {
        var book = new AssessmentBook(facts, units, SetShelf.Empty);
        var (samples, total) = (new List<double>(), 0);
        for (var round = 0; round < 4; round++)
        {
            var clock = Stopwatch.StartNew();
            var (all, rows) = new CarryPreview(book, units, day).Rows(communes, null, 1_000, 50);
            samples.Add(clock.Elapsed.TotalMilliseconds);
            if (rows.Count != 50) throw new InvalidOperationException($"{rows.Count} rows.");
            total = all;
        }
        table.Add(new Row("wave-carry-preview", "đợt sáp nhập cả nước, xem trước số mang sang, một trang", "ms", new Samples(samples), counts + ", " + VnText.Number(total) + " dòng đếm hết, 50 dòng tính ra"));
    }

    private static void Carry(Table table, Gazetteer units, List<UnitVersion> before, AsOf eve, DateOnly day, string counts)
    {
        var random = new Random(3);
        var households = new Indicator("households", "Số hộ", "number", "hộ", "đo");
        var water = new Indicator("clean-water", "Nước sạch", "number", "%", "đo");
        var facts = new FactBook([households, water], before.SelectMany(u => new[] { Of(u, households, random.Next(500, 9_000)), Of(u, water, random.Next(40, 101)) }));
        var rules = CarryTable.Of([new IndicatorCarry("clean-water", CarryRule.Recompute, null, "households", "đo", false)]);
        var (samples, carried) = (new List<double>(), 0);
        for (var round = 0; round < 8; round++)
        {
            var clock = Stopwatch.StartNew();
            carried = new Carrying(units, facts, rules, eve, day).Book().Count;
            samples.Add(clock.Elapsed.TotalMilliseconds);
        }
        table.Add(new Row("wave-carry", "  … hai chỉ tiêu của mọi xã mang sang đơn vị mới", "ms", new Samples(samples[2..]), counts + ", " + VnText.Number(carried) + " giá trị biết được"));

        Fact Of(UnitVersion unit, Indicator indicator, int value) =>
            new(indicator.Id, unit.Unit, value.ToString(System.Globalization.CultureInfo.InvariantCulture), eve.Date, null, eve.Date, "import", "đo", false, "");
    }
}
