using System.Security.Cryptography;
using LangSo.Foundation;

namespace LangSo.Territory.Changes;

/// <summary>A unit as it will be from the day of the change on: a new one, or one that goes on under another code, kind, name or parent.</summary>
/// <param name="Unit">Its identity; <see cref="NewUnit"/> makes one for a new unit.</param>
/// <param name="Code">Its code from that day on.</param>
/// <param name="Kind">Its kind from that day on.</param>
/// <param name="Name">Its name without the kind.</param>
/// <param name="Parent">The unit above from that day on, or null for a province.</param>
/// <param name="Clause">The clause of the instrument that says so, or empty.</param>
public sealed record DraftUnit(UnitId Unit, string Code, string Kind, string Name, UnitId? Parent, string Clause = "")
{
    /// <summary>"xã Giao Ninh".</summary>
    public string FullName => Kind + " " + Name;

    /// <summary>An identity that no unit has.</summary>
    public static UnitId NewUnit(Gazetteer gazetteer)
    {
        while (true)
        {
            var unit = new UnitId("u" + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz234567", 7));
            if (gazetteer.Life(unit).Count == 0) return unit;
        }
    }
}

/// <summary>What goes where: all of a unit, or a part of it.</summary>
/// <param name="From">A unit of the day before.</param>
/// <param name="To">A unit of the draft, or one that goes on as it is.</param>
/// <param name="Whole">True when all of it goes there.</param>
/// <param name="Share">Of a part: which part of the people, 0 to 1, or null when the instrument does not say.</param>
public sealed record DraftEdge(UnitId From, UnitId To, bool Whole, decimal? Share = null);

/// <summary>The legal document of a draft.</summary>
/// <param name="Short">"NQ 1674/NQ-UBTVQH15".</param>
/// <param name="Title">Its full title.</param>
/// <param name="Issued">The day it was signed.</param>
public sealed record DraftInstrument(string Short, string Title, DateOnly? Issued);

/// <summary>
/// A change of units as an official writes it: merge, split, rename, new code, another parent, any number of them, on one day by one
/// instrument. Units that edges leave and that are not among <paramref name="Units"/> end on that day.
/// </summary>
/// <param name="Title">For the list of drafts.</param>
/// <param name="On">The day that it takes effect.</param>
/// <param name="Instrument">The legal document.</param>
/// <param name="Units">What there is from that day on and was not so before.</param>
/// <param name="Edges">What goes where.</param>
public sealed record ChangeDraft(string Title, DateOnly? On, DraftInstrument Instrument, IReadOnlyList<DraftUnit> Units, IReadOnlyList<DraftEdge> Edges)
{
    /// <summary>A draft of nothing.</summary>
    public static ChangeDraft Empty { get; } = new("", null, new DraftInstrument("", "", null), [], []);
}

/// <summary>How far a draft is.</summary>
public enum DraftState
{
    /// <summary>Being written; changes nothing.</summary>
    Draft,

    /// <summary>Its rows are recorded.</summary>
    Applied,

    /// <summary>It was applied and then taken back by rows that compensate it.</summary>
    Undone,

    /// <summary>Given up before it was applied.</summary>
    Dropped,
}

/// <summary>A stored draft.</summary>
/// <param name="Id">Its address.</param>
/// <param name="State">How far it is.</param>
/// <param name="Content">What it says.</param>
/// <param name="Revision">Counts the savings; who saves on an older one is told so.</param>
/// <param name="Author">Who began it.</param>
/// <param name="Changed">When it was last changed, UTC.</param>
/// <param name="Applied">The day that its rows were recorded.</param>
/// <param name="By">Who applied or undid it.</param>
public sealed record StoredDraft(
    string Id, DraftState State, ChangeDraft Content, int Revision, string Author, DateTime Changed, DateOnly? Applied, string By);
