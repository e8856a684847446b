using System.Diagnostics;
using LangSo.Server.Commands;
using LangSo.Store;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>One official act: read the head of the ledger, chain the act to it, commit so that it outlives a power cut.</summary>
internal static class OfficialActs
{
    private const int Acts = 300, WarmUp = 20;

    public static async Task RunAsync(Table table, IReadOnlyList<Shelf> shelves, CancellationToken cancel)
    {
        var runs = new List<(Shelf Shelf, ServiceProvider Services, List<double> Took)>();
        foreach (var shelf in shelves) runs.Add((shelf, (await CommonOptions.OpenAsync(shelf.Installation, create: true, cancel)).Value, []));
        try
        {
            for (var act = -WarmUp; act < Acts; act++)
                foreach (var (_, services, took) in act % 2 == 0 ? runs : Enumerable.Reverse(runs))
                {
                    var started = Stopwatch.GetTimestamp();
                    await services.GetRequiredService<Ledger>().WriteAsync(
                        (_, acts) => Task.FromResult(acts.Record("bench", "measure", "bench", new { act, text = "một việc để đo" })), cancel);
                    if (act >= 0) took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
        }
        finally
        {
            foreach (var (_, services, _) in runs) await services.DisposeAsync();
        }
        foreach (var (shelf, _, took) in runs) table.Add(new Row("act-" + shelf.Id, $"một việc vào sổ cái, {shelf.Name}", "ms", new Samples(took)));
    }
}
