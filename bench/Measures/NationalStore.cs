using System.Diagnostics;
using System.Globalization;
using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Server.Commands;
using LangSo.Territory;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>
/// The server as a country would run it: 7.95 million values of every commune taken in by our own import, in ten tables, on each store. Then how
/// long a start takes with and without the snapshot, what the program weighs, how fast a value is taken in, and an answer is given about an
/// earlier day.
/// </summary>
internal static class NationalStore
{
    private const int Values = 7_950_000, Files = 10, PerRow = 75, Starts = 3, Saves = 120, Asked = 60;

    public static async Task RunAsync(Table table, string folder, string program, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        foreach (var shelf in await Shelf.BothAsync(folder, cancel))
        {
            await shelf.LoadAsync(cancel);
            var (rates, peaks) = (new List<double>(), new List<double>());
            foreach (var (path, values) in await FilesAsync(shelf, folder, cancel))
            {
                var (seconds, peak) = await ImportAsync(shelf, program, path, cancel);
                rates.Add(values / seconds);
                peaks.Add(peak);
                File.Delete(path);
            }
            table.Add(new Row("national-import-" + shelf.Id, $"nạp 795.000 giá trị một tệp, cả chương trình từ lúc gõ lệnh, {shelf.Name}", "dòng/s", new Samples(rates), "mười tệp liền nhau, đến 7,95 triệu giá trị trong kho"));
            table.Add(new Row("national-import-memory-" + shelf.Id, "  … bộ nhớ cao nhất của lệnh, kể cả mọi số liệu đã có", "MB", new Samples(peaks)));
            await ExportAsync(table, shelf, program, cancel);
            await StartsAsync(table, shelf, program, cancel);
            await AnswersAsync(table, shelf, cancel);
        }
    }

