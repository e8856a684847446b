using System.Diagnostics;
using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Server.Commands;
using LangSo.Sheets;
using LangSo.Territory;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>A million values from one CSV with every rule, on each engine; and a country of 75 indicators into one workbook.</summary>
internal static class Spreadsheets
{
    private const int Values = 1_000_000, ExportRows = 10_600, ExportColumns = 75;

    public static async Task RunAsync(Table table, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        Export(table, folder, cancel);
        // Installations of their own: a million facts more would change what the other measures measure.
        foreach (var shelf in await Shelf.BothAsync(folder, cancel))
        {
            await shelf.LoadAsync(cancel);
            await ImportAsync(table, shelf, Path.Combine(folder, "values.csv"), cancel);
        }
    }

    private static async Task ImportAsync(Table table, Shelf shelf, string path, CancellationToken cancel)
    {
        await using var services = (await CommonOptions.OpenAsync(shelf.Installation, create: false, cancel)).Value;
        var (day, today) = (new DateOnly(2024, 12, 31), TimeProvider.System.Today());
        var units = services.GetRequiredService<Gazetteers>().Current;
        var communes = units.InForce(new AsOf(day, today)).Where(v => units.LevelOf(v) == "commune").ToList();
        var indicators = services.GetRequiredService<FactBooks>().Current.Indicators.Values.Where(i => i is { Kind: "number", Unit: "%" }).Take(25).ToList();
        // The long form: a row a value, in the order in which offices write, commune by commune.
        await using (var text = new StreamWriter(path))
        {
            await text.WriteLineAsync("mã;tên xã;chỉ tiêu;giá trị;ngày");
            for (var n = 0; n < Values; n++)
            {
                var (unit, indicator) = (communes[n / indicators.Count % communes.Count], indicators[n % indicators.Count]);
                // Days between two waves of mergers, on which each of these codes means what it means on the last of them.
                var of = new DateOnly(2024, 9, 1).AddDays(n / (indicators.Count * communes.Count));
                await text.WriteLineAsync(string.Create(VnText.Culture, $"{unit.Code};{unit.FullName};{indicator.Id};{n % 1000 / 10m};{of.ToString("d/M/yyyy", VnText.Culture)}"));
            }
        }
        // What went before is given back first, or it would hide what is needed now.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var clock = Stopwatch.StartNew();
        using var watch = new MemoryWatch();
        var result = (await services.GetRequiredService<FactImport>().RunAsync(new ImportAsk(path, "values.csv", "bench", day, today, "bench"), write: true, null, cancel)).Value;
        // The batch joins the facts in memory when they are next asked for: that is part of the work.
        if (services.GetRequiredService<FactBooks>().Current.Count < Values) throw new InvalidOperationException("The facts are not counted.");
        clock.Stop();
        if (!result.Written || result.New != Values) throw new InvalidOperationException(result.Faults.Count > 0 ? result.Faults[0].ToString() : $"{result.New} mới");
        table.Add(new Row("import-" + shelf.Id, "nạp CSV 1.000.000 giá trị, mọi phép kiểm, " + shelf.Name, "dòng/s", new Samples([Values / clock.Elapsed.TotalSeconds]), $"trong {clock.Elapsed.TotalSeconds.ToString("0.0", VnText.Culture)} s, đến khi mọi câu trả lời đã tính chúng"));
        table.Add(new Row("import-memory-" + shelf.Id, "  bộ nhớ thêm khi nạp, cao nhất", "MB", new Samples([watch.Most]), "của cả chương trình, trên mức trước khi nạp"));
    }

    private static void Export(Table table, string folder, CancellationToken cancel)
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, ExportRows * ExportColumns).Select(_ => random.Next(10_000) / 100m).ToArray();
        // What went before is given back first, or it would hide what is needed now.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var watch = new MemoryWatch();
        var clock = Stopwatch.StartNew();
        using (var file = File.Create(Path.Combine(folder, "out.xlsx")))
        using (var sheet = new XlsxWriter(file, "Số liệu", Enumerable.Repeat(14.0, ExportColumns + 1), 1, 1))
        {
            for (var row = 0; row < ExportRows; row++)
            {
                cancel.ThrowIfCancellationRequested();
                sheet.Row();
                sheet.Text("xã thứ " + row.ToString(VnText.Culture));
                for (var column = 0; column < ExportColumns; column++) sheet.Number(values[row * ExportColumns + column], CellLook.Decimal);
            }
        }
        table.Add(new Row("export", "xuất XLSX 795.000 ô", "ms", new Samples([clock.Elapsed.TotalMilliseconds])));
        table.Add(new Row("export-memory", "  bộ nhớ thêm khi xuất, cao nhất", "MB", new Samples([watch.Most])));
    }

    /// <summary>The most memory that the program has held since, above what it held at first; looked at every 20 ms.</summary>
    private sealed class MemoryWatch : IDisposable
    {
        private readonly long _first;
        private readonly Timer _timer;
        private long _most;

        public MemoryWatch()
        {
            _first = Held();
            _timer = new Timer(_ => _most = Math.Max(_most, Held()), null, 0, 20);
        }

        public double Most => (Math.Max(_most, Held()) - _first) / 1e6;

        public void Dispose() => _timer.Dispose();

        private static long Held()
        {
            using var self = Process.GetCurrentProcess();
            return self.WorkingSet64;
        }
    }
}
