using LangSo.Look;

namespace LangSo.Server.Access;

/// <summary>Which right an act of the ledger needs, so that the audit can say in whose place it was done.</summary>
internal static class ActRights
{
    /// <summary>The right, or null when nothing is known of the act.</summary>
    public static string? Of(string act) => act switch
    {
        "bulletin-submitted" or "bulletin-recalled" => Rights.WriteBulletins,
        "programme-drafted" or "programme-submitted" or "week-template" or "relay-added" or "relay-ended" or "air-hours-set" or "air-hours-ended" => Rights.WriteBulletins,
        "programme-approved" or "programme-returned" or "programme-stopped" or "programme-broken-off" or "order-preferred" or "clash-chosen" or "stop-all" => Rights.ApproveBulletins,
        "approval" or "return" or "withdrawal" or "order" or "delegation" => Rights.ApproveBulletins,
        "unit-change" or "unit-change-undo" => Rights.ChangeUnits,
        "criteria-set" => Rights.ChangeSets,
        "import" => Rights.ImportFacts,
        _ when act.StartsWith("device-", StringComparison.Ordinal) => Rights.KeepDevices,
        _ when act.StartsWith("access-", StringComparison.Ordinal) => Rights.GrantAccess,
        _ when act.StartsWith("survey-", StringComparison.Ordinal) => Rights.RunSurveys,
        _ => null,
    };
}
