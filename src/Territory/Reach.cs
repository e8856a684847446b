using LangSo.Foundation;

namespace LangSo.Territory;

/// <summary>
/// How far a right reaches that is held for some units: over them and all below, and, for reading only, over the units of the past whose
/// land lies there now.
/// </summary>
public static class Reach
{
    private const int MostSteps = 8;

    /// <summary>True when one of <paramref name="areas"/> covers <paramref name="unit"/> on that day.</summary>
    /// <param name="units">The units through time.</param>
    /// <param name="areas">The units, in force on that day, for which the right is held.</param>
    /// <param name="unit">The unit that is asked about.</param>
    /// <param name="asOf">The day.</param>
    /// <param name="reading">True when the right only reads: it reaches the units that went into these, too. What has ended is never changed.</param>
    public static bool Covers(this Gazetteer units, IReadOnlyCollection<UnitId> areas, UnitId unit, AsOf asOf, bool reading)
    {
        if (areas.Count == 0) return false;
        if (units.Find(unit, asOf) is not null) return areas.Any(area => units.IsWithin(unit, area, asOf));
        return reading && units.HeirsOf(unit, asOf).Any(heir => areas.Any(area => units.IsWithin(heir, area, asOf)));
    }

    /// <summary>The units in force that hold the land, or a part of the land, of a unit that has ended.</summary>
    public static IReadOnlySet<UnitId> HeirsOf(this Gazetteer units, UnitId unit, AsOf asOf)
    {
        var heirs = new HashSet<UnitId>();
        var now = new HashSet<UnitId> { unit };
        for (var steps = 0; steps < MostSteps && now.Count > 0; steps++)
        {
            var next = new HashSet<UnitId>();
            foreach (var id in now)
                if (units.Find(id, asOf) is not null) heirs.Add(id);
                else foreach (var edge in units.Became(id, asOf.KnownOn))
                        if (edge.On <= asOf.Date) next.Add(edge.To);
            now = next;
        }
        return heirs;
    }
}
