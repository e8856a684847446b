namespace LangSo.Airtime;

/// <summary>A stretch that is taken, by an item or by silence.</summary>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
/// <param name="By">The item; null of silence.</param>
/// <param name="Quiet">The vote's hours; null of an item.</param>
internal readonly record struct Taken(DateTime Start, DateTime End, Slot? By, QuietSpan? Quiet);

/// <summary>What of a device's time is taken. Items never overlap one another; an emergency may overlap silence.</summary>
internal sealed class Airspace
{
    private readonly List<Taken> _items = [];
    private List<Taken>? _silence;

    public bool KnowsSilence => _silence is not null;

    public void Silence(IReadOnlyList<QuietSpan> spans) => _silence = [.. spans.Select(s => new Taken(s.Start, s.End, null, s))];

    public void Take(DateTime start, DateTime end, Slot by)
    {
        if (end <= start) return;
        _items.Insert(FirstEndingAfter(_items, start), new Taken(start, end, by, null));
    }

    /// <summary>The first stretch that ends after the instant, or null.</summary>
    public Taken? Next(DateTime after)
    {
        var item = At(_items, after);
        var silence = _silence is { Count: > 0 } known ? At(known, after) : null;
        return item is null || silence?.Start < item.Value.Start ? silence : item;
    }

    /// <summary>The first stretch of items that ends after the instant, or null.</summary>
    public Taken? NextItem(DateTime after) => At(_items, after);

    /// <summary>The first stretch of silence that ends after the instant, or null.</summary>
    public Taken? NextSilence(DateTime after) => _silence is null ? null : At(_silence, after);

    /// <summary>The first instant from here on with room after it, what stands before it, and the silence among it.</summary>
    public (DateTime Free, Taken? Blocker, QuietSpan? Quiet) FreeFrom(DateTime instant)
    {
        Taken? blocker = null;
        QuietSpan? quiet = null;
        while (Next(instant) is { } next && next.Start < instant + Timeline.Grace)
        {
            blocker ??= next;
            quiet ??= next.Quiet;
            instant = next.End;
        }
        return (instant, blocker, quiet);
    }

    private static Taken? At(List<Taken> list, DateTime after)
    {
        var at = FirstEndingAfter(list, after);
        return at < list.Count ? list[at] : null;
    }

    private static int FirstEndingAfter(List<Taken> list, DateTime instant)
    {
        var (low, high) = (0, list.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (list[middle].End > instant) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
