using System.Diagnostics;
using LangSo.Testing;

namespace LangSo.Journeys.Tests;

/// <summary>The demonstration as a user starts it: the published program in a process of its own, with its two loudspeakers.</summary>
public sealed class DemoRun : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Process? _process;
    private readonly List<string> _lines = [];

    /// <summary>Where the pages are.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The data folder.</summary>
    public string Data => _folder.Sub("data");

    /// <summary>What it printed.</summary>
    public IReadOnlyList<string> Lines
    {
        get { lock (_lines) return [.. _lines]; }
    }

    /// <summary>The built program: the published one when the test command says so, else the one beside the test.</summary>
    public static string Program => Environment.GetEnvironmentVariable("LANGSO_SERVER") is { Length: > 0 } published
        ? published : Path.Combine(AppContext.BaseDirectory, "LangSo.Server.dll");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var port = Ports.FreePair();
        Address = "http://127.0.0.1:" + port;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in (string[])[Program, "demo", "--data", Data, "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)]) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        foreach (var listen in (Action<DataReceivedEventHandler>[])[h => _process.OutputDataReceived += h, h => _process.ErrorDataReceived += h])
            listen((_, line) => { if (line.Data is not null) lock (_lines) _lines.Add(line.Data); });
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient();
        for (var i = 0; i < 600; i++)
        {
            if (_process.HasExited) throw new InvalidOperationException(string.Join("\n", Lines));
            try
            {
                if ((await http.GetAsync(Address + "/healthz")).IsSuccessStatusCode && Lines.Any(l => l.Contains("/board/", StringComparison.Ordinal))) return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
            await Task.Delay(200);
        }
        throw new TimeoutException(string.Join("\n", Lines));
    }

    /// <summary>The address of a board that waits to be paired, as the demonstration printed it.</summary>
    public string BoardAddress(string name) =>
        Lines.First(l => l.Contains(name, StringComparison.Ordinal) && l.Contains("/board/", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) _process.Kill(entireProcessTree: true);
        _process?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
