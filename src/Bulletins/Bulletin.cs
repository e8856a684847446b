using LangSo.Foundation;

namespace LangSo.Bulletins;

/// <summary>How far a bulletin has come. That it is over is not stored: it follows from <see cref="Bulletin.Expires"/>.</summary>
public enum BulletinState
{
    /// <summary>Nháp: only its author works on it.</summary>
    Draft = 1,

    /// <summary>Chờ duyệt: handed in, unchangeable until approved, returned or recalled.</summary>
    Submitted = 2,

    /// <summary>Trả lại: the author may change it and hand it in again.</summary>
    Returned = 3,

    /// <summary>Đã duyệt: signed and on its way to devices. Never changes again but to <see cref="Withdrawn"/>.</summary>
    Approved = 4,

    /// <summary>Đã thu hồi: devices drop it. The end.</summary>
    Withdrawn = 5,
}

/// <summary>A person as the records name them.</summary>
/// <param name="User">The user name, which stands in the ledger.</param>
/// <param name="Name">The name that people see.</param>
public sealed record Person(string User, string Name);

/// <summary>What an author can change about a bulletin.</summary>
/// <param name="Title">At most <see cref="BulletinRules.TitleLimit"/> characters.</param>
/// <param name="Text">At most <see cref="BulletinRules.TextLimit"/> characters.</param>
/// <param name="Area">Null until chosen.</param>
/// <param name="Class">Its class in law.</param>
/// <param name="PlayAt">UTC; null is "as soon as it is approved".</param>
/// <param name="OwnHeadline">The author's own headline for boards; null leaves it to <see cref="CardMaker"/>.</param>
/// <param name="OwnFacts">The author's own facts for boards; null leaves them to <see cref="CardMaker"/>.</param>
/// <param name="Source">Where its sound comes from; null is the voice of the place.</param>
/// <param name="Topic">Id of a topic of <see cref="PressWords"/>, under which it is counted; null is none.</param>
/// <param name="Campaign">The campaign that it serves, or null.</param>
public sealed record BulletinDraft(
    string Title, string Text, UnitId? Area, BulletinClass Class, DateTime? PlayAt, string? OwnHeadline = null, IReadOnlyList<string>? OwnFacts = null,
    SoundSource? Source = null, string? Topic = null, CampaignId? Campaign = null);

/// <summary>One person's approval.</summary>
/// <param name="User">The user name, which stands in the ledger.</param>
/// <param name="Name">The name that people see.</param>
/// <param name="At">UTC.</param>
public sealed record Approval(string User, string Name, DateTime At);

/// <summary>One message with its approval and its renditions. A change makes a new value; <see cref="BulletinRules"/> says which are allowed.</summary>
public sealed record Bulletin
{
    /// <summary>Its identity.</summary>
    public required BulletinId Id { get; init; }

    /// <summary>Counts changes from 1: two people who saw the same version cannot both decide.</summary>
    public required int Version { get; init; }

    /// <summary>How far it has come.</summary>
    public required BulletinState State { get; init; }

    /// <summary>NFC, one line.</summary>
    public required string Title { get; init; }

    /// <summary>NFC, as written.</summary>
    public required string Text { get; init; }

    /// <summary>Where it is heard; null while a draft has none.</summary>
    public required UnitId? Area { get; init; }

    /// <summary>Its class in law.</summary>
    public required BulletinClass Class { get; init; }

    /// <summary>UTC; null is "as soon as it is approved".</summary>
    public required DateTime? PlayAt { get; init; }

    /// <summary>The author's own headline, or null.</summary>
    public string? OwnHeadline { get; init; }

    /// <summary>The author's own facts, or null.</summary>
    public IReadOnlyList<string>? OwnFacts { get; init; }

    /// <summary>Where its sound comes from; null is the voice of the place.</summary>
    public SoundSource? Source { get; init; }
    /// <summary>The topic under which it is counted, or null.</summary>
    public string? Topic { get; init; }

    /// <summary>The campaign that it serves, or null.</summary>
    public CampaignId? Campaign { get; init; }

    /// <summary>The bulletin from which it was begun, or null.</summary>
    public BulletinId? ReusedFrom { get; init; }

    /// <summary>User name of who wrote it.</summary>
    public required string Author { get; init; }

    /// <summary>The author's shown name.</summary>
    public required string AuthorName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime Created { get; init; }

    /// <summary>UTC, of the last change by the author.</summary>
    public required DateTime Edited { get; init; }

    /// <summary>What is read out; set when handed in.</summary>
    public string? Spoken { get; init; }

    /// <summary>What boards show; set when handed in.</summary>
    public BoardCard? Card { get; init; }

    /// <summary>What loudspeakers play; null when no voice was there.</summary>
    public SoundRef? Sound { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? SubmittedAt { get; init; }

    /// <summary>User name of who approved or returned it last.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>That person's shown name.</summary>
    public string? DecidedByName { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; init; }

    /// <summary>Why it was returned.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>Who approved first, where the law of the house asks for two (<see cref="ApprovalPolicy"/>).</summary>
    public Approval? FirstApproval { get; init; }

    /// <summary>Why one person approved alone what asks for two.</summary>
    public string? AloneReason { get; init; }

    /// <summary>UTC, until when an approval by one person alone holds; what was signed ends by itself then unless it is confirmed.</summary>
    public DateTime? AloneUntil { get; init; }

    /// <summary>Who confirmed an approval that one person gave alone.</summary>
    public Approval? Confirmed { get; init; }

    /// <summary>Hash of what was approved (<see cref="ApprovedContent.Hash"/>).</summary>
    public string? ApprovedHash { get; init; }

    /// <summary>UTC, when devices start; set when approved.</summary>
    public DateTime? StartsAt { get; init; }

    /// <summary>UTC; after this nothing of it is played or shown.</summary>
    public DateTime? Expires { get; init; }

    /// <summary>User name of who withdrew it.</summary>
    public string? WithdrawnBy { get; init; }

    /// <summary>That person's shown name.</summary>
    public string? WithdrawnByName { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? WithdrawnAt { get; init; }

    /// <summary>True when it was approved and its time is over.</summary>
    public bool IsDone(DateTime now) => State == BulletinState.Approved && Expires <= now;

    /// <summary>What its author could change, as it stands.</summary>
    public BulletinDraft ToDraft() => new(Title, Text, Area, Class, PlayAt, OwnHeadline, OwnFacts, Source, Topic, Campaign);

    /// <summary>True while one person's approval stands alone and a second one may still confirm it.</summary>
    public bool StandsAlone(DateTime now) => State == BulletinState.Approved && AloneUntil > now && Confirmed is null;
}
