using System.Diagnostics;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using LangSo.Recognition.Store;
using LangSo.Server.Commands;
using LangSo.Server.Demo;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>Ten thousand dossiers wait at one desk: its task list through HTTP, the first page and pages deep in the list in turn.</summary>
internal static class DossierTasks
{
    private const int Dossiers = 10_000, Reads = 400, WarmUp = 40, Seed = 41;

    public static async Task RunAsync(Table table, IReadOnlyList<Shelf> shelves, string program, CancellationToken cancel)
    {
        foreach (var shelf in shelves)
        {
            var cursors = await FillAsync(shelf, cancel);
            await using var server = await ServerProgram.StartAsync(program, shelf, cancel);
            using var verifier = await Browser.SignInAsync(server.Address, "thamtra", cancel);
            var (took, random) = (new List<double>(), new Random(Seed));
            for (var read = -WarmUp; read < Reads; read++)
            {
                var path = read % 2 == 0 ? "/tasks" : "/tasks?after=" + cursors[random.Next(cursors.Count)];
                var clock = Stopwatch.GetTimestamp();
                var page = await verifier.ReadAsync(path, cancel);
                if (read >= 0) took.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
                if (!page.Contains(VnText.Number(Dossiers), StringComparison.Ordinal)) throw new InvalidOperationException("The page does not count all dossiers.");
            }
            table.Add(new Row("dossiers-" + shelf.Id, $"việc của tôi, 10.000 hồ sơ, {shelf.Name}", "ms", new Samples(took), "50 dòng một trang; nửa số lần đọc là trang sâu"));
        }
    }

    private static async Task<IReadOnlyList<string>> FillAsync(Shelf shelf, CancellationToken cancel)
    {
        await using var services = (await CommonOptions.OpenAsync(shelf.Installation, create: false, cancel)).Value;
        var today = services.GetRequiredService<TimeProvider>().Today();
        var units = services.GetRequiredService<Gazetteers>().Current;
        var asOf = new AsOf(today, today);
        var province = units.ByCode(DemoAccounts.ProvinceCode, asOf)!.Unit;
        var communes = units.Under(province, asOf).Where(v => v.Kind == "xã").ToList();
        var template = services.GetRequiredService<Procedures>().Current.On(DossierKind.Recognise, today)!;
        await using var db = services.GetRequiredService<StoreFactory>().Open();
        var serial = await db.Set<DossierRow>().MaxAsync(r => (int?)r.Serial, cancel) ?? 0;
        var (random, rows) = (new Random(Seed), new List<DossierRow>(Dossiers));
        for (var n = 0; n < Dossiers; n++)
        {
            var (unit, due) = (communes[random.Next(communes.Count)].Unit, today.AddDays(random.Next(-20, 60)));
            rows.Add(new DossierRow
            {
                // Of the year before: a dossier under way closes the sheet of its year, on which another measure types.
                Id = Guid.CreateVersion7().ToString("n"), Serial = serial + 1 + n, Kind = DossierKind.Recognise, Unit = unit, Province = province, Title = "standard", Field = "", Year = today.Year - 1, Set = "ntm-2026",
                Sample = true, Template = template.Id, Step = "verification", Status = DossierStatus.Open, Version = 1, Desk = DossierRow.DeskKey(Rights.VerifyDossiers, province), OpenedOn = today, EnteredOn = today,
                Due = due, Order = due.DayNumber, Escalated = true, Decided = false, Drifted = false,
            });
        }
        await db.BulkAddAsync(rows, cancel);
        return [.. rows.Select(r => $"{r.Order}-dossiers-{r.Serial}").Take(500)];
    }
}
