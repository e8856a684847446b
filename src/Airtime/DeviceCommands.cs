using System.Text.Json.Serialization;

namespace LangSo.Airtime;

/// <summary>
/// What a device should do once, vouched for by the root as part of <see cref="Desired"/>. JSON: <c>{"id","kind","issued","expires"}</c>, and
/// <c>"value"</c> when the kind has one. A device does each id once and answers it in its state; an unknown kind it answers too.
/// </summary>
/// <param name="Id">Names it; never used twice.</param>
/// <param name="Kind">One of the constants of this record.</param>
/// <param name="Issued">UTC.</param>
/// <param name="Expires">UTC, exclusive: from here on it is not begun, and its answer need not be told any more.</param>
public sealed record DeviceCommand(string Id, string Kind, DateTime Issued, DateTime Expires)
{
    /// <summary>Sounds a tone of <see cref="Value"/> seconds (1 to 10) at the set volume, unless something plays or it is quiet by vote.</summary>
    public const string Tone = "tone";

    /// <summary>Starts the program anew, after what plays has ended.</summary>
    public const string Restart = "restart";

    /// <summary>Plays a short tone, listens with its own microphone if it has one, and tells what it heard.</summary>
    public const string SoundCheck = "sound-check";

    /// <summary>Breaks off what plays now, whatever its class; recorded as cut, <c>stopped</c>. What begins later plays.</summary>
    public const string StopAll = "stop-all";

    /// <summary>A silent drill: verifies, answers, sounds nothing.</summary>
    public const string Drill = "drill";

    /// <summary>What the kind needs: seconds of a tone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Value { get; init; }
}

/// <summary>What came of a command. JSON: <c>{"id","result","at"}</c>, and <c>"says"</c>.</summary>
/// <param name="Id">The command's.</param>
/// <param name="Result"><c>done</c>, <c>failed</c>, <c>expired</c> (came too late) or <c>unknown</c> (no such kind here).</param>
/// <param name="At">UTC by the device's corrected clock.</param>
public sealed record CommandAnswer(string Id, string Result, DateTime At)
{
    /// <summary>It was done.</summary>
    public const string Done = "done";

    /// <summary>It could not be done; <see cref="Says"/> tells why.</summary>
    public const string Failed = "failed";

    /// <summary>It came after its <c>expires</c>.</summary>
    public const string Expired = "expired";

    /// <summary>The device knows no such kind.</summary>
    public const string Unknown = "unknown";

    /// <summary>A Vietnamese sentence for the technician: what the microphone heard, why it failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Says { get; init; }
}

/// <summary>What feeds a device. JSON: <c>{"source","percent"}</c>.</summary>
/// <param name="Source"><c>mains</c>, <c>battery</c> or <c>solar</c>.</param>
/// <param name="Percent">What is left in the battery, 0 to 100; null when it has none or cannot tell.</param>
public sealed record DevicePower(string Source, int? Percent)
{
    /// <summary>The grid.</summary>
    public const string Mains = "mains";

    /// <summary>Only the battery: the grid is gone.</summary>
    public const string Battery = "battery";

    /// <summary>A panel, with or without a battery.</summary>
    public const string Solar = "solar";
}

/// <summary>How well a device hears its network. JSON: <c>{"kind","percent"}</c>.</summary>
/// <param name="Kind"><c>4g</c>, <c>wifi</c>, <c>wire</c> …</param>
/// <param name="Percent">0 to 100; null when it cannot tell.</param>
public sealed record DeviceSignal(string Kind, int? Percent);

/// <summary>
/// A newer program for the device, as the desired state carries it. JSON: <c>{"manifest"}</c>.
/// </summary>
/// <param name="Manifest">A compact JWS of an <see cref="UpdateManifest"/>, signed by the root (<c>typ</c> <see cref="UpdateManifest.Type"/>).</param>
public sealed record UpdateOffer(string Manifest);

/// <summary>
/// What the root vouches for of a version of the player. JSON: <c>{"version","issued","expires","files"}</c>. A device takes it only when
/// <paramref name="Version"/> is newer than its own: an older one with a right signature is a way back to a mended fault.
/// </summary>
/// <param name="Version">"0.2.0": numbers with dots, compared as numbers.</param>
/// <param name="Issued">UTC.</param>
/// <param name="Expires">UTC, exclusive: later it is not taken.</param>
/// <param name="Files">One a platform.</param>
public sealed record UpdateManifest(string Version, DateTime Issued, DateTime Expires, IReadOnlyList<UpdateFile> Files)
{
    /// <summary>The <c>typ</c> of its JWS.</summary>
    public const string Type = "langso-update";
}

/// <summary>The program for one platform: one file, fetched from <c>/media/{sha256}</c>. JSON: <c>{"platform","sha256","bytes"}</c>.</summary>
/// <param name="Platform"><c>linux-x64</c>, <c>linux-arm64</c>.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Bytes">Its length.</param>
public sealed record UpdateFile(string Platform, string Sha256, long Bytes);

/// <summary>How far a device is with an update. JSON: <c>{"version","phase"}</c>, and <c>"reason"</c>.</summary>
/// <param name="Version">Of the manifest.</param>
/// <param name="Phase">One of the constants.</param>
public sealed record UpdateProgress(string Version, string Phase)
{
    /// <summary>The file is on its way.</summary>
    public const string Fetching = "fetching";

    /// <summary>Whole and checked; it starts when nothing plays or is about to.</summary>
    public const string Ready = "ready";

    /// <summary>The new version runs and has reached the server.</summary>
    public const string Installed = "installed";

    /// <summary>It did not start or did not reach the server; the old one runs again.</summary>
    public const string Failed = "failed";

    /// <summary>Not taken: signature, version, platform or hash was not right.</summary>
    public const string Refused = "refused";

    /// <summary>"code: sentence" of a failure or refusal, as in a playback record.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }
}
