using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Territory;
using LangSo.Territory.Answers;

namespace LangSo.Recognition;

/// <summary>Everything that a figure is made of, at one moment: units, facts, decisions, definitions, the map. Pure and unchanging.</summary>
public sealed record FigureBook(Gazetteer Units, FactBook Facts, DecisionBook Decisions, Definitions Definitions, HexMap Map)
{
    /// <summary>What becomes of values when units merge.</summary>
    public CarryTable Carry { get; init; } = CarryTable.Empty;

    /// <summary>The titles.</summary>
    public TitleCatalog Titles => Definitions.Titles;

    /// <summary>
    /// The unit that a question is about: the one that bears the code on that day, or without a code the province when there is
    /// only one, else null for everything.
    /// </summary>
    public Outcome<UnitVersion?> Area(string? under, AsOf asOf)
    {
        var day = Asking.Day(Units, asOf);
        if (!day.Ok) return day.Problems.ToList();
        if (string.IsNullOrWhiteSpace(under)) return Units.Roots(asOf).Take(2).ToList() is [var only] ? only : null;
        var unit = Asking.Unit(Units, under, asOf, "under");
        return unit.Ok ? unit.Value : unit.Problems.ToList();
    }

    /// <summary>A measure by id, under a code.</summary>
    public Outcome<MeasureResult> Measure(string id, AsOf asOf, string? under = null)
    {
        var definition = Definition(id);
        if (!definition.Ok) return definition.Problems.ToList();
        var area = Area(under, asOf);
        return area.Ok ? Measure(definition.Value, asOf, area.Value) : area.Problems.ToList();
    }

    /// <summary>A measure in the units of another day, under a code of that day.</summary>
    public Outcome<MeasureResult> Measure(string id, AsOf asOf, DateOnly geography, string? under = null)
    {
        var definition = Definition(id);
        if (!definition.Ok) return definition.Problems.ToList();
        var day = Asking.Day(Units, asOf);
        if (!day.Ok) return day.Problems.ToList();
        var area = Area(under, asOf with { Date = geography });
        return area.Ok ? Measure(definition.Value, asOf, geography, area.Value) : area.Problems.ToList();
    }

    /// <summary>A measure in the units of another day, under a unit of that day or of everything.</summary>
    public MeasureResult Measure(MeasureDefinition definition, AsOf asOf, DateOnly geography, UnitVersion? area) =>
        geography == asOf.Date ? Measure(definition, asOf, area) with { Geography = geography } : new MeasuringElsewhere(this, asOf, geography).Evaluate(definition, area);

    /// <summary>What a measure's id means, or the problem that names those that there are.</summary>
    public Outcome<MeasureDefinition> Definition(string id) => Definitions.Measures.FirstOrDefault(m => m.Id == id) is { } definition ? definition
        : new Problem("measure", "Không có chỉ số “{0}”. Các chỉ số: {1}.", id, string.Join(", ", Definitions.Measures.Select(m => m.Id)));

    /// <summary>A measure under a unit, or of everything.</summary>
    public MeasureResult Measure(MeasureDefinition definition, AsOf asOf, UnitVersion? area) => Measuring.Evaluate(this, definition, asOf, area);
}
