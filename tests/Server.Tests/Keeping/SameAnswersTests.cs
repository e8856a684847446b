using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LangSo.Bulletins;
using LangSo.Criteria.Assessments;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Recognition;
using LangSo.Reports;
using LangSo.Server.Host;
using LangSo.Server.Keeping;
using LangSo.Server.Tests.Commands;
using LangSo.Store;
using LangSo.Store.Keeping;
using LangSo.Territory;
using LangSo.Territory.Answers;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Keeping;

/// <summary>Whatever is asked, SQLite and PostgreSQL answer the same to the byte.</summary>
[Collection("both engines")]
public sealed class SameAnswersTests(PostgresServer postgres)
{
    private const int Queries = 1_000, Seed = 20261123;
    private static readonly JsonSerializerOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, IncludeFields = true };
    private static readonly DateOnly First = new(2018, 1, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_generated_queries_have_the_same_answer_on_both_engines()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        using var home = new TempFolder();
        await FillAsync(folder.Path);
        await using var source = Kept.Open(folder);
        await using var moved = Kept.Open(home.Path, source.Factory.Address.Engine == StoreEngine.Sqlite ? postgres.NewDatabase() : null);
        Assert.True((await new StoreMove(source.Factory, moved.Factory).RunAsync(false, _ => { }, _ => { }, Cancel)).Ok);
        await using var one = await OpenAsync(source.Installation);
        await using var other = await OpenAsync(moved.Installation);

        var differences = new List<string>();
        var (kinds, longest) = (new SortedDictionary<string, int>(StringComparer.Ordinal), 0);
        for (var number = 0; number < Queries; number++)
        {
            var (kind, ask) = Query(new Random(Seed + number), one);
            var (here, there) = (await ask(one), await ask(other));
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            longest = Math.Max(longest, here.Length);
            if (here != there) differences.Add($"{number} {kind}: {FirstDifference(here, there)}");
        }
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Queries} queries, {differences.Count} differences ({string.Join(", ", kinds.Select(k => k.Key + " " + k.Value.ToString(CultureInfo.InvariantCulture)))}; longest answer {longest} characters)");
        Assert.Empty(differences);
        Assert.Equal(11, kinds.Count);
    }

    /// <summary>Bulletins in every state, signed orders and playback, with letters that engines sort and compare differently.</summary>
    private static async Task FillAsync(string folder)
    {
        var random = new Random(Seed);
        await using var services = await OpenAsync(PlaceOf(folder));
        var today = new AsOf(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 1));
        var communes = services.GetRequiredService<Gazetteers>().Current.Under(services.GetRequiredService<Gazetteers>().Current.ByCode("37", today)!.Unit, today).ToList();
        string[] words = ["Họp", "họp", "HỌP", "Đường", "đường", "Ỷ Lan", "y lan", "an", "Ân", "100%", "O'Briên", "_", "%", "Lịch nước", "tiêm phòng", "ỦY BAN", "z", "ă", "Zalo"];
        var sender = services.GetRequiredService<IBulletinSender>();
        var (ids, rows) = (new List<string>(), new List<string>());
        for (var i = 0; i < 150; i++)
        {
            var title = (string.Join(' ', Enumerable.Range(0, 1 + random.Next(4)).Select(_ => words[random.Next(words.Length)])) + " " + i.ToString(CultureInfo.InvariantCulture)).Replace("'", "''", StringComparison.Ordinal);
            var id = BulletinId.New(TimeProvider.System);
            var (at, state) = (new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(i / 3 * 5).AddTicks(random.Next(10) * 10L), 1 + i % 5);
            var starts = state >= 4 ? $"'{at:yyyy-MM-dd HH:mm:ss.FFFFFF}'" : "null";
            var expires = state >= 4 ? random.Next(2) == 0 ? "'2099-01-01 00:00:00'" : starts : "null";
            rows.Add(string.Create(CultureInfo.InvariantCulture,
                $"('{id.Value.ToString().ToUpperInvariant()}', 1, {state}, '{title}', 'Mời bà con {title}', '{communes[random.Next(communes.Count)].Unit.Value}', {1 + random.Next(3)}, '{(i % 3 == 0 ? "dieuphoi" : "vanhoa")}', 'Cán bộ', '{at:yyyy-MM-dd HH:mm:ss.FFFFFF}', '{at:yyyy-MM-dd HH:mm:ss.FFFFFF}', {starts}, {expires}, '{VnText.Fold(title)}')"));
            ids.Add(id.ToString());
        }
        await Sql.RunAsync(folder, "insert into bulletins (id, version, state, title, text, area, class, author, author_name, created, edited, starts_at, expires, folded) values " + string.Join(", ", rows));
        for (var i = 0; i < 30; i++)
        {
            var dispatch = new Dispatch(
                BulletinId.New(TimeProvider.System), words[random.Next(words.Length)] + " " + i.ToString(CultureInfo.InvariantCulture), communes[random.Next(communes.Count)].Unit, BulletinClass.Normal, null,
                TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1 + random.Next(100)), null, new BoardCard("Thẻ", [], "UBND"), "lanhdao");
            Assert.True((await services.GetRequiredService<Ledger>().WriteAsync((db, acts) => sender.SignAsync(db, acts, dispatch, Cancel), Cancel)).Ok);
            ids.Add(dispatch.Bulletin.ToString());
        }
        var devices = services.GetRequiredService<DeviceDesk>();
        await devices.OpenAsync(Cancel);
        var plays = new StringBuilder();
        var known = devices.List(new DeviceFilter(Size: 100)).Devices;
        for (var n = 1; n <= 1_500; n++)
        {
            var at = new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(n * 37).AddTicks(random.Next(1_000_000) * 10L);
            var (started, reason) = (random.Next(9) == 0 ? "null" : $"'{at:yyyy-MM-dd HH:mm:ss.ffffff}'", random.Next(3) == 0 ? "null" : $"'{words[random.Next(words.Length)].Replace("'", "''", StringComparison.Ordinal)}'");
            plays.Append(CultureInfo.InvariantCulture, $"{(n == 1 ? "" : ", ")}('{known[n % known.Count].Id}', {n}, '{at:yyyy-MM}-01', 'o{random.Next(40)}', '{ids[random.Next(ids.Count)]}', null, null, {started}, null, '{(random.Next(5) == 0 ? "refused" : "played")}', {reason}, {random.Next(100) / 8.0}, '{at:yyyy-MM-dd HH:mm:ss.ffffff}')");
        }
        await Sql.RunAsync(folder, "insert into plays (device, n, month, order_id, bulletin, media, planned, started, ended, result, reason, start_error_ms, received) values " + plays);
    }

    private static Installation PlaceOf(string folder) => LangSo.Server.Commands.Place.Of(folder, TestDatabase.Of(folder)).Value;

    /// <summary>Everything but the web, at one moment that stands still.</summary>
    private static async Task<ServiceProvider> OpenAsync(Installation installation)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLangSo(installation);
        services.AddSingleton<TimeProvider>(new StandingClock());
        var provider = services.BuildServiceProvider();
        var ready = await provider.GetRequiredService<Snapshots>().ReadyAsync(Cancel);
        Assert.True(ready.Ok, string.Join(" ", ready.Problems));
        await provider.GetRequiredService<DeviceDesk>().OpenAsync(Cancel);
        return provider;
    }

    private sealed class StandingClock : TimeProvider
    {
        private static readonly DateTimeOffset Now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private static (string Kind, Func<IServiceProvider, Task<string>> Ask) Query(Random random, IServiceProvider sample)
    {
        var date = First.AddDays(random.Next(3_300));
        var asOf = new AsOf(date, date.AddDays(random.Next(900)));
        var gazetteer = sample.GetRequiredService<Gazetteers>().Current;
        string[] codes = ["36", "37", "14212", "14152", "14200", "356", "13768", "99999"];
        var (code, page, size) = (codes[random.Next(codes.Length)], 1 + random.Next(8), 1 + random.Next(60));
        string[] texts = ["họp", "duong", "y lan", "100%", "o'b", "_", "an", "z", "khong co"];
        var text = random.Next(3) == 0 ? null : texts[random.Next(texts.Length)];
        var units = gazetteer.InForce(new AsOf(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 1))).Where(v => v.Parent is not null).ToList();
        var unit = units[random.Next(units.Count)].Unit;
        var root = gazetteer.ByCode("37", new AsOf(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 1)))!.Unit;
        var officer = new Officer(new Person(random.Next(2) == 0 ? "vanhoa" : "dieuphoi", "x"), [], [root], random.Next(4) == 0 ? [] : [root]);
        var filter = new BulletinFilter((BulletinTab)(1 + random.Next(4)), random.Next(3) == 0 ? (BulletinClass)(1 + random.Next(3)) : null, random.Next(3) == 0 ? unit : null, text, page);
        switch (random.Next(11))
        {
            case 0:
                var kinds = random.Next(2) == 0 ? null : "xã,thị_trấn";
                return ("units", s => Said(UnitsAnswer.Build(s.GetRequiredService<Gazetteers>().Current, asOf, code, kinds)));
            case 1:
                return ("lineage", s => Said(LineageAnswer.Build(s.GetRequiredService<Gazetteers>().Current, code, asOf)));
            case 2:
                string[] measures = ["advanced", "model", "model-digital", "trained-people", "trained-communes", "digital-radio"];
                var measure = measures[random.Next(measures.Length)];
                return ("measure", s => Said(s.GetRequiredService<LangSo.Recognition.Figures>().Current.Measure(measure, asOf, code).Then<object>(r => r.ToAnswer())));
            case 3:
                return ("report", s => Said(s.GetRequiredService<ReportBuilder>().Build(asOf, code).Then(r => ReportFormats.Render(r, "json")).Then<string>(b => Encoding.UTF8.GetString(b))));
            case 4:
                return ("bulletins", async s => Json(await s.GetRequiredService<BulletinBook>().PageAsync(filter, officer, Cancel)));
            case 5:
                return ("counts", async s => Json(await s.GetRequiredService<BulletinBook>().CountsAsync(filter, officer, Cancel)));
            case 6:
                var recent = random.Next(2) == 0 ? null : units.Where(_ => random.Next(3) == 0).Select(v => v.Unit).ToList();
                var newest = sample.GetRequiredService<TimeProvider>().Today();
                return ("recent", async s => Json((await s.GetRequiredService<BulletinBook>().RecentAsync(recent, size, Cancel), await s.GetRequiredService<BulletinBook>().StartingOnAsync(newest, recent, Cancel))));
            case 7:
                var area = random.Next(2) == 0 ? unit : (UnitId?)null;
                return ("devices", s => Task.FromResult(Json(s.GetRequiredService<DeviceDesk>().List(new DeviceFilter(area, Text: text, Page: page, Size: size)))));
            case 8:
                var devices = sample.GetRequiredService<DeviceDesk>().List(new DeviceFilter(Size: 100)).Devices;
                var device = devices[random.Next(devices.Count)].Id;
                return ("plays", async s => Json((
                    await s.GetRequiredService<DeviceDesk>().PlaysOfAsync(device, size, Cancel), await s.GetRequiredService<DeviceDesk>().RefusalsAsync(size, Cancel),
                    (await s.GetRequiredService<DeviceDesk>().TimelineAsync(device, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc), Cancel)).Value)));
            case 9:
                var subject = random.Next(3) == 0 ? "facts" : null;
                return ("ledger", async s => Json(await s.GetRequiredService<Ledger>().PageAsync(page, size, subject, Cancel)));
            default:
                var sets = sample.GetRequiredService<Assessor>().Current.Shelf.Sets.Keys.Order(StringComparer.Ordinal).ToList();
                var set = sets[random.Next(sets.Count)];
                return ("criteria", s => Said(s.GetRequiredService<Assessor>().Current.Assess(set, unit, asOf)));
        }
    }

    private static Task<string> Said<T>(Outcome<T> outcome) => Task.FromResult(outcome.Ok ? Json(outcome.Value) : string.Join(" ", outcome.Problems));

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Form);

    private static string FirstDifference(string a, string b)
    {
        var at = 0;
        while (at < Math.Min(a.Length, b.Length) && a[at] == b[at]) at++;
        return $"at {at}: “{a[Math.Max(0, at - 40)..Math.Min(a.Length, at + 80)]}” against “{b[Math.Max(0, at - 40)..Math.Min(b.Length, at + 80)]}”";
    }
}
