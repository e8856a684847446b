using LangSo.Testing;

namespace LangSo.Player.Tests;

/// <summary>A real player in this process, on its own thread and state folder.</summary>
internal sealed class RunningPlayer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _output = new(), _errors = new();
    private readonly Task<int> _run;

    public RunningPlayer(string folder, string server, string? code, PlayerRules? rules = null)
    {
        Folder = folder;
        var args = new List<string> { "--server", server, "--state", Path.Combine(folder, "state"), "--sink", "wav:" + Path.Combine(folder, "wav") + "/" };
        if (code is not null) args.AddRange(["--enrol", code]);
        _run = Task.Run(() => PlayerProgram.RunAsync(
            [.. args], TextWriter.Synchronized(_output), TextWriter.Synchronized(_errors), TimeProvider.System,
            rules ?? PlayerRules.Default with { Heartbeat = TimeSpan.FromSeconds(1), Resend = TimeSpan.FromSeconds(1) }, _stop.Token));
    }

    public string Folder { get; }

    public string Output => _output.ToString();

    public string[] Wavs => Directory.Exists(Path.Combine(Folder, "wav")) ? [.. Directory.GetFiles(Path.Combine(Folder, "wav")).Order(StringComparer.Ordinal)] : [];

    public Task SaysAsync(string text, CancellationToken cancel) => DeviceServer.UntilAsync(
        () => _run.IsCompleted && !Output.Contains(text, StringComparison.Ordinal)
            ? throw new InvalidOperationException("The player has ended: " + _errors)
            : Task.FromResult(Output.Contains(text, StringComparison.Ordinal)),
        cancel);

    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
