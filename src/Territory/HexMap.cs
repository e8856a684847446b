using LangSo.Foundation;
using LangSo.Territory.DataFiles;

namespace LangSo.Territory;

/// <summary>The cell of one commune on the hexagon map: rows from the north, odd rows half a cell to the east, pointy top.</summary>
/// <param name="Unit">Whose cell.</param>
/// <param name="Row">From 0.</param>
/// <param name="Column">From 0.</param>
public sealed record HexPlace(UnitId Unit, int Row, int Column);

/// <summary>Where each commune stands on the hexagon map, for each epoch of units.</summary>
public sealed class HexMap
{
    private readonly (DateOnly From, IReadOnlyList<HexPlace> Places)[] _epochs;

    private HexMap(IEnumerable<(DateOnly, IReadOnlyList<HexPlace>)> epochs) => _epochs = [.. epochs.OrderBy(e => e.Item1)];

    /// <summary>A map of nothing.</summary>
    public static HexMap Empty { get; } = new([]);

    /// <summary>The first days of the epochs.</summary>
    public IEnumerable<DateOnly> Epochs => _epochs.Select(e => e.From);

    /// <summary>The cells of the epoch that holds on <paramref name="day"/>; none before the first.</summary>
    public IReadOnlyList<HexPlace> At(DateOnly day) => _epochs.LastOrDefault(e => e.From <= day).Places ?? [];

    /// <summary>Reads <c>territory/hexagons.csv</c> below <paramref name="dataFolder"/>.</summary>
    public static Outcome<HexMap> Read(string dataFolder)
    {
        var table = DataTable.Read(Path.Combine(dataFolder, "territory"), "hexagons.csv", "unit", "row", "column", "epoch");
        var places = table.Rows.Select(r => (Row: r, Epoch: r.Day("epoch"), Place: new HexPlace(new UnitId(r.Required("unit")), r.Whole("row"), r.Whole("column")))).ToList();
        var taken = new HashSet<(DateOnly, int, int)>();
        foreach (var (row, epoch, place) in places)
            if (!taken.Add((epoch, place.Row, place.Column))) row.Fault("row", "ô này đã có đơn vị khác");
        if (table.Problems.Count > 0) return table.Problems.ToList();
        return new HexMap(places.GroupBy(p => p.Epoch).Select(g => (g.Key, (IReadOnlyList<HexPlace>)[.. g.Select(p => p.Place)])));
    }
}
