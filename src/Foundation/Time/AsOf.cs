namespace LangSo.Foundation;

/// <summary>
/// The two days that every statistic is asked about: the day that it holds for in law, and the last day
/// whose records may be used. <c>new AsOf(d, today)</c> is the usual question.
/// </summary>
/// <param name="Date">The day in question (valid time).</param>
/// <param name="KnownOn">The last day of knowledge (recorded time), inclusive.</param>
public readonly record struct AsOf(DateOnly Date, DateOnly KnownOn)
{
    /// <summary>True when something that holds in [<paramref name="from"/>, <paramref name="to"/>) and was recorded on <paramref name="recorded"/> counts.</summary>
    public bool Sees(DateOnly from, DateOnly? to, DateOnly recorded) =>
        from <= Date && (to is null || Date < to) && recorded <= KnownOn;
}
