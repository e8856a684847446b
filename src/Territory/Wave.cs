using LangSo.Foundation;
using LangSo.Territory.DataFiles;

namespace LangSo.Territory;

/// <summary>
/// A change of many units on one day as two lists and the edges between them, by the codes of their day: <c>before.csv</c>,
/// <c>after.csv</c>, <c>lineage.csv</c>, with the days in <c>wave.csv</c>. What richer files already tell of a part of the country is
/// left to them; the edges may name their units.
/// </summary>
internal sealed class Wave
{
    private readonly TerritoryFiles _known;
    private readonly Dictionary<string, string> _short;
    private readonly Dictionary<string, Place> _before, _after;
    private readonly DataRow _row;
    private readonly DateOnly _listed, _on, _recorded;

    private sealed record Place(UnitId Unit, string Kind, string Name, UnitId? Parent, string Instrument, DataRow? Row);

    private Wave(TerritoryFiles known, IEnumerable<Instrument> instruments, DataRow row)
    {
        (_known, _row) = (known, row);
        _short = known.Instruments.Concat(instruments).DistinctBy(i => i.Id).ToDictionary(i => i.Id, i => i.Short, StringComparer.Ordinal);
        (_listed, _on, _recorded) = (row.Day("listed"), row.Day("on"), row.Day("recorded"));
        (_before, _after) = (InForce(_listed), InForce(_on));
    }

    /// <summary>Reads the wave of <paramref name="folder"/> on top of what <paramref name="known"/> tells; both together are checked as one.</summary>
    public static Outcome<TerritoryFiles> Read(string folder, TerritoryFiles known)
    {
        var waveRows = DataTable.Read(folder, "wave.csv", "listed", "on", "recorded", "list", "province_instrument");
        var instrumentRows = DataTable.Read(folder, "instruments.csv", TerritoryFiles.InstrumentColumns);
        var beforeRows = DataTable.Read(folder, "before.csv", "unit", "code", "kind", "name", "parent");
        var afterRows = DataTable.Read(folder, "after.csv", "unit", "code", "kind", "name", "parent", "instrument");
        var lineageRows = DataTable.Read(folder, "lineage.csv", "from", "to", "extent", "confidence");
        DataTable[] tables = [waveRows, instrumentRows, beforeRows, afterRows, lineageRows];
        List<Problem> Problems() => [.. tables.SelectMany(t => t.Problems)];
        if (waveRows.Rows.Count != 1) return Problems() is { Count: > 0 } broken ? broken : new Problem("wave.csv", "{0} phải có đúng một dòng.", "wave.csv");

        var instruments = instrumentRows.Rows.Select(TerritoryFiles.ReadInstrument).ToList();
        var wave = new Wave(known, instruments, waveRows.Rows[0]);
        foreach (var row in beforeRows.Rows) wave.Add(wave._before, row, row.OneOf("kind", known.KindNames), wave._row["list"]);
        foreach (var row in afterRows.Rows) wave.Add(wave._after, row, row.OneOf("kind", known.KindNames), row["instrument"]);
        var versions = wave.Versions().ToList();
        TerritoryFiles.CheckOverlap([.. known.Versions.Select(v => ((DataRow?)null, v)), .. versions]);
        var edges = lineageRows.Rows.Select(wave.Edge).ToList();
        if (Problems() is { Count: > 0 } problems) return problems;
        return known with
        {
            Instruments = [.. known.Instruments, .. instruments],
            Versions = [.. known.Versions, .. versions.Select(v => v.Version)],
            Events = [.. known.Events, .. wave.Events(edges)],
            Edges = [.. known.Edges, .. edges],
            Hashes = known.Hashes.Concat(tables.Select(t => KeyValuePair.Create(Path.GetFileName(Path.GetDirectoryName(folder)) + "/" + t.File, t.Hash)))
                .ToDictionary(),
        };
    }

