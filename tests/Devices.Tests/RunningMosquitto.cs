using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LangSo.Devices;

namespace LangSo.Testing;

/// <summary>A real mosquitto in a process of its own, with the settings of deploy/mosquitto/mosquitto.conf: other ports and folders, nothing else.</summary>
public sealed class RunningMosquitto : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-mosquitto-").FullName;
    private Process? _process;

    public int Port { get; } = Ports.Free();
    public int WebSocketPort { get; } = Ports.Free();
    public string Password { get; } = "mật khẩu / của broker";
    public string Log => File.Exists(LogFile) ? new StreamReader(new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)).ReadToEnd() : "";

    private string LogFile => Path.Combine(_folder, "mosquitto.log");

    public static async Task<RunningMosquitto> StartAsync(CancellationToken cancel, string more = "")
    {
        var broker = new RunningMosquitto();
        var rights = Path.Combine(broker._folder, "dynamic-security.json");
        await RunAsync("mosquitto_ctrl", ["dynsec", "init", rights, "langso", broker.Password], cancel);
        var conf = (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy/mosquitto/mosquitto.conf"), cancel))
            .Replace("/var/lib/mosquitto", broker._folder, StringComparison.Ordinal).Replace("/var/log/mosquitto", broker._folder, StringComparison.Ordinal)
            .Replace("listener 1883", $"listener {broker.Port} 127.0.0.1", StringComparison.Ordinal)
            .Replace("listener 9001", $"listener {broker.WebSocketPort} 127.0.0.1", StringComparison.Ordinal)
            .Replace("x86_64-linux-gnu", Plugins(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(broker._folder, "mosquitto.conf"), $"user {Environment.UserName}\n{conf}\n{more}\n", cancel);
        await broker.StartAgainAsync(cancel);
        return broker;
    }

    /// <summary>What <c>--broker</c> says.</summary>
    public BrokerAddress Address(string query = "") =>
        BrokerAddress.Parse($"mqtt://langso:{Uri.EscapeDataString(Password)}@127.0.0.1:{Port}{query}").Value;

    public async Task StartAgainAsync(CancellationToken cancel)
    {
        _process = Start("mosquitto", ["-c", Path.Combine(_folder, "mosquitto.conf")]);
        await DeviceServer.UntilAsync(async () =>
        {
            if (_process.HasExited) throw new InvalidOperationException("mosquitto ended: " + Log);
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Port, cancel);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }, cancel);
    }

    /// <summary>By force, or in order: then it writes what it holds.</summary>
    public async Task StopAsync(bool kill = false)
    {
        if (kill) _process!.Kill();
        else await RunAsync("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)], CancellationToken.None);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>A client program of mosquitto, as LangSo's own account.</summary>
    public Process Client(string program, params string[] args) => Start(program, ["-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-u", "langso", "-P", Password, .. args]);

    /// <summary>Tells dynamic security something, as an administrator would at a terminal.</summary>
    public async Task<string> ControlAsync(CancellationToken cancel, params string[] args)
    {
        using var process = Client("mosquitto_ctrl", ["dynsec", .. args]);
        var output = await process.StandardOutput.ReadToEndAsync(cancel) + await process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await StopAsync(kill: true);
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task RunAsync(string program, string[] args, CancellationToken cancel)
    {
        using var process = Start(program, args);
        var said = await process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {said}");
    }

    private static Process Start(string program, string[] args)
    {
        var path = new[] { "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"{program} is missing: apt-get install mosquitto mosquitto-clients");
        return Process.Start(new ProcessStartInfo(path, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    private static string Plugins() => Directory.GetDirectories("/usr/lib", "*-linux-gnu*").Select(d => Path.GetFileName(d)!)
        .First(d => File.Exists($"/usr/lib/{d}/mosquitto_dynamic_security.so"));
}
