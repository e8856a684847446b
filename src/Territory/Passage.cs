using LangSo.Foundation;

namespace LangSo.Territory;

/// <summary>Where a unit of one day is on a later day.</summary>
/// <param name="Unit">The later unit.</param>
/// <param name="Share">Which part of the people of the earlier unit is there, 0 to 1; null when the sources do not say.</param>
public sealed record Destination(UnitId Unit, decimal? Share);

/// <summary>A unit's way through any number of waves.</summary>
/// <param name="Destinations">Where its parts are, those with the most people first, unknown shares last.</param>
/// <param name="Open">True when the sources leave open where it, or a part of it, went.</param>
public sealed record Passage(IReadOnlyList<Destination> Destinations, bool Open)
{
    /// <summary>The one unit that all of it is in, or null.</summary>
    public UnitId? Whole => !Open && Destinations is [{ Share: 1 } only] ? only.Unit : null;
}

/// <summary>
/// Lineage over several waves, composed of the edges of each: shares multiply along a way and add up over ways. A share that no
/// source gives stays unknown, except where it does not matter: parts that meet again are the whole, however they were divided.
/// </summary>
public sealed class Passages(Gazetteer gazetteer, DateOnly to, DateOnly knownOn)
{
    // Shares are written with so many places that thirds may miss the whole by this much.
    internal const decimal Rounding = 0.000001m;

    private readonly Dictionary<(UnitId, DateOnly), Spread> _known = [];

    // Shares by later unit; whatever is not named in an open one may be anywhere.
    private sealed record Spread(IReadOnlyDictionary<UnitId, decimal?> Shares, bool Open)
    {
        public decimal? Of(UnitId unit) => Shares.TryGetValue(unit, out var share) ? share : Open ? null : 0;
    }

    /// <summary>Where the unit of the day <paramref name="from"/> is on the later day.</summary>
    public Passage Of(UnitId unit, DateOnly from)
    {
        var spread = Follow(unit, from);
        return new Passage(
            [.. spread.Shares.Where(s => s.Value != 0).Select(s => new Destination(s.Key, s.Value)).OrderByDescending(d => d.Share ?? -1).ThenBy(d => d.Unit.Value, StringComparer.Ordinal)],
            spread.Open);
    }

    /// <summary>The units of the day <paramref name="from"/> of which a part is in <paramref name="unit"/> on the later day, with the part of each.</summary>
    public IReadOnlyList<Destination> Sources(UnitId unit, DateOnly from)
    {
        var (found, seen) = (new List<Destination>(), new HashSet<UnitId> { unit });
        var next = new Queue<UnitId>([unit]);
        while (next.TryDequeue(out var id))
        {
            if (gazetteer.Find(id, new AsOf(from, knownOn)) is not null && Follow(id, from) is var spread && spread.Of(unit) != 0 && spread.Shares.ContainsKey(unit))
                found.Add(new Destination(id, spread.Of(unit)));
            foreach (var edge in gazetteer.Into(id, knownOn))
                if (edge.On > from && edge.On <= to && seen.Add(edge.From)) next.Enqueue(edge.From);
        }
        return found;
    }

    private Spread Follow(UnitId unit, DateOnly after)
    {
        if (_known.TryGetValue((unit, after), out var known)) return known;
        var wave = gazetteer.OutOf(unit, knownOn).Where(e => e.On > after && e.On <= to).GroupBy(e => e.On).MinBy(g => g.Key);
        if (wave is null)
        {
            // Nothing more is told of it: it is still there, or it ended and the sources leave open where it went.
            var there = gazetteer.Find(unit, new AsOf(to, knownOn)) is not null;
            return _known[(unit, after)] = there ? new Spread(new Dictionary<UnitId, decimal?> { [unit] = 1 }, false) : new Spread(new Dictionary<UnitId, decimal?>(), true);
        }
        var parts = wave.Select(e => (Share: e.KnownShare, Spread: Follow(e.To, wave.Key))).ToList();
        // Of several parts, only one without a number is no riddle: it is the rest. One part alone leaves the rest open.
        if (parts.Count > 1 && parts.Count(p => p.Share is null) == 1)
            parts = parts.ConvertAll(p => (Share: (decimal?)(p.Share ?? 1 - parts.Sum(q => q.Share ?? 0)), p.Spread));
        var missing = parts.Count == 1 ? parts[0].Share != 1 : parts.TrueForAll(p => p.Share is not null) && parts.Sum(p => p.Share) < 1 - Rounding;
        var shares = parts.SelectMany(p => p.Spread.Shares.Keys).Distinct().ToDictionary(target => target, target => Sum(parts, missing, target));
        return _known[(unit, after)] = new Spread(shares, missing || parts.Exists(p => p.Spread.Open));
    }

    private static decimal? Sum(List<(decimal? Share, Spread Spread)> parts, bool missing, UnitId target)
    {
        if (!missing && parts.Select(p => p.Spread.Of(target)).Distinct().ToList() is [var alike]) return alike;
        var (sum, rest) = (0m, 1m);
        foreach (var (share, spread) in parts.Where(p => p.Share is not null))
        {
            if (spread.Of(target) is not { } there) return null;
            sum += share!.Value * there;
            rest -= share.Value;
        }
        var unnumbered = parts.Where(p => p.Share is null).Select(p => p.Spread.Of(target)).Distinct().ToList();
        return unnumbered switch
        {
            [] => sum,
            [{ } same] => sum + rest * same,
            _ => null,
        };
    }
}
