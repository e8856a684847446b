using System.Diagnostics;
using System.Globalization;

namespace LangSo.Bench;

/// <summary><c>langso serve</c> as a program of its own.</summary>
internal sealed class ServerProgram : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProgram(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public int ProcessId => _process.Id;

    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    /// <summary>From the start of the program until it answers.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public static async Task<ServerProgram> StartAsync(string program, Shelf shelf, CancellationToken cancel)
    {
        var port = Ports.FreePair();
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--data", shelf.Folder, "--port", port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (shelf.Db is { } db) start.Environment["LANGSO_DB"] = db;
        var clock = Stopwatch.StartNew();
        var server = new ServerProgram(Process.Start(start)!, port);
        server._process.ErrorDataReceived += (_, _) => { };
        server._process.BeginErrorReadLine();
        if (await server._process.StandardOutput.ReadLineAsync(cancel) is null) throw new InvalidOperationException("The server did not start.");
        using var http = new HttpClient();
        await http.GetStringAsync(new Uri(server.Address + "/healthz"), cancel);
        server.ReadyAfter = clock.Elapsed;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var stop = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
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
}
