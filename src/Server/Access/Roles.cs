using LangSo.Foundation;
using LangSo.Look;

namespace LangSo.Server.Access;

/// <summary>The roles by area, and the one table of what each may do.</summary>
internal static class Roles
{
    public const string ProgrammeOfficer = "programme-officer";
    public const string Leader = "leader";
    public const string Broadcaster = "broadcaster";
    public const string Approver = "approver";
    public const string Technician = "technician";

    private static readonly Dictionary<string, string[]> RightsOf = new(StringComparer.Ordinal)
    {
        [ProgrammeOfficer] = [Rights.SeeFigures, Rights.ChangeUnits, Rights.ChangeSets, Rights.ImportFacts, Rights.SeeBulletins, Rights.SeeDevices, Rights.SeeLedger],
        [Leader] = [Rights.SeeFigures, Rights.SeeBulletins, Rights.SeeDevices, Rights.SeeLedger],
        [Broadcaster] = [Rights.SeeFigures, Rights.SeeBulletins, Rights.WriteBulletins, Rights.SeeDevices],
        [Approver] = [Rights.SeeFigures, Rights.SeeBulletins, Rights.ApproveBulletins, Rights.SeeDevices],
        [Technician] = [Rights.SeeFigures, Rights.SeeDevices, Rights.KeepDevices],
    };

    /// <summary>Every right that is named anywhere.</summary>
    public static IEnumerable<string> AllRights => RightsOf.Values.SelectMany(r => r).Distinct();

    /// <summary>What a role may do; an unknown role may do nothing.</summary>
    public static IReadOnlyList<string> Carries(string role) => RightsOf.GetValueOrDefault(role) ?? [];

    /// <summary>The highest class that an approver of this level may sign: a hamlet's never an emergency.</summary>
    public static BulletinClass HighestClass(string? level) => level is "hamlet" ? BulletinClass.Priority : BulletinClass.Emergency;
}
