using LangSo.Foundation;

namespace LangSo.Territory;

/// <summary>
/// One stretch of a unit's life in which its code, name, kind and parent stayed the same: [<see cref="From"/>, <see cref="To"/>).
/// When LangSo learns that a stretch ended, a second row with the same first day and a later <see cref="Recorded"/> takes its place.
/// </summary>
/// <param name="Unit">Whose version it is.</param>
/// <param name="Code">The statistics code of that time. Never an identity.</param>
/// <param name="Kind">A kind of <c>kinds.csv</c>: xã, phường, thị trấn, đặc khu, huyện, thành phố, thị xã, quận, tỉnh, xóm …</param>
/// <param name="Name">The name without its kind: "Giao Phong".</param>
/// <param name="Parent">The unit above, or null for a province.</param>
/// <param name="From">First day.</param>
/// <param name="To">First day after, or null while it holds.</param>
/// <param name="Recorded">The day that LangSo learned it.</param>
/// <param name="Sample">True when it, or a part of it, is made up for demonstration (minh họa); the note says which part.</param>
/// <param name="Basis">The instrument on which this row rests (<c>instruments.csv</c>).</param>
/// <param name="Note">What a reader of the row should know, or empty.</param>
public sealed record UnitVersion(
    UnitId Unit, string Code, string Kind, string Name, UnitId? Parent, DateOnly From, DateOnly? To, DateOnly Recorded, bool Sample = false,
    string Basis = "", string Note = "")
{
    /// <summary>"xã Giao Phong", "thành phố Nam Định".</summary>
    public string FullName => Kind + " " + Name;
}

/// <summary>What a change of units did to one of them.</summary>
/// <param name="From">The unit before.</param>
/// <param name="To">The unit after.</param>
/// <param name="On">The day it took effect.</param>
/// <param name="Whole">True when all of <paramref name="From"/> went there, false for a part.</param>
/// <param name="Instrument">The legal document and its clause.</param>
/// <param name="Recorded">The day that LangSo learned it.</param>
/// <param name="Share">
/// Which part of the people of <paramref name="From"/> went there, 0 to 1; 1 when whole. Null for a part that no source gives a
/// number for: unknown, never guessed.
/// </param>
/// <param name="Confidence">text, matched or doubtful (see <see cref="Confidences"/>); empty when nobody said.</param>
/// <param name="Withdrawn">The day that LangSo learned that it does not hold: a change was undone. Null while it holds.</param>
public sealed record LineageEdge(
    UnitId From, UnitId To, DateOnly On, bool Whole, string Instrument, DateOnly Recorded, decimal? Share = null, string Confidence = "",
    DateOnly? Withdrawn = null)
{
    /// <summary>
    /// How sure an edge is: text (read in the resolution), matched (extracted by machine; names and province agree with the lists),
    /// doubtful (extracted by machine, and a name of its that province bears twice, or it crosses provinces).
    /// </summary>
    internal static readonly string[] Confidences = ["text", "matched", "doubtful"];

    /// <summary>The part of the people that went there, or null when unknown.</summary>
    public decimal? KnownShare => Whole ? 1 : Share;

    /// <summary>True when it was known, and not withdrawn yet, on that day.</summary>
    public bool KnownOn(DateOnly day) => Recorded <= day && (Withdrawn is null || day < Withdrawn);
}

/// <summary>A kind of unit, as data: which level it is on and in which order kinds are listed.</summary>
/// <param name="Kind">"xã".</param>
/// <param name="Level">province, district, commune or hamlet; which levels exist on a day follows from the units in force.</param>
/// <param name="Rank">Order in lists, from 1.</param>
public sealed record UnitKind(string Kind, string Level, int Rank);

/// <summary>A legal document that makes, changes or ends units.</summary>
/// <param name="Id">Short id in the data files: "nq1674".</param>
/// <param name="Short">"NQ 1674/NQ-UBTVQH15".</param>
/// <param name="Title">The full title.</param>
/// <param name="Issued">The day it was signed.</param>
/// <param name="Effective">The day the units changed.</param>
/// <param name="Recorded">The day that LangSo learned it.</param>
/// <param name="Sample">True when there is no such document (minh họa).</param>
public sealed record Instrument(string Id, string Short, string Title, DateOnly Issued, DateOnly Effective, DateOnly Recorded, bool Sample);

/// <summary>One change of one unit.</summary>
/// <param name="Kind">create, abolish, merge, split, transfer, rename, recode or upgrade.</param>
/// <param name="On">The day it took effect.</param>
/// <param name="Unit">The unit that changed.</param>
/// <param name="Instrument">Id of the legal document.</param>
/// <param name="Clause">Its clause, or empty.</param>
/// <param name="Recorded">The day that LangSo learned it.</param>
/// <param name="Question">What the sources leave open and an official has to answer, or empty.</param>
public sealed record UnitEvent(string Kind, DateOnly On, UnitId Unit, string Instrument, string Clause, DateOnly Recorded, string Question)
{
    /// <summary>The kinds of change.</summary>
    internal static readonly string[] Kinds = ["create", "abolish", "merge", "split", "transfer", "rename", "recode", "upgrade"];
}
