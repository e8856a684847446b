using System.Diagnostics;
using LangSo.Foundation;
using LangSo.Recognition;
using LangSo.Reports;
using LangSo.Server.Commands;
using LangSo.Server.Host;
using LangSo.Store;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>
/// The report of a day that nobody asked for before, against a query that answers its three headline figures. Every question is
/// another pair of days, so that no answer comes from a view prepared for an earlier one.
/// </summary>
internal static class ReportOfADay
{
    private const int Questions = 300, WarmUp = 40, Seed = 20240331;
    private static readonly DateOnly First = new(2019, 1, 1), Last = new(2026, 12, 31);
    private static readonly string[] Headlines = ["advanced", "model", "model-digital"];

    public static async Task RunAsync(Table table, Shelf shelf, CancellationToken cancel)
    {
        // Two of ours on one file: the second answers three figures without profiting from what the first has prepared.
        await using var reporting = (await CommonOptions.OpenAsync(shelf.Installation, create: false, cancel)).Value;
        await using var asking = (await CommonOptions.OpenAsync(shelf.Installation, create: false, cancel)).Value;
        using var query = new HeadlineQuery(shelf.Installation.Store);
        var report = reporting.GetRequiredService<ReportBuilder>();
        var figures = asking.GetRequiredService<Figures>();

        List<double> reports = [], ours = [], theirs = [];
        foreach (var (asOf, number) in Days().Select((d, i) => (d, i)))
        {
            var clock = Stopwatch.StartNew();
            var document = report.Build(asOf);
            var json = document.Then(d => ReportFormats.Render(d, "json"));
            var reported = clock.Elapsed.TotalMilliseconds;
            if (!json.Ok) throw new InvalidOperationException($"{asOf}: " + string.Join(" ", json.Problems));

            Headline[] mine, other;
            double mineMs, otherMs;
            if (number % 2 == 0)
            {
                (mine, mineMs) = Ours(figures, asOf);
                (other, otherMs) = Theirs(query, asOf);
            }
            else
            {
                (other, otherMs) = Theirs(query, asOf);
                (mine, mineMs) = Ours(figures, asOf);
            }
            var inReport = Headlines.Select(id => document.Value.Measures.First(m => m.Definition.Id == id)).Select(m => new Headline((int)m.Numerator, m.Denominator!.Value));
            if (!mine.SequenceEqual(other) || !inReport.SequenceEqual(other))
                throw new InvalidOperationException($"{asOf}: LangSo says {string.Join(", ", mine)}, the query says {string.Join(", ", other)}.");
            if (number < WarmUp) continue;
            reports.Add(reported);
            ours.Add(mineMs);
            theirs.Add(otherMs);
        }

        var (own, rival) = (new Samples(ours), new Samples(theirs));
        var winner = own.Median <= rival.Median ? "Làng Số" : "SQL";
        table.Add(new Row("report-" + shelf.Id, $"báo cáo của một ngày, JSON, {shelf.Name}", "ms", new Samples(reports), $"mỗi lần một cặp ngày khác nhau; {Headlines.Length} con số chính bằng nhau ở cả {Questions} ngày hỏi Làng Số và SQL"));
        table.Add(new Row("figures-" + shelf.Id, "  ba con số chính, Làng Số", "ms", own));
        table.Add(new Row("figures-sql-" + shelf.Id, $"  ba con số chính, SQL trên {shelf.Name}", "ms", rival,
            $"{winner} nhanh hơn ở việc này, {VnText.Number((decimal)Math.Round(Math.Max(own.Median, rival.Median) / Math.Min(own.Median, rival.Median), 1))} lần theo trung vị"));
    }

    private static (Headline[] Answer, double Ms) Ours(Figures figures, AsOf asOf)
    {
        var clock = Stopwatch.StartNew();
        var book = figures.Current;
        var answer = Array.ConvertAll(Headlines, id => book.Measure(id, asOf).Value);
        var ms = clock.Elapsed.TotalMilliseconds;
        return (Array.ConvertAll(answer, m => new Headline((int)m.Numerator, m.Denominator!.Value)), ms);
    }

    private static (Headline[] Answer, double Ms) Theirs(HeadlineQuery query, AsOf asOf)
    {
        var clock = Stopwatch.StartNew();
        var answer = query.Ask(asOf);
        return (answer, clock.Elapsed.TotalMilliseconds);
    }

    /// <summary>Half as known at the end of the span, half as known on some day after the one asked about.</summary>
    private static IEnumerable<AsOf> Days()
    {
        var random = new Random(Seed);
        var asked = new HashSet<AsOf>();
        var span = Last.DayNumber - First.DayNumber;
        while (asked.Count < Questions + WarmUp)
        {
            var day = First.AddDays(random.Next(span + 1));
            var known = asked.Count % 2 == 0 ? Last : day.AddDays(random.Next(Last.DayNumber - day.DayNumber + 1));
            if (asked.Add(new AsOf(day, known))) yield return new AsOf(day, known);
        }
    }
}
