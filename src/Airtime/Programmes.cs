using System.Text.Json.Serialization;

namespace LangSo.Airtime;

/// <summary>Where the sound of a programme comes from. In JSON: <c>files</c>, <c>live</c>, <c>relay</c>, <c>fill</c>.</summary>
public enum ProgrammeSource
{
    /// <summary>Its items, one after another.</summary>
    Files = 1,

    /// <summary>Somebody speaks now: a stream that exists only while it lasts.</summary>
    Live,

    /// <summary>The stream of the province or the centre.</summary>
    Relay,

    /// <summary>Items that fill what nothing else uses: below every class, cut by anything.</summary>
    Fill,
}

/// <summary>What becomes of an item that cannot start on its instant. In JSON: <c>start-late</c>, <c>skip</c>, <c>cut</c>.</summary>
public enum LatenessPolicy
{
    /// <summary>Starts as soon as it can and plays whole.</summary>
    StartLate = 1,

    /// <summary>Does not play.</summary>
    Skip,

    /// <summary>Joins late and ends on its planned end: its first part is lost.</summary>
    Cut,
}

/// <summary>What becomes of an item that a higher class broke off. In JSON: <c>drop</c>, <c>resume</c>, <c>restart</c>.</summary>
public enum ResumePolicy
{
    /// <summary>Is not taken up again.</summary>
    Drop = 1,

    /// <summary>Goes on where it was broken off.</summary>
    Resume,

    /// <summary>Starts again from its beginning.</summary>
    Restart,
}

/// <summary>
/// What makes an order a programme: it repeats, has several sounds or a stream, and says what becomes of it when it is displaced.
/// An order that carries one has the form 2. JSON: <c>{"id","repeat","except","lengthMs","source","items","stream","late","lateMs","resume"}</c>.
/// </summary>
/// <param name="Id">The programme's id at the server.</param>
/// <param name="Repeat">
/// RRULE of RFC 5545 without its name: <c>FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261231T170000Z</c>, in Vietnam's civil time; null for once. Occurrences
/// are counted from the order's <c>at</c> and end with <c>UNTIL</c>, <c>COUNT</c> or the order's <c>expires</c>.
/// </param>
/// <param name="Except">Civil dates on which it does not play.</param>
/// <param name="LengthMs">How long its slot is; of files, their sum unless shorter.</param>
/// <param name="Source">Where its sound comes from.</param>
/// <param name="Items">Its sounds in order; empty of a live slot or a relay.</param>
/// <param name="Stream">Address of the stream, of a live slot or a relay.</param>
/// <param name="Late">What becomes of it when it cannot start in time.</param>
/// <param name="LateMs">So much later it may still start.</param>
/// <param name="Resume">What becomes of it when it is broken off.</param>
public sealed record OrderProgramme(
    string Id, string? Repeat, IReadOnlyList<DateOnly> Except, int LengthMs, ProgrammeSource Source, IReadOnlyList<OrderMedia> Items, string? Stream,
    LatenessPolicy Late, int LateMs, ResumePolicy Resume)
{
    /// <summary>How long its sounds play one after another; zero without any.</summary>
    [JsonIgnore]
    public TimeSpan SoundLength => TimeSpan.FromMilliseconds(Items.Sum(i => (long)i.DurationMs));

    /// <summary>How long one occurrence lasts: its slot, or its sounds when they end before it.</summary>
    [JsonIgnore]
    public TimeSpan Length => TimeSpan.FromMilliseconds(Source == ProgrammeSource.Files ? Math.Min(LengthMs, Items.Sum(i => (long)i.DurationMs)) : LengthMs);

    /// <summary>True when it plays a stream.</summary>
    [JsonIgnore]
    public bool IsStream => Source is ProgrammeSource.Live or ProgrammeSource.Relay;

    /// <summary>True when it ends on its planned end however late it starts: a stream, what fills, and what was set to <see cref="LatenessPolicy.Cut"/>.</summary>
    [JsonIgnore]
    public bool EndsOnTime => Source != ProgrammeSource.Files || Late == LatenessPolicy.Cut;
}

/// <summary>
/// Hours in which a hamlet voted to hear nothing but khẩn cấp. JSON: <c>{"from","to","days"}</c>, civil times; <c>to</c> at or before
/// <c>from</c> is the next day.
/// </summary>
/// <param name="From">First minute of silence.</param>
/// <param name="To">First minute after.</param>
/// <param name="Days">On which days it begins; empty for every day.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, IReadOnlyList<DayOfWeek> Days);

/// <summary>A volume for part of the day. JSON: <c>{"from","to","volume"}</c>, civil times as <see cref="QuietHours"/>.</summary>
/// <param name="From">First minute.</param>
/// <param name="To">First minute after.</param>
/// <param name="Volume">0 to 100; khẩn cấp is played at the device's own volume when that is louder.</param>
public sealed record VolumeHours(TimeOnly From, TimeOnly To, int Volume);
