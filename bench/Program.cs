using System.Globalization;
using System.Text;
using LangSo.Bench;
using LangSo.Foundation;
using LangSo.Server.Commands;
using LangSo.Server.Demo;
using Microsoft.Extensions.DependencyInjection;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
string[] measures = ["report", "criteria", "country", "speech", "link", "start", "together", "officers", "backlog", "acts", "cold", "move", "sheets", "national", "desk", "dossiers", "demo"];
if (args is not [var root, var program, .. var asked] || asked.Except(measures).Any())
{
    Console.Error.WriteLine("bench/run [" + string.Join("] [", measures) + "]");
    return 2;
}
if (asked.Length == 0) asked = measures;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) => { key.Cancel = true; stop.Cancel(); };
var cancel = stop.Token;
var table = new Table(await Promise.ReadAsync(Path.Combine(root, "bench", "expected.json"), cancel));
var before = Computer.Load();
var temporary = Directory.CreateTempSubdirectory("langso-bench-").FullName;
try
{
    // The same installation twice, on each engine; ./langso demo loads a third by itself.
    var shelves = await Shelf.BothAsync(temporary, cancel);
    foreach (var shelf in shelves) await shelf.LoadAsync(cancel);
    if (shelves.Count == 1) Console.Error.WriteLine("Không có PostgreSQL: chỉ đo trên SQLite.");
    foreach (var shelf in shelves)
        if (asked.Contains("report")) await MeasureAsync("report-" + shelf.Id, "báo cáo của một ngày, " + shelf.Name, "ms", () => ReportOfADay.RunAsync(table, shelf, cancel));
    if (asked.Contains("criteria")) await MeasureAsync("criteria", "xét lại toàn bộ", "ms", () => FullRecompute.RunAsync(table, shelves, cancel));
    if (asked.Contains("country")) await MeasureAsync("country", "cả nước", "ms", () => CountryScale.RunAsync(table, shelves[0], temporary, cancel));
    if (asked.Contains("acts")) await MeasureAsync("act", "một việc vào sổ cái", "ms", () => OfficialActs.RunAsync(table, shelves, cancel));
    if (asked.Contains("cold")) await MeasureAsync("cold", "khởi động", "ms", () => ColdStart.RunAsync(table, shelves, program, cancel));
    if (asked.Contains("officers")) await MeasureAsync("officers", "200 cán bộ", "ms", () => OfficersAtWork.RunAsync(table, shelves, program, cancel));
    if (asked.Contains("backlog")) await MeasureAsync("backlog", "nhận bản ghi dồn lại", "dòng/s", () => BackLog.RunAsync(table, shelves, program, cancel));
    if (asked.Contains("move")) await MeasureAsync("move", "chuyển kho", "ms", () => MoveBetween.RunAsync(table, shelves, Path.Combine(temporary, "move"), cancel));
    if (asked.Contains("sheets")) await MeasureAsync("sheets", "bảng tính vào, ra", "ms", () => Spreadsheets.RunAsync(table, Path.Combine(temporary, "sheets"), cancel));
    if (asked.Contains("national")) await MeasureAsync("national", "cả nước trong kho thật", "ms", () => NationalStore.RunAsync(table, Path.Combine(temporary, "national"), program, cancel));
    if (asked.Contains("dossiers")) await MeasureAsync("dossiers", "việc của tôi", "ms", () => DossierTasks.RunAsync(table, shelves, program, cancel));
    if (asked.Contains("speech")) await MeasureAsync("speech", "câu 40 chữ → Opus", "ms", () => SpokenSentence.RunAsync(table, cancel));
    if (asked.Contains("speech")) await MeasureAsync("reading", "chuẩn hóa văn bản", "MB/s", () => ReadingSpeed.RunAsync(table, cancel));
    if (asked.Contains("speech")) await MeasureAsync("upload", "gửi tệp từng phần", "MB/s", () => SentFile.RunAsync(table, shelves[0], program, cancel));
    if (asked.Contains("speech")) await MeasureAsync("speech-3min", "bản tin 3 phút → Opus", "ms", () => SpokenBulletins.RunAsync(table, cancel));
    foreach (var shelf in shelves)
    {
        if (!asked.Contains("link") && !asked.Contains("start") && !asked.Contains("together")) break;
        await MeasureAsync("village-" + shelf.Id, "máy chủ với hai cụm loa", "ms", async () =>
        {
            await using var village = await Village.StartAsync(shelf, program, cancel);
            if (asked.Contains("link")) await MeasureAsync("link-" + shelf.Id, "duyệt → cả hai loa có lệnh", "ms", () => ApprovedToHeld.RunAsync(table, shelf, village, cancel));
            if (asked.Contains("start") && shelf.Db is null) await MeasureAsync("start", "lệch giờ phát của loa", "ms", () => StartError.RunAsync(table, village, cancel));
            if (asked.Contains("together") && shelf.Db is null) await MeasureAsync("together", "sáu loa cùng một tệp", "ms", () => PlayersTogether.RunAsync(table, root, village, Path.Combine(temporary, "together"), cancel));
            if (asked.Contains("start") && shelf.Db is null) await MeasureAsync("start-200", "lệch giờ phát, 200 loa cùng lúc", "ms", () => StartError.CrowdAsync(table, village, Path.Combine(temporary, "crowd"), cancel));
        });
    }
    if (asked.Contains("desk")) await MeasureAsync("desk", "phiếu tự đánh giá", "s", () => DeskStorm.RunAsync(table, shelves[0], program, cancel));
    if (asked.Contains("demo")) await MeasureAsync("demo", "./langso demo", "ms", async () => await Demonstration.RunAsync(table, root, Path.Combine(temporary, "demo"), (await CommuneAsync(shelves[0])).Value, cancel));
}
finally
{
    Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    try
    {
        Directory.Delete(temporary, recursive: true);
    }
    catch (IOException)
    {
        // a program that was told to end may still write; the system's own clean-up takes the rest
    }
}

var results = $"""
    # Kết quả đo

    Máy: {Computer.Describe()}. Tải (số chương trình chờ nhân, trung bình một phút): trước {Load(before)}, sau {Load(Computer.Load())}.
    Ghi bởi `bench/run`; cách đo ở [README](README.md).

    {table.Write()}
    """;
Console.WriteLine(results);
if (asked.Length == measures.Length) await File.WriteAllTextAsync(Path.Combine(root, "bench", "results.md"), results.TrimEnd() + "\n", cancel);
return table.Rows.All(r => r.Values is { Count: > 0 }) ? 0 : 1;

static string Load(double? load) => load?.ToString("0.0", VnText.Culture) ?? "không rõ";

async Task<UnitId> CommuneAsync(Shelf shelf)
{
    await using var services = (await CommonOptions.OpenAsync(shelf.Installation, create: false, cancel)).Value;
    var today = TimeProvider.System.Today();
    return services.GetRequiredService<LangSo.Territory.Gazetteers>().Current.ByCode(DemoAccounts.CommuneCode, new AsOf(today, today))!.Unit;
}

// One that cannot be made is a line of the table; the others go on.
async Task MeasureAsync(string id, string what, string unit, Func<Task> measure)
{
    var load = Computer.Load();
    try
    {
        await measure();
    }
#pragma warning disable CA1031 // Whatever it was, it is the reason that the table gives.
    catch (Exception e) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
    {
        table.Add(new Row(id, what, unit, null, e.Message.ReplaceLineEndings(" ")));
    }
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: xong, tải {Load(load)} → {Load(Computer.Load())}"));
}
