using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using LangSo.Foundation;

namespace LangSo.Bench;

/// <summary>
/// Two hundred officers signed in, fifty of them at a time doing what officers do all day, without a pause between: figures of a
/// day, lists, a commune, the report, bulletins; every third of them also writes drafts. The same seeded work on each store, in turn.
/// </summary>
internal static class OfficersAtWork
{
    private const int Officers = 200, AtOnce = 50, Deeds = 1_500, Rounds = 3, Seed = 51;
    private static readonly string[] Days = ["2024-03-31", "2024-09-01", "2025-06-30", "2025-07-01", "2026-11-01"];

    private sealed record Officer(Browser Browser, string Unit, bool Writes);

    public static async Task RunAsync(Table table, IReadOnlyList<Shelf> shelves, string program, CancellationToken cancel)
    {
        var crews = new List<(Shelf Shelf, ServerProgram Server, List<Officer> Officers, ConcurrentBag<(string What, double Ms)> Took, List<double> PerSecond)>();
        try
        {
            foreach (var shelf in shelves)
            {
                var officers = await shelf.AddOfficersAsync(Officers, Seed, cancel);
                var server = await ServerProgram.StartAsync(program, shelf, cancel);
                var crew = new List<Officer>();
                crews.Add((shelf, server, crew, [], []));
                foreach (var (user, unit, writes) in officers) crew.Add(new Officer(await Browser.SignInAsync(server.Address, user, cancel), unit.Value, writes));
            }
            // One round to warm up.
            for (var round = -1; round < Rounds; round++)
                foreach (var (_, _, officers, took, perSecond) in round % 2 == 0 ? crews : Enumerable.Reverse(crews))
                    perSecond.Add(await WorkAsync(officers, round < 0 ? [] : took, Seed + round, cancel));
        }
        finally
        {
            foreach (var (_, server, officers, _, _) in crews)
            {
                foreach (var officer in officers) officer.Browser.Dispose();
                await server.DisposeAsync();
            }
        }
        foreach (var (shelf, _, _, took, perSecond) in crews)
        {
            var slowest = took.GroupBy(t => t.What).Select(g => (What: g.Key, P95: new Samples(g.Select(t => t.Ms)).P95)).OrderByDescending(g => g.P95).First();
            table.Add(new Row("officers-" + shelf.Id, $"200 cán bộ, 50 người cùng lúc, {shelf.Name}", "ms", new Samples(took.Select(t => t.Ms)),
                string.Create(VnText.Culture, $"{perSecond.Skip(1).Average():0} yêu cầu mỗi giây, chung hai nhân với máy chủ; chậm nhất là {slowest.What}, p95 {slowest.P95:0} ms")));
        }
    }

    private static async Task<double> WorkAsync(IReadOnlyList<Officer> officers, ConcurrentBag<(string, double)> took, int seed, CancellationToken cancel)
    {
        var next = -1;
        var requests = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            int deed;
            while ((deed = Interlocked.Increment(ref next)) < Deeds)
            {
                foreach (var (what, act) in DeedOf(officers[deed % officers.Count], new Random(seed * 100_003 + deed)))
                {
                    var started = Stopwatch.GetTimestamp();
                    await act(cancel);
                    took.Add((what, Stopwatch.GetElapsedTime(started).TotalMilliseconds));
                    Interlocked.Increment(ref requests);
                }
            }
        }));
        return requests / clock.Elapsed.TotalSeconds;
    }

    private static IEnumerable<(string What, Func<CancellationToken, Task> Act)> DeedOf(Officer officer, Random random)
    {
        var day = Days[random.Next(Days.Length)];
        var turn = random.Next(100);
        if (officer.Writes && turn < 25)
        {
            string form = "";
            yield return ("soạn bản tin", async c => form = await officer.Browser.ReadAsync("/bulletins/new", c));
            var title = string.Create(CultureInfo.InvariantCulture, $"Họp xóm số {random.Next(100_000)}");
            yield return ("lưu nháp", c => officer.Browser.PostAsync("/bulletins/new", Browser.Fields(form,
                ("Seen", "0"), ("Title", title), ("Text", "Mời bà con 7 giờ 30 ra nhà văn hóa họp bàn việc làm đường."), ("Class", "normal"), ("Area", officer.Unit),
                ("When", "now"), ("Date", ""), ("Time", ""), ("Headline", ""), ("Facts", "")), c));
            yield break;
        }
        yield return turn switch
        {
            < 45 => ("phòng điều hành", c => officer.Browser.ReadAsync("/?asOf=" + day, c)),
            < 58 => ("một con số", c => officer.Browser.ReadAsync("/figures/advanced?asOf=" + day, c)),
            < 70 => ("danh sách xã", c => officer.Browser.ReadAsync("/units?asOf=" + day, c)),
            < 80 => ("một xã", c => officer.Browser.ReadAsync($"/units/{officer.Unit}?asOf=2026-11-01", c)),
            < 86 => ("báo cáo", c => officer.Browser.ReadAsync("/report?asOf=" + day, c)),
            < 95 => ("danh sách bản tin", c => officer.Browser.ReadAsync("/bulletins", c)),
            _ => ("thiết bị", c => officer.Browser.ReadAsync("/devices", c)),
        };
    }
}
