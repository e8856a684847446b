using LangSo.Foundation;

namespace LangSo.Territory;

/// <summary>
/// Every unit through time, in memory and unchanging: the answer to "which units, under whom, on that day, as known then".
/// A change of units makes a new gazetteer.
/// </summary>
public sealed class Gazetteer
{
    private readonly Dictionary<UnitId, UnitVersion[]> _versions;
    private readonly ILookup<string, UnitVersion> _byCode;
    private readonly ILookup<UnitId, LineageEdge> _into;
    private readonly ILookup<UnitId, LineageEdge> _outOf;
    private readonly Dictionary<string, UnitKind> _kinds;

    /// <summary>Builds it from the rows of the store.</summary>
    public Gazetteer(IEnumerable<UnitVersion> versions, IEnumerable<LineageEdge> edges, IEnumerable<UnitKind> kinds)
    {
        All = [.. versions];
        Edges = [.. edges];
        _versions = All.GroupBy(v => v.Unit).ToDictionary(g => g.Key, g => g.OrderBy(v => v.From).ToArray());
        _byCode = All.ToLookup(v => v.Code, StringComparer.Ordinal);
        _into = Edges.ToLookup(e => e.To);
        _outOf = Edges.ToLookup(e => e.From);
        _kinds = kinds.ToDictionary(k => k.Kind, StringComparer.Ordinal);
    }

    /// <summary>A gazetteer of nothing.</summary>
    public static Gazetteer Empty { get; } = new([], [], []);

    /// <summary>Every version of every unit.</summary>
    public IReadOnlyList<UnitVersion> All { get; }

    /// <summary>Every lineage edge.</summary>
    public IReadOnlyList<LineageEdge> Edges { get; }

    /// <summary>The kinds, in their order.</summary>
    public IEnumerable<UnitKind> Kinds => _kinds.Values.OrderBy(k => k.Rank);

    /// <summary>The first day that anything is known of, or null when there is nothing.</summary>
    public DateOnly? FirstDay => All.Count == 0 ? null : All.Min(v => v.From);

    /// <summary>The level of a kind: province, district, commune, hamlet; null for a kind that is not in the data.</summary>
    public string? LevelOf(string kind) => _kinds.GetValueOrDefault(kind)?.Level;

    /// <summary>The version of a unit that holds, or null when the unit does not exist then.</summary>
    public UnitVersion? Find(UnitId unit, AsOf asOf) =>
        _versions.TryGetValue(unit, out var versions) ? Array.Find(versions, v => asOf.Sees(v.From, v.To, v.Recorded)) : null;

    /// <summary>The unit that bears this code on that day.</summary>
    public UnitVersion? ByCode(string code, AsOf asOf) => _byCode[code].FirstOrDefault(v => asOf.Sees(v.From, v.To, v.Recorded));

    /// <summary>Every version that ever bore this code, oldest first.</summary>
    public IEnumerable<UnitVersion> EverWithCode(string code) => _byCode[code].OrderBy(v => v.From);

    /// <summary>All versions of a unit, oldest first.</summary>
    public IReadOnlyList<UnitVersion> Life(UnitId unit) => _versions.GetValueOrDefault(unit) ?? [];

    /// <summary>The units in force, by kind, code and name.</summary>
    public IEnumerable<UnitVersion> InForce(AsOf asOf) => All
        .Where(v => asOf.Sees(v.From, v.To, v.Recorded))
        .OrderBy(v => _kinds.TryGetValue(v.Kind, out var kind) ? kind.Rank : 99).ThenBy(v => v.Code, StringComparer.Ordinal);

    /// <summary>The unit itself and those above it, lowest first. Empty when the unit does not exist then.</summary>
    public IReadOnlyList<UnitVersion> Chain(UnitId unit, AsOf asOf)
    {
        var chain = new List<UnitVersion>();
        for (var version = Find(unit, asOf); version is not null && chain.Count < 8; version = version.Parent is { } up ? Find(up, asOf) : null)
            chain.Add(version);
        return chain;
    }

    /// <summary>True when <paramref name="unit"/> is <paramref name="area"/> or lies below it.</summary>
    public bool IsWithin(UnitId unit, UnitId area, AsOf asOf) => Chain(unit, asOf).Any(v => v.Unit == area);

    /// <summary>Every unit below <paramref name="area"/>, at any depth, without itself.</summary>
    public IEnumerable<UnitVersion> Under(UnitId area, AsOf asOf)
    {
        var inForce = InForce(asOf).ToList();
        var children = inForce.Where(v => v.Parent is not null).ToLookup(v => v.Parent!.Value);
        var found = new HashSet<UnitId>();
        var next = new Queue<UnitId>([area]);
        while (next.TryDequeue(out var id))
            foreach (var child in children[id])
                if (found.Add(child.Unit)) next.Enqueue(child.Unit);
        return inForce.Where(v => found.Contains(v.Unit));
    }

    /// <summary>What a unit was made from.</summary>
    public IEnumerable<LineageEdge> MadeFrom(UnitId unit) => _into[unit];

    /// <summary>What became of a unit.</summary>
    public IEnumerable<LineageEdge> Became(UnitId unit) => _outOf[unit];
}

/// <summary>Holds the gazetteer of now; swapped whole when units change.</summary>
public sealed class Gazetteers
{
    private volatile Gazetteer _current = Gazetteer.Empty;

    /// <summary>The newest one.</summary>
    public Gazetteer Current => _current;

    /// <summary>Puts a newer one in its place.</summary>
    public void Replace(Gazetteer gazetteer) => _current = gazetteer;
}
