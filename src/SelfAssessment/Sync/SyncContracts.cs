using LangSo.Foundation;

namespace LangSo.SelfAssessment;

/// <summary>One thing that a person did on a sheet, as a device tells it; docs/offline.md is its contract.</summary>
/// <param name="Id">Made by the client, 8 to 64 letters, digits or dashes: telling it again is once.</param>
/// <param name="Kind">create, edit, delete, evidence-add, evidence-remove or submit.</param>
/// <param name="Unit">Id of the unit.</param>
/// <param name="Set">Id of the set whose sheet it was done on.</param>
/// <param name="Year">Of the sheet.</param>
/// <param name="Indicator">Id of the indicator of facts; empty for submit.</param>
/// <param name="Value">As the indicator's kind says, decimals with a dot.</param>
/// <param name="Base">The version of the field that the person saw; 0 for none.</param>
/// <param name="Seen">The newest change of the sheet that the person saw; 0 for none.</param>
/// <param name="N">The client's own count, ascending.</param>
/// <param name="At">The client's clock.</param>
/// <param name="Form">Id of the version of the set that the person saw.</param>
/// <param name="Sha256">Of an evidence file.</param>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
public sealed record SyncOp(
    string Id, string Kind, string Unit, string Set, int Year, string Indicator = "", string? Value = null, long Base = 0, long Seen = 0, long N = 0,
    DateTimeOffset? At = null, string? Form = null, string? Sha256 = null, string? Name = null, long Bytes = 0)
{
    internal const string Create = "create", Edit = "edit", Delete = "delete", EvidenceAdd = "evidence-add", EvidenceRemove = "evidence-remove", Submit = "submit";

    internal static readonly string[] Kinds = [Create, Edit, Delete, EvidenceAdd, EvidenceRemove, Submit];

    /// <summary>What it changes.</summary>
    internal string Field => Kind switch
    {
        EvidenceAdd or EvidenceRemove => Indicator + "/" + Sha256,
        Submit => "#" + Set,
        _ => Indicator,
    };
}

/// <summary>What came of one.</summary>
public enum SyncOutcome
{
    /// <summary>Done, and nobody else changed the sheet meanwhile.</summary>
    Applied,

    /// <summary>Done before, or overtaken by something that the same device did later: nothing to do.</summary>
    Duplicate,

    /// <summary>Done; another device changed something else of the sheet meanwhile.</summary>
    Soft,

    /// <summary>Not done: another device changed the same meanwhile, and a person chooses.</summary>
    Hard,

    /// <summary>Not done, for a reason.</summary>
    Rejected,
}

/// <summary>What stands on the server of a field.</summary>
/// <param name="Value">Null when it was taken back.</param>
/// <param name="Version">From 1.</param>
/// <param name="By">User name.</param>
/// <param name="At">UTC.</param>
public sealed record FieldNow(string? Value, long Version, string By, DateTime At);

/// <summary>The answer to one.</summary>
/// <param name="Id">To which.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Version">The field's version now.</param>
/// <param name="Reason">Why it was not done, or what to know.</param>
/// <param name="Theirs">What stands in its way.</param>
public sealed record SyncResult(string Id, SyncOutcome Outcome, long Version = 0, Problem? Reason = null, FieldNow? Theirs = null);

/// <summary>Who asks, and how far their right to assess reaches.</summary>
public sealed record SyncCaller(string User, IReadOnlyList<UnitId> Areas);
