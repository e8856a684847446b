namespace LangSo.Bench;

/// <summary>
/// <c>./langso demo</c> as a user meets it: the memory of its processes after loading, after every kind of page was visited and a
/// bulletin was played; then how soon it answers when it is started again.
/// </summary>
internal static class Demonstration
{
    private const int Starts = 3;

    private static readonly string[] Pages =
    [
        "/", "/?asOf=2024-03-31", "/?asOf=2024-09-01", "/?asOf=2025-07-01", "/figures/advanced?asOf=2024-03-31", "/figures/model?asOf=2024-03-31", "/units?asOf=2024-03-31",
        "/report?asOf=2024-03-31", "/bulletins", "/bulletins/new", "/devices", "/boards",
    ];

    public static async Task RunAsync(Table table, string root, string data, string commune, CancellationToken cancel)
    {
        await using (var demo = await DemoProgram.StartAsync(root, data, cancel))
        {
            using var officer = await Browser.SignInAsync(demo.Address, "dieuphoi", cancel);
            for (var round = 0; round < 3; round++)
                foreach (var page in Pages) await officer.ReadAsync(page, cancel);
            await PlayOneAsync(demo, commune, cancel);
            var loudspeakers = Computer.Children(demo.ProcessId).Select(Computer.Memory).ToList();
            if (loudspeakers.Count != 2) throw new InvalidOperationException($"The demonstration has {loudspeakers.Count} loudspeakers.");
            var (now, peak) = Computer.Memory(demo.ProcessId);
            table.Add(new Row("server-memory", "bộ nhớ máy chủ sau bản minh họa", "MB", new Samples([now]),
                $"RSS sau khi nạp tỉnh, mở {Pages.Length * 3} lượt trang, phát một bản tin; lúc cao nhất {peak:0} MB"));
            table.Add(new Row("player-memory", "bộ nhớ mỗi cụm loa", "MB", new Samples(loudspeakers.Select(l => l.Now)), $"RSS sau một bản tin; lúc cao nhất {loudspeakers.Max(l => l.Peak):0} MB"));
        }
        var ready = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            await using var demo = await DemoProgram.StartAsync(root, data, cancel);
            ready.Add(demo.ReadyAfter.TotalMilliseconds);
        }
        table.Add(new Row("ready", "./langso demo lần sau → trả lời", "ms", new Samples(ready), "đã dựng, đã nạp; từ lúc gõ lệnh đến lúc /healthz trả lời"));
    }

    private static async Task PlayOneAsync(DemoProgram demo, string commune, CancellationToken cancel)
    {
        using var writer = await Browser.SignInAsync(demo.Address, "vanhoa", cancel);
        using var approver = await Browser.SignInAsync(demo.Address, "phochutich", cancel);
        var path = await writer.HandInAsync("Mời họp xóm", "Mời bà con đến nhà văn hóa xóm họp lúc 19h30 tối nay.", commune, null, cancel);
        await approver.PostAsync(path + "?handler=Approve", await approver.ApprovalAsync(path, cancel), cancel);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await approver.ReadAsync(path + "/evidence", late.Token)).Split("data-step=\"played\"").Length - 1 < 2) await Task.Delay(500, late.Token);
        await approver.ReadAsync(path, cancel);
    }
}
