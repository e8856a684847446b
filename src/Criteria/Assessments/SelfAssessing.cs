using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Criteria.Assessments;

/// <summary>Which sheet: one unit's own assessment against one set for one year.</summary>
/// <param name="Unit">Whose.</param>
/// <param name="Set">Id of the criteria set.</param>
/// <param name="Year">Of which year.</param>
public readonly record struct SheetKey(UnitId Unit, string Set, int Year);

/// <summary>
/// Asked before anything of a self-assessment changes. A module above implements it: a dossier closes the sheet when its values are handed in
/// and opens it when it is returned.
/// </summary>
public interface ISheetGuard
{
    /// <summary>Why the sheet takes no changes now, or null when it does.</summary>
    ValueTask<Problem?> ClosedAsync(SheetKey sheet, CancellationToken cancel);
}

/// <summary>A sheet as it was handed in.</summary>
/// <param name="Sheet">Which.</param>
/// <param name="Digest">SHA-256, hex, of every value and every evidence file that it shows: that of <see cref="SheetDigest"/>.</param>
/// <param name="Actor">Who handed it in, by user name.</param>
/// <param name="At">When, UTC.</param>
public sealed record HandedInSheet(SheetKey Sheet, string Digest, string Actor, DateTime At);

/// <summary>
/// The one procedure of handing a sheet in. The module that owns sheets implements it; whoever hands in, at the commune's desk or at a dossier, asks it
/// first and tells it afterwards, both in the transaction of the deed.
/// </summary>
public interface ISheetHandIn
{
    /// <summary>Why the sheet may not be handed in as it stands: closed, of a unit that is no more, or with evidence still on its way; else null.</summary>
    Task<Problem?> RefusesAsync(SheetKey sheet, StoreContext db, CancellationToken cancel);

    /// <summary>Writes down that it was handed in.</summary>
    Task RecordAsync(HandedInSheet sheet, StoreContext db, Ledger.Recorder acts, CancellationToken cancel);
}

/// <summary>Hears of a sheet that is handed in, inside the transaction that hands it in: both happen or neither.</summary>
public interface ISheetListener
{
    /// <summary>Takes it on, or says why it may not be handed in now; then nothing is written.</summary>
    Task<Problem?> TakeAsync(HandedInSheet sheet, StoreContext db, Ledger.Recorder acts, CancellationToken cancel);
}
