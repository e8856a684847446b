using LangSo.Foundation;
using LangSo.Server.Access;
using LangSo.Territory;

namespace LangSo.Server.Pages.People;

/// <summary>Reads a role as it was typed: people say the last day, rows keep the first day after it.</summary>
internal static class RoleForm
{
    public static Outcome<NewRole> Read(string? role, string? unit, string? from, string? until, Gazetteer units, IReadOnlyCollection<UnitId> areas, AsOf today)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrEmpty(role)) problems.Add(new Problem("role", "Chọn vai trò."));
        var place = UnitChoice.Read(units, areas, unit, today);
        if (place is null) problems.Add(new Problem("unit", "Chọn đơn vị đang có."));
        var first = VnTime.ParseDay(from);
        if (first is null) problems.Add(VnTime.NoSuchDay("from", from));
        var last = VnTime.ParseDay(until);
        if (last is null && !string.IsNullOrWhiteSpace(until)) problems.Add(VnTime.NoSuchDay("until", until));
        return problems.Count > 0 ? problems : new NewRole(role!, place!.Value, first!.Value, last?.AddDays(1));
    }
}
