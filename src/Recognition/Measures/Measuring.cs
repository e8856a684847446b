using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Recognition;

/// <summary>Works a measure out from units, decisions and facts.</summary>
internal static class Measuring
{
    private sealed record Member(UnitVersion Unit, Holding? Holding, Fact? Fact);

    public static MeasureResult Evaluate(FigureBook book, MeasureDefinition definition, AsOf asOf, UnitVersion? area)
    {
        var population = definition.Denominator is null ? null : Members(book, definition.Denominator, asOf, area).ToList();
        var within = population?.Select(m => m.Unit.Unit).ToHashSet();
        var counted = Members(book, definition.Numerator, asOf, area).Where(m => within is null || within.Contains(m.Unit.Unit)).ToList();
        var countedIds = counted.Select(m => m.Unit.Unit).ToHashSet();
        var numerator = definition.Sum is { } indicator
            ? counted.Sum(m => (m.Fact?.Indicator == indicator ? m.Fact : book.Facts.Find(indicator, m.Unit.Unit, asOf))?.Number ?? 0m)
            : counted.Count;
        return new MeasureResult(definition, asOf, area, numerator, population?.Count,
            [.. counted.Select(m => m.Unit)],
            population is null ? [] : [.. population.Where(m => !countedIds.Contains(m.Unit.Unit)).Select(m => m.Unit)],
            [.. counted.SelectMany(m => Evidence(book, m))]);
    }

    private static IEnumerable<Member> Members(FigureBook book, UnitSet set, AsOf asOf, UnitVersion? area)
    {
        var candidates = set.Scope == "history" ? Once(book, set.Fact!, asOf, area) : InForce(book, set, asOf, area);
        var standing = book.Decisions.At(asOf);
        var rank = set.Holding is { } rule ? book.Titles.Find(rule.Title, asOf.Date)?.Rank : null;
        foreach (var (unit, fact) in candidates)
        {
            if (!set.Kinds.Contains(unit.Kind)) continue;
            var holding = rank is { } least ? standing.ByRank(unit.Unit, least, set.Holding!.Field) : null;
            if (set.Holding is not null && holding is null) continue;
            if (set.Fact is not null && !Satisfies(set.Fact, fact)) continue;
            yield return new Member(unit, holding, fact);
        }
    }

    private static IEnumerable<(UnitVersion Unit, Fact? Fact)> InForce(FigureBook book, UnitSet set, AsOf asOf, UnitVersion? area)
    {
        var units = area is null ? book.Units.InForce(asOf) : book.Units.Under(area.Unit, asOf).Prepend(area);
        return units.Select(u => (u, set.Fact is null ? null : book.Facts.Find(set.Fact.Indicator, u.Unit, asOf)));
    }

    // What happened once stays counted where it happened: the unit as it was on the fact's first day, when that lay under the
    // area or under something that went wholly into the area since.
    private static IEnumerable<(UnitVersion Unit, Fact? Fact)> Once(FigureBook book, FactRule rule, AsOf asOf, UnitVersion? area)
    {
        var roots = area is null ? null : book.Units.WithForebears(area.Unit, asOf);
        return book.Facts.Holding(rule.Indicator, asOf)
            .Select(fact => (Chain: book.Units.Chain(fact.Unit, asOf with { Date = fact.From }), Fact: (Fact?)fact))
            .Where(f => f.Chain.Count > 0 && (roots is null || f.Chain.Any(u => roots.Contains(u.Unit))
                || area is not null && book.Units.IsWithin(f.Fact!.Unit, area.Unit, asOf)))
            .Select(f => (Unit: f.Chain[0], f.Fact))
            .OrderBy(f => f.Unit.Code, StringComparer.Ordinal);
    }

    internal static bool Satisfies(FactRule rule, Fact? fact) =>
        fact is not null && (rule.IsYes is not { } yes || fact.IsYes == yes) && (rule.AtLeast is not { } least || fact.Number >= least);

    private static IEnumerable<EvidenceRow> Evidence(FigureBook book, Member member)
    {
        if (member.Holding is { } holding) yield return Of(member.Unit, holding);
        if (member.Fact is { } fact) yield return Of(book, member.Unit, fact);
    }

    internal static EvidenceRow Of(UnitVersion unit, Holding holding) => new(unit,
        holding.Title.Name.Vi + (holding.Field is { } field ? ", lĩnh vực " + field.Name.Vi : ""),
        holding.Decision.Number, holding.Decision.Effective, holding.Decision.Recorded, "decision", holding.Decision.Sample, holding.Decision.Note, holding.Decision.Source);

    internal static EvidenceRow Of(FigureBook book, UnitVersion unit, Fact fact)
    {
        var indicator = book.Facts.Indicators[fact.Indicator];
        var value = fact.Number is { } number ? VnText.Number(number) + (indicator.Unit.Length > 0 ? " " + indicator.Unit : "")
            : indicator.Kind == "yes-no" ? (fact.IsYes ? "có" : "không") : fact.Value;
        return new EvidenceRow(unit, indicator.Name + ": " + value, fact.Source, fact.From, fact.Recorded, fact.SourceKind, fact.Sample, fact.Note, fact.Source);
    }
}
