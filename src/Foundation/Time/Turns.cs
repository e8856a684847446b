namespace LangSo.Foundation;

/// <summary>
/// The days on which answers can change: between two of them every question has the answer of the earlier one. So what was
/// prepared for one day serves every day up to the next turn.
/// </summary>
/// <param name="valid">Days on which something begins or ceases to hold.</param>
/// <param name="recorded">Days on which something was learned.</param>
public sealed class Turns(IEnumerable<DateOnly> valid, IEnumerable<DateOnly> recorded)
{
    private readonly DateOnly[] _valid = [.. valid.Distinct().Order()], _recorded = [.. recorded.Distinct().Order()];

    /// <summary>The earliest pair of days that has the same answers.</summary>
    public AsOf Before(AsOf asOf) => new(Before(_valid, asOf.Date), Before(_recorded, asOf.KnownOn));

    private static DateOnly Before(DateOnly[] turns, DateOnly day)
    {
        var found = Array.BinarySearch(turns, day);
        if (found >= 0) return day;
        return found == ~0 ? DateOnly.MinValue : turns[~found - 1];
    }
}
