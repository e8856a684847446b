namespace LangSo.Airtime;

/// <summary>What the timeline makes of an occurrence.</summary>
public enum TimelineOutcome
{
    /// <summary>Starts at its instant and plays to its end.</summary>
    AsPlanned = 1,

    /// <summary>Starts later than it asked.</summary>
    Shifted,

    /// <summary>Starts and is broken off; not taken up again.</summary>
    Cut,

    /// <summary>Does not play.</summary>
    Skipped,

    /// <summary>Starts late without its first part and ends on its planned end.</summary>
    Joined,

    /// <summary>Is broken off and taken up again.</summary>
    Interrupted,
}

/// <summary>One time that an order plays. A single bulletin has one, a programme one for each repetition.</summary>
/// <param name="Order">The order's id.</param>
/// <param name="Planned">UTC, when it should start by its own plan.</param>
public readonly record struct Occurrence(string Order, DateTime Planned);

/// <summary>A stretch in which an occurrence plays without a break.</summary>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
/// <param name="Offset">How far into its sounds, put end to end, it begins; of a stream, into its slot; of what fills, into its loop.</param>
public readonly record struct AirPiece(DateTime Start, DateTime End, TimeSpan Offset);

/// <summary>A stretch of one sound.</summary>
/// <param name="Sound">The sound; null of a stream.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
/// <param name="Offset">How far into the sound it begins.</param>
public readonly record struct AirSegment(OrderMedia? Sound, DateTime Start, DateTime End, TimeSpan Offset);

/// <summary>One occurrence in a device's timeline, with its reason. Of a skipped one, start and end are null.</summary>
/// <param name="Order">The order.</param>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Start">UTC, of its first sound.</param>
/// <param name="End">UTC, of its last; of a cut one, where it breaks off.</param>
/// <param name="By">The order that displaced, cut or withdrew it.</param>
/// <param name="Reason">A code, a colon and a Vietnamese sentence.</param>
public sealed record TimelineEntry(Order Order, TimelineOutcome Outcome, DateTime? Start, DateTime? End, string? By, string Reason)
{
    /// <summary>When it should start by its own plan, UTC.</summary>
    public DateTime Planned { get; init; } = Order.At;

    /// <summary>Which occurrence of the order this is.</summary>
    public Occurrence Occurrence => new(Order.Id, Planned);

    /// <summary>0 to 100, at its start.</summary>
    public int Volume { get; init; } = 100;

    /// <summary>The stretches in which it plays, in order; empty of a skipped one.</summary>
    public IReadOnlyList<AirPiece> Pieces { get; init; } = [];

    /// <summary>How far into its sound it begins.</summary>
    public TimeSpan Offset => Pieces.Count > 0 ? Pieces[0].Offset : TimeSpan.Zero;

    /// <summary>
    /// True when two items of the class ưu tiên clash and the lower unit's gave way: the commune may choose otherwise by a
    /// <see cref="Order.Prefer"/> (Thông tư 39/2020/TT-BTTTT).
    /// </summary>
    public bool Clash { get; init; }

    /// <summary>The code of <see cref="Reason"/>.</summary>
    public string Code => Reason[..Reason.IndexOf(':', StringComparison.Ordinal)];

    /// <summary>Which sound is heard when, in order. What fills goes round.</summary>
    public IEnumerable<AirSegment> Segments()
    {
        foreach (var piece in Pieces)
            foreach (var segment in SegmentsOf(Order, piece)) yield return segment;
    }

    /// <summary>Which sound is heard when in one piece.</summary>
    public static IEnumerable<AirSegment> SegmentsOf(Order order, AirPiece piece)
    {
        var sounds = order.Sounds;
        var round = TimeSpan.FromMilliseconds(sounds.Sum(s => (long)s.DurationMs));
        if (order.Programme is { IsStream: true } || round <= TimeSpan.Zero)
        {
            yield return new AirSegment(null, piece.Start, piece.End, piece.Offset);
            yield break;
        }
        var (at, into) = (piece.Start, new TimeSpan(piece.Offset.Ticks % round.Ticks));
        for (var i = 0; at < piece.End; i = (i + 1) % sounds.Count)
        {
            var length = TimeSpan.FromMilliseconds(sounds[i].DurationMs);
            if (into >= length)
            {
                into -= length;
                continue;
            }
            var end = at + length - into;
            if (end > piece.End) end = piece.End;
            yield return new AirSegment(sounds[i], at, end, into);
            (at, into) = (end, TimeSpan.Zero);
        }
    }

    /// <inheritdoc/>
    public bool Equals(TimelineEntry? other) =>
        other is not null && Order == other.Order && Outcome == other.Outcome && Start == other.Start && End == other.End && By == other.By && Reason == other.Reason
        && Planned == other.Planned && Volume == other.Volume && Clash == other.Clash && Pieces.SequenceEqual(other.Pieces);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Order.Id, Outcome, Start, End, By, Reason, Planned);
}
