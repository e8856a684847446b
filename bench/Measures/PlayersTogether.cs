using System.Diagnostics;
using System.Globalization;
using CliWrap;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Player;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>
/// Six loudspeaker programs on one machine play one file with a click a second; six clients of Snapcast play the same from one
/// server. Each click's first and last player, the first second included. And what one program alone costs.
/// </summary>
internal static class PlayersTogether
{
    private const int Players = 6;
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(12), Idle = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(Table table, string root, Village village, string folder, CancellationToken cancel)
    {
        var program = Path.Combine(root, "artifacts", "player", "linux-" + (System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x64"), "langso-player");
        if (!File.Exists(program)) throw new InvalidOperationException("build/player.sh has not made the program.");
        var clicks = ClickTrack.Make();
        Directory.CreateDirectory(folder);
        var desk = village.Services.GetRequiredService<DeviceDesk>();
        var started = new List<(Process Process, string Folder, string Device)>();
        try
        {
            for (var i = 0; i < Players; i++)
            {
                var device = (await desk.AddAsync($"Loa đo {i + 1}", DeviceKind.Loudspeaker, village.Commune, "kythuat", cancel)).Value;
                var own = Directory.CreateDirectory(Path.Combine(folder, "p" + i)).FullName;
                var process = Process.Start(new ProcessStartInfo(program,
                    ["--server", village.Address, "--enrol", device.EnrolCode!, "--state", Path.Combine(own, "state"), "--sink", "wav+times:" + Path.Combine(own, "heard")])
                {
                    RedirectStandardOutput = true, RedirectStandardError = true,
                })!;
                process.BeginOutputReadLine();
                process.BeginErrorReadLine();
                started.Add((process, own, device.Id));
            }
            await UntilAsync(() => started.All(s => desk.Find(s.Device)!.Condition == DeviceCondition.Ready), cancel);
            await CostAsync(table, started[0].Process, "chờ, đã nối máy chủ", cancel);
            await PlayAsync(village, clicks, cancel);
            await UntilAsync(() => started.All(s => new FileInfo(Path.Combine(s.Folder, "heard", "heard.wav")).Length >= clicks.Length * 2), cancel, seconds: (int)Lead.TotalSeconds + ClickTrack.Seconds + 30);
            var memory = started.Select(s => Computer.Memory(s.Process.Id).Now).ToList();
            table.Add(new Row("player-one-file-memory", "bộ nhớ chương trình loa một tệp", "MB", new Samples(memory), $"RSS của {Players} chương trình sau khi phát {ClickTrack.Seconds} giây"));
        }
        finally
        {
            foreach (var (process, _, _) in started)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
                process.Dispose();
            }
        }
        var heard = started.Select(s => Read(Path.Combine(s.Folder, "heard"))).ToList();
        var (lag, likeness) = CompareSounds.Lag(Wav(started[0].Folder), Wav(started[1].Folder));
        table.Add(new Row("together", $"{Players} loa cùng một tệp: lệch nhau ở mỗi tiếng tách", "ms", new Samples(ClickTrack.Spread(heard)),
            FormattableString.Invariant($"{ClickTrack.Seconds} tiếng, kể cả giây đầu; theo đồng hồ đếm của máy; tương quan chéo hai tệp: lệch {lag} mẫu, giống {likeness:0.000}")));
        await Snapcast.RunAsync(table, Path.Combine(folder, "snapcast"), Players, clicks, cancel);
    }

    /// <summary>Processor time over a minute in which nothing happens but heartbeats.</summary>
    private static async Task CostAsync(Table table, Process process, string what, CancellationToken cancel)
    {
        process.Refresh();
        var (before, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await Task.Delay(Idle, cancel);
        process.Refresh();
        table.Add(new Row("player-idle", "bộ xử lý của một loa khi " + what, "% một nhân", new Samples([(process.TotalProcessorTime - before) / watch.Elapsed * 100]), "trong một phút"));
        table.Add(new Row("player-idle-memory", "bộ nhớ của một loa khi " + what, "MB", new Samples([Computer.Memory(process.Id).Now])));
    }

    private static async Task PlayAsync(Village village, short[] clicks, CancellationToken cancel)
    {
        var (clock, ledger, sender) = (village.Services.GetRequiredService<TimeProvider>(), village.Services.GetRequiredService<Ledger>(), village.Services.GetRequiredService<IBulletinSender>());
        using var flac = new MemoryStream();
        using var raw = new MemoryStream(System.Runtime.InteropServices.MemoryMarshal.AsBytes(clicks.AsSpan()).ToArray());
        await Cli.Wrap("ffmpeg").WithArguments(["-v", "error", "-f", "s16le", "-ar", "48000", "-ac", "1", "-i", "-", "-c:a", "flac", "-f", "ogg", "-"])
            .WithStandardInputPipe(PipeSource.FromStream(raw)).WithStandardOutputPipe(PipeTarget.ToStream(flac)).ExecuteAsync(cancel);
        var bytes = flac.ToArray();
        var sound = new SoundRef(await village.Services.GetRequiredService<IMediaVault>().PutAsync(bytes, cancel), bytes.Length, ClickTrack.Seconds * 1000);
        var at = clock.GetUtcNow().UtcDateTime + Lead;
        var order = await ledger.WriteAsync(async (db, acts) => (await sender.SignAsync(
            db, acts, new Dispatch(BulletinId.New(clock), "Tiếng tách", village.Commune, BulletinClass.Normal, at, at.AddHours(1), sound, new BoardCard("Tiếng tách", [], "Đo"), "phochutich"), cancel)).Value, cancel);
        await sender.PublishAsync(order, cancel);
    }

    private static List<double> Read(string folder) => ClickTrack.Heard(
        ClickTrack.Samples(File.ReadAllBytes(Path.Combine(folder, "heard.wav")).AsSpan(44)),
        [.. File.ReadLines(Path.Combine(folder, "times.txt")).Select(l => l.Split(' ')).Where(f => f.Length == 2).Select(f => (long.Parse(f[0], CultureInfo.InvariantCulture) / 1000.0, long.Parse(f[1], CultureInfo.InvariantCulture)))]);

    private static short[] Wav(string folder) => ClickTrack.Samples(File.ReadAllBytes(Path.Combine(folder, "heard", "heard.wav")).AsSpan(44));

    private static async Task UntilAsync(Func<bool> holds, CancellationToken cancel, int seconds = 60)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(TimeSpan.FromSeconds(seconds));
        while (!holds()) await Task.Delay(100, late.Token);
    }
}
