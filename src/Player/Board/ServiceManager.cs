using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LangSo.Player;

/// <summary>
/// Tells systemd that the loudspeaker is ready and alive (sd_notify). It is alive when its sound thread takes its turns: one that
/// hangs is killed and started again. Does nothing where there is no systemd.
/// </summary>
internal sealed class ServiceManager : IDisposable
{
    /// <summary>The sound thread comes round at least each second; this long without it is a fault.</summary>
    private static readonly TimeSpan Hung = TimeSpan.FromSeconds(30);

    private readonly Socket? _socket;
    private readonly TimeSpan? _every;
    private readonly UnixDomainSocketEndPoint? _to;

    public ServiceManager(string? address, string? watchdogUs)
    {
        if (string.IsNullOrEmpty(address) || !OperatingSystem.IsLinux()) return;
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        // "@" is how systemd writes a name of the abstract kind, which begins with a zero byte.
        _to = new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address);
        if (long.TryParse(watchdogUs, CultureInfo.InvariantCulture, out var us) && us > 0) _every = TimeSpan.FromMicroseconds(us / 2.0);
    }

    public static ServiceManager OfThisProcess() => new(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), Environment.GetEnvironmentVariable("WATCHDOG_USEC"));

    /// <summary>True when somebody starts the program again when it ends.</summary>
    public bool Restarts => _socket is not null;

    public void Ready() => Say("READY=1");

    public void Stopping() => Say("STOPPING=1");

    /// <summary>Says that it is alive, as long as it is.</summary>
    public async Task WatchAsync(PlayerClock clock, TimeProvider time, CancellationToken cancel)
    {
        if (_every is not { } every) return;
        while (!cancel.IsCancellationRequested)
        {
            if (clock.SinceLastTurn < Hung) Say("WATCHDOG=1");
            await Task.Delay(every, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _socket?.Dispose();

    private void Say(string what)
    {
        try
        {
            _socket?.SendTo(Encoding.ASCII.GetBytes(what), _to!);
        }
        catch (SocketException)
        {
            // Nobody listens: then nobody waits either.
        }
    }
}
