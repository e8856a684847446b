using System.Text.Json.Serialization;
using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>A unit of a device's chain. JSON: <c>{"unit","name"}</c>.</summary>
/// <param name="Unit">Its id: names the order topic.</param>
/// <param name="Name">"xóm Lâm Phú".</param>
public sealed record AreaName([property: JsonConverter(typeof(UnitIdJson))] UnitId Unit, string Name);

/// <summary>What an officer sets on a device. JSON: <c>{"volume"}</c>, and when they are set <c>"quiet"</c>, <c>"volumes"</c>, <c>"off"</c>.</summary>
/// <param name="Volume">0 to 100.</param>
public sealed record DeviceSettings(int Volume)
{
    /// <summary>Silence by the hamlet's vote; only khẩn cấp passes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<QuietHours>? Quiet { get; init; }

    /// <summary>Volumes by time of day; outside them <see cref="Volume"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<VolumeHours>? Volumes { get; init; }

    /// <summary>True while it is put out of use: it plays nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Off { get; init; }
}

/// <summary>
/// What a device should hold, signed by the root (<c>typ</c> <see cref="Type"/>).
/// JSON: <c>{"device","version","root","areas","orders","settings"}</c>.
/// </summary>
/// <param name="Device">Whose it is; another device refuses it.</param>
/// <param name="Version">Grows; an older one is refused.</param>
/// <param name="Root">The province's root key, as pinned at enrolment.</param>
/// <param name="Areas">The device's chain, lowest first.</param>
/// <param name="Orders">Every order that is still of use to it.</param>
/// <param name="Settings">Volume …</param>
public sealed record Desired(
    string Device, long Version, PublicKey Root, IReadOnlyList<AreaName> Areas, IReadOnlyList<OrderEnvelope> Orders, DeviceSettings Settings)
{
    /// <summary>What it should do once; absent when there is nothing. JSON: <c>"commands"</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DeviceCommand>? Commands { get; init; }

    /// <summary>A newer program for it; absent when it should stay as it is. JSON: <c>"update"</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UpdateOffer? Update { get; init; }

    /// <summary>The <c>typ</c> of its JWS.</summary>
    public const string Type = "langso-desired";
}

/// <summary>
/// A heartbeat. JSON: <c>{"at","online","version","desiredVersion","orders","clockErrorMs","volume","diskFreeMb","unsent","playing","notes"}</c>.
/// The will is the same with <c>online</c> false. What a device can measure it adds: <c>"session","power","temperatureC","signal","commands","update"</c>.
/// </summary>
/// <param name="At">UTC by the device.</param>
/// <param name="Online">False only in the will and in a goodbye.</param>
/// <param name="Version">Of the device's program.</param>
/// <param name="DesiredVersion">The desired state that it has applied; 0 for none.</param>
/// <param name="Orders">Ids of the orders that it holds whole, sound included.</param>
/// <param name="ClockErrorMs">Its clock minus the server's, before correction; null until measured.</param>
/// <param name="Volume">0 to 100.</param>
/// <param name="DiskFreeMb">Free space where it keeps sound.</param>
/// <param name="Unsent">Records that wait.</param>
/// <param name="Playing">The order that it is playing now.</param>
/// <param name="Notes">What a technician should know, in Vietnamese.</param>
public sealed record DeviceState(
    DateTime At, bool Online, string Version, long DesiredVersion, IReadOnlyList<string> Orders, double? ClockErrorMs, int Volume, long? DiskFreeMb,
    int Unsent, string? Playing, IReadOnlyList<string> Notes)
{
    /// <summary>Made anew at each start of the program: one that comes back after another was heard tells of a copied token.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Session { get; init; }

    /// <summary>What feeds it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DevicePower? Power { get; init; }

    /// <summary>Of its board, in degrees Celsius.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TemperatureC { get; init; }

    /// <summary>How well it hears its network.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeviceSignal? Signal { get; init; }

    /// <summary>What came of the commands that are in force: each stays until its <c>expires</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CommandAnswer>? Commands { get; init; }

    /// <summary>How far it is with the update that it was offered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UpdateProgress? Update { get; init; }
}

/// <summary>What came of an order on a device. In JSON: <c>played</c>, <c>cut</c>, <c>skipped</c>, <c>refused</c>, <c>shown</c>.</summary>
public enum PlayResult
{
    /// <summary>Played to its end.</summary>
    Played = 1,

    /// <summary>Began and was broken off.</summary>
    Cut = 2,

