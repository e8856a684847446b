using System.Collections.Concurrent;
using LangSo.Foundation;

namespace LangSo.Territory;

/// <summary>The units in force on a day and under which top unit (which province) each lies.</summary>
/// <param name="Units">In their order.</param>
/// <param name="TopOf">Of each the place of its top among the tops.</param>
/// <param name="Tops">Those that have nothing above them.</param>
public sealed record UnitsByTop(UnitVersion[] Units, int[] TopOf, UnitVersion[] Tops);

/// <summary>
/// Every unit through time, in memory and unchanging: the answer to "which units, under whom, on that day, as known then".
/// A change of units makes a new gazetteer. Questions between the same two changes share one prepared view. A country of two
/// waves is 13,500 rows: rows are numbered once and a view is a few arrays of numbers.
/// </summary>
public sealed class Gazetteer
{
    // A view of the whole country takes some 150 kB.
    private const int ViewsKept = 64;

    private readonly RowTable _rows;
    private readonly ILookup<UnitId, LineageEdge> _into;
    private readonly ILookup<UnitId, LineageEdge> _outOf;
    private readonly Dictionary<string, UnitKind> _kinds;
    private readonly Turns _turns;
    private readonly ConcurrentDictionary<AsOf, UnitView> _views = new();

    /// <summary>Builds it from the rows of the store.</summary>
    public Gazetteer(
        IEnumerable<UnitVersion> versions, IEnumerable<LineageEdge> edges, IEnumerable<UnitKind> kinds,
        IEnumerable<UnitEvent>? events = null, IEnumerable<Instrument>? instruments = null)
    {
        // Of the rows of one edge the later written stands: a withdrawal is such a row.
        Edges = [.. edges.GroupBy(e => (e.From, e.To, e.On, e.Recorded)).Select(same => same.Last())];
        Events = [.. events ?? []];
        Instruments = (instruments ?? []).ToDictionary(i => i.Id, StringComparer.Ordinal);
        _kinds = kinds.ToDictionary(k => k.Kind, StringComparer.Ordinal);
        _rows = new RowTable([.. versions], v => v.Parent is null ? int.MinValue : _kinds.TryGetValue(v.Kind, out var kind) ? kind.Rank : 99);
        _into = Edges.ToLookup(e => e.To);
        _outOf = Edges.ToLookup(e => e.From);
        _turns = new Turns(All.Select(v => v.From).Concat(All.Select(v => v.To).OfType<DateOnly>()), All.Select(v => v.Recorded));
        FirstDay = All.Count == 0 ? null : All.Min(v => v.From);
    }

    /// <summary>A gazetteer of nothing.</summary>
    public static Gazetteer Empty { get; } = new([], [], []);

    /// <summary>Every row ever recorded, replaced ones too.</summary>
    public IReadOnlyList<UnitVersion> All => _rows.Rows;

    /// <summary>Every lineage edge, withdrawn ones too.</summary>
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

    /// <summary>
    /// The level of a unit. What has nothing above it is of the highest level, whatever its kind: thành phố Đà Nẵng is a province,
    /// thành phố Nam Định was a district.
    /// </summary>
    public string? LevelOf(UnitVersion version) => version.Parent is null ? "province" : LevelOf(version.Kind);

    /// <summary>The version of a unit that holds, or null when the unit does not exist then.</summary>
    public UnitVersion? Find(UnitId unit, AsOf asOf) => At(asOf).Find(unit);

    /// <summary>The unit that bears this code on that day.</summary>
    public UnitVersion? ByCode(string code, AsOf asOf) => At(asOf).ByCode(code);

    /// <summary>Every version that ever bore this code, oldest first, as known now.</summary>
    public IEnumerable<UnitVersion> EverWithCode(string code) =>
        _rows.OfCode(code).Select(v => v.Unit).Distinct().SelectMany(Life).Where(v => v.Code == code).OrderBy(v => v.From);

    /// <summary>All versions of a unit, oldest first, as known now.</summary>
    public IReadOnlyList<UnitVersion> Life(UnitId unit) => Life(unit, DateOnly.MaxValue);

    /// <summary>All versions of a unit, oldest first, as known on a day.</summary>
    public IReadOnlyList<UnitVersion> Life(UnitId unit, DateOnly knownOn) => [.. _rows.Standing(unit, knownOn).OrderBy(v => v.From)];

    /// <summary>All versions of all units, as known on a day.</summary>
    public IEnumerable<UnitVersion> Life(DateOnly knownOn) => _rows.Standing(knownOn);

    /// <summary>The units in force: those without one above first, then by kind and code.</summary>
    public IEnumerable<UnitVersion> InForce(AsOf asOf) => At(asOf).InForce;

