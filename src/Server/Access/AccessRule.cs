using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;

namespace LangSo.Server.Access;

/// <summary>
/// Who may do what where on which day: one pure decision, of grants and the units through time. A right follows its unit into the unit that
/// all of it went into; of a divided unit it is given anew. Units that have ended can be read by who may read their heirs, and changed by nobody.
/// </summary>
internal static class AccessRule
{
    /// <summary>True when one of these grants lets its holder do this there on that day.</summary>
    public static bool May(IEnumerable<RoleGrant> grants, string right, UnitId unit, AsOf asOf, Gazetteer units) =>
        units.Covers([.. AreasOf(grants, right, asOf, units)], unit, asOf, Rights.OnlyReads(right));

    /// <summary>The units in force for which these grants give this right on that day.</summary>
    public static IEnumerable<UnitId> AreasOf(IEnumerable<RoleGrant> grants, string right, AsOf asOf, Gazetteer units) =>
        grants.Where(g => g.HoldsOn(asOf.Date) && Roles.Carries(g.Role).Contains(right)).Select(g => AreaOf(g, asOf, units)).OfType<UnitVersion>().Select(v => v.Unit);

    /// <summary>Where a grant reaches on that day: its unit, or what all of it became; null when the unit was divided or is not there yet.</summary>
    public static UnitVersion? AreaOf(RoleGrant grant, AsOf asOf, Gazetteer units) => units.HeirOf(grant.Unit, asOf);

    /// <summary>The grants that count: those of roles that decide wait while two steps are asked for and the person signs in with one.</summary>
    public static IEnumerable<RoleGrant> Counted(IEnumerable<RoleGrant> grants, bool twoStepsAsked, bool hasTwoSteps) =>
        twoStepsAsked && !hasTwoSteps ? grants.Where(g => !Roles.Decides(g.Role)) : grants;

    /// <summary>
    /// In whose place a right is used (by user name), or null when one of the grants of the day is the holder's own.
    /// </summary>
    public static string? InPlaceOf(IReadOnlyCollection<RoleGrant> grants, string right, DateOnly day)
    {
        var carrying = grants.Where(g => g.HoldsOn(day) && Roles.Carries(g.Role).Contains(right)).ToList();
        return carrying.Count == 0 || carrying.Any(g => g.For is null) ? null : carrying[0].For;
    }
}
