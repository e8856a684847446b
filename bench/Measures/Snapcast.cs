using System.Diagnostics;
using System.Globalization;

namespace LangSo.Bench;

/// <summary>
/// The rival: Debian's snapserver with six clients that write what they play to their standard output. Each piece is stamped as it
/// arrives, with the same counter as ours; a piece's samples are taken to sound from then on.
/// </summary>
internal static class Snapcast
{
    public static async Task RunAsync(Table table, string folder, int clients, short[] clicks, CancellationToken cancel)
    {
        const string What = "Snapcast của Debian: như trên";
        if (!Exists("/usr/bin/snapserver") || !Exists("/usr/bin/snapclient"))
        {
            table.Add(new Row("together-snapcast", What, "ms", null, "không có snapserver, snapclient"));
            return;
        }
        Directory.CreateDirectory(folder);
        var (port, fifo) = (Ports.FreePair(), Path.Combine(folder, "fifo"));
        using (var make = Process.Start("mkfifo", [fifo])) await make.WaitForExitAsync(cancel);
        var processes = new List<Process>();
        var heard = Enumerable.Range(0, clients).Select(_ => (Bytes: new MemoryStream(), Times: new List<(double, long)>())).ToList();
        try
        {
            var control = Ports.FreePair();
            await File.WriteAllTextAsync(Path.Combine(folder, "snapserver.conf"), FormattableString.Invariant(
                $"[server]\ndatadir = {folder}\n[http]\nenabled = false\n[tcp]\nenabled = true\nport = {control}\n[stream]\nport = {port}\nsource = pipe://{fifo}?name=clicks&sampleformat=48000:16:1&codec=pcm&mode=read\n"), cancel);
            processes.Add(Start("snapserver", ["-c", Path.Combine(folder, "snapserver.conf")]));
            await Task.Delay(2_000, cancel);
            for (var i = 0; i < clients; i++)
            {
                var client = Start("snapclient", ["-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "--hostID", "c" + i, "-i", (i + 1).ToString(CultureInfo.InvariantCulture), "--player", "file:filename=stdout", "--logsink", "stderr"]);
                processes.Add(client);
                _ = Task.Run(() => Listen(client.StandardOutput.BaseStream, heard[i]), CancellationToken.None);
            }
            await Task.Delay(3_000, cancel);
            await FeedAsync(fifo, clicks, cancel);
            await Task.Delay(3_000, cancel);
        }
        finally
        {
            foreach (var process in processes)
            {
                if (!process.HasExited) process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
                process.Dispose();
            }
        }
        var players = new List<List<double>>();
        foreach (var (bytes, times) in heard)
            lock (times) players.Add(ClickTrack.Heard(ClickTrack.Samples(bytes.ToArray()), times));
        if (players.Any(p => p.Count == 0)) throw new InvalidOperationException("A client of Snapcast played nothing: " + string.Join(", ", players.Select(p => p.Count)));
        table.Add(new Row("together-snapcast", What, "ms", new Samples(ClickTrack.Spread(players)), "0.26, PCM qua mạng nội bộ, mặc định của nó; tiếng tách nghe được " + string.Join(", ", players.Select(p => p.Count))));
    }

    /// <summary>At real time, 20 ms at once, as a sound card or a radio would feed it.</summary>
    private static async Task FeedAsync(string fifo, short[] clicks, CancellationToken cancel)
    {
        await using var to = new FileStream(fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1);
        var watch = Stopwatch.StartNew();
        const int Block = ClickTrack.Rate / 50;
        for (var at = 0; at < clicks.Length; at += Block)
        {
            await to.WriteAsync(System.Runtime.InteropServices.MemoryMarshal.AsBytes(clicks.AsSpan(at, Math.Min(Block, clicks.Length - at))).ToArray(), cancel);
            await to.FlushAsync(cancel);
            var wait = TimeSpan.FromSeconds((at + Block) / (double)ClickTrack.Rate) - watch.Elapsed;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, cancel);
        }
    }

    private static void Listen(Stream from, (MemoryStream Bytes, List<(double, long)> Times) into)
    {
        var piece = new byte[64 * 1024];
        for (int read; (read = from.Read(piece)) > 0;)
        {
            var now = Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency;
            lock (into.Times)
            {
                into.Times.Add((now, into.Bytes.Length / 2));
                into.Bytes.Write(piece, 0, read);
            }
        }
    }

    private static Process Start(string name, string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginErrorReadLine();
        if (name == "snapserver") process.BeginOutputReadLine();
        return process;
    }

    private static bool Exists(string path) => File.Exists(path);
}
