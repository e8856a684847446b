using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>Whether the broker is there.</summary>
/// <param name="Up">True when devices can be reached.</param>
/// <param name="Since">UTC, since when it is so.</param>
/// <param name="Why">A Vietnamese sentence when it is not.</param>
public sealed record LinkState(bool Up, DateTime Since, string? Why = null);

/// <summary>The way to the devices: a broker in this process by default; one outside can take its place behind this interface.</summary>
public interface IDeviceLink
{
    /// <summary>Whether the broker is there now.</summary>
    LinkState State { get; }

    /// <summary>True when one publish reaches the devices of every server, because they share a broker; else each server reaches those connected to it.</summary>
    bool ReachesEveryServer => false;

    /// <summary>One publish to every device in a unit. While the broker is away it is kept and goes out when it is back.</summary>
    /// <param name="area">The unit.</param>
    /// <param name="payload">What goes out, as it is.</param>
    /// <param name="retainUntil">UTC; devices that come later hear it until then. Null: only who is there now.</param>
    /// <param name="cancel">Gives up.</param>
    Task PublishToAreaAsync(UnitId area, ReadOnlyMemory<byte> payload, DateTime? retainUntil, CancellationToken cancel);

    /// <summary>Gives one device its desired state; false when it is not connected (it gets it when it comes).</summary>
    Task<bool> SendDesiredAsync(string device, string signed, CancellationToken cancel);

    /// <summary>From now on a device comes in with this token; whoever is connected with an older one is put off the line.</summary>
    Task AdmitAsync(string device, string token, CancellationToken cancel);

    /// <summary>Ends a device's connection: its token no longer serves.</summary>
    Task DisconnectAsync(string device, CancellationToken cancel);
}

/// <summary>Settings of the link.</summary>
public sealed class DeviceLinkOptions
{
    /// <summary>The outside broker; null: the broker in this process.</summary>
    public BrokerAddress? Broker { get; set; }

    /// <summary>The TCP port that devices are told; null when there is only WebSocket.</summary>
    public int? Port { get; set; }

    /// <summary>The host that devices are told; null: the one they enrolled at.</summary>
    public string? Host { get; set; }

    /// <summary>The WebSocket that devices are told: a path on our own address, or another address.</summary>
    public string WebSocket { get; set; } = WebSocketPath;

    /// <summary>From signing to playing, so that devices have the sound when it starts.</summary>
    public TimeSpan Lead { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>The same for an emergency.</summary>
    public TimeSpan EmergencyLead { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>True: a token that two programs use is taken back from both, and the device waits for a new code. False: only the alarm.</summary>
    public bool RefuseCopiedTokens { get; set; } = true;

    /// <summary>The longest pause before an outside broker is tried again.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The WebSocket's path.</summary>
    public const string WebSocketPath = "/mqtt";
}
