using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Criteria.Checks;

/// <summary>Runs checks over facts: on load, and every night.</summary>
public static class Checking
{
    /// <summary>Everything that the checks find, as of a day, as known on a day; errors first.</summary>
    public static IReadOnlyList<Finding> Run(IReadOnlyList<IntegrityCheck> checks, FactBook book, Gazetteer units, AsOf asOf)
    {
        var findings = new List<Finding>();
        foreach (var (indicator, known) in book.Indicators)
        {
            if (book.Column(indicator) is not { } column) continue;
            var mine = checks.Where(c => c.Indicators is null || c.Indicators.Contains(indicator)).ToList();
            if (mine.Count == 0) continue;
            for (var number = 0; number < column.Units; number++)
            {
                if (column.WhenOf(number).Length == 0) continue;
                var unit = new CheckedUnit(book, units, book.Units[number], asOf);
                findings.AddRange(from check in mine from hit in CheckRules.All[check.Rule](check, indicator, unit) select Say(check, known, unit, hit));
            }
        }
        return [.. findings.OrderBy(f => f.Check.Severity == "error" ? 0 : 1).ThenBy(f => f.Check.Id, StringComparer.Ordinal)];
    }

    private static Finding Say(IntegrityCheck check, Indicator indicator, CheckedUnit unit, Hit hit)
    {
        var life = unit.Units.Find(unit.Unit, unit.AsOf) ?? (unit.Units.Life(unit.Unit) is [.., var last] ? last : null);
        var value = hit.Fact.Number is { } number ? VnText.Number(number) + (indicator.Unit.Length > 0 ? " " + indicator.Unit : "")
            : hit.Fact.Value switch { "yes" => "có", "no" => "không", Indicator.NotApplicable => "không áp dụng", Indicator.Exempt => "miễn", var text => text };
        return new Finding(check, unit.Unit, hit.Fact, string.Format(VnText.Culture, check.Text, life?.FullName ?? unit.Unit.Value, indicator.Name, value, hit.Other, hit.Limit));
    }
}
