using System.Text.Json;
using System.Text.Json.Serialization;
using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>The sound of an order. JSON: <c>{"sha256","bytes","durationMs","type"}</c>.</summary>
/// <param name="Sha256">Hex, lower case: its address (<c>/media/{sha256}</c>) and its check.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="DurationMs">How long it plays.</param>
/// <param name="Type">Media type, e.g. <c>audio/ogg; codecs=opus</c>.</param>
public sealed record OrderMedia(string Sha256, long Bytes, int DurationMs, string Type);

/// <summary>The card of an order, for boards. JSON: <c>{"headline","facts","source"}</c>.</summary>
public sealed record OrderCard(string Headline, IReadOnlyList<string> Facts, string Source);

/// <summary>
/// One signed instruction to the devices of a unit. JSON: <c>{"v","id","kind","bulletin","title","area","class","at","expires",
/// "issued","serial","media","card","withdraws"}</c>, instants as UTC ISO 8601.
/// </summary>
/// <param name="V">Version of the form: <see cref="Version"/>.</param>
/// <param name="Id">Unique for ever.</param>
/// <param name="Kind"><see cref="Play"/> or <see cref="Withdraw"/>.</param>
/// <param name="Bulletin">The bulletin it carries.</param>
/// <param name="Title">For people.</param>
/// <param name="Area">Who should play it: this unit and all below.</param>
/// <param name="Class">normal, priority or emergency.</param>
/// <param name="At">UTC, when it starts.</param>
/// <param name="Expires">UTC; nothing of it starts at or after this.</param>
/// <param name="Issued">UTC, when it was signed.</param>
/// <param name="Serial">Grows with every order that the province signs.</param>
/// <param name="Media">The sound, or null for boards only.</param>
/// <param name="Card">The card, or null for loudspeakers only.</param>
/// <param name="Withdraws">Of a withdrawal: the id of the order that it takes back.</param>
public sealed record Order(
    int V, string Id, string Kind, string Bulletin, string Title, [property: JsonConverter(typeof(UnitIdJson))] UnitId Area, BulletinClass Class,
    DateTime At, DateTime Expires, DateTime Issued, long Serial, OrderMedia? Media, OrderCard? Card, string? Withdraws)
{
    /// <summary>The version of the form that this program speaks.</summary>
    public const int Version = 1;

    /// <summary>The <c>typ</c> of an order's JWS.</summary>
    public const string Type = "langso-order";

    /// <summary>Play the sound, show the card.</summary>
    public const string Play = "play";

    /// <summary>Take an order back.</summary>
    public const string Withdraw = "withdraw";

    /// <summary>Of two priority items that clash, the commune's own choice: the order <see cref="Withdraws"/> gives way to this one's bulletin.</summary>
    public const string Prefer = "prefer";

    /// <summary>The form of an order with a <see cref="Programme"/>, and of a <see cref="Prefer"/>.</summary>
    public const int ProgrammeVersion = 2;

    /// <summary>What makes it a programme; null, and not in the JSON, of a single bulletin.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OrderProgramme? Programme { get; init; }

    /// <summary>How long its sound plays; of a programme, one occurrence.</summary>
    [JsonIgnore]
    public TimeSpan Length => Programme?.Length ?? TimeSpan.FromMilliseconds(Media?.DurationMs ?? 0);

    /// <summary>Every sound that it needs, in order; none of a stream.</summary>
    [JsonIgnore]
    public IReadOnlyList<OrderMedia> Sounds => Programme?.Items ?? (Media is null ? [] : [Media]);

    /// <summary>True when this is a withdrawal that reaches <paramref name="other"/>: same unit, same bulletin, and no lower class.</summary>
    public bool TakesBack(Order other) => Kind == Withdraw && Withdraws == other.Id && Area == other.Area && Bulletin == other.Bulletin && Class >= other.Class;
}

/// <summary>
/// The province's root lets a signer sign. JSON: <c>{"signer":{"x","y"},"name","area","highestClass","from","until"}</c>.
/// </summary>
/// <param name="Signer">The signer's public key.</param>
/// <param name="Name">The signer's name and post.</param>
/// <param name="Area">Orders for this unit and those below it.</param>
/// <param name="HighestClass">Orders up to this class.</param>
/// <param name="From">UTC, first instant.</param>
/// <param name="Until">UTC, first instant after.</param>
public sealed record Delegation(
    PublicKey Signer, string Name, [property: JsonConverter(typeof(UnitIdJson))] UnitId Area, BulletinClass HighestClass, DateTime From, DateTime Until)
{
    /// <summary>The <c>typ</c> of a delegation's JWS.</summary>
    public const string Type = "langso-delegation";
}

/// <summary>An order as it travels: two compact JWS. JSON: <c>{"order","delegation"}</c>.</summary>
/// <param name="Order">By the signer.</param>
/// <param name="Delegation">By the root.</param>
public sealed record OrderEnvelope(string Order, string Delegation)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Default)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        MaxDepth = 4,
    };

    /// <summary>The largest envelope that is looked at, in bytes.</summary>
    public const int LargestBytes = 64 * 1024;

    /// <summary>Reads it from the wire; null when it is anything else.</summary>
    public static OrderEnvelope? Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > LargestBytes) return null;
        try
        {
            return JsonSerializer.Deserialize<OrderEnvelope>(json, Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As it goes over the wire.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, LangSoJson.Compact);
}

/// <summary>A unit's id as plain text in JSON.</summary>
internal sealed class UnitIdJson : JsonConverter<UnitId>
{
    public override UnitId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, UnitId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
