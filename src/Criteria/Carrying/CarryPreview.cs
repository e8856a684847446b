using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Territory;
using LangSo.Territory.Changes;

namespace LangSo.Criteria;

/// <summary>One part of a carried value.</summary>
/// <param name="Unit">A unit of the day before.</param>
/// <param name="Share">Which part of it comes, by its people; null when not known.</param>
/// <param name="Value">What is known of it, or null.</param>
/// <param name="Weight">The count below the line of a ratio, or null.</param>
public sealed record CarryPart(UnitId Unit, decimal? Share, string? Value, string? Weight);

/// <summary>What a new unit would get of one indicator.</summary>
/// <param name="Unit">The new unit.</param>
/// <param name="Indicator">Which.</param>
/// <param name="Rule">What becomes of it.</param>
/// <param name="Parts">The old values.</param>
/// <param name="Carried">The new one, and how it came about.</param>
public sealed record CarryRow(UnitId Unit, Indicator Indicator, IndicatorCarry Rule, IReadOnlyList<CarryPart> Parts, Carried Carried);

/// <summary>The sums that a change of units would make, before it is applied: pure.</summary>
/// <param name="book">The facts, and the rules.</param>
/// <param name="after">The units as they would be.</param>
/// <param name="on">The day of the change.</param>
public sealed class CarryPreview(AssessmentBook book, Gazetteer after, DateOnly on)
{
    private readonly Carrying _carrying = new(after, book.Facts, book.Shelf.Carry, new AsOf(on.AddDays(-1), DateOnly.MaxValue), on);
    private readonly AsOf _eve = new(on.AddDays(-1), DateOnly.MaxValue);

    /// <summary>
    /// The rows of these units in the order of units and of indicators' names, and how many there are in all. An indicator of which nothing is
    /// known of any part has no row.
    /// </summary>
    public (int Total, IReadOnlyList<CarryRow> Rows) Rows(IEnumerable<UnitId> units, CarryRule? rule, int skip, int take)
    {
        var indicators = book.Facts.Indicators.Values.Where(i => rule is null || book.Shelf.Carry.For(i).Rule == rule).OrderBy(i => i.Name, VnText.Order).ToList();
        var (total, rows) = (0, new List<CarryRow>());
        foreach (var unit in units)
        {
            var ground = _carrying.GroundOf(unit);
            if (ground.Same is not null) continue;
            foreach (var indicator in indicators)
            {
                if (!ground.Parts.Any(p => book.Facts.Find(indicator.Id, p.Unit, _eve) is not null)) continue;
                if (total++ >= skip && rows.Count < take) rows.Add(Row(unit, indicator, ground));
            }
        }
        return (total, rows);
    }

    private CarryRow Row(UnitId unit, Indicator indicator, Ground ground)
    {
        var rule = book.Shelf.Carry.For(indicator);
        var parts = ground.Parts.Select(p => new CarryPart(p.Unit, p.Share, book.Facts.Find(indicator.Id, p.Unit, _eve)?.Value,
            rule.Denominator is { } below ? book.Facts.Find(below, p.Unit, _eve)?.Value : null));
        return new CarryRow(unit, indicator, rule, [.. parts], _carrying.Value(indicator, unit));
    }
}
