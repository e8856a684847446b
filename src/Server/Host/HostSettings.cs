namespace LangSo.Server.Host;

/// <summary>How one server is run.</summary>
/// <param name="Installation">Where it keeps what it keeps.</param>
/// <param name="Port">HTTP port; 0 picks a free one.</param>
/// <param name="LinkPort">MQTT port for devices; null is <paramref name="Port"/> + 1, or a free one when that is 0.</param>
/// <param name="Drain">How long it still serves after it was told to end, saying by /readyz that it goes.</param>
/// <param name="Log">"json" for one object a line; null: what LANGSO_LOG says, else lines for people.</param>
/// <param name="Address">"127.0.0.1" for a demonstration, "0.0.0.0" to be reached by devices.</param>
internal sealed record HostSettings(Installation Installation, int Port, int? LinkPort = null, string Address = "127.0.0.1", TimeSpan Drain = default, string? Log = null)
{
    /// <summary>True when the log is read by machines.</summary>
    public bool LogsJson => (Log ?? Environment.GetEnvironmentVariable("LANGSO_LOG")) == "json";

    /// <summary>The MQTT port that is listened on.</summary>
    public int Mqtt => LinkPort ?? (Port == 0 ? 0 : Port + 1);
}
