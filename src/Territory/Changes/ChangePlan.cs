using LangSo.Foundation;

namespace LangSo.Territory.Changes;

/// <summary>
/// What a draft comes to against the units as they are known: which end, begin and change, and the rows that record it. Nothing is
/// ever updated: an end is a new row of the same first day, an undo is a new row that takes back.
/// </summary>
public sealed class ChangePlan
{
    private readonly Dictionary<UnitId, UnitVersion> _before = [];
    private readonly Dictionary<UnitId, DraftUnit> _units = [];
    private readonly HashSet<UnitId> _ending;

    private ChangePlan(Gazetteer gazetteer, ChangeDraft draft, DateOnly on)
    {
        (Gazetteer, Draft, On) = (gazetteer, draft, on);
        Eve = new AsOf(on.AddDays(-1), DateOnly.MaxValue);
        Day = new AsOf(on, DateOnly.MaxValue);
        foreach (var unit in draft.Units) _units.TryAdd(unit.Unit, unit);
        foreach (var id in draft.Edges.Select(e => e.From).Concat(_units.Keys))
            if (gazetteer.Find(id, Eve) is { } version) _before.TryAdd(id, version);
        Into = draft.Edges.ToLookup(e => e.To);
        OutOf = draft.Edges.ToLookup(e => e.From);
        Ending = [.. OutOf.Select(g => g.Key).Where(id => !_units.ContainsKey(id) && !Into[id].Any()).Select(id => _before.GetValueOrDefault(id)).OfType<UnitVersion>()];
        _ending = [.. Ending.Select(v => v.Unit)];
        Followers = [.. FindFollowers()];
        foreach (var follower in Followers)
        {
            _units.TryAdd(follower.Unit, follower);
            if (gazetteer.Find(follower.Unit, Eve) is { } version) _before.TryAdd(follower.Unit, version);
        }
    }

    /// <summary>Works a draft out; it may still break the rules (<see cref="ChangeRules"/>).</summary>
    public static ChangePlan? Of(Gazetteer gazetteer, ChangeDraft draft) => draft.On is { } on ? new ChangePlan(gazetteer, draft, on) : null;

    /// <summary>The units against which it was worked out.</summary>
    public Gazetteer Gazetteer { get; }

    /// <summary>The draft.</summary>
    public ChangeDraft Draft { get; }

    /// <summary>The day that it takes effect.</summary>
    public DateOnly On { get; }

    /// <summary>The day before, with all that is known.</summary>
    public AsOf Eve { get; }

    /// <summary>The day, with all that is known.</summary>
    public AsOf Day { get; }

    /// <summary>Edges by the unit that they lead to.</summary>
    public ILookup<UnitId, DraftEdge> Into { get; }

    /// <summary>Edges by the unit that they leave.</summary>
    public ILookup<UnitId, DraftEdge> OutOf { get; }

    /// <summary>Units that end, as they last were.</summary>
    public IReadOnlyList<UnitVersion> Ending { get; }

    /// <summary>Units right below ended ones that nobody spoke of: they follow to where all of the unit above went.</summary>
    public IReadOnlyList<DraftUnit> Followers { get; }

    /// <summary>Units of the draft and followers.</summary>
    public IEnumerable<DraftUnit> Units => _units.Values;

    /// <summary>Units that begin.</summary>
    public IEnumerable<DraftUnit> Beginning => Units.Where(u => !_before.ContainsKey(u.Unit));

    /// <summary>Units that go on otherwise than before.</summary>
    public IEnumerable<(UnitVersion Before, DraftUnit After)> Changing =>
        Units.Where(u => _before.ContainsKey(u.Unit)).Select(u => (_before[u.Unit], u)).Where(p => !Same(p.Item1, p.u));

    /// <summary>A unit of the draft or a follower.</summary>
    public DraftUnit? Unit(UnitId unit) => _units.GetValueOrDefault(unit);

    /// <summary>A unit as it was the day before, if the draft touches it.</summary>
    public UnitVersion? Before(UnitId unit) => _before.GetValueOrDefault(unit);

