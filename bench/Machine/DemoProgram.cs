using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace LangSo.Bench;

/// <summary><c>./langso demo</c>, as a user starts it.</summary>
internal sealed class DemoProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;

    private DemoProgram(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    public int ProcessId => _process.Id;

    /// <summary>From the start of the command until its health page answers.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public static async Task<DemoProgram> StartAsync(string root, string data, CancellationToken cancel)
    {
        var port = Ports.FreePair();
        var clock = Stopwatch.StartNew();
        var process = Process.Start(new ProcessStartInfo(Path.Combine(root, "langso"), ["demo", "--data", data, "--port", port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var wrong = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => wrong.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var demo = new DemoProgram(process, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        try
        {
            using var http = new HttpClient();
            while (!await AnswersAsync(http, demo.Address + "/healthz", cancel))
            {
                if (process.HasExited)
                {
                    await process.WaitForExitAsync(cancel);
                    throw new InvalidOperationException($"./langso demo ended with {process.ExitCode}: {string.Join(" ", wrong.Where(l => l.Length > 0).Take(3))}");
                }
                if (clock.Elapsed > Patience) throw new TimeoutException("./langso demo does not answer.");
                await Task.Delay(10, cancel);
            }
            demo.ReadyAfter = clock.Elapsed;
            return demo;
        }
        catch
        {
            await demo.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // Asked to stop as a service manager asks; it takes its loudspeakers with it.
            using var stop = Process.Start("kill", ["-TERM", ProcessId.ToString(CultureInfo.InvariantCulture)]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string address, CancellationToken cancel)
    {
        try
        {
            return (await http.GetStringAsync(new Uri(address), cancel)).StartsWith("ok", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
