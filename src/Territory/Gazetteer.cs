using System.Collections.Concurrent;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory.Store;

namespace LangSo.Territory;

/// <summary>
/// Every unit through time, in memory and unchanging: the answer to "which units, under whom, on that day, as known then".
/// A change of units makes a new gazetteer. Questions between the same two changes share one prepared view.
/// </summary>
public sealed class Gazetteer
{
    private const int ViewsKept = 512;

    private readonly ILookup<string, UnitVersion> _byCode;
    private readonly ILookup<UnitId, UnitVersion> _rows;
    private readonly ILookup<UnitId, LineageEdge> _into;
    private readonly ILookup<UnitId, LineageEdge> _outOf;
    private readonly Dictionary<string, UnitKind> _kinds;
    private readonly Turns _turns;
    private readonly ConcurrentDictionary<AsOf, View> _views = new();

    /// <summary>Builds it from the rows of the store.</summary>
    public Gazetteer(
        IEnumerable<UnitVersion> versions, IEnumerable<LineageEdge> edges, IEnumerable<UnitKind> kinds,
        IEnumerable<UnitEvent>? events = null, IEnumerable<Instrument>? instruments = null)
    {
        All = [.. versions];
        Edges = [.. edges];
        Events = [.. events ?? []];
        Instruments = (instruments ?? []).ToDictionary(i => i.Id, StringComparer.Ordinal);
        _rows = All.ToLookup(v => v.Unit);
        _byCode = All.ToLookup(v => v.Code, StringComparer.Ordinal);
        _into = Edges.ToLookup(e => e.To);
        _outOf = Edges.ToLookup(e => e.From);
        _kinds = kinds.ToDictionary(k => k.Kind, StringComparer.Ordinal);
        _turns = new Turns(All.Select(v => v.From).Concat(All.Select(v => v.To).OfType<DateOnly>()), All.Select(v => v.Recorded));
        FirstDay = All.Count == 0 ? null : All.Min(v => v.From);
    }

    /// <summary>A gazetteer of nothing.</summary>
    public static Gazetteer Empty { get; } = new([], [], []);

    /// <summary>Every row ever recorded, replaced ones too.</summary>
    public IReadOnlyList<UnitVersion> All { get; }

    /// <summary>Every lineage edge.</summary>
    public IReadOnlyList<LineageEdge> Edges { get; }

    /// <summary>Every change of a unit.</summary>
    public IReadOnlyList<UnitEvent> Events { get; }

    /// <summary>The legal documents by id.</summary>
    public IReadOnlyDictionary<string, Instrument> Instruments { get; }

    /// <summary>The kinds, in their order.</summary>
    public IEnumerable<UnitKind> Kinds => _kinds.Values.OrderBy(k => k.Rank);

    /// <summary>The first day that anything is known of, or null when there is nothing.</summary>
    public DateOnly? FirstDay { get; }

    /// <summary>The level of a kind: province, district, commune, hamlet; null for a kind that is not in the data.</summary>
    public string? LevelOf(string kind) => _kinds.GetValueOrDefault(kind)?.Level;

    /// <summary>The version of a unit that holds, or null when the unit does not exist then.</summary>
    public UnitVersion? Find(UnitId unit, AsOf asOf) => At(asOf).ByUnit.GetValueOrDefault(unit);

    /// <summary>The unit that bears this code on that day.</summary>
    public UnitVersion? ByCode(string code, AsOf asOf) => At(asOf).ByCode.GetValueOrDefault(code);

    /// <summary>Every version that ever bore this code, oldest first, as known now.</summary>
    public IEnumerable<UnitVersion> EverWithCode(string code) =>
        _byCode[code].Select(v => v.Unit).Distinct().SelectMany(Life).Where(v => v.Code == code).OrderBy(v => v.From);

    /// <summary>All versions of a unit, oldest first, as known now.</summary>
    public IReadOnlyList<UnitVersion> Life(UnitId unit) => Life(unit, DateOnly.MaxValue);

    /// <summary>All versions of a unit, oldest first, as known on a day.</summary>
    public IReadOnlyList<UnitVersion> Life(UnitId unit, DateOnly knownOn) => [.. Standing(_rows[unit], knownOn).OrderBy(v => v.From)];

    /// <summary>All versions of all units, as known on a day.</summary>
    public IEnumerable<UnitVersion> Life(DateOnly knownOn) => _rows.SelectMany(rows => Standing(rows, knownOn));

    /// <summary>The units in force, by kind, code and name.</summary>
    public IEnumerable<UnitVersion> InForce(AsOf asOf) => At(asOf).InForce;