    /// <summary>Not begun.</summary>
    Skipped = 3,

    /// <summary>Did not verify.</summary>
    Refused = 4,

    /// <summary>A board showed it.</summary>
    Shown = 5,
}

/// <summary>
/// One playback record. JSON: <c>{"n","order","bulletin","media","planned","started","ended","result","reason","startErrorMs"}</c>.
/// </summary>
/// <param name="N">1, 2, 3 … by device, never used twice.</param>
/// <param name="Order">The order's id; of a refused one, what it claimed.</param>
/// <param name="Bulletin">The bulletin's id; of a refused one, what it claimed.</param>
/// <param name="Media">SHA-256 of the sound.</param>
/// <param name="Planned">UTC, by the timeline.</param>
/// <param name="Started">UTC, when the first sound went out.</param>
/// <param name="Ended">UTC, when the last did.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Reason">A code, a colon and a Vietnamese sentence, when there is something to say: <c>bad-signature: Chữ ký …</c>.</param>
/// <param name="StartErrorMs">Started minus planned.</param>
public sealed record PlayRecord(
    long N, string Order, string Bulletin, string? Media, DateTime? Planned, DateTime? Started, DateTime? Ended, PlayResult Result, string? Reason,
    double? StartErrorMs);

/// <summary>Records in order of number. JSON: <c>{"records":[…]}</c>, at most <see cref="Most"/>.</summary>
public sealed record PlayBatch(IReadOnlyList<PlayRecord> Records)
{
    /// <summary>The most records in one message.</summary>
    public const int Most = 200;
}

/// <summary>All records up to and including <paramref name="UpTo"/> are stored. JSON: <c>{"upTo"}</c>.</summary>
public sealed record Acked(long UpTo);

/// <summary>JSON: <c>{"n","t1"}</c>.</summary>
/// <param name="N">Which question.</param>
/// <param name="T1">Milliseconds since 1970 UTC by the device, when asked.</param>
public sealed record TimeAsk(long N, double T1);

/// <summary>JSON: <c>{"n","t1","t2","t3"}</c>.</summary>
/// <param name="N">Which question.</param>
/// <param name="T1">As asked.</param>
/// <param name="T2">Milliseconds since 1970 UTC by the server, when heard.</param>
/// <param name="T3">The same, when answered.</param>
public sealed record TimeTell(long N, double T1, double T2, double T3);

/// <summary>What a device sends to be enrolled. JSON: <c>{"code","version"}</c>.</summary>
public sealed record EnrolRequest(string Code, string Version);

/// <summary>Where the broker listens. JSON: <c>{"host","port","ws"}</c>.</summary>
/// <param name="Host">Null: the host of the enrolment.</param>
/// <param name="Port">TCP; null when there is only WebSocket.</param>
/// <param name="Ws">Path of the WebSocket on the server's own address.</param>
public sealed record MqttAddress(string? Host, int? Port, string Ws);

/// <summary>
/// What an enrolled device gets, once. JSON: <c>{"device","token","name","kind","chain","root","mqtt","nextRecord","desired"}</c>.
/// </summary>
/// <param name="Device">Its id, and its MQTT user name and client id.</param>
/// <param name="Token">Its MQTT password: secret.</param>
/// <param name="Name">"Loa xóm Lâm Phú".</param>
/// <param name="Kind"><c>loudspeaker</c> or <c>board</c>.</param>
/// <param name="Chain">Its units, lowest first.</param>
/// <param name="Root">The province's root key: pin it.</param>
/// <param name="Mqtt">Where to connect.</param>
/// <param name="NextRecord">The number of its next playback record.</param>
/// <param name="Desired">The first desired state, a JWS as on the topic.</param>
public sealed record EnrolReply(
    string Device, string Token, string Name, string Kind, IReadOnlyList<AreaName> Chain, PublicKey Root, MqttAddress Mqtt, long NextRecord, string Desired);

/// <summary>The one measure of a clock's error: four instants of a question and its answer (RFC 5905, section 8).</summary>
public static class ClockExchange
{
    /// <summary>
    /// The device's clock minus the server's and the way there and back, both in milliseconds. Of several answers
    /// the one with the shortest way counts.
    /// </summary>
    public static (double ErrorMs, double RoundTripMs) Measure(TimeTell tell, double t4) =>
        (-((tell.T2 - tell.T1) + (tell.T3 - t4)) / 2, t4 - tell.T1 - (tell.T3 - tell.T2));
}
