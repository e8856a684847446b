using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Programmes;

/// <summary>The units of one day, as planning asks of them.</summary>
internal sealed record Places(Gazetteer Units, AsOf AsOf)
{
    public static Places Today(Gazetteers gazetteers, TimeProvider clock) => new(gazetteers.Current, new AsOf(clock.Today(), clock.Today()));

    public UnitVersion? Find(UnitId unit) => Units.Find(unit, AsOf);

    /// <summary>province, commune, hamlet …; null of a unit that is no more.</summary>
    public string? LevelOf(UnitId unit) => Find(unit) is { } found ? Units.LevelOf(found) : null;

    /// <summary>The unit and those above it, lowest first.</summary>
    public IReadOnlyList<UnitId> Chain(UnitId unit) => [.. Units.Chain(unit, AsOf).Select(v => v.Unit)];

    public bool Covers(IReadOnlyList<UnitId> areas, UnitId unit) => Units.Chain(unit, AsOf).Any(v => areas.Contains(v.Unit));

    /// <summary>True when <paramref name="unit"/> is <paramref name="area"/> or lies below it.</summary>
    public bool IsWithin(UnitId unit, UnitId area) => Units.IsWithin(unit, area, AsOf);

    public UnitId? CommuneOf(UnitId unit) => Units.Chain(unit, AsOf).FirstOrDefault(v => Units.LevelOf(v) == "commune")?.Unit;

    /// <summary>"xóm Lâm Phú, xã Giao Ninh".</summary>
    public string NameOf(UnitId unit)
    {
        var chain = Units.Chain(unit, AsOf);
        if (chain.Count == 0) return Units.Life(unit) is [.., var last] ? last.FullName : unit.Value;
        return Units.LevelOf(chain[0]) == "hamlet" && chain.Count > 1 ? chain[0].FullName + ", " + chain[1].FullName : chain[0].FullName;
    }

    public string NamesOf(IReadOnlyList<UnitId> areas) => string.Join(", ", areas.Select(NameOf));

    /// <summary>The units whose week somebody may look at: those of their rights and all above; below them the tree goes on.</summary>
    public bool Sees(Officer officer, UnitId unit) => Covers(officer.Sees, unit) || officer.Sees.Any(own => IsWithin(own, unit));
}
