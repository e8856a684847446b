namespace LangSo.Look;

/// <summary>
/// The rights that pages and endpoints name. Each is an authorization policy of the same name; which roles carry it is one
/// table, in the host. Every endpoint names one (an approved list of routes with rights is a test).
/// </summary>
public static class Rights
{
    /// <summary>See figures, communes and the report.</summary>
    public const string SeeFigures = "figures.see";

    /// <summary>See bulletins and their evidence.</summary>
    public const string SeeBulletins = "bulletins.see";

    /// <summary>Write bulletins and hand them in.</summary>
    public const string WriteBulletins = "bulletins.write";

    /// <summary>Approve, return and withdraw bulletins.</summary>
    public const string ApproveBulletins = "bulletins.approve";

    /// <summary>See devices and boards.</summary>
    public const string SeeDevices = "devices.see";

    /// <summary>Enrol devices and boards and change them.</summary>
    public const string KeepDevices = "devices.keep";

    /// <summary>Draft, apply and take back changes of units.</summary>
    public const string ChangeUnits = "units.change";

    /// <summary>Hand in sets of criteria.</summary>
    public const string ChangeSets = "criteria.change";

    /// <summary>Take in tables of facts.</summary>
    public const string ImportFacts = "facts.import";

    /// <summary>Read the ledger.</summary>
    public const string SeeLedger = "ledger.see";

    /// <summary>Type a unit's own assessment and hand it in.</summary>
    public const string SelfAssess = "assess.write";

    /// <summary>See dossiers and what was done with them.</summary>
    public const string SeeDossiers = "dossiers.see";

    /// <summary>Open dossiers, gather opinions, publish, announce, re-check.</summary>
    public const string KeepDossiers = "dossiers.keep";

    /// <summary>Verify dossiers (thẩm tra).</summary>
    public const string VerifyDossiers = "dossiers.verify";

    /// <summary>Appraise dossiers and vote in the council (thẩm định).</summary>
    public const string AppraiseDossiers = "dossiers.appraise";

    /// <summary>Decide: recognise, refuse, revoke.</summary>
    public const string DecideDossiers = "dossiers.decide";

    /// <summary>See surveys and their coverage.</summary>
    public const string SeeSurveys = "surveys.see";

    /// <summary>Prepare, open, close and publish surveys.</summary>
    public const string RunSurveys = "surveys.run";

    /// <summary>Type paper slips of a survey.</summary>
    public const string EnterSurveys = "surveys.enter";

    /// <summary>Invite people, give and end their roles.</summary>
    public const string GrantAccess = "access.grant";

    /// <summary>See who held and used which right when.</summary>
    public const string AuditAccess = "access.audit";

    /// <summary>True for a right that changes nothing: it reaches the history of units that have ended, too.</summary>
    public static bool OnlyReads(string right) => right.EndsWith(".see", StringComparison.Ordinal) || right == AuditAccess;
}