    /// <summary>The unit above one, from the day on; null for a province or a unit that is not there.</summary>
    public UnitId? ParentAfter(UnitId unit) => _units.TryGetValue(unit, out var there) ? there.Parent : Gazetteer.Find(unit, Day)?.Parent;

    /// <summary>Every unit of the day before that the draft touches.</summary>
    public IEnumerable<UnitVersion> Existing() => _before.Values;

    /// <summary>True when there is such a unit from the day on.</summary>
    public bool IsThereAfter(UnitId unit) => _units.ContainsKey(unit) || !_ending.Contains(unit) && Gazetteer.Find(unit, Day) is not null;

    /// <summary>The rows that record it.</summary>
    public ChangeRows Rows(DateOnly today, string instrumentId)
    {
        var versions = new List<UnitVersion>();
        versions.AddRange(Ending.Select(v => v with { To = On, Recorded = today }));
        foreach (var (before, after) in Changing)
        {
            versions.Add(before with { To = On, Recorded = today });
            versions.Add(Version(after, today, instrumentId));
        }
        versions.AddRange(Beginning.Select(u => Version(u, today, instrumentId)));
        var edges = Draft.Edges.Select(e => new LineageEdge(e.From, e.To, On, e.Whole, Instrument(Unit(e.To)?.Clause ?? ""), today, e.Whole ? 1 : e.Share, "text"));
        return new ChangeRows(versions, [.. edges], [.. Events(today, instrumentId)]);
    }

    private IEnumerable<UnitEvent> Events(DateOnly today, string instrumentId)
    {
        foreach (var unit in Units)
        {
            var sources = Into[unit.Unit].Where(e => e.From != unit.Unit).ToList();
            var kind = UnitEvent.KindOf(sources.Count, sources.TrueForAll(e => e.Whole), Before(unit.Unit) ?? (sources.Count == 1 ? Before(sources[0].From) : null),
                Before(unit.Unit) is not null, unit);
            if (kind is not null) yield return new UnitEvent(kind, On, unit.Unit, instrumentId, unit.Clause, today, "");
        }
        foreach (var unit in Ending.Where(u => OutOf[u.Unit].All(e => !e.Whole))) yield return new UnitEvent("split", On, unit.Unit, instrumentId, "", today, "");
    }

    private string Instrument(string clause) => clause.Length == 0 ? Draft.Instrument.Short : Draft.Instrument.Short + ", " + clause;

    private UnitVersion Version(DraftUnit unit, DateOnly today, string basis) =>
        new(unit.Unit, unit.Code, unit.Kind, unit.Name, unit.Parent, On, null, today, Basis: basis);

    private static bool Same(UnitVersion before, DraftUnit after) =>
        (before.Code, before.Kind, before.Name, before.Parent) == (after.Code, after.Kind, after.Name, after.Parent);

    private IEnumerable<DraftUnit> FindFollowers()
    {
        foreach (var ended in Ending)
        {
            if (OutOf[ended.Unit].ToList() is not [{ Whole: true } way]) continue;
            foreach (var child in Gazetteer.Below(ended.Unit, Eve))
                if (!_units.ContainsKey(child.Unit) && !OutOf.Contains(child.Unit))
                    yield return new DraftUnit(child.Unit, child.Code, child.Kind, child.Name, way.To);
        }
    }
}

/// <summary>Rows to be recorded.</summary>
/// <param name="Versions">Of units.</param>
/// <param name="Edges">Of lineage.</param>
/// <param name="Events">Of changes.</param>
public sealed record ChangeRows(IReadOnlyList<UnitVersion> Versions, IReadOnlyList<LineageEdge> Edges, IReadOnlyList<UnitEvent> Events)
{
    /// <summary>The units with these rows written after all others.</summary>
    public Gazetteer On(Gazetteer gazetteer, Instrument? instrument = null) => new(
        gazetteer.All.Concat(Versions), gazetteer.Edges.Concat(Edges), gazetteer.Kinds, gazetteer.Events.Concat(Events),
        instrument is null || gazetteer.Instruments.ContainsKey(instrument.Id) ? gazetteer.Instruments.Values : gazetteer.Instruments.Values.Append(instrument));
}
