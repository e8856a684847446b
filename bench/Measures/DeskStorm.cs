using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.SelfAssessment;
using LangSo.SelfAssessment.Store;
using LangSo.Server.Access;
using LangSo.Server.Commands;
using LangSo.Server.Demo;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>
/// The network comes back after a day: a phone for each commune of the country sends 75 values and tells of 20 pictures, over HTTP, to the running
/// server. One in twenty answers is lost, and that phone tells everything again.
/// </summary>
internal static partial class DeskStorm
{
    private const int Devices = 3_321, Values = 75, Pictures = 20, AtOnce = 64, Seed = 11;
    private const string Set = "ntm-2026", User = "canbobao";

    private sealed record Op(string Id, string Kind, string Unit, string Set, int Year, string Indicator, string? Value, long Base, long Seen, long N, string? Sha256, string? Name, long Bytes);

    public static async Task RunAsync(Table table, Shelf shelf, string program, CancellationToken cancel)
    {
        var (units, fields, year) = await PrepareAsync(shelf, cancel);
        await using var server = await ServerProgram.StartAsync(program, shelf, cancel);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = AtOnce, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new Uri(server.Address), Timeout = TimeSpan.FromMinutes(4) };
        await SignInAsync(http, cancel);
        var sheet = $"/self-assessment/{units[0]}/{Set}/{year}";
        table.Add(new Row("desk-first-load", "phiếu tự đánh giá, lần mở đầu, nén gzip", "KB", new Samples([await WeighAsync(http, sheet, cancel) / 1024.0]), "trang, kiểu, chương trình; phông chữ tải sau"));
        await DeskFirstView.RunAsync(table, server.Address, User, sheet, cancel);
        using var state = JsonDocument.Parse(await http.GetStringAsync("/api" + sheet.Replace("/self-assessment/", "/self-assessment/sheets/", StringComparison.Ordinal), cancel));
        http.DefaultRequestHeaders.Add("X-CSRF", state.RootElement.GetProperty("csrf").GetString());

