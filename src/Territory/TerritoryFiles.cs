using LangSo.Foundation;
using LangSo.Territory.DataFiles;

namespace LangSo.Territory;

/// <summary>What the territory files hold, checked: every row by itself and against the others.</summary>
internal sealed record TerritoryFiles(
    IReadOnlyList<UnitKind> Kinds, IReadOnlyList<Instrument> Instruments, IReadOnlyList<UnitVersion> Versions,
    IReadOnlyList<UnitEvent> Events, IReadOnlyList<LineageEdge> Edges, IReadOnlyDictionary<string, string> Hashes)
{
    /// <summary>The columns of a file of legal documents.</summary>
    public static readonly string[] InstrumentColumns = ["id", "short", "title", "issued", "effective", "recorded", "status"];

    private static readonly string[] Levels = ["province", "district", "commune", "hamlet"];

    /// <summary>All rows of all files.</summary>
    public int Count => Kinds.Count + Instruments.Count + Versions.Count + Events.Count + Edges.Count;

    /// <summary>The words of the kinds.</summary>
    public IReadOnlyCollection<string> KindNames => [.. Kinds.Select(k => k.Kind)];

    /// <summary>The same without what is made up for demonstration.</summary>
    public TerritoryFiles WithoutSamples() => this with
    {
        Instruments = [.. Instruments.Where(i => !i.Sample)],
        Versions = [.. Versions.Where(v => !v.Sample)],
    };

    public static Outcome<TerritoryFiles> Read(string folder)
    {
        var kindRows = DataTable.Read(folder, "kinds.csv", "kind", "level", "rank");
        var instrumentRows = DataTable.Read(folder, "instruments.csv", InstrumentColumns);
        var unitRows = DataTable.Read(folder, "units.csv", "unit", "code", "kind", "name", "parent", "from", "to", "recorded", "basis", "sample", "note");
        var eventRows = DataTable.Read(folder, "events.csv", "kind", "on", "unit", "instrument", "clause", "recorded", "question");
        var lineageRows = DataTable.Read(folder, "lineage.csv", "from", "to", "on", "extent", "instrument", "clause", "recorded");
        DataTable[] tables = [kindRows, instrumentRows, unitRows, eventRows, lineageRows];

        var kinds = kindRows.Rows.Select(r => new UnitKind(r.Required("kind"), r.OneOf("level", Levels), r.Whole("rank"))).ToList();
        var instruments = instrumentRows.Rows.Select(ReadInstrument).ToList();
        var kindNames = kinds.ConvertAll(k => k.Kind);
        var shortOf = instruments.DistinctBy(i => i.Id).ToDictionary(i => i.Id, i => i.Short, StringComparer.Ordinal);

        var versions = unitRows.Rows.Select(r => Version(r, kindNames, shortOf)).ToList();
        var ids = versions.Select(v => v.Unit).ToHashSet();
        foreach (var (row, version) in unitRows.Rows.Zip(versions))
            if (version.Parent is { } parent && !ids.Contains(parent)) row.Fault("parent", "không có đơn vị " + parent);
        CheckOverlap(unitRows.Rows.Zip(versions, (row, version) => ((DataRow?)row, version)));
        CheckCycles([.. unitRows.Rows.Zip(versions)]);

        var events = eventRows.Rows.Select(r => new UnitEvent(r.OneOf("kind", UnitEvent.Kinds), r.Day("on"), Unit(r, "unit", ids),
            r.OneOf("instrument", shortOf.Keys), r["clause"], r.Day("recorded"), r["question"])).ToList();
        var edges = lineageRows.Rows.Select(r => Edge(r, ids, shortOf)).ToList();

        var problems = tables.SelectMany(t => t.Problems).ToList();
        if (problems.Count > 0) return problems;
        return new TerritoryFiles(kinds, instruments, versions, events, edges, tables.ToDictionary(t => t.File, t => t.Hash));
    }

    /// <summary>A row of a file of legal documents.</summary>
    public static Instrument ReadInstrument(DataRow row) => new(row.Required("id"), row.Required("short"), row.Required("title"),
        row.Day("issued"), row.Day("effective"), row.Day("recorded"), row.OneOf("status", "verified", "sample") == "sample");

    private static UnitVersion Version(DataRow row, List<string> kinds, Dictionary<string, string> instruments)
    {
        var version = new UnitVersion(new UnitId(row.Required("unit")), row.Required("code"), row.OneOf("kind", kinds), row.Required("name"),
            row["parent"].Length == 0 ? null : new UnitId(row["parent"]), row.Day("from"), row.DayOrNone("to"), row.Day("recorded"),
            row.YesNo("sample"), row.OneOf("basis", instruments.Keys), row["note"]);
        if (version.To <= version.From) row.Fault("to", "phải sau ngày đầu (from)");
        return version;
    }

    private static LineageEdge Edge(DataRow row, HashSet<UnitId> ids, Dictionary<string, string> instruments)
    {
        var clause = row["clause"];
        var instrument = row.OneOf("instrument", instruments.Keys);
        return new LineageEdge(Unit(row, "from", ids), Unit(row, "to", ids), row.Day("on"), row.OneOf("extent", "full", "partial") == "full",
            instruments.GetValueOrDefault(instrument, "") + (clause.Length == 0 ? "" : ", " + clause), row.Day("recorded"), Confidence: "text");
    }

    private static UnitId Unit(DataRow row, string field, HashSet<UnitId> ids)
    {
        var unit = new UnitId(row.Required(field));
        if (!ids.Contains(unit)) row.Fault(field, "không có đơn vị " + unit + " trong units.csv");
        return unit;
    }

    // A ring of units above each other is closed by the version that begins last: on its first day all the others hold.
    private static void CheckCycles(List<(DataRow Row, UnitVersion Version)> rows)
    {
        var standing = Standing(rows.Select(r => ((DataRow?)r.Row, r.Version))).ToList();
        var lives = standing.ToLookup(s => s.Version.Unit, s => s.Version);
        foreach (var (row, version) in standing)
        {
            var up = version.Parent;
            for (var steps = 0; up is { } above && above != version.Unit && steps < MostLevels; steps++)
                up = lives[above].FirstOrDefault(v => v.From <= version.From && (v.To is null || version.From < v.To))?.Parent;
            if (up is not null) row!.Fault("parent", "vòng: đơn vị cấp trên lại nằm dưới chính đơn vị này");
        }
    }

    private const int MostLevels = 8;

    /// <summary>Of the rows of one unit with one first day, the one learned last.</summary>
    public static IEnumerable<(DataRow? Row, UnitVersion Version)> Standing(IEnumerable<(DataRow? Row, UnitVersion Version)> rows) => rows
        .GroupBy(r => (r.Version.Unit, r.Version.From))
        .Select(same => same.Aggregate((kept, row) => row.Version.Recorded >= kept.Version.Recorded ? row : kept));

    /// <summary>
    /// With all that is known, a unit has one version a day and a code means one unit a day. What stands without a row was checked before.
    /// </summary>
    public static void CheckOverlap(IEnumerable<(DataRow? Row, UnitVersion Version)> rows)
    {
        var standing = Standing(rows).ToList();
        Check(standing.GroupBy(r => r.Version.Unit.Value), "from", "đơn vị này đã có một phiên bản khác còn hiệu lực");
        Check(standing.GroupBy(r => r.Version.Code), "code", "mã này đang thuộc đơn vị khác");

        static void Check(IEnumerable<IGrouping<string, (DataRow? Row, UnitVersion Version)>> groups, string field, string rule)
        {
            foreach (var group in groups)
            {
                var ordered = group.OrderBy(r => r.Version.From).ToList();
                for (var i = 1; i < ordered.Count; i++)
                    if (ordered[i - 1].Version.To is not { } end || end > ordered[i].Version.From)
                        (ordered[i].Row ?? ordered[i - 1].Row)?.Fault(field, rule);
            }
        }
    }
}
