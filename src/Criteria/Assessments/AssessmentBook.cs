using System.Collections.Concurrent;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Criteria.Assessments;

/// <summary>
/// What every unit meets of every set, on any day, as known on any day: pure and unchanging, made of the facts, units and sets of one
/// moment. Rows are filled when a set is first asked about.
/// </summary>
public sealed class AssessmentBook
{
    private const int ViewsKept = 512, CarriedKept = 4;

    // A view of a country as known on an earlier day takes some 50 kB, one with the thresholds of another day ten times that.
    private const int ViewBytesKept = 24_000_000;

    private readonly Dictionary<string, IReadOnlyList<SetLayer>> _layers;
    private readonly ConcurrentDictionary<(string Set, string Version), SetPlan> _plans;
    private readonly ConcurrentDictionary<(string Set, string Version), SetRows> _rows = new();
    private readonly ConcurrentDictionary<(string Set, string Version, AsOf AsOf, DateOnly JudgedOn), IVerdicts> _views = new();
    private readonly ConcurrentDictionary<string, UnitId[]> _asked;
    private readonly ConcurrentDictionary<string, Dictionary<UnitId, int>> _places;
    private readonly ConcurrentDictionary<(string Set, AsOf Turn), AskedInForce> _inForce;
    private readonly ConcurrentDictionary<(string Set, string Version, DateOnly Known), ClassChange[][]> _classes = new();
    private readonly ConcurrentDictionary<(AsOf AsOf, DateOnly Geography), AssessmentBook> _carried = new();
    private readonly ConcurrentDictionary<string, Turns> _classTurns = new(StringComparer.Ordinal);
    private long _viewBytes;

    /// <summary>A book of these facts, units and sets.</summary>
    public AssessmentBook(FactBook facts, Gazetteer units, SetShelf shelf)
        : this(facts, units, shelf, new(), new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(), units.All.Count == 0 ? DateOnly.MinValue : units.All.Max(v => v.Recorded))
    {
    }

    private AssessmentBook(FactBook facts, Gazetteer units, SetShelf shelf, ConcurrentDictionary<(string, string), SetPlan> plans,
        ConcurrentDictionary<string, UnitId[]> asked, ConcurrentDictionary<string, Dictionary<UnitId, int>> places,
        ConcurrentDictionary<(string, AsOf), AskedInForce> inForce, DateOnly unitsLastRecorded)
    {
        (Facts, Units, Shelf, _plans, _asked, _places, _inForce) = (facts, units, shelf, plans, asked, places, inForce);
        _layers = shelf.Sets.Keys.ToDictionary(s => s, s => (IReadOnlyList<SetLayer>)[.. shelf.Layers.Where(l => l.Set == s)], StringComparer.Ordinal);
        UnitsLastRecorded = unitsLastRecorded;
    }

    /// <summary>A book of nothing.</summary>
    public static AssessmentBook Empty { get; } = new(FactBook.Empty, Gazetteer.Empty, SetShelf.Empty);

    /// <summary>The facts.</summary>
    public FactBook Facts { get; }

    /// <summary>The units.</summary>
    public Gazetteer Units { get; }

    /// <summary>The sets.</summary>
    public SetShelf Shelf { get; }

    private DateOnly UnitsLastRecorded { get; }

    /// <summary>A set by id, or the problem that names those that there are.</summary>
    public Outcome<CriteriaSet> Set(string id) => Shelf.Sets.TryGetValue(id, out var set) ? set
        : new Problem("set", "Không có bộ tiêu chí “{0}”. Các bộ: {1}.", id, string.Join(", ", Shelf.Sets.Keys.Order(StringComparer.Ordinal)));

    /// <summary>The layers on a set.</summary>
    public IReadOnlyList<SetLayer> Layers(string set) => _layers[set];

