namespace LangSo.Bench;

/// <summary>From starting the program to its first answer, with the whole country in the store; and what it weighs then.</summary>
internal static class ColdStart
{
    private const int Starts = 3;

    public static async Task RunAsync(Table table, IReadOnlyList<Shelf> shelves, string program, CancellationToken cancel)
    {
        var took = shelves.ToDictionary(s => s, _ => (Ready: new List<double>(), Memory: new List<double>()));
        for (var start = 0; start < Starts; start++)
            foreach (var shelf in start % 2 == 0 ? shelves : shelves.Reverse())
            {
                await using var server = await ServerProgram.StartAsync(program, shelf, cancel);
                using var browser = await Browser.SignInAsync(server.Address, "dieuphoi", cancel);
                await browser.ReadAsync("/?asOf=2026-11-01", cancel);
                took[shelf].Ready.Add(server.ReadyAfter.TotalMilliseconds);
                took[shelf].Memory.Add(Computer.Memory(server.ProcessId).Now);
            }
        foreach (var (shelf, (ready, memory)) in took)
        {
            table.Add(new Row("cold-" + shelf.Id, $"khởi động, dữ liệu cả nước, {shelf.Name}", "ms", new Samples(ready)));
            table.Add(new Row("cold-memory-" + shelf.Id, "  … bộ nhớ sau trang đầu", "MB", new Samples(memory)));
        }
    }
}
