using LangSo.Foundation;
using LangSo.Territory;
using LangSo.Territory.Changes;

namespace LangSo.Criteria;

/// <summary>How a value came to stand for a unit of another day.</summary>
public enum CarriedBy
{
    /// <summary>The unit covered the same ground on the day of the value.</summary>
    Same,

    /// <summary>Summed or computed anew from whole units.</summary>
    Computed,

    /// <summary>The same, where a part of a unit was taken by its share of the people.</summary>
    Estimated,

    /// <summary>Nobody recorded a value for any part.</summary>
    NoData,

    /// <summary>There are values, but what they say for this unit is not known: a share is missing, a part of a ratio is, or a person decides.</summary>
    NotKnown,
}

/// <summary>A value in the units of another day.</summary>
/// <param name="By">How it came about.</param>
/// <param name="Value">As facts write it; null for no data and not known.</param>
/// <param name="Facts">The facts of the day that it was made of.</param>
public sealed record Carried(CarriedBy By, string? Value, IReadOnlyList<Fact> Facts);

/// <summary>
/// Values of one day (as known on a day) in the units of another: pure. Numbers are summed, ratios computed anew from both their counts and
/// never averaged, the rest is left to a person. What no source says, a share above all, stays unknown.
/// </summary>
/// <param name="units">All units.</param>
/// <param name="facts">All facts.</param>
/// <param name="rules">What becomes of each indicator.</param>
/// <param name="asOf">The day of the values, and of the knowledge.</param>
/// <param name="geography">In whose day's units they are wanted.</param>
public sealed class Carrying(Gazetteer units, FactBook facts, CarryTable rules, AsOf asOf, DateOnly geography)
{
    private readonly Passages _forward = new(units, geography > asOf.Date ? geography : asOf.Date, asOf.KnownOn);
    private readonly Dictionary<UnitId, Ground> _grounds = [];

    /// <summary>The ground of a unit of the geography's day, in units of the day of the values.</summary>
    public Ground GroundOf(UnitId unit)
    {
        if (_grounds.TryGetValue(unit, out var known)) return known;
        return _grounds[unit] = geography >= asOf.Date ? Later(unit) : Earlier(unit);
    }

    /// <summary>The value of an indicator for a unit of the geography's day.</summary>
    public Carried Value(Indicator indicator, UnitId unit)
    {
        var ground = GroundOf(unit);
        if (ground.Same is { } same)
            return facts.Find(indicator.Id, same, asOf) is { } own ? new Carried(CarriedBy.Same, own.Value, [own]) : new Carried(CarriedBy.NoData, null, []);
        var found = ground.Parts.Select(p => facts.Find(indicator.Id, p.Unit, asOf)).ToList();
        var given = found.OfType<Fact>().ToList();
        if (given.Count == 0) return new Carried(CarriedBy.NoData, null, []);
        // Where it lies (a region, a group) is said of the ground: parts that lie in one lie in it together.
        if (indicator.Kind == "text" && found.Count == given.Count && given.TrueForAll(f => f.Value == given[0].Value) && ground.Known)
            return new Carried(CarriedBy.Computed, given[0].Value, given);
        var rule = rules.For(indicator);
        var value = ground.Complete && rule.Rule != CarryRule.Reassess && given.TrueForAll(f => f.Value != Indicator.Exempt) ? Made(indicator, rule, ground, found) : null;
        return value is null ? new Carried(CarriedBy.NotKnown, null, given) : new Carried(ground.Whole ? CarriedBy.Computed : CarriedBy.Estimated, value, given);
    }

    /// <summary>Every carried value of the units in force on the geography's day, as facts of that day: what the engine can judge.</summary>
    public FactBook Book()
    {
        var day = new AsOf(geography, asOf.KnownOn);
        var carried = new List<Fact>();
        foreach (var version in units.InForce(day))
            foreach (var indicator in facts.Indicators.Values)
                if (Value(indicator, version.Unit) is { Value: { } value } made)
                    carried.Add(made.Facts[0] with
                    {
                        Unit = version.Unit, Value = value, From = geography, To = geography.AddDays(1), Recorded = made.Facts.Max(f => f.Recorded), Sample = made.Facts.Any(f => f.Sample),
                    });
        return new FactBook(facts.Indicators.Values, carried);
    }

    private string? Made(Indicator indicator, IndicatorCarry rule, Ground ground, List<Fact?> found)
    {
        if (found.TrueForAll(f => f?.Value == Indicator.NotApplicable)) return Indicator.NotApplicable;
        // What does not apply to a part adds nothing to any count of it.
        var asked = ground.Parts.Zip(found, (p, f) => (p.Unit, Share: p.Share!.Value, Fact: f)).Where(p => p.Fact?.Value != Indicator.NotApplicable).ToList();
        if (rule.Rule == CarryRule.Sum)
            return asked.TrueForAll(p => p.Fact?.Number is not null) ? Text(asked.Sum(p => p.Share * p.Fact!.Number!.Value), Whole(indicator) ? 0 : 2) : null;
        // Whole parts that all say the same ratio say it together, whatever their counts.
        if (ground.Whole && asked[0].Fact?.Number is { } first && asked.TrueForAll(p => p.Fact?.Number == first)) return asked[0].Fact!.Value;
        if (rule.Denominator is not { } below) return null;
        var scale = indicator.Unit == "%" ? 100m : 1m;
        var (over, under) = (0m, 0m);
        foreach (var (unit, share, fact) in asked)
        {
            if (facts.Find(below, unit, asOf)?.Number is not { } count) return null;
            var counted = rule.Numerator is { } above ? facts.Find(above, unit, asOf)?.Number : fact?.Number * count / scale;
            if (counted is not { } known) return null;
            (over, under) = (over + share * known, under + share * count);
        }
        return under == 0 ? null : Text(scale * over / under, 2);
    }

    private static bool Whole(Indicator indicator) => indicator.Unit is "người" or "hộ" or "đồng";

    private static string Text(decimal value, int decimals) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    private Ground Later(UnitId unit) => new(_forward.Sources(unit, asOf.Date));

    // A unit of an earlier day is known today only as far as a later one covers just its ground: a part of a later unit has no figures of its own.
    private Ground Earlier(UnitId unit)
    {
        var passage = _forward.Of(unit, geography);
        if (passage.Whole is { } later && _forward.Sources(later, geography) is [{ Share: 1 } only] && only.Unit == unit) return new Ground([new Destination(later, 1)]);
        return new Ground([.. passage.Destinations.Select(d => d with { Share = null })]) { Cover = passage.Open ? [] : [.. passage.Destinations.Select(d => d.Unit)] };
    }
}

/// <summary>What a unit of one day is made of, in units of another.</summary>
/// <param name="Parts">The units with ground in it, and which share of each (of its people) lies in it; null when not known.</param>
public sealed record Ground(IReadOnlyList<Destination> Parts)
{
    /// <summary>Later units that together hold all of it, and other ground too; empty when that is not so or not known.</summary>
    public IReadOnlyList<UnitId> Cover { get; init; } = [];

    /// <summary>The one unit that covers just the same ground, or null.</summary>
    public UnitId? Same => Parts is [{ Share: 1 } only] ? only.Unit : null;

    /// <summary>True when it is known which units have ground in it.</summary>
    public bool Known => Parts.Count > 0;

    /// <summary>True when all shares are known.</summary>
    public bool Complete => Parts.Count > 0 && Parts.All(p => p.Share is not null);

    /// <summary>True when it is made of whole units.</summary>
    public bool Whole => Parts.Count > 0 && Parts.All(p => p.Share == 1);
}