    private static async Task StartsAsync(Table table, Shelf shelf, string program, CancellationToken cancel)
    {
        var snapshot = Path.Combine(shelf.Folder, "facts.snapshot");
        var (bare, ready, now, peak) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var start = -1; start < Starts; start++)
        {
            if (start < 0) File.Delete(snapshot);
            await using var server = await ServerProgram.StartAsync(program, shelf, cancel);
            (start < 0 ? bare : ready).Add(server.ReadyAfter.TotalMilliseconds);
            if (start < 0) continue;
            using var browser = await Browser.SignInAsync(server.Address, "dieuphoi", cancel);
            foreach (var page in (string[])["/", "/?asOf=2026-11-01", "/criteria", "/reports"])
            {
                try
                {
                    await browser.ReadAsync(page, cancel);
                }
                catch (InvalidOperationException)
                {
                    // a page that this account may not see
                }
            }
            var memory = Computer.Memory(server.ProcessId);
            now.Add(memory.Now);
            peak.Add(memory.Peak);
        }
        table.Add(new Row("national-cold-" + shelf.Id, $"lệnh serve → trả lời, 7,95 triệu giá trị trong {shelf.Name}", "ms", new Samples(ready), "từ lúc gõ lệnh; số liệu từ tệp ảnh chụp"));
        table.Add(new Row("national-cold-store-" + shelf.Id, "  … không có tệp ảnh chụp, đọc cả kho và ghi tệp mới", "ms", new Samples(bare)));
        table.Add(new Row("national-memory-" + shelf.Id, $"bộ nhớ cả máy chủ, 7,95 triệu giá trị, {shelf.Name}", "MB", new Samples(now), $"sau vài trang; lúc cao nhất {VnText.Number((decimal)Math.Round(peak.Max()))} MB"));
    }

    private static async Task AnswersAsync(Table table, Shelf shelf, CancellationToken cancel)
    {
        await using var services = (await CommonOptions.OpenAsync(shelf.Installation, create: false, cancel)).Value;
        var (desk, assessor, today) = (services.GetRequiredService<FactDesk>(), services.GetRequiredService<Assessor>(), TimeProvider.System.Today());
        var (asOf, random) = (new AsOf(today, today), new Random(11));
        var communes = assessor.Current.Units.InForce(asOf).Where(v => v.Kind == "xã").ToList();
        var (samples, earlier) = (new List<double>(), new List<double>());
        for (var i = 0; i < Saves; i++)
        {
            var fact = new NewFact("clean-water", communes[random.Next(communes.Count)].Unit, (random.Next(10_000) / 100m).ToString(CultureInfo.InvariantCulture), today.AddDays(-i), null, "typed", "đo");
            var clock = Stopwatch.StartNew();
            var saved = await desk.SaveAsync([fact], "bench", cancel);
            if (!saved.Ok || !assessor.Current.AssessArea("ntm-2026", null, asOf).Ok) throw new InvalidOperationException(string.Join(" ", saved.Problems));
            if (i >= 20) samples.Add(clock.Elapsed.TotalMilliseconds);
        }
        table.Add(new Row("national-save-" + shelf.Id, $"ghi một giá trị bền vững → bảng cả nước đúng, 7,95 triệu giá trị, {shelf.Name}", "ms", new Samples(samples)));
        var book = assessor.Current;
        for (var i = 0; i < Asked + 10; i++)
        {
            var (day, known) = (today.AddDays(-random.Next(200)), today.AddDays(-random.Next(200)));
            var clock = Stopwatch.StartNew();
            var set = book.Shelf.Sets["ntm-2026"];
            if (set.On(day) is not { } version) continue;
            book.Titles(set, version, new AsOf(day, known));
            if (i >= 10) earlier.Add(clock.Elapsed.TotalMilliseconds);
        }
        table.Add(new Row("national-known-on-" + shelf.Id, "  … ngày bất kỳ, biết đến ngày bất kỳ, chưa hỏi lần nào", "ms", new Samples(earlier)));
    }

    // One row a commune and year-end, 75 indicators of the sets beside each other, as offices send them.
    private static async Task<IReadOnlyList<(string Path, int Values)>> FilesAsync(Shelf shelf, string folder, CancellationToken cancel)
    {
        await using var services = (await CommonOptions.OpenAsync(shelf.Installation, create: false, cancel)).Value;
        var units = services.GetRequiredService<Gazetteers>().Current;
        var asked = services.GetRequiredService<Assessor>().Current.Shelf.Sets.Values.SelectMany(s => s.Versions).SelectMany(v => v.Indicators).SelectMany(i => i.Indicator.Facts).ToHashSet(StringComparer.Ordinal);
        var indicators = services.GetRequiredService<FactBooks>().Current.Indicators.Values
            .Where(i => i.Kind is "number" or "yes-no").OrderByDescending(i => asked.Contains(i.Id)).ThenBy(i => i.Id, StringComparer.Ordinal).Take(PerRow).ToList();
        var random = new Random(2016);
        var (files, round, left, written) = (new List<(string, int)>(), 0, new Queue<UnitVersion>(), 0);
        var day = default(DateOnly);
        for (var file = 0; file < Files; file++)
        {
            var (path, values) = (Path.Combine(folder, $"country-{file}.csv"), 0);
            await using var text = new StreamWriter(path);
            await text.WriteLineAsync("mã;tên xã;ngày;" + string.Join(';', indicators.Select(i => i.Id)));
            while (values < Values / Files)
            {
                if (left.Count == 0)
                {
                    // The communes of now, every fortnight since they are: each code means one unit in the whole table.
                    day = new DateOnly(2025, 7, 1).AddDays(15 * round++);
                    foreach (var unit in units.InForce(new AsOf(day, TimeProvider.System.Today())).Where(v => units.LevelOf(v) == "commune" && !v.Sample)) left.Enqueue(unit);
                }
                var commune = left.Dequeue();
                await text.WriteAsync(commune.Code + ";" + commune.FullName + ";" + day.ToString("d/M/yyyy", VnText.Culture));
                foreach (var indicator in indicators)
                    await text.WriteAsync(indicator.Kind == "yes-no" ? random.Next(10) > 0 ? ";Đạt" : ";Chưa đạt" : ";" + (random.Next(1000) / 10m).ToString(VnText.Culture));
                await text.WriteLineAsync();
                values += PerRow;
            }
            written += values;
            files.Add((path, values));
        }
        return written == Values ? files : throw new InvalidOperationException($"{written} values written.");
    }

    private static Task<(double Seconds, double Peak)> ImportAsync(Shelf shelf, string program, string path, CancellationToken cancel) =>
        CommandAsync(shelf, program, ["import", path, "--as-of", "2025-07-01", "--source", "đo"], cancel);

    // All that the store holds of a day, by the command an official has.
    private static async Task ExportAsync(Table table, Shelf shelf, string program, CancellationToken cancel)
    {
        var path = Path.Combine(shelf.Folder, "out.xlsx");
        var (seconds, peak) = await CommandAsync(shelf, program, ["export", "facts", "--as-of", "2026-11-01", "--out", path], cancel);
        table.Add(new Row("national-export-" + shelf.Id, $"xuất XLSX mọi xã của cả nước, cả chương trình từ lúc gõ lệnh, {shelf.Name}", "ms", new Samples([seconds * 1000]), $"{VnText.Number(new FileInfo(path).Length)} byte; bộ nhớ cao nhất {VnText.Number((decimal)Math.Round(peak))} MB, kể cả mọi số liệu"));
        File.Delete(path);
    }

    private static async Task<(double Seconds, double Peak)> CommandAsync(Shelf shelf, string program, string[] command, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. command, "--data", shelf.Folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (shelf.Db is { } db) start.Environment["LANGSO_DB"] = db;
        var clock = Stopwatch.StartNew();
        using var running = Process.Start(start)!;
        var (said, told) = (running.StandardError.ReadToEndAsync(cancel), running.StandardOutput.ReadToEndAsync(cancel));
        var peak = 0.0;
        while (!running.WaitForExit(50)) peak = Math.Max(peak, Peak(running));
        var seconds = clock.Elapsed.TotalSeconds;
        await told;
        return running.ExitCode == 0 ? (seconds, peak) : throw new InvalidOperationException(await said);
    }

    private static double Peak(Process process)
    {
        try
        {
            return Computer.Memory(process.Id).Peak;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // it has just ended
            return 0;
        }
    }
}
