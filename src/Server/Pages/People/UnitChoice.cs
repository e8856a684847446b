using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Server.Pages.People;

/// <summary>A unit that was typed by code or name.</summary>
internal static class UnitChoice
{
    /// <summary>Most that are offered in a list.</summary>
    private const int Most = 400;

    /// <summary>What a list offers: the units of the areas, the higher first, with the unit above; hamlets too where there is room.</summary>
    public static IReadOnlyList<(string Value, string Words)> Offered(Gazetteer units, IReadOnlyCollection<UnitId> areas, AsOf asOf)
    {
        var all = areas.SelectMany(a => units.Under(a, asOf).Prepend(units.Find(a, asOf)!)).OfType<UnitVersion>().DistinctBy(v => v.Unit).ToList();
        if (all.Count > Most) all = [.. all.Where(v => units.LevelOf(v) is not "hamlet")];
        return [.. all.Select(v => (v.Unit.Value, Name(units, v, asOf)))];
    }

    /// <summary>"xóm 5, xã Giao Ninh".</summary>
    public static string Name(Gazetteer units, UnitVersion unit, AsOf asOf) =>
        unit.Parent is { } up && units.Find(up, asOf) is { Parent: not null } above ? unit.FullName + ", " + above.FullName : unit.FullName;

    /// <summary>The name of a unit today, or of its last day.</summary>
    public static string NameOf(Gazetteer units, UnitId unit, AsOf asOf) =>
        units.Find(unit, asOf) is { } now ? Name(units, now, asOf) : units.Life(unit) is [.., var last] ? last.FullName : unit.Value;

    /// <summary>The unit of an id, a code, or a name that only one of them bears; null when there is none such.</summary>
    public static UnitId? Read(Gazetteer units, IReadOnlyCollection<UnitId> areas, string? typed, AsOf asOf)
    {
        var text = VnText.Clean(typed);
        if (text.Length == 0) return null;
        if (units.Find(new UnitId(text), asOf) is { } byId) return byId.Unit;
        if (units.ByCode(text, asOf) is { } byCode) return byCode.Unit;
        var folded = VnText.Fold(text);
        var named = areas.SelectMany(a => units.Under(a, asOf).Prepend(units.Find(a, asOf)!)).OfType<UnitVersion>().DistinctBy(v => v.Unit)
            .Where(v => VnText.Fold(v.FullName) == folded || VnText.Fold(v.Name) == folded || VnText.Fold(Name(units, v, asOf)) == folded).ToList();
        return named is [var one] ? one.Unit : null;
    }
}