    /// <summary>The units in force that have nothing above them.</summary>
    public IEnumerable<UnitVersion> Roots(AsOf asOf) => At(asOf).InForce.TakeWhile(v => v.Parent is null);

    /// <summary>The units right below one, in their order.</summary>
    public IEnumerable<UnitVersion> Below(UnitId unit, AsOf asOf) => At(asOf).Below(unit);

    /// <summary>The unit itself and those above it, lowest first. Empty when the unit does not exist then.</summary>
    public IReadOnlyList<UnitVersion> Chain(UnitId unit, AsOf asOf)
    {
        var view = At(asOf);
        var chain = new List<UnitVersion>(4);
        for (var version = view.Find(unit); version is not null && chain.Count < 8; version = version.Parent is { } up ? view.Find(up) : null)
            chain.Add(version);
        return chain;
    }

    /// <summary>True when <paramref name="unit"/> is <paramref name="area"/> or lies below it.</summary>
    public bool IsWithin(UnitId unit, UnitId area, AsOf asOf)
    {
        var view = At(asOf);
        var steps = 0;
        for (var version = view.Find(unit); version is not null && steps < 8; version = version.Parent is { } up ? view.Find(up) : null, steps++)
            if (version.Unit == area) return true;
        return false;
    }

    /// <summary>Every unit below <paramref name="area"/>, at any depth, without itself.</summary>
    public IEnumerable<UnitVersion> Under(UnitId area, AsOf asOf) => At(asOf).Under(area);

    /// <summary>What a unit was made from, as known now. A unit that a wave left as it was is not made of itself.</summary>
    public IEnumerable<LineageEdge> MadeFrom(UnitId unit) => MadeFrom(unit, DateOnly.MaxValue);

    /// <summary>What a unit was made from, as known on a day.</summary>
    public IEnumerable<LineageEdge> MadeFrom(UnitId unit, DateOnly knownOn) => Into(unit, knownOn).Where(e => e.From != e.To);

    /// <summary>What became of a unit, as known now.</summary>
    public IEnumerable<LineageEdge> Became(UnitId unit) => Became(unit, DateOnly.MaxValue);

    /// <summary>What became of a unit, as known on a day.</summary>
    public IEnumerable<LineageEdge> Became(UnitId unit, DateOnly knownOn) => OutOf(unit, knownOn).Where(e => e.From != e.To);

    /// <summary>The edges into a unit, those too that say that a wave left it, or a part of it, as it was.</summary>
    internal IEnumerable<LineageEdge> Into(UnitId unit, DateOnly knownOn) => _into[unit].Where(e => e.KnownOn(knownOn));

    /// <summary>The edges out of a unit, those too that say that a wave left it, or a part of it, as it was.</summary>
    internal IEnumerable<LineageEdge> OutOf(UnitId unit, DateOnly knownOn) => _outOf[unit].Where(e => e.KnownOn(knownOn));

    /// <summary>
    /// The unit in whose hands something that was given to <paramref name="unit"/> is on that day: itself while it exists, else the unit
    /// that all of it went into. Null when it was divided, or nobody knows: then a person says.
    /// </summary>
    public UnitVersion? HeirOf(UnitId unit, AsOf asOf)
    {
        var view = At(asOf);
        for (var steps = 0; steps < 8; steps++)
        {
            if (view.Find(unit) is { } version) return version;
            if (Became(unit, asOf.KnownOn).Where(e => e.On <= asOf.Date).ToList() is not [{ Whole: true } way]) return null;
            unit = way.To;
        }
        return null;
    }

    /// <summary>The unit and every unit that went wholly into it, at any remove, by changes in force and known.</summary>
    public IReadOnlySet<UnitId> WithForebears(UnitId unit, AsOf asOf)
    {
        var found = new HashSet<UnitId> { unit };
        var next = new Queue<UnitId>([unit]);
        while (next.TryDequeue(out var id))
            foreach (var edge in _into[id])
                if (edge.Whole && edge.On <= asOf.Date && edge.KnownOn(asOf.KnownOn) && found.Add(edge.From)) next.Enqueue(edge.From);
        return found;
    }

    /// <summary>The earliest pair of days with the same units: what is counted between two changes of units can be shared.</summary>
    public AsOf Turn(AsOf asOf) => _turns.Before(asOf);

    /// <summary>The units in force, each with the unit at the top above it.</summary>
    public UnitsByTop ByTop(AsOf asOf) => At(asOf).ByTop;

    private UnitView At(AsOf anyDays)
    {
        var asOf = _turns.Before(anyDays);
        if (_views.TryGetValue(asOf, out var view)) return view;
        if (_views.Count >= ViewsKept) _views.Clear();
        return _views[asOf] = new UnitView(_rows, asOf);
    }
}
