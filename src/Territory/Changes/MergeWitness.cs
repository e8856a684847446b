using LangSo.Foundation;

namespace LangSo.Territory.Changes;

/// <summary>What becomes of something that hangs on a unit, when units change.</summary>
public enum CarryRule
{
    /// <summary>Numbers of the parts are added up (by share, where a part went).</summary>
    Sum,

    /// <summary>A ratio is computed anew from both its counts; ratios are never averaged.</summary>
    Recompute,

    /// <summary>A person decides anew; until then nothing is carried over.</summary>
    Reassess,

    /// <summary>It goes where the unit went.</summary>
    Follow,

    /// <summary>It stays with the unit that it was said of and can be asked for there.</summary>
    Stay,
}

/// <summary>One kind of thing that a change of units touches.</summary>
/// <param name="What">What it is, in an official's words: "quyết định công nhận".</param>
/// <param name="Rule">What becomes of it.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Units">The units that hold them.</param>
/// <param name="Note">One sentence more, or empty.</param>
public sealed record MergeEffect(string What, CarryRule Rule, int Count, IReadOnlyCollection<UnitId> Units, string Note = "");

/// <summary>What is asked of a witness: what do you hold of these units?</summary>
/// <param name="Before">The units as they are.</param>
/// <param name="After">The units as they would be.</param>
/// <param name="Eve">The day before the change.</param>
/// <param name="Touched">Units that end, or that give a part of themselves away.</param>
/// <param name="Divided">Those of them that go to more than one unit: what hangs on them cannot simply follow.</param>
public sealed record MergeQuestion(Gazetteer Before, Gazetteer After, AsOf Eve, IReadOnlySet<UnitId> Touched, IReadOnlySet<UnitId> Divided);

/// <summary>
/// Implemented by whoever keeps something of a unit, so that the preview of a change can count and name it. Territory asks and knows
/// nothing of titles, facts, devices or accounts.
/// </summary>
public interface IMergeWitness
{
    /// <summary>What it keeps of the units asked about.</summary>
    ValueTask<IReadOnlyList<MergeEffect>> SeeAsync(MergeQuestion question, CancellationToken cancel);
}
