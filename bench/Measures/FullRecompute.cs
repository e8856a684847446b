using System.Diagnostics;
using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Server.Commands;
using LangSo.Territory;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>Criteria of a country: everything judged anew, asked as of random days, in months, ahead; against PostgreSQL on the same values.</summary>
internal static class FullRecompute
{
    private const int Rounds = 41, RivalRounds = 5;

    public static async Task RunAsync(Table table, IReadOnlyList<Shelf> shelves, CancellationToken cancel)
    {
        await using var services = (await CommonOptions.OpenAsync(shelves[0].Installation, create: false, cancel)).Value;
        var country = new CriteriaCountry(services.GetRequiredService<Assessor>().Current.Shelf.Sets["advanced"]);
        var (before, clock) = (Memory(), Stopwatch.StartNew());
        var facts = country.Facts();
        var gazetteer = country.Gazetteer();
        var book = country.Book(facts, gazetteer);
        clock.Restart();
        var rows = book.Rows(country.Set, country.Version);
        table.Add(new Row("criteria-ready", "7,95 triệu số liệu trong nhớ → xét xong lần đầu", "ms", new Samples([clock.Elapsed.TotalMilliseconds]), "gồm xếp vùng, xếp hàng mọi giá trị theo ngày, xét"));
        table.Add(new Row("criteria-memory", "  bộ nhớ số liệu và kết quả cả nước", "MB", new Samples([Memory() - before])));

        var ours = new List<double>();
        var rival = new List<double>();
        var answer = Answer(rows);
        var note = "";
        if (Environment.GetEnvironmentVariable("LANGSO_TEST_DB") is { Length: > 0 } address)
        {
            await using var query = await RecomputeQuery.MakeAsync(address, country, cancel);
            await query.AskAsync(cancel);
            for (var round = 0; round < RivalRounds; round++)
            {
                clock.Restart();
                var theirs = await query.AskAsync(cancel);
                rival.Add(clock.Elapsed.TotalMilliseconds);
                if (theirs != answer) throw new InvalidOperationException($"PostgreSQL {theirs}, LangSo {answer}.");
                Judge(Rounds / RivalRounds);
            }
            note = $"nhanh hơn PostgreSQL {Math.Round(new Samples(rival).Median / new Samples(ours).Median)} lần theo trung vị; số danh hiệu, tiêu chí chưa đạt và diện thu hồi bằng nhau";
        }
        Judge(Rounds - ours.Count);
        if (Answer(rows) != answer) throw new InvalidOperationException("The answer changed.");
        table.Add(new Row("criteria", "xét lại toàn bộ 10.600 xã × 75 chỉ tiêu × 10 năm", "ms", new Samples(ours), note));
        if (rival.Count > 0) table.Add(new Row("criteria-sql", "  câu PostgreSQL viết tay tốt nhất, cùng giá trị", "ms", new Samples(rival), "hàng hẹp theo khóa, bit_or, song song, không JIT, đã nóng"));

        var random = new Random(5);
        var (last, now) = (new DateOnly(CriteriaCountry.FirstYear + CriteriaCountry.Years - 1, 12, 31), new DateOnly(2026, 1, 1));
        table.Add(new Row("criteria-as-of", "đạt/không ở mọi tỉnh tại ngày bất kỳ", "ms", Time(200, 20, () => book.Titles(country.Set, country.Version, new AsOf(Day(), now))), Cpu()));
        table.Add(new Row("criteria-known-on", "  … như biết đến một ngày trước đây, chưa hỏi lần nào", "ms", Time(60, 10, () => book.Titles(country.Set, country.Version, new AsOf(Day(), Day()))), Cpu()));
        table.Add(new Row("criteria-series", "dãy 120 tháng của 63 tỉnh", "ms", Time(40, 5, () => book.Series(country.Set, last, 120, now))));
        table.Add(new Row("criteria-forecast", "dự báo mọi xã × tiêu chí, một năm", "ms", Time(3, 1, () => book.Forecast(country.Set, country.Version, new AsOf(last, now), last.AddYears(1)))));
        var (current, currentFacts) = (book, facts);
        table.Add(new Row("criteria-one", "một giá trị mới trong số liệu cả nước → mọi câu trả lời", "ms", Time(100, 10, () =>
        {
            var fact = new Fact("v3", country.Communes[random.Next(CriteriaCountry.Units)], "55.5", Day(), null, now, "typed", "đo", false, "");
            (currentFacts, current) = Add(current, currentFacts, fact);
            current.Titles(country.Set, country.Version, new AsOf(last, now));
        })));
        foreach (var shelf in shelves) await SaveAsync(table, shelf, random, cancel);

        void Judge(int rounds)
        {
            for (var i = 0; i < rounds; i++)
            {
                clock.Restart();
                rows.Judge();
                ours.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        DateOnly Day() => new DateOnly(CriteriaCountry.FirstYear, 2, 1).AddDays(random.Next(3500));
    }

    /// <summary>On the real store of the demonstration: typed, committed, counted.</summary>
    private static async Task SaveAsync(Table table, Shelf shelf, Random random, CancellationToken cancel)
    {
        await using var services = (await CommonOptions.OpenAsync(shelf.Installation, create: false, cancel)).Value;
        var (desk, assessor, today) = (services.GetRequiredService<FactDesk>(), services.GetRequiredService<Assessor>(), TimeProvider.System.Today());
        var asOf = new AsOf(today, today);
        var communes = assessor.Current.Units.InForce(asOf).Where(v => v.Kind == "xã").ToList();
        var samples = new List<double>();
        for (var i = 0; i < 120; i++)
        {
            var fact = new NewFact("clean-water", communes[i % communes.Count].Unit, (random.Next(10_000) / 100m).ToString(System.Globalization.CultureInfo.InvariantCulture), today.AddDays(-i), null, "typed", "đo");
            var clock = Stopwatch.StartNew();
            var saved = await desk.SaveAsync([fact], "bench", cancel);
            if (!saved.Ok || !assessor.Current.AssessArea("ntm-2026", null, asOf).Ok) throw new InvalidOperationException(string.Join(" ", saved.Problems));
            if (i >= 20) samples.Add(clock.Elapsed.TotalMilliseconds);
        }
        table.Add(new Row("criteria-save-" + shelf.Id, "ghi một giá trị bền vững → bảng cả nước đúng, " + shelf.Name, "ms", new Samples(samples)));
    }

    private static (FactBook, AssessmentBook) Add(AssessmentBook book, FactBook facts, Fact fact)
    {
        var next = facts.With([fact]);
        return (next, book.With(next, [fact]));
    }

    private static (long Titles, long Failing, long Lost) Answer(SetRows rows)
    {
        var (titles, failing, lost) = (0L, 0L, 0L);
        foreach (var block in rows.Blocks)
            for (var row = 0; row < block.Rows; row++)
            {
                ref readonly var result = ref block.Result(row);
                if (result.Title == Verdict.Met) titles++;
                if (result.Distance == 0) lost++;
                failing += result.Failing;
            }
        return (titles, failing, lost);
    }

    // What one question took of the processor, on average: on a busy machine the time on the clock says more of its neighbours.
    private static string Cpu() => string.Create(VnText.Culture, $"{_cpu:0.0} ms bộ xử lý mỗi câu, tính cả hai nhân");

    private static double _cpu;

    private static Samples Time(int rounds, int warm, Action work)
    {
        var samples = new List<double>();
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < rounds + warm; i++)
        {
            var clock = Stopwatch.StartNew();
            work();
            if (i >= warm) samples.Add(clock.Elapsed.TotalMilliseconds);
        }
        _cpu = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / (rounds + warm);
        return new Samples(samples);
    }

    private static double Memory() => GC.GetTotalMemory(forceFullCollection: true) / 1e6;
}
