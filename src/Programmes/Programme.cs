using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;

namespace LangSo.Programmes;

/// <summary>The identity of a programme.</summary>
public readonly record struct ProgrammeId(Guid Value)
{
    /// <summary>A new one, in order of time.</summary>
    public static ProgrammeId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("n");
}

/// <summary>How far the newest version of a programme has come. An older one may be on air meanwhile.</summary>
public enum ProgrammeState
{
    /// <summary>Nháp.</summary>
    Draft = 1,

    /// <summary>Chờ duyệt.</summary>
    Submitted = 2,

    /// <summary>Trả lại.</summary>
    Returned = 3,

    /// <summary>Đã duyệt: signed, and signed anew before it ends.</summary>
    Approved = 4,

    /// <summary>Đã dừng: the end.</summary>
    Withdrawn = 5,
}

/// <summary>Where a sound of a programme comes from.</summary>
public enum PlanItemKind
{
    /// <summary>A recording or jingle of the library.</summary>
    Recording = 1,

    /// <summary>An approved bulletin.</summary>
    Bulletin = 2,

    /// <summary>A text that the voice of the place reads.</summary>
    Text = 3,
}

/// <summary>One sound of a programme.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Ref">Id of the recording or bulletin; null of a text.</param>
/// <param name="Title">For people.</param>
/// <param name="Text">What is read, of a text.</param>
/// <param name="Sound">The sound as it is played.</param>
public sealed record PlanItem(PlanItemKind Kind, string? Ref, string Title, string? Text, SoundRef Sound);

/// <summary>What is played when: everything that an approval stands for.</summary>
/// <param name="Title">For people.</param>
/// <param name="Area">Who hears it: this unit and all below.</param>
/// <param name="Class">Never an emergency: that is not planned.</param>
/// <param name="Source">Files, a relay, a live slot, or what fills.</param>
/// <param name="Start">UTC, its first instant.</param>
/// <param name="LengthMs">How long its slot is.</param>
/// <param name="Repeat">RRULE without its name, with an UNTIL; null for once.</param>
/// <param name="Except">Civil days on which it does not play.</param>
/// <param name="Items">Its sounds; empty of a stream.</param>
/// <param name="Stream">Address of the stream.</param>
/// <param name="Late">What becomes of it when it cannot start in time.</param>
/// <param name="LateMs">So much later it may still start.</param>
/// <param name="Resume">What becomes of it when it is broken off.</param>
public sealed record ProgrammePlan(
    string Title, UnitId Area, BulletinClass Class, ProgrammeSource Source, DateTime Start, int LengthMs, string? Repeat, IReadOnlyList<DateOnly> Except,
    IReadOnlyList<PlanItem> Items, string? Stream, LatenessPolicy Late, int LateMs, ResumePolicy Resume);

/// <summary>A programme as it stands: its newest version, and what of it is on air.</summary>
public sealed record Programme
{
    /// <summary>Its identity; orders carry it as their bulletin.</summary>
    public required ProgrammeId Id { get; init; }

    /// <summary>Counts changes from 1.</summary>
    public required int Version { get; init; }

    /// <summary>How far the newest version has come.</summary>
    public required ProgrammeState State { get; init; }

    /// <summary>Who hears it. Never changes once it has been on air.</summary>
    public required UnitId Area { get; init; }

    /// <summary>The newest version.</summary>
    public required ProgrammePlan Plan { get; init; }

    /// <summary>The approved version that devices play; null while none is.</summary>
    public ProgrammePlan? OnAir { get; init; }

    /// <summary>UTC; orders are signed up to here.</summary>
    public DateTime? SignedUntil { get; init; }

    /// <summary>UTC, after which nothing of it is played any more.</summary>
    public DateTime? AirEnds { get; init; }

    /// <summary>User name of who wrote the newest version.</summary>
    public required string Author { get; init; }

    /// <summary>The author's shown name.</summary>
    public required string AuthorName { get; init; }

    /// <summary>UTC, of the last change.</summary>
    public required DateTime Edited { get; init; }

    /// <summary>User name of who approved what is on air, in whose name it is signed.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>That person's shown name.</summary>
    public string? ApprovedByName { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? ApprovedAt { get; init; }

    /// <summary>Why it was returned or stopped, or why it could not be signed anew.</summary>
    public string? Remark { get; init; }

    /// <summary>True for what the demonstration made up.</summary>
    public bool IsSample { get; init; }

    /// <summary>True while something newer than what is on air waits.</summary>
    public bool IsPending => State is ProgrammeState.Draft or ProgrammeState.Submitted or ProgrammeState.Returned;
}
