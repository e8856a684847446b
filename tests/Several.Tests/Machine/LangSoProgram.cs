using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace LangSo.Several.Tests;

/// <summary>The built program as a process of its own.</summary>
internal sealed class LangSoProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new(), _complained = new();
    private readonly TaskCompletionSource _outEnded = new(), _errorsEnded = new();
    private bool _disposed;

    public LangSoProgram(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
        : this("dotnet", environment, [Path.Combine(AppContext.BaseDirectory, "LangSo.Server.dll"), .. arguments]) { }

    private LangSoProgram(string program, IReadOnlyDictionary<string, string>? environment, string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in (string[])["LANGSO_DB", "LANGSO_DATA", "LANGSO_SECRET", "LANGSO_MEDIA", "LANGSO_BROKER"]) start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data, _said, _outEnded);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, _complained, _errorsEnded);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The program under a shell's limits: <paramref name="script"/> ends in <c>exec "$@"</c>.</summary>
    public static LangSoProgram Under(string script, params string[] arguments) =>
        new("/bin/bash", null, ["-c", script, "bash", "dotnet", Path.Combine(AppContext.BaseDirectory, "LangSo.Server.dll"), .. arguments]);

    /// <summary>Where a server answers.</summary>
    public Uri Address { get; private set; } = null!;

    public string Said => string.Join('\n', _said);

    public string Complained => string.Join('\n', _complained);

    public bool Ended => _process.HasExited;

    /// <summary>A server that listens.</summary>
    public static async Task<LangSoProgram> ServeAsync(string data, string? db, int port = 0, int drain = 0, string? media = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] command = ["serve", "--data", data, .. (db is null ? (string[])[] : ["--db", db]), "--port", $"{port}", "--drain", $"{drain}"];
        var server = new LangSoProgram(environment, media is null ? command : [.. command, "--media", media]);
        await Until.HoldsAsync(() => server.Ended || server.Said.Contains("http://", StringComparison.Ordinal), 60, () => "serve: " + server.Complained);
        if (server.Ended) throw new InvalidOperationException("The server ended: " + server.Complained);
        server.Address = new Uri(server.Said.Split(' ')[^1]);
        return server;
    }

    /// <summary>Waits for its end; returns its exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await _process.WaitForExitAsync(late.Token);
        await Task.WhenAll(_outEnded.Task, _errorsEnded.Task).WaitAsync(late.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGTERM, and its exit code.</summary>
    public Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
        return EndAsync();
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static void Take(string? line, ConcurrentQueue<string> to, TaskCompletionSource ended)
    {
        if (line is null) ended.TrySetResult();
        else to.Enqueue(line);
    }
}

internal static class Until
{
    /// <summary>Tries until it holds, or fails.</summary>
    public static Task HoldsAsync(Func<bool> holds, int seconds = 30, Func<string>? else_ = null) => HoldsAsync(() => Task.FromResult(holds()), seconds, else_);

    public static async Task HoldsAsync(Func<Task<bool>> holds, int seconds = 30, Func<string>? else_ = null)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(seconds)) throw new TimeoutException(else_?.Invoke() ?? "It did not come to hold.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
