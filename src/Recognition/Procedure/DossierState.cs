using System.Collections.Immutable;
using LangSo.Foundation;

namespace LangSo.Recognition.Procedure;

/// <summary>How a dossier stands as a whole.</summary>
public enum DossierStatus
{
    /// <summary>Đang xử lý.</summary>
    Open = 1,

    /// <summary>Tạm dừng.</summary>
    Paused,

    /// <summary>Đã xong mọi bước.</summary>
    Done,

    /// <summary>Không được công nhận, hoặc không thu hồi.</summary>
    Refused,

    /// <summary>Đã rút.</summary>
    Withdrawn,

    /// <summary>Nhập vào hồ sơ khác.</summary>
    Joined,
}

/// <summary>A council meeting and what was voted in it.</summary>
/// <param name="Date">The day of the meeting.</param>
/// <param name="Members">All members.</param>
/// <param name="Ballots">By the member's place.</param>
/// <param name="Result">The count once it was closed.</param>
public sealed record Meeting(DateOnly Date, IReadOnlyList<Member> Members, ImmutableSortedDictionary<int, Ballot> Ballots, Count? Result)
{
    /// <summary>What the ballots come to by a rule.</summary>
    public Count CountBy(VoteRule rule)
    {
        var yes = Ballots.Values.Count(b => b == Ballot.Yes);
        return new Count(Members.Count, Ballots.Count, yes, rule.Quorum.IsReachedBy(Ballots.Count, Members.Count) && Ballots.Count > 0 && rule.Yes.IsReachedBy(yes, Ballots.Count));
    }
}

/// <summary>What is judged: the digest of what was handed in, and since when.</summary>
/// <param name="Digest">Of the sheet.</param>
/// <param name="On">Since when.</param>
/// <param name="Day">The day that it is judged by, or null for the year's last.</param>
public sealed record Bound(string Digest, DateOnly On, DateOnly? Day = null);

/// <summary>Values changed after the decision.</summary>
/// <param name="Digest">What they are now.</param>
/// <param name="On">When that was seen.</param>
/// <param name="Read">True when an official has said what was done about it.</param>
public sealed record Drift(string Digest, DateOnly On, bool Read);

/// <summary>A paper of the dossier.</summary>
/// <param name="Kind">As the step calls it.</param>
/// <param name="Number">"45/BC-UBND".</param>
/// <param name="Date">Of the paper.</param>
/// <param name="Name">What it is about.</param>
/// <param name="By">Who added it, by user name.</param>
/// <param name="Step">At which step.</param>
/// <param name="Act">The number of the act that added it.</param>
/// <param name="File">Its file, or null.</param>
public sealed record DossierDocument(string Kind, string Number, DateOnly Date, string Name, string By, string Step, int Act, PaperFile? File);

/// <summary>A dossier as its acts left it: nothing in it is stored but they.</summary>
public sealed record DossierState
{
    /// <summary>Which.</summary>
    public required DossierId Id { get; init; }

    /// <summary>What it is about.</summary>
    public required DossierKind Kind { get; init; }

    /// <summary>Whose title; the heir once the unit ended.</summary>
    public required UnitId Unit { get; init; }

    /// <summary>Id of the title.</summary>
    public required string Title { get; init; }

    /// <summary>Id of the field, or empty.</summary>
    public required string Field { get; init; }

    /// <summary>The year that is judged.</summary>
    public required int Year { get; init; }

    /// <summary>The set that judges, or empty.</summary>
    public required string Set { get; init; }

    /// <summary>True for a dossier that is made up for demonstration.</summary>
    public required bool Sample { get; init; }

    /// <summary>Where it is.</summary>
    public required StepEntry At { get; init; }

    /// <summary>The day it was opened.</summary>
    public required DateOnly OpenedOn { get; init; }

    /// <summary>The newest act: its number is the version that somebody who acts must have seen.</summary>
    public required DossierAct Last { get; init; }

    /// <summary>The day it came to this step.</summary>
    public DateOnly EnteredOn { get; init; }

    /// <summary>How it stands.</summary>
    public DossierStatus Status { get; init; } = DossierStatus.Open;

    /// <summary>Since when it is paused.</summary>
    public DateOnly? PausedOn { get; init; }

    /// <summary>What is judged, once it was handed in.</summary>
    public Bound? Bound { get; init; }