    /// <summary>
    /// The book after these facts came in: rows of the units that they are about are made anew, all others are shared.
    /// </summary>
    public AssessmentBook With(FactBook facts, IReadOnlyCollection<Fact> added)
    {
        var next = new AssessmentBook(facts, Units, Shelf, _plans, _asked, _places, _inForce, UnitsLastRecorded);
        foreach (var (key, rows) in _rows)
        {
            var set = Shelf.Sets[key.Set];
            if (set.Groups is { } groups && added.Any(f => f.Indicator == groups.Fact)) continue;
            var asks = rows.Plan.Slots.Select(s => s.Fact).ToHashSet(StringComparer.Ordinal);
            var places = Places(set);
            var changed = added.Where(f => asks.Contains(f.Indicator)).Select(f => places.GetValueOrDefault(f.Unit, -1)).Where(p => p >= 0).Distinct().ToList();
            next._rows[key] = changed.Count == 0 ? rows : rows.With(facts, Numbered(rows.Units, facts, set, changed), changed, rows.Known);
        }
        return next;
    }

    /// <summary>A book of the values of one day in the units of another, ready to be asked as of that other day.</summary>
    internal AssessmentBook Carried(AsOf asOf, DateOnly geography)
    {
        if (_carried.Count >= CarriedKept) _carried.Clear();
        return _carried.GetOrAdd((asOf, geography), _ => new AssessmentBook(new Carrying(Units, Facts, Shelf.Carry, asOf, geography).Book(), Units, Shelf));
    }

    /// <summary>Fills the rows of every version now, so that the first question does not wait.</summary>
    public void Prepare()
    {
        foreach (var set in Shelf.Sets.Values)
            foreach (var version in set.Versions) Rows(set, version);
    }

    /// <summary>The units that a set may ask, in the order of their rows.</summary>
    internal UnitId[] Asked(CriteriaSet set) => _asked.GetOrAdd(set.Id, _ =>
        [.. Units.All.Where(v => set.Kinds.Contains(v.Kind)).Select(v => v.Unit).Distinct().OrderBy(u => Facts.Units.Find(u) is var n && n < 0 ? int.MaxValue : n)]);

    internal Dictionary<UnitId, int> Places(CriteriaSet set) => _places.GetOrAdd(set.Id, _ =>
    {
        var asked = Asked(set);
        var places = new Dictionary<UnitId, int>(asked.Length);
        for (var i = 0; i < asked.Length; i++) places[asked[i]] = i;
        return places;
    });

    /// <summary>The units in force on a day that a set asks; days between two changes of units share one.</summary>
    internal AskedInForce InForce(CriteriaSet set, AsOf asOf) => _inForce.GetOrAdd((set.Id, Units.Turn(asOf)), _ =>
    {
        var places = Places(set);
        var units = Units.InForce(asOf).Where(v => set.Kinds.Contains(v.Kind)).ToArray();
        var tops = new Interned<UnitId>();
        var topOf = units.Select(v => tops.Number(Units.Chain(v.Unit, asOf)[^1].Unit)).ToArray();
        return new AskedInForce(units, [.. units.Select(v => places[v.Unit])], topOf, [.. Enumerable.Range(0, tops.Count).Select(t => tops[t])]);
    });

    internal SetPlan Plan(CriteriaSet set, SetVersion version) => _plans.GetOrAdd((set.Id, version.Id), _ => new SetPlan(set, version, _layers[set.Id]));

    /// <summary>The rows of all days of a version, as known now.</summary>
    internal SetRows Rows(CriteriaSet set, SetVersion version)
    {
        if (_rows.TryGetValue((set.Id, version.Id), out var there)) return there;
        lock (_rows)
        {
            return _rows.GetOrAdd((set.Id, version.Id), _ =>
            {
                var plan = Plan(set, version);
                return SetRows.Make(plan, Facts, AskedUnits(set, plan, DateOnly.MaxValue), Days.Of(DateOnly.MaxValue));
            });
        }
    }

