namespace LangSo.Criteria.Engine;

/// <summary>What came of judging a unit: six different things, worst first.</summary>
public enum Verdict
{
    /// <summary>Not met, and not near.</summary>
    NotMet,

    /// <summary>Not met, but by no more than the set calls near (80-99 % of the threshold).</summary>
    Near,

    /// <summary>Nothing that is known fails, but something is not known: no value, no group, no threshold of the province.</summary>
    NoData,

    /// <summary>Met.</summary>
    Met,

    /// <summary>There is nothing that it could be asked of (no craft village).</summary>
    NotApplicable,

    /// <summary>Freed from it by a decision.</summary>
    Exempt,
}

/// <summary>What is known of many indicators or criteria at once; a bit that is in none of these is not met.</summary>
internal readonly record struct Judged(Mask Met, Mask Near, Mask NoData, Mask NotApplicable, Mask Exempt)
{
    /// <summary>
    /// One verdict of those in <paramref name="all"/>: a failure outweighs what is not known, and that outweighs what is met; what does
    /// not apply counts only when there is nothing else.
    /// </summary>
    public Verdict Of(Mask all)
    {
        if ((all & ~(Met | Near | NoData | NotApplicable | Exempt)).Any) return Verdict.NotMet;
        if ((all & Near).Any) return Verdict.Near;
        if ((all & NoData).Any) return Verdict.NoData;
        if ((all & Met).Any) return Verdict.Met;
        return (all & NotApplicable).Any || !all.Any ? Verdict.NotApplicable : Verdict.Exempt;
    }
}

/// <summary>The verdicts on one unit for a stretch of days: bit i is criterion i.</summary>
internal record struct RowResult(ulong Met, ulong Near, ulong NoData, ulong NotApplicable, ulong Exempt, Verdict Title, byte Failing, byte Unknown, sbyte Distance)
{
    /// <summary>No revocation rule.</summary>
    public const sbyte NoRule = -1;

    public readonly Verdict Criterion(int at)
    {
        var bit = 1UL << at;
        return (Met & bit) != 0 ? Verdict.Met : (Near & bit) != 0 ? Verdict.Near : (NoData & bit) != 0 ? Verdict.NoData
            : (NotApplicable & bit) != 0 ? Verdict.NotApplicable : (Exempt & bit) != 0 ? Verdict.Exempt : Verdict.NotMet;
    }
}
