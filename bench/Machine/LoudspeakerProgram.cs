using System.Collections.Concurrent;
using System.Diagnostics;
using LangSo.Devices;
using LangSo.Server.Commands;

namespace LangSo.Bench;

/// <summary>A loudspeaker as a program of its own, started as the demonstration starts it; what it says is kept with its instant.</summary>
internal sealed class LoudspeakerProgram : IAsyncDisposable
{
    private readonly ConcurrentQueue<(long At, string Line)> _said = new();
    private readonly Process _process;

    private LoudspeakerProgram(Process process, string device) => (_process, Device) = (process, device);

    public string Device { get; }

    public int ProcessId => _process.Id;

    public static LoudspeakerProgram Start(string program, string server, DeviceView device, string folder)
    {
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo("dotnet",
            [program, "player", "--server", server, "--enrol", device.EnrolCode ?? "-", "--state", Path.Combine(folder, "state"), "--sink", "wav:" + Path.Combine(folder, "wav") + "/"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        start.Environment[CommandLine.EndWithStdin] = "1";
        var loudspeaker = new LoudspeakerProgram(Process.Start(start)!, device.Id);
        loudspeaker._process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null) loudspeaker._said.Enqueue((Stopwatch.GetTimestamp(), line.Data));
        };
        loudspeaker._process.BeginOutputReadLine();
        return loudspeaker;
    }

    /// <summary>Waits until it has said a line with these words; the instant at which the line arrived, in ticks of the stopwatch.</summary>
    public async Task<long> SaidAsync(string words, CancellationToken cancel)
    {
        while (true)
        {
            foreach (var (at, line) in _said)
                if (line.Contains(words, StringComparison.Ordinal)) return at;
            if (_process.HasExited) throw new InvalidOperationException("A loudspeaker has ended: " + string.Join(" / ", _said.Select(s => s.Line)));
            await Task.Delay(5, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }
        _process.Dispose();
    }
}
