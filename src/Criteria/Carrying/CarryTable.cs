using LangSo.Foundation;
using LangSo.Territory.Changes;
using LangSo.Territory.DataFiles;

namespace LangSo.Criteria;

/// <summary>What becomes of one indicator's values when units merge, as data.</summary>
/// <param name="Indicator">Id of the indicator.</param>
/// <param name="Rule">Sum, Recompute or Reassess.</param>
/// <param name="Numerator">The count above the line of a ratio, or null: then it is the ratio of the denominator.</param>
/// <param name="Denominator">The count below the line of a ratio, or null: nothing says it, and the ratio cannot be computed anew.</param>
/// <param name="Source">On what the rule rests.</param>
/// <param name="Sample">True when no document was read for it.</param>
public sealed record IndicatorCarry(string Indicator, CarryRule Rule, string? Numerator, string? Denominator, string Source, bool Sample);

/// <summary>
/// The carry rules of a data folder (<c>criteria/carrying.csv</c>). An indicator that it does not name is carried by its kind: numbers and
/// money are summed, percentages need their parts, everything else is assessed anew.
/// </summary>
public sealed class CarryTable
{
    private readonly IReadOnlyDictionary<string, IndicatorCarry> _rows;

    private CarryTable(IReadOnlyDictionary<string, IndicatorCarry> rows) => _rows = rows;

    /// <summary>By kind alone.</summary>
    public static CarryTable Empty { get; } = new(new Dictionary<string, IndicatorCarry>());

    /// <summary>These rows; the later of one indicator counts.</summary>
    public static CarryTable Of(IEnumerable<IndicatorCarry> rows)
    {
        var byId = new Dictionary<string, IndicatorCarry>(StringComparer.Ordinal);
        foreach (var row in rows) byId[row.Indicator] = row;
        return new CarryTable(byId);
    }

    /// <summary>Reads the file below <paramref name="dataFolder"/>; a folder without one has the rules by kind.</summary>
    public static Outcome<CarryTable> Read(string dataFolder, IReadOnlyDictionary<string, Indicator> indicators)
    {
        var folder = Path.Combine(dataFolder, "criteria");
        if (!File.Exists(Path.Combine(folder, "carrying.csv"))) return Empty;
        var table = DataTable.Read(folder, "carrying.csv", "indicator", "rule", "numerator", "denominator", "source", "status");
        var rows = new Dictionary<string, IndicatorCarry>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var rule = row.OneOf("rule", "sum", "recompute", "reassess") switch { "sum" => CarryRule.Sum, "recompute" => CarryRule.Recompute, _ => CarryRule.Reassess };
            var read = new IndicatorCarry(row.Required("indicator"), rule, Part(row, "numerator", indicators), Part(row, "denominator", indicators),
                row.Required("source"), row.OneOf("status", "verified", "sample") == "sample");
            // A store that was loaded by an older version lacks the newer indicators: their rules wait for them.
            if (indicators.TryGetValue(read.Indicator, out var indicator) && rule != CarryRule.Reassess && indicator.Kind is not ("number" or "money"))
                row.Fault("rule", "chỉ tiêu này không phải số, chỉ có thể reassess");
            if (rule != CarryRule.Recompute && (read.Numerator ?? read.Denominator) is not null) row.Fault("rule", "chỉ recompute có tử số và mẫu số");
            if (read.Numerator is not null && read.Denominator is null) row.Fault("denominator", "có tử số thì phải có mẫu số");
            if (!rows.TryAdd(read.Indicator, read)) row.Fault("indicator", "chỉ tiêu này đã có quy tắc ở dòng trên");
        }
        return table.Problems.Count > 0 ? table.Problems.ToList() : new CarryTable(rows);
    }

    /// <summary>The rule of an indicator.</summary>
    public IndicatorCarry For(Indicator indicator) => _rows.TryGetValue(indicator.Id, out var row) ? row : new IndicatorCarry(indicator.Id, ByKind(indicator), null, null, "", true);

    private static CarryRule ByKind(Indicator indicator) => indicator switch
    {
        { Kind: "number" or "money" } when indicator.Unit == "%" || indicator.Unit.Contains('/', StringComparison.Ordinal) => CarryRule.Recompute,
        { Kind: "number" or "money" } => CarryRule.Sum,
        _ => CarryRule.Reassess,
    };

    private static string? Part(DataRow row, string field, IReadOnlyDictionary<string, Indicator> indicators)
    {
        if (row[field].Length == 0) return null;
        if (indicators.TryGetValue(row[field], out var part) && (part.Kind is not ("number" or "money") || part.Unit == "%")) row.Fault(field, "phải là chỉ tiêu đếm được");
        return row[field];
    }
}
