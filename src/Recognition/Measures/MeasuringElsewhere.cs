using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Recognition;

/// <summary>
/// Works a measure out in the units of another day. Numbers follow their carry rule; a title or a yes counts for a unit of that day only where
/// a decision or fact speaks of just its ground. All else is not known, and is said to be so.
/// </summary>
internal sealed class MeasuringElsewhere(FigureBook book, AsOf asOf, DateOnly geography)
{
    private readonly Carrying _carrying = new(book.Units, book.Facts, book.Carry, asOf, geography);
    private readonly Standing _standing = book.Decisions.At(asOf);

    // Null is: not known.
    private sealed record Judged(UnitVersion Unit, bool? In, IReadOnlyList<EvidenceRow> Evidence, bool Suggested);

    public MeasureResult Evaluate(MeasureDefinition definition, UnitVersion? area)
    {
        if (definition.Sum is { } sum) return Sum(definition, sum, area);
        var day = new AsOf(geography, asOf.KnownOn);
        var units = (area is null ? book.Units.InForce(day) : book.Units.Under(area.Unit, day).Prepend(area)).ToList();
        var population = definition.Denominator is { } below ? units.Select(u => Judge(u, below)).Where(j => j.In != false).ToDictionary(j => j.Unit.Unit) : null;
        var counted = units.Where(u => population?.ContainsKey(u.Unit) != false).Select(u => Judge(u, definition.Numerator)).ToList();
        var certain = counted.Where(c => c.In == true && (population is null || population[c.Unit.Unit].In == true)).ToHashSet();
        var open = counted.Where(c => c.In != false && !certain.Contains(c)).ToList();
        var members = population?.Values.Where(p => p.In == true).ToList();
        var certainIds = certain.Select(c => c.Unit.Unit).ToHashSet();
        var openIds = open.Select(c => c.Unit.Unit).ToHashSet();
        return new MeasureResult(definition, asOf, area, certain.Count, members?.Count, [.. certain.Select(c => c.Unit)],
            members is null ? [] : [.. members.Where(m => !certainIds.Contains(m.Unit.Unit) && !openIds.Contains(m.Unit.Unit)).Select(m => m.Unit)],
            [.. certain.SelectMany(c => c.Evidence)])
        {
            Geography = geography,
            NotKnown = [.. open.Select(c => c.Unit)],
            Suggested = [.. open.Where(c => c.Suggested).Select(c => c.Unit)],
        };
    }

    private Judged Judge(UnitVersion unit, UnitSet set)
    {
        if (!set.Kinds.Contains(unit.Kind)) return new Judged(unit, false, [], false);
        var (held, evidence, suggested) = set.Holding is { } rule ? Holds(unit, rule) : (true, [], false);
        if (held == false || set.Fact is null) return new Judged(unit, held, evidence, suggested);
        var (said, rows) = Says(unit, set.Fact);
        return new Judged(unit, said == false ? false : held == true ? said : null, [.. evidence, .. rows], suggested && said == true);
    }

    private (bool? Held, List<EvidenceRow> Evidence, bool Suggested) Holds(UnitVersion unit, HoldingRule rule)
    {
        if (book.Titles.Find(rule.Title, asOf.Date)?.Rank is not { } rank) return (false, [], false);
        var ground = _carrying.GroundOf(unit.Unit);
        var by = (ground.Cover.Count > 0 ? ground.Cover : [.. ground.Parts.Select(p => p.Unit)]).Select(u => _standing.ByRank(u, rank, rule.Field)).ToList();
        // A decision on a unit speaks for all of its ground: also for an earlier unit that lies in it.
        if (ground.Same is not null || ground.Cover.Count > 0)
            return by.TrueForAll(h => h is not null) ? (true, by.ConvertAll(h => Measuring.Of(unit, h!)), false) : (ground.Same is not null ? false : null, [], false);
        if (geography >= asOf.Date && ground.Known && by.TrueForAll(h => h is null)) return (false, [], false);
        return (null, [], geography >= asOf.Date && ground.Whole && by.TrueForAll(h => h is not null));
    }

    private (bool? Said, List<EvidenceRow> Evidence) Says(UnitVersion unit, FactRule rule)
    {
        if (!book.Facts.Indicators.TryGetValue(rule.Indicator, out var indicator)) return (false, []);
        var carried = _carrying.Value(indicator, unit.Unit);
        return carried.By switch
        {
            CarriedBy.NoData => (false, []),
            CarriedBy.NotKnown => (null, []),
            _ when Measuring.Satisfies(rule, carried.Facts[0] with { Value = carried.Value! }) => (true, [.. carried.Facts.Select(f => Measuring.Of(book, unit, f))]),
            _ => (false, []),
        };
    }

    // A sum is of the day asked about; the geography says only where each part of it lies. Of everything nothing can fall outside.
    private MeasureResult Sum(MeasureDefinition definition, string indicator, UnitVersion? area)
    {
        var all = Measuring.Evaluate(book, definition, asOf, null);
        var day = new AsOf(geography, asOf.KnownOn);
        var everything = area is null || (book.Units.ByTop(day).Tops is [var only] && only.Unit == area.Unit);
        var inside = everything ? null : book.Units.Under(area!.Unit, day).Select(u => u.Unit).Append(area.Unit).ToHashSet();
        var (sum, counted, open) = (0m, new List<UnitVersion>(), new List<UnitVersion>());
        foreach (var unit in all.Counted)
        {
            var fact = book.Facts.Find(indicator, unit.Unit, asOf);
            var share = inside is null ? 1 : Inside(unit, fact, inside);
            if (share is null) open.Add(unit);
            else if (share > 0) counted.Add(unit);
            sum += (share ?? 0) * (fact?.Number ?? 0);
        }
        var units = counted.Select(u => u.Unit).ToHashSet();
        return new MeasureResult(definition, asOf, area, Math.Round(sum, 0, MidpointRounding.AwayFromZero), null, counted, [], [.. all.Evidence.Where(e => units.Contains(e.Unit.Unit))])
        {
            Geography = geography,
            NotKnown = open,
        };
    }

    private decimal? Inside(UnitVersion unit, Fact? fact, HashSet<UnitId> inside)
    {
        var from = fact is not null && fact.From > asOf.Date ? fact.From : asOf.Date;
        var origin = book.Units.Find(unit.Unit, asOf with { Date = from }) is not null ? from : unit.From;
        if (origin > geography)
        {
            var sources = new Passages(book.Units, origin, asOf.KnownOn).Sources(unit.Unit, geography);
            return sources.Count == 0 ? null : sources.All(s => inside.Contains(s.Unit)) ? 1 : sources.All(s => !inside.Contains(s.Unit)) ? 0 : null;
        }
        var passage = Forward.Of(unit.Unit, origin);
        if (passage.Open) return null;
        var there = passage.Destinations.Where(d => inside.Contains(d.Unit)).ToList();
        return there.Count == passage.Destinations.Count ? 1 : there.Exists(d => d.Share is null) ? null : there.Sum(d => d.Share);
    }

    private Passages Forward => field ??= new Passages(book.Units, geography, asOf.KnownOn);
}