    /// <summary>Who assessed, by user name in lower case.</summary>
    public ImmutableSortedSet<string> Assessors { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Who verified, by user name in lower case.</summary>
    public ImmutableSortedSet<string> Verifiers { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Its papers.</summary>
    public ImmutableList<DossierDocument> Documents { get; init; } = [];

    /// <summary>Conditions attested by paper: the newest of each.</summary>
    public ImmutableSortedDictionary<string, Attesting> Attested { get; init; } = ImmutableSortedDictionary.Create<string, Attesting>(StringComparer.Ordinal);

    /// <summary>Bulletins that publish it.</summary>
    public ImmutableList<Guid> Bulletins { get; init; } = [];

    /// <summary>Papers that confirm publication.</summary>
    public ImmutableList<Posting> Posted { get; init; } = [];

    /// <summary>The council's meeting, or null.</summary>
    public Meeting? Meeting { get; init; }

    /// <summary>The decision, once there is one.</summary>
    public Deciding? Decision { get; init; }

    /// <summary>True once the lateness of this step was told upward.</summary>
    public bool Escalated { get; init; }

    /// <summary>Who said at this step that the desk has it, or null.</summary>
    public string? ReceivedBy { get; init; }

    /// <summary>The newest change after the decision, or null.</summary>
    public Drift? Drift { get; init; }

    /// <summary>The dossier that it was joined into.</summary>
    public DossierId? Into { get; init; }

    /// <summary>The version: acts so far.</summary>
    public int Version => Last.Number;

    /// <summary>True while somebody has to act on it.</summary>
    public bool IsUnderWay => Status is DossierStatus.Open or DossierStatus.Paused;

    /// <summary>Working through the acts from the first.</summary>
    public static DossierState? Of(IEnumerable<DossierAct> acts) => acts.Aggregate((DossierState?)null, (state, act) => After(state, act));

    /// <summary>The dossier after an act that was allowed.</summary>
    public static DossierState After(DossierState? state, DossierAct act)
    {
        if (act.Deed is Opening o)
            return new DossierState
            {
                Id = act.Dossier, Kind = o.Kind, Unit = o.Unit, Title = o.Title, Field = o.Field, Year = o.Year, Set = o.Set, Sample = o.Sample,
                At = act.Enters!, OpenedOn = act.On, EnteredOn = act.On, Last = act,
            };
        var next = Deed(state ?? throw new InvalidOperationException("A dossier begins by being opened."), act) with { Last = act };
        if (act.Enters is not { } enters) return next;
        next = next with { At = enters };
        // Going on after a pause is the same step with a new deadline.
        if (act.Deed is Resuming) return next;
        return next with { EnteredOn = act.On, Escalated = false, ReceivedBy = null, Status = enters.Step.Length == 0 && next.IsUnderWay ? DossierStatus.Done : next.Status };
    }

    private static DossierState Deed(DossierState s, DossierAct act) => act.Deed switch
    {
        Receiving => s with { ReceivedBy = act.By.Name },
        HandingIn d => s with { Bound = new Bound(d.Digest, act.On, d.Day), Assessors = s.Assessors.Union(d.By.Append(act.By.User).Select(Lower)), Meeting = null },
        Rereading d => s with { Bound = new Bound(d.Digest, act.On, s.Bound?.Day), Assessors = s.Assessors.Union(d.By.Select(Lower)), Meeting = s.Meeting is { } m ? m with { Ballots = m.Ballots.Clear(), Result = null } : null },
        Passing d => d.Verifies ? s with { Verifiers = s.Verifiers.Add(Lower(act.By.User)) } : s,
        Returning d => s with { Meeting = null, Bound = d.Reopens ? null : s.Bound },
        Pausing => s with { Status = DossierStatus.Paused, PausedOn = act.On },
        Resuming => s with { Status = DossierStatus.Open, PausedOn = null },
        Attaching d => s with { Documents = s.Documents.Add(new DossierDocument(d.Kind, d.Number, d.Date, d.Name, act.By.User, s.At.Step, act.Number, d.File)) },
        Attesting d => s with { Attested = s.Attested.SetItem(d.Condition, d) },
        Publishing d => s with { Bulletins = s.Bulletins.Contains(d.Bulletin) ? s.Bulletins : s.Bulletins.Add(d.Bulletin) },
        Posting d => s with { Posted = s.Posted.Add(d) },
        Convening d => s with { Meeting = new Meeting(d.Date, d.Members, ImmutableSortedDictionary<int, Ballot>.Empty, null) },
        Voting d => s with { Meeting = s.Meeting! with { Ballots = s.Meeting!.Ballots.SetItem(d.Member, d.Ballot) } },
        Closing d => s with { Meeting = s.Meeting! with { Result = d.Count } },
        Deciding d => s with { Decision = d },
        Refusing => s with { Status = DossierStatus.Refused },
        Withdrawing => s with { Status = DossierStatus.Withdrawn },
        Moving d => Moved(s, d.Unit),
        Entrusting d => Moved(s, d.Unit),
        Joining d => s with { Status = DossierStatus.Joined, Into = d.Into },
        Escalating => s with { Escalated = true },
        Drifting d => s with { Drift = new Drift(d.Digest, act.On, false) },
        DriftRead => s with { Drift = s.Drift! with { Read = true } },
        _ => throw new InvalidOperationException("An unknown deed."),
    };

    // What was assessed of the old unit is kept in the acts; what is judged of the new one is not that.
    private static DossierState Moved(DossierState s, UnitId to) =>
        s with { Unit = to, Bound = to == s.Unit ? s.Bound : null, Meeting = to == s.Unit ? s.Meeting : null, Status = DossierStatus.Open, PausedOn = null };

    internal static string Lower(string user) => user.ToLowerInvariant();
}
