using System.Globalization;
using System.Text;
using LangSo.Bench;
using LangSo.Foundation;
using LangSo.Server.Commands;
using LangSo.Server.Host;
using LangSo.Server.Demo;
using Microsoft.Extensions.DependencyInjection;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
string[] measures = ["report", "criteria", "speech", "link", "start", "demo"];
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
    // Two data folders: one is measured in this process, the other belongs to ./langso demo, which loads it by itself.
    var data = Path.Combine(temporary, "province");
    var loaded = await LoadAsync(data);
    if (asked.Contains("report")) await MeasureAsync("report", "báo cáo của một ngày, JSON", "ms", () => ReportOfADay.RunAsync(table, data, cancel));
    if (asked.Contains("criteria")) await MeasureAsync("criteria", "xét lại toàn bộ", "ms", () => FullRecompute.RunAsync(table, data, cancel));
    if (asked.Contains("speech")) await MeasureAsync("speech", "câu 40 chữ → Opus", "ms", () => SpokenSentence.RunAsync(table, cancel));
    if (asked.Contains("link") || asked.Contains("start"))
        await MeasureAsync("village", "máy chủ với hai cụm loa", "ms", async () =>
        {
            await using var village = await Village.StartAsync(data, program, cancel);
            if (asked.Contains("link")) await MeasureAsync("link", "duyệt → cả hai loa có lệnh", "ms", () => ApprovedToHeld.RunAsync(table, village, cancel));
            if (asked.Contains("start")) await MeasureAsync("start", "lệch giờ phát của loa", "ms", () => StartError.RunAsync(table, village, cancel));
        });
    if (asked.Contains("demo")) await MeasureAsync("demo", "./langso demo", "ms", () => Demonstration.RunAsync(table, root, Path.Combine(temporary, "demo"), loaded.Value, cancel));
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

async Task<UnitId> LoadAsync(string data)
{
    var opened = await CommonOptions.OpenAsync(Installation.In(data), create: true, cancel);
    await using var services = opened.Value;
    var loaded = await DemoProvince.LoadAsync(services, cancel);
    if (!loaded.Ok) throw new InvalidOperationException(string.Join(" ", loaded.Problems));
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