    /// <summary>The units in force that have nothing above them.</summary>
    public IEnumerable<UnitVersion> Roots(AsOf asOf) => At(asOf).InForce.Where(v => v.Parent is null);

    /// <summary>The unit itself and those above it, lowest first. Empty when the unit does not exist then.</summary>
    public IReadOnlyList<UnitVersion> Chain(UnitId unit, AsOf asOf)
    {
        var view = At(asOf);
        var chain = new List<UnitVersion>();
        for (var version = view.ByUnit.GetValueOrDefault(unit); version is not null && chain.Count < 8;
             version = version.Parent is { } up ? view.ByUnit.GetValueOrDefault(up) : null)
            chain.Add(version);
        return chain;
    }

    /// <summary>True when <paramref name="unit"/> is <paramref name="area"/> or lies below it.</summary>
    public bool IsWithin(UnitId unit, UnitId area, AsOf asOf) => Chain(unit, asOf).Any(v => v.Unit == area);

    /// <summary>Every unit below <paramref name="area"/>, at any depth, without itself.</summary>
    public IEnumerable<UnitVersion> Under(UnitId area, AsOf asOf)
    {
        var view = At(asOf);
        var found = new HashSet<UnitId>();
        var next = new Queue<UnitId>([area]);
        while (next.TryDequeue(out var id))
            foreach (var child in view.Children[id])
                if (found.Add(child.Unit)) next.Enqueue(child.Unit);
        return view.InForce.Where(v => found.Contains(v.Unit));
    }

    /// <summary>What a unit was made from.</summary>
    public IEnumerable<LineageEdge> MadeFrom(UnitId unit) => _into[unit];

    /// <summary>What became of a unit.</summary>
    public IEnumerable<LineageEdge> Became(UnitId unit) => _outOf[unit];

    /// <summary>The unit and every unit that went wholly into it, at any remove, by changes in force and known.</summary>
    public IReadOnlySet<UnitId> WithForebears(UnitId unit, AsOf asOf)
    {
        var found = new HashSet<UnitId> { unit };
        var next = new Queue<UnitId>([unit]);
        while (next.TryDequeue(out var id))
            foreach (var edge in _into[id])
                if (edge.Whole && edge.On <= asOf.Date && edge.Recorded <= asOf.KnownOn && found.Add(edge.From)) next.Enqueue(edge.From);
        return found;
    }

    // Of the rows of one unit with one first day, the one learned last stands; of two learned on one day, the later written.
    private static IEnumerable<UnitVersion> Standing(IEnumerable<UnitVersion> rows, DateOnly knownOn) => rows
        .Where(v => v.Recorded <= knownOn)
        .GroupBy(v => v.From)
        .Select(same => same.Aggregate((kept, row) => row.Recorded >= kept.Recorded ? row : kept));

    private View At(AsOf anyDays)
    {
        var asOf = _turns.Before(anyDays);
        if (_views.TryGetValue(asOf, out var view)) return view;
        if (_views.Count >= ViewsKept) _views.Clear();
        return _views[asOf] = new View(_rows.SelectMany(rows => Standing(rows, asOf.KnownOn)).Where(v => asOf.Sees(v.From, v.To, v.Recorded))
            .OrderBy(v => _kinds.TryGetValue(v.Kind, out var kind) ? kind.Rank : 99).ThenBy(v => v.Code, StringComparer.Ordinal));
    }

    private sealed class View
    {
        public View(IEnumerable<UnitVersion> inForce)
        {
            InForce = [.. inForce];
            ByUnit = InForce.DistinctBy(v => v.Unit).ToDictionary(v => v.Unit);
            ByCode = InForce.DistinctBy(v => v.Code).ToDictionary(v => v.Code, StringComparer.Ordinal);
            Children = InForce.Where(v => v.Parent is not null).ToLookup(v => v.Parent!.Value);
        }

        public UnitVersion[] InForce { get; }

        public Dictionary<UnitId, UnitVersion> ByUnit { get; }

        public Dictionary<string, UnitVersion> ByCode { get; }

        public ILookup<UnitId, UnitVersion> Children { get; }
    }
}

/// <summary>Holds the gazetteer of now; swapped whole when units change.</summary>
public sealed class Gazetteers
{
    private volatile Gazetteer _current = Gazetteer.Empty;

    /// <summary>The newest one.</summary>
    public Gazetteer Current => _current;

    /// <summary>Puts a newer one in its place.</summary>
    public void Replace(Gazetteer gazetteer) => _current = gazetteer;

    /// <summary>Fills it from the store: at start, and after every load.</summary>
    public async Task LoadAsync(StoreFactory stores, CancellationToken cancel)
    {
        await using var db = stores.Open();
        Replace(await TerritoryReader.ReadAsync(db, cancel));
    }
}