    private Dictionary<string, Place> InForce(DateOnly day) => TerritoryFiles.Standing(_known.Versions.Select(v => ((DataRow?)null, v)))
        .Select(s => s.Version).Where(v => v.From <= day && (v.To is null || day < v.To))
        .ToDictionary(v => v.Code, v => new Place(v.Unit, v.Kind, v.Name, v.Parent, v.Basis, null), StringComparer.Ordinal);

    private void Add(Dictionary<string, Place> places, DataRow row, string kind, string instrument)
    {
        var (code, parent) = (row.Required("code"), row["parent"]);
        if (instrument.Length > 0 && !_short.ContainsKey(instrument)) row.Fault("instrument", "không có văn bản “" + instrument + "”");
        Place? above = null;
        if (parent.Length > 0 && !places.TryGetValue(parent, out above)) row.Fault("parent", "ngày này không có đơn vị cấp trên mã " + parent);
        if (!places.TryAdd(code, new Place(new UnitId(row.Required("unit")), kind, row.Required("name"), above?.Unit, instrument, row)))
            row.Fault("code", "mã này đang thuộc đơn vị khác");
    }

    // A unit that is in both lists stays the same; only what changed of it makes a second version.
    private IEnumerable<(DataRow? Row, UnitVersion Version)> Versions()
    {
        var later = _after.Where(p => p.Value.Row is not null).ToDictionary(p => p.Value.Unit, p => (Code: p.Key, Place: p.Value));
        foreach (var (code, place) in _before)
        {
            if (place.Row is null) continue;
            var stays = later.TryGetValue(place.Unit, out var next) && (next.Code, next.Place.Kind, next.Place.Name, next.Place.Parent) == (code, place.Kind, place.Name, place.Parent);
            if (stays) later.Remove(place.Unit);
            yield return (place.Row, Version(code, place, _listed, stays ? null : _on, _row["list"]));
        }
        foreach (var (code, place) in later.Values)
            yield return (place.Row, Version(code, place, _on, null, place.Instrument.Length == 0 ? _row["province_instrument"] : place.Instrument));
    }

    private UnitVersion Version(string code, Place place, DateOnly from, DateOnly? to, string basis) =>
        new(place.Unit, code, place.Kind, place.Name, place.Parent, from, to, _recorded, Basis: basis);

    private LineageEdge Edge(DataRow row)
    {
        var (from, to) = (Of(_before, row, "from"), Of(_after, row, "to"));
        var confidence = row.OneOf("confidence", LineageEdge.Confidences);
        var instrument = to is null || to.Instrument.Length == 0 ? _row["province_instrument"] : to.Instrument;
        return new LineageEdge(from?.Unit ?? default, to?.Unit ?? default, _on, row.OneOf("extent", "full", "partial") == "full", _short.GetValueOrDefault(instrument, ""),
            _recorded, Confidence: confidence);
    }

    private static Place? Of(Dictionary<string, Place> places, DataRow row, string field)
    {
        if (places.GetValueOrDefault(row.Required(field)) is { } place) return place;
        row.Fault(field, "ngày này không có đơn vị nào mang mã " + row[field]);
        return null;
    }

    // What happened to each unit of the new list follows from its edges.
    private IEnumerable<UnitEvent> Events(List<LineageEdge> edges)
    {
        var into = edges.ToLookup(e => e.To);
        var old = _before.Values.ToDictionary(p => p.Unit);
        foreach (var place in _after.Values.Where(p => p.Row is not null))
        {
            var sources = into[place.Unit].ToList();
            var kind = sources switch
            {
                [] => "create",
                [var only] when only.From == place.Unit => old[only.From].Parent == place.Parent ? null : "transfer",
                [{ Whole: false }] => "split",
                [var only] when old[only.From].Kind != place.Kind => "upgrade",
                [_] => "rename",
                _ => "merge",
            };
            if (kind is not null)
                yield return new UnitEvent(kind, _on, place.Unit, place.Instrument.Length == 0 ? _row["province_instrument"] : place.Instrument, "", _recorded, "");
        }
    }
}
