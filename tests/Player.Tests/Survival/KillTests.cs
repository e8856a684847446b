using System.Diagnostics;
using LangSo.Devices;
using LangSo.Testing;

namespace LangSo.Player.Tests;

public sealed class KillTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-kill-").FullName;
    private DeviceServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DeviceServer.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Killed_again_and_again_at_any_point_of_its_cycle_every_order_has_one_record()
    {
        const int Orders = 12;
        var random = new Random(7);
        var (id, code) = await _server.AddAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        var process = Start(code);
        await DeviceServer.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(_folder, "state", "device.json"))), Cancel, seconds: 60);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var bulletins = new List<string>();
        for (var i = 0; i < Orders; i++)
        {
            var bulletin = DeviceServer.Bulletin(DeviceServer.Hamlet, sound: await Tone.PutAsync(_server, 0.4 + 0.1 * i, Cancel), playAt: now.AddSeconds(6 + 2 * i));
            await _server.SendAsync(bulletin, Cancel);
            bulletins.Add(bulletin.Bulletin.ToString());
        }
        var kills = 0;
        List<PlayView> plays;
        var until = Stopwatch.StartNew();
        do
        {
            // Sooner than it can start, in the middle of a fetch, of a sound, of a record: where it happens to be.
            await Task.Delay(random.Next(50, 4_000), Cancel);
            process.Kill();
            await process.WaitForExitAsync(Cancel);
            process.Dispose();
            process = Start(null);
            kills++;
            plays = [.. await _server.Desk.PlaysOfAsync(id, 100, Cancel)];
        }
        while (until.Elapsed < TimeSpan.FromSeconds(45));
        try
        {
            await DeviceServer.UntilAsync(async () => (plays = [.. await _server.Desk.PlaysOfAsync(id, 100, Cancel)]).Count >= Orders, Cancel, seconds: 120);
            // Nothing may come after the last.
            await Task.Delay(2_000, Cancel);
            plays = [.. await _server.Desk.PlaysOfAsync(id, 100, Cancel)];
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(Cancel);
            process.Dispose();
        }
        Assert.Equal(bulletins.Order(StringComparer.Ordinal), plays.Select(p => p.Bulletin).Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(1, Orders).Select(n => (long)n), plays.Select(p => p.N).Order());
        Assert.True(kills >= 5, $"Only {kills} kills.");
    }

    private Process Start(string? code)
    {
        List<string> args = ["--server", _server.Url, "--state", Path.Combine(_folder, "state"), "--sink", "wav:" + Path.Combine(_folder, "wav") + "/"];
        if (code is not null) args.AddRange(["--enrol", code]);
        var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "LangSo.Player"), args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
