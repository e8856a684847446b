using LangSo.Foundation;

namespace LangSo.Look;

/// <summary>The time bar under the top line: which day, as known when. Partial <c>_TimeBar</c>.</summary>
/// <param name="AsOf">What the page shows.</param>
/// <param name="Today">The day by the server's clock, in Viet Nam.</param>
/// <param name="Units">The map of units in force: "226 xã, phường, thị trấn · 10 huyện, thành phố".</param>
/// <param name="Problem">Why the dates that were asked for could not be used, or null.</param>
/// <param name="Keep">What else of the address stays when the days change, by name.</param>
public sealed record TimeBar(AsOf AsOf, DateOnly Today, string Units, Problem? Problem = null, IReadOnlyList<(string Name, string Value)>? Keep = null)
{
    /// <summary>The address of the same page of today.</summary>
    public string Back => "?" + string.Join('&', (Keep ?? []).Select(k => k.Name + "=" + Uri.EscapeDataString(k.Value)));

    /// <summary>True when the page shows today as known today.</summary>
    public bool IsNow => AsOf.Date == Today && AsOf.KnownOn == Today;

    /// <summary>The query that makes a link show the same numbers to everyone.</summary>
    public string Query => "?asOf=" + AsOf.Date.ToString("yyyy-MM-dd", VnText.Culture)
        + (AsOf.KnownOn == Today ? "" : "&knownOn=" + AsOf.KnownOn.ToString("yyyy-MM-dd", VnText.Culture));

    /// <summary>
    /// Reads the two days of an address. A day that does not exist leaves <paramref name="fallback"/> standing and says so.
    /// </summary>
    public static (AsOf AsOf, Problem? Problem) Read(string? asOf, string? knownOn, DateOnly today, DateOnly? fallback = null)
    {
        var (date, known) = (fallback ?? today, today);
        Problem? problem = null;
        if (!string.IsNullOrWhiteSpace(asOf))
            if (VnTime.ParseDay(asOf) is { } day) date = day; else problem = VnTime.NoSuchDay("asOf", asOf);
        if (!string.IsNullOrWhiteSpace(knownOn))
            if (VnTime.ParseDay(knownOn) is { } day) known = day; else problem ??= VnTime.NoSuchDay("knownOn", knownOn);
        return (new AsOf(date, known), problem);
    }
}

/// <summary>Where one is in a long list. Partial <c>_Pager</c>.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Size">Rows a page.</param>
/// <param name="Total">All rows.</param>
/// <param name="Link">The address of a page by its number.</param>
public sealed record Pager(int Page, int Size, long Total, Func<int, string> Link)
{
    /// <summary>Number of the first row shown, or 0 when there are none.</summary>
    public long First => Total == 0 ? 0 : (long)(Page - 1) * Size + 1;

    /// <summary>Number of the last row shown.</summary>
    public long Last => Math.Min((long)Page * Size, Total);

    /// <summary>True when rows follow.</summary>
    public bool More => Last < Total;
}
