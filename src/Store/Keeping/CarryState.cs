namespace LangSo.Store.Keeping;

/// <summary>How far one table has come.</summary>
/// <param name="Rows">Rows written and committed.</param>
/// <param name="After">The key of the last of them, in the portable form, base64; null before the first.</param>
/// <param name="Whole">True when all are there.</param>
public sealed record CarriedSoFar(long Rows, string? After, bool Whole);

/// <summary>
/// What a store that is still being filled says of itself, in a table of one row that is gone when all is proven: while it is
/// there, no server opens the store.
/// </summary>
/// <param name="Deed">"move" or "restore".</param>
/// <param name="From">Where it comes from, as people are told.</param>
/// <param name="Head">The source's ledger when it began.</param>
/// <param name="Counts">The source's rows, by table, when it began.</param>
/// <param name="Done">How far each table has come.</param>
public sealed record CarryState(string Deed, string From, LedgerHead Head, Dictionary<string, long> Counts, Dictionary<string, CarriedSoFar> Done)
{
    /// <summary>True when a source that says this now is the one that was begun with, unchanged.</summary>
    public bool IsFrom(LedgerHead head, IReadOnlyDictionary<string, long> counts) =>
        head == Head && counts.Count == Counts.Count && counts.All(c => Counts.TryGetValue(c.Key, out var was) && was == c.Value);
}
