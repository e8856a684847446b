using System.Security.Claims;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;

namespace LangSo.Bulletins;

/// <summary>A person at the desk, and where their rights over bulletins reach.</summary>
/// <param name="Writes">Units for which, and below which, they write.</param>
/// <param name="Approves">Units for which, and below which, they approve.</param>
/// <param name="Sees">Units whose bulletins they see.</param>
public sealed record Officer(Person Person, IReadOnlyList<UnitId> Writes, IReadOnlyList<UnitId> Approves, IReadOnlyList<UnitId> Sees)
{
    /// <summary>Reads them from the sign-in.</summary>
    public static Officer Of(ClaimsPrincipal user) => new(
        new Person(user.UserName(), user.ShownName()),
        Areas(user, Rights.WriteBulletins), Areas(user, Rights.ApproveBulletins), Areas(user, Rights.SeeBulletins));

    // Several roles may carry the same right for the same unit.
    private static List<UnitId> Areas(ClaimsPrincipal user, string right) => [.. user.AreasFor(right).Distinct()];

    internal bool Is(string user) => string.Equals(Person.User, user, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The units of one day, as rights are asked of them.</summary>
internal sealed record Ground(Gazetteer Units, AsOf AsOf)
{
    public static Ground Today(Gazetteers gazetteers, TimeProvider clock) => new(gazetteers.Current, new AsOf(clock.Today(), clock.Today()));

    public bool Exists(UnitId unit) => Units.Find(unit, AsOf) is not null;

    /// <summary>True when one of <paramref name="areas"/> is the unit or lies above it.</summary>
    public bool Covers(IReadOnlyList<UnitId> areas, UnitId unit) => Units.Chain(unit, AsOf).Any(v => areas.Contains(v.Unit));

    /// <summary>"xóm Lâm Phú, xã Giao Ninh"; the last known name of a unit that is no more.</summary>
    public string NameOf(UnitId unit)
    {
        var chain = Units.Chain(unit, AsOf);
        if (chain.Count == 0) return Units.Life(unit) is [.., var last] ? last.FullName : unit.Value;
        return Units.LevelOf(chain[0].Kind) == "hamlet" && chain.Count > 1 ? chain[0].FullName + ", " + chain[1].FullName : chain[0].FullName;
    }

    /// <summary>"xã Giao Ninh, xã Giao Hưng": where somebody's rights lie.</summary>
    public string NamesOf(IReadOnlyList<UnitId> areas) => string.Join(", ", areas.Select(NameOf));

    /// <summary>
    /// In whose name somebody with rights in <paramref name="areas"/> tells <paramref name="unit"/> something: the committee of the
    /// nearest unit that has one; a hamlet has none and speaks for itself.
    /// </summary>
    public string SourceFor(IReadOnlyList<UnitId> areas, UnitId unit)
    {
        var speaker = Units.Chain(unit, AsOf).FirstOrDefault(v => areas.Contains(v.Unit));
        if (speaker is null) return NameOf(unit);
        return Units.LevelOf(speaker.Kind) == "hamlet" ? VnSentence.Capital(NameOf(speaker.Unit)) : "Ủy ban nhân dân " + speaker.FullName;
    }

    /// <summary>
    /// Every unit whose bulletins concern somebody who sees <paramref name="areas"/>: those units, all that ever lay below them or
    /// went into them (so that a merger hides nothing), and those above, whose bulletins reach them too.
    /// </summary>
    public HashSet<UnitId> Seen(IReadOnlyList<UnitId> areas)
    {
        var seen = Below(areas);
        foreach (var above in areas.SelectMany(a => Units.Chain(a, AsOf))) seen.Add(above.Unit);
        return seen;
    }

    /// <summary>These units and all that ever lay below them or went into them.</summary>
    public HashSet<UnitId> Below(IReadOnlyList<UnitId> areas)
    {
        var below = Units.All.Where(v => v.Parent is not null).ToLookup(v => v.Parent!.Value, v => v.Unit);
        var found = new HashSet<UnitId>();
        var next = new Queue<UnitId>(areas);
        while (next.TryDequeue(out var unit))
        {
            if (!found.Add(unit)) continue;
            foreach (var child in below[unit]) next.Enqueue(child);
            foreach (var edge in Units.MadeFrom(unit)) next.Enqueue(edge.From);
        }
        return found;
    }

    /// <summary>The communes of today below a unit, itself when it is one, in the order of their names.</summary>
    public IReadOnlyList<UnitVersion> Communes(UnitId unit)
    {
        var all = Units.Find(unit, AsOf) is { } own ? Units.Under(unit, AsOf).Prepend(own) : [];
        return [.. all.Where(v => Units.LevelOf(v) == "commune").OrderBy(v => v.Name, VnText.Order)];
    }

    /// <summary>The commune of today in which a place lies, or in whose hands it went; null when it is no part of one.</summary>
    public UnitId? CommuneOf(UnitId place) =>
        Units.HeirOf(place, AsOf) is { } now ? Units.Chain(now.Unit, AsOf).FirstOrDefault(v => Units.LevelOf(v) == "commune")?.Unit : null;
}
