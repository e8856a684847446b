using System.Diagnostics;
using System.Net;
using System.Text;
using LangSo.Testing;

namespace LangSo.Server.Tests.Host;

/// <summary>The built program serving in a process of its own on a demonstration folder, with its log kept.</summary>
internal sealed class WatchedServer : IAsyncDisposable
{
    private readonly StringBuilder _log = new();
    private readonly TempFolder _folder;
    private readonly Process _process;

    private WatchedServer(TempFolder folder, Process process) => (_folder, _process) = (folder, process);

    public Uri Address { get; private set; } = null!;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it wrote on its standard error so far.</summary>
    public string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    public static async Task<WatchedServer> StartAsync(TempFolder folder, IReadOnlyDictionary<string, string> environment, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8 };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "LangSo.Server.dll"), "serve", "--data", folder.Path, "--port", "0", .. more]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        if (TestDatabase.Of(folder.Path) is { } db) start.Environment["LANGSO_DB"] = db;
        var server = new WatchedServer(folder, Process.Start(start)!);
        server._process.ErrorDataReceived += (_, line) =>
        {
            lock (server._log) server._log.Append(line.Data).Append('\n');
        };
        server._process.BeginErrorReadLine();
        var said = await server._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        server.Address = new Uri(said?.Split(' ').Last() ?? throw new InvalidOperationException("It did not start: " + server.Log));
        return server;
    }

    public PageClient Visit() => new(Address);

    /// <summary>As systemd tells it to end.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).Dispose();

    public async Task<int> EndAsync()
    {
        Terminate();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        TestDatabase.Drop(_folder.Path);
        _folder.Dispose();
    }
}
