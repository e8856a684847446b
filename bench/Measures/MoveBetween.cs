using System.Diagnostics;
using System.Globalization;
using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Server.Commands;
using LangSo.Server.Keeping;
using LangSo.Store;
using LangSo.Store.Keeping;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>
/// A country's installation from SQLite to PostgreSQL and back: the national units, 800,000 facts and a million playback records,
/// with everything that the move proves before it opens the target: every byte read again, the ledger whole.
/// </summary>
internal static class MoveBetween
{
    private const int Facts = 800_000, Plays = 1_000_000, Seed = 77;

    public static async Task RunAsync(Table table, IReadOnlyList<Shelf> shelves, string folder, CancellationToken cancel)
    {
        if (shelves.FirstOrDefault(s => s.Db is not null)?.Db is not { } server) throw new InvalidOperationException("Không có PostgreSQL.");
        var full = new Shelf("full", "SQLite", Path.Combine(folder, "full"), null);
        await full.LoadAsync(cancel);
        await FillAsync(full, cancel);
        var abroad = new UriBuilder(server) { Path = "move" + Guid.NewGuid().ToString("n") }.Uri.ToString();
        var (there, back) = (new List<double>(), new List<double>());
        Directory.CreateDirectory(Path.Combine(folder, "back"));
        var rows = 0L;
        foreach (var (from, to, took) in (ReadOnlySpan<(Shelf, Shelf, List<double>)>)[
            (full, new Shelf("abroad", "", Path.Combine(folder, "back"), abroad), there), (new Shelf("abroad", "", Path.Combine(folder, "back"), abroad), new Shelf("back", "", Path.Combine(folder, "back"), null), back)])
            rows = Move(from, to, took, cancel);
        table.Add(new Row("move", "chuyển kho, dữ liệu cả nước, SQLite → PostgreSQL", "ms", new Samples(there), string.Create(VnText.Culture, $"{rows:#,0} dòng; kể cả đọc lại, so từng byte và cả sổ cái")));
        table.Add(new Row("move-back", "  … PostgreSQL → SQLite", "ms", new Samples(back)));
    }

    private static long Move(Shelf from, Shelf to, List<double> took, CancellationToken cancel) => Task.Run(
        async () =>
        {
            await using var here = new OpenedStore(from.Installation);
            await using var there = new OpenedStore(to.Installation);
            var clock = Stopwatch.StartNew();
            var moved = await new StoreMove(here.Factory, there.Factory).RunAsync(false, _ => { }, _ => { }, cancel);
            if (!moved.Ok) throw new InvalidOperationException(string.Join(" ", moved.Problems));
            took.Add(clock.Elapsed.TotalMilliseconds);
            return moved.Value.Tables.Sum(t => t.Rows);
        }, cancel).GetAwaiter().GetResult();

    private static async Task FillAsync(Shelf shelf, CancellationToken cancel)
    {
        await using var services = (await CommonOptions.OpenAsync(shelf.Installation, create: true, cancel)).Value;
        var today = services.GetRequiredService<TimeProvider>().Today();
        var units = services.GetRequiredService<Gazetteers>().Current.InForce(new AsOf(today, today)).Select(v => v.Unit).ToList();
        var random = new Random(Seed);
        await using var db = services.GetRequiredService<StoreFactory>().Open();
        var indicators = await db.Set<Indicator>().Select(i => i.Id).ToListAsync(cancel);
        await db.BulkAddAsync(
            Enumerable.Range(0, Facts).Select(i => new Fact(
                indicators[i % indicators.Count], units[i / indicators.Count % units.Count], random.Next(1_000).ToString(CultureInfo.InvariantCulture), new DateOnly(2016 + i % 10, 1, 1), null,
                new DateOnly(2016 + i % 10, 2, 1), "import", "Số đo để đo tốc độ", true, "toàn bộ")), cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            with recursive n(i) as (select 1 union all select i + 1 from n where i < {Plays})
            insert into plays (device, n, month, order_id, bulletin, media, planned, started, ended, result, reason, start_error_ms, received)
            select 'd' || (i % 3000), i / 3000 + 1, case when i % 2 = 0 then '2026-10-01' else '2026-11-01' end, printf('%032x', i % 500), printf('%032x', i % 400), printf('%064x', i % 400),
                   '2026-10-01 05:00:00', '2026-10-01 05:00:00.003', '2026-10-01 05:00:40', 'played', null, 2.5, '2026-11-02 05:01:00' from n
            """, cancel);
    }
}
