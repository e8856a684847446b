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
    public const string CommuneOfficer = "commune-officer";
    public const string Verifier = "verifier";
    public const string Appraiser = "appraiser";
    public const string FrontOfficer = "front-officer";
    public const string HamletHead = "hamlet-head";
    public const string Administrator = "administrator";

    private static readonly Dictionary<string, string[]> RightsOf = new(StringComparer.Ordinal)
    {
        [ProgrammeOfficer] = [Rights.SeeFigures, Rights.ChangeUnits, Rights.ChangeSets, Rights.ImportFacts, Rights.SeeBulletins, Rights.SeeDevices, Rights.SeeLedger,
            Rights.SeeDossiers, Rights.KeepDossiers, Rights.SeeSurveys],
        [Leader] = [Rights.SeeFigures, Rights.SeeBulletins, Rights.SeeDevices, Rights.SeeLedger, Rights.SeeDossiers, Rights.DecideDossiers, Rights.SeeSurveys, Rights.AuditAccess],
        [Broadcaster] = [Rights.SeeFigures, Rights.SeeBulletins, Rights.WriteBulletins, Rights.SeeDevices],
        [Approver] = [Rights.SeeFigures, Rights.SeeBulletins, Rights.ApproveBulletins, Rights.SeeDevices],
        [Technician] = [Rights.SeeFigures, Rights.SeeDevices, Rights.KeepDevices],
        [CommuneOfficer] = [Rights.SeeFigures, Rights.SelfAssess, Rights.SeeDossiers, Rights.KeepDossiers, Rights.SeeSurveys],
        [Verifier] = [Rights.SeeFigures, Rights.SeeDossiers, Rights.VerifyDossiers, Rights.SeeSurveys],
        [Appraiser] = [Rights.SeeFigures, Rights.SeeDossiers, Rights.AppraiseDossiers, Rights.SeeSurveys],
        [FrontOfficer] = [Rights.SeeFigures, Rights.SeeDossiers, Rights.SeeSurveys, Rights.RunSurveys, Rights.EnterSurveys],
        [HamletHead] = [Rights.SeeFigures, Rights.SeeBulletins, Rights.SeeSurveys, Rights.EnterSurveys],
        [Administrator] = [Rights.SeeFigures, Rights.GrantAccess, Rights.AuditAccess],
    };

    /// <summary>Every right that is named anywhere.</summary>
    public static IEnumerable<string> AllRights => RightsOf.Values.SelectMany(r => r).Distinct();

    /// <summary>What a role may do; an unknown role may do nothing.</summary>
    public static IReadOnlyList<string> Carries(string role) => RightsOf.GetValueOrDefault(role) ?? [];

    /// <summary>Every role, in the order of lists.</summary>
    public static IReadOnlyList<string> All { get; } = [.. RightsOf.Keys];

    /// <summary>True for a role whose holder decides: such a person signs in in two steps where the installation asks for it.</summary>
    public static bool Decides(string role) => role is Leader or Approver or Appraiser;

    /// <summary>The highest class that an approver of this level may sign: a hamlet's never an emergency.</summary>
    public static BulletinClass HighestClass(string? level) => level is "hamlet" ? BulletinClass.Priority : BulletinClass.Emergency;
}
