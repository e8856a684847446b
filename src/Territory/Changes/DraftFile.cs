using System.Globalization;
using LangSo.Foundation;
using LangSo.Territory.DataFiles;

namespace LangSo.Territory.Changes;

/// <summary>
/// A change as a spreadsheet: one row an edge, by the codes of the day before. <c>extent</c> is full, partial, or same for a unit that
/// goes on under another code, kind, name or parent. Rows with one <c>to_code</c> are one unit. An old code is read with its name, so
/// that a code of another time is refused.
/// </summary>
public static class DraftFile
{
    /// <summary>The columns, in their order.</summary>
    public static readonly string[] Columns = ["from_code", "from_name", "to_code", "to_kind", "to_name", "to_parent", "extent", "share", "clause"];

    /// <summary>Units and edges of the file; or each fault with row, column and rule, and nothing.</summary>
    public static Outcome<(IReadOnlyList<DraftUnit> Units, IReadOnlyList<DraftEdge> Edges)> Read(Gazetteer gazetteer, DateOnly on, byte[] bytes, string name)
    {
        var table = DataTable.Read(bytes, name, Columns);
        var (eve, units, edges) = (on.AddDays(-1), new Dictionary<string, DraftUnit>(StringComparer.Ordinal), new List<DraftEdge>());
        var kinds = gazetteer.Kinds.Select(k => k.Kind).ToList();
        // Units of the file first, so that a new unit can lie below another new one.
        foreach (var row in table.Rows)
        {
            var (code, same) = (row.Required("to_code"), row["extent"] == "same");
            if (units.TryGetValue(code, out var known))
            {
                if (same || known.FullName != row["to_kind"] + " " + row["to_name"]) row.Fault("to_code", "mã này ở dòng khác là " + known.FullName);
                continue;
            }
            var old = Vintage.OfCode(gazetteer, row["from_code"], row["from_name"], eve);
            units[code] = new DraftUnit(same && old.Ok ? old.Value.Unit : DraftUnit.NewUnit(gazetteer), code, row.OneOf("to_kind", kinds), row.Required("to_name"), null, row["clause"]);
        }
        foreach (var row in table.Rows)
        {
            var extent = row.OneOf("extent", "full", "partial", "same");
            var found = Vintage.OfCode(gazetteer, row.Required("from_code"), row["from_name"], eve, "from_code");
            foreach (var problem in found.Problems) row.Fault(problem.Field, problem.ToString());
            if (!units.TryGetValue(row["to_code"], out var to)) continue;
            units[row["to_code"]] = to with { Parent = Parent(gazetteer, units, row, eve) };
            if (found.Ok && extent != "same") edges.Add(new DraftEdge(found.Value.Unit, to.Unit, extent == "full", Share(row)));
        }
        return table.Problems.Count > 0 ? table.Problems.ToList() : ((IReadOnlyList<DraftUnit>)[.. units.Values], (IReadOnlyList<DraftEdge>)edges);
    }

    private static UnitId? Parent(Gazetteer gazetteer, Dictionary<string, DraftUnit> units, DataRow row, DateOnly eve)
    {
        if (row["to_parent"].Length == 0) return null;
        if (units.TryGetValue(row["to_parent"], out var there)) return there.Unit;
        if (gazetteer.ByCode(row["to_parent"], new AsOf(eve, DateOnly.MaxValue)) is { } parent) return parent.Unit;
        row.Fault("to_parent", "không có đơn vị nào mang mã " + row["to_parent"]);
        return null;
    }

    private static decimal? Share(DataRow row)
    {
        if (row["share"].Length == 0) return null;
        if (decimal.TryParse(row["share"].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)) return share;
        row.Fault("share", "“" + row["share"] + "” không phải số từ 0 đến 1");
        return null;
    }
}