        var phones = Enumerable.Range(0, Devices).Select(i => Queue(i, units[i % units.Count], fields, year)).ToList();
        var outcomes = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var slowest = new ConcurrentBag<double>();
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, Devices), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (i, stop) =>
        {
            for (var turn = 0; turn <= (i % 20 == 0 ? 1 : 0); turn++)
            {
                var began = Stopwatch.GetTimestamp();
                using var answer = await http.PostAsJsonAsync("/api/self-assessment/sync", new { user = User, device = DeviceOf(i), ops = phones[i] }, LangSoJson.Compact, stop);
                if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"sync answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stop)}");
                using var said = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(stop));
                foreach (var line in said.RootElement.GetProperty("results").EnumerateArray()) outcomes.AddOrUpdate(line.GetProperty("outcome").GetString()! + (turn > 0 ? " again" : ""), 1, (_, n) => n + 1);
                slowest.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        });
        var took = clock.Elapsed.TotalSeconds;
        var (lost, doubled, rows) = await CountAsync(shelf, units, phones, cancel);
        table.Add(new Row("desk-storm", $"{VnText.Number(Devices)} máy × ({Values} giá trị + {Pictures} ảnh), {shelf.Name}", "s", new Samples([took]), string.Create(VnText.Culture,
            $"{VnText.Number(rows)} thay đổi trong kho, {lost} mất, {doubled} trùng; p95 một máy {new Samples(slowest).P95:0} ms; {string.Join(", ", outcomes.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => o.Key + " " + o.Value.ToString(CultureInfo.InvariantCulture)))}")));
        if (lost + doubled > 0) throw new InvalidOperationException($"{lost} lost, {doubled} doubled.");
    }

    private static string DeviceOf(int i) => string.Create(CultureInfo.InvariantCulture, $"may-bao-{i:00000}");

    private static List<Op> Queue(int device, string unit, IReadOnlyList<(string Fact, bool YesNo)> fields, int year)
    {
        var ops = new List<Op>(Values + Pictures);
        for (var k = 0; k < Values; k++)
        {
            var (fact, yesNo) = fields[k % fields.Count];
            var value = yesNo ? (k / fields.Count % 2 == 0 ? "no" : "yes") : (10 + (k + device) % 80).ToString(CultureInfo.InvariantCulture);
            ops.Add(new Op($"o-{device}-{k}-{Seed}00000", "edit", unit, Set, year, fact, value, 1_000_000, 0, k + 1, null, null, 0));
        }
        for (var k = 0; k < Pictures; k++)
        {
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes((device * 100L) + k)));
            ops.Add(new Op($"p-{device}-{k}-{Seed}00000", "evidence-add", unit, Set, year, fields[k].Fact, null, 0, 0, Values + k + 1, hash, $"anh{k}.jpg", 2_400_000));
        }
        return ops;
    }

    private static async Task<(IReadOnlyList<string> Units, IReadOnlyList<(string Fact, bool YesNo)> Fields, int Year)> PrepareAsync(Shelf shelf, CancellationToken cancel)
    {
        await using var services = (await CommonOptions.OpenAsync(shelf.Installation, create: true, cancel)).Value;
        var today = services.GetRequiredService<TimeProvider>().Today();
        var gazetteer = services.GetRequiredService<Gazetteers>().Current;
        var now = new AsOf(today, today);
        var version = services.GetRequiredService<Assessor>().Current.Set(Set).Value.On(today)!;
        await using var db = services.GetRequiredService<StoreFactory>().Open();
        db.Add(new Account
        {
            UserName = User, NormalizedUserName = User.ToUpperInvariant(), ShownName = "Cán bộ đo", PasswordHash = new PasswordHasher<Account>().HashPassword(new Account(), DemoAccounts.Password),
            SecurityStamp = Guid.NewGuid().ToString("n"), ConcurrencyStamp = Guid.NewGuid().ToString("n"),
        });
        foreach (var root in gazetteer.Roots(now)) db.Add(new RoleGrant { UserName = User, Role = Roles.CommuneOfficer, Unit = root.Unit, From = root.From });
        await db.SaveChangesAsync(cancel);
        return ([.. gazetteer.InForce(now).Where(u => u.Kind == "xã").Select(u => u.Unit.Value)],
            [.. version.Indicators.SelectMany(i => i.Indicator.Facts.Select(f => (f, i.Indicator.Kind == ValueKind.YesNo)))], today.Year);
    }

    private static async Task SignInAsync(HttpClient http, CancellationToken cancel)
    {
        var form = await http.GetStringAsync("/sign-in", cancel);
        using var fields = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = User, ["password"] = DemoAccounts.Password, ["__RequestVerificationToken"] = WebUtility.HtmlDecode(Token().Match(form).Groups[1].Value) });
        using var answer = await http.PostAsync("/sign-in", fields, cancel);
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException("The officer did not get in.");
    }

    /// <summary>Bytes over the line until the sheet can be used.</summary>
    private static async Task<long> WeighAsync(HttpClient http, string sheet, CancellationToken cancel)
    {
        var all = 0L;
        foreach (var path in (string[])[sheet, "/look/langso.css", "/look/lib/icons.svg", "/look/logo.svg", .. ((string[])["desk.css", "desk.js", "queue.js", "line.js", "fields.js", "bar.js"]).Select(f => "/self-assessment-assets/" + f)])
        {
            using var ask = new HttpRequestMessage(HttpMethod.Get, path);
            ask.Headers.Add("Accept-Encoding", "gzip");
            using var answer = await http.SendAsync(ask, cancel);
            if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");
            all += (await answer.Content.ReadAsByteArrayAsync(cancel)).Length + 400;
        }
        return all;
    }

    /// <summary>Every change of a commune with one phone is there once, its last values stand, and ledger and rows agree.</summary>
    private static async Task<(int Lost, int Doubled, int Rows)> CountAsync(Shelf shelf, IReadOnlyList<string> units, List<List<Op>> phones, CancellationToken cancel)
    {
        await using var services = (await CommonOptions.OpenAsync(shelf.Installation, create: false, cancel)).Value;
        var proof = await services.GetRequiredService<SheetProof>().VerifyAsync(cancel);
        if (!proof.Ok) throw new InvalidOperationException(proof.Problems[0].ToString());
        await using var db = services.GetRequiredService<StoreFactory>().Open();
        var rows = await db.Set<SheetOp>().AsNoTracking().Where(o => o.Actor == User).Select(o => new { o.OpId, o.Unit, o.Field, o.Value, o.Version }).ToListAsync(cancel);
        var doubled = rows.Count - rows.DistinctBy(r => r.OpId).Count();
        var ids = rows.Select(r => r.OpId).ToHashSet(StringComparer.Ordinal);
        var lost = 0;
        var stands = rows.GroupBy(r => (r.Unit.Value, r.Field)).ToDictionary(g => g.Key, g => g.MaxBy(r => r.Version)!.Value);
        var files = await db.Set<EvidenceRow>().CountAsync(e => e.Actor == User, cancel);
        for (var device = 0; device < phones.Count; device++)
        {
            lost += phones[device].Count(o => o.Sha256 is not null && !ids.Contains(o.Id));
            if (device + units.Count < phones.Count || device >= units.Count) continue;
            lost += phones[device].Count(o => !ids.Contains(o.Id));
            foreach (var last in phones[device].Where(o => o.Sha256 is null).GroupBy(o => o.Indicator).Select(g => g.Last()))
                if (stands[(last.Unit, last.Indicator)] != last.Value) lost++;
        }
        return (lost + Math.Max(0, phones.Sum(p => p.Count(o => o.Sha256 is not null)) - files), doubled, rows.Count);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