    /// <summary>The verdicts of one day as known on a day; of a version that is not in force then, with the thresholds of <paramref name="judgedOn"/>.</summary>
    internal IVerdicts View(CriteriaSet set, SetVersion version, AsOf asOf, DateOnly judgedOn)
    {
        var key = (set.Id, version.Id, asOf, judgedOn);
        if (_views.TryGetValue(key, out var there)) return there;
        if (_views.Count >= ViewsKept || Interlocked.Read(ref _viewBytes) > ViewBytesKept)
        {
            _views.Clear();
            Interlocked.Exchange(ref _viewBytes, 0);
        }
        var made = MakeView(set, version, asOf, judgedOn);
        Interlocked.Add(ref _viewBytes, made.Weight);
        return _views.GetOrAdd(key, made);
    }

    private IVerdicts MakeView(CriteriaSet set, SetVersion version, AsOf asOf, DateOnly judgedOn)
    {
        var (plan, day) = (Plan(set, version), Days.Of(asOf.Date));
        if (judgedOn != asOf.Date || day < plan.From || day >= plan.To) return Filled(set, version, asOf, judgedOn).VerdictsOnly();
        var now = Rows(set, version);
        return KnownRows.Pick(now, Facts, now.Units with { Classes = Classes(set, plan, asOf.KnownOn) }, day, Days.Of(asOf.KnownOn));
    }

    /// <summary>The rows of one day with the values themselves in them; a view has the verdicts only.</summary>
    internal SetRows Filled(CriteriaSet set, SetVersion version, AsOf asOf, DateOnly judgedOn)
    {
        var (plan, day) = (Plan(set, version), Days.Of(asOf.Date));
        return SetRows.Make(plan, Facts, AskedUnits(set, plan, asOf.KnownOn), Days.Of(asOf.KnownOn), day, (ushort)(day + 1), Days.Of(judgedOn));
    }

    /// <summary>The verdicts in which a day's answer stands: the rows of now when nothing was learned since, else a view made for that day.</summary>
    internal IVerdicts On(CriteriaSet set, SetVersion version, AsOf asOf)
    {
        var now = asOf.KnownOn >= Facts.LastRecorded && asOf.KnownOn >= UnitsLastRecorded;
        return now ? Rows(set, version) : View(set, version, asOf, asOf.Date);
    }

    // Classes change with what is known of groups and units only, so that most days of knowledge share them.
    private AskedUnits AskedUnits(CriteriaSet set, SetPlan plan, DateOnly knownOn) => new([.. Asked(set).Select(Facts.Units.Find)], Classes(set, plan, knownOn));

    private ClassChange[][] Classes(CriteriaSet set, SetPlan plan, DateOnly knownOn)
    {
        var turns = _classTurns.GetOrAdd(set.Id, _ => new Turns([], Units.All.Select(v => v.Recorded).Concat(UnitGroups.Facts(this, set).Select(f => f.Recorded))));
        var known = turns.Before(new AsOf(default, knownOn)).KnownOn;
        return _classes.GetOrAdd((set.Id, plan.Version.Id, known), _ => UnitGroups.Classes(this, set, plan, Asked(set), known));
    }

    // A unit may have had no facts before.
    private AskedUnits Numbered(AskedUnits units, FactBook facts, CriteriaSet set, List<int> changed)
    {
        if (changed.All(c => units.Facts[c] >= 0)) return units;
        var asked = Asked(set);
        return units with { Facts = [.. asked.Select(facts.Units.Find)] };
    }
}

/// <summary>The units in force that a set asks.</summary>
/// <param name="Units">By kind and code.</param>
/// <param name="Places">Of each the place among its rows.</param>
/// <param name="TopOf">Of each the place of its province among the tops.</param>
/// <param name="Tops">The units that have nothing above them.</param>
internal sealed record AskedInForce(UnitVersion[] Units, int[] Places, int[] TopOf, UnitId[] Tops);
