using LangSo.Foundation;

namespace LangSo.SelfAssessment.Store;

/// <summary>
/// One change of a sheet that was applied: append-only. The row with the highest version of a field says what stands; the number that the
/// store gives each row is the order of all.
/// </summary>
/// <param name="Actor">Whose queue it came from, by user name.</param>
/// <param name="OpId">Made by the client; once for each person.</param>
/// <param name="Device">Made by the browser, one for each person on it.</param>
/// <param name="N">The client's own count: what a device did later has the higher one, in whatever order it arrives.</param>
/// <param name="Unit">Of which unit.</param>
/// <param name="Year">For which year.</param>
/// <param name="SheetSet">On the sheet of which set it was typed.</param>
/// <param name="Field">An indicator; an indicator and a file's hash; or the sheet itself.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Value">What stands now; null after a value was taken back.</param>
/// <param name="Version">From 1, of the field.</param>
/// <param name="ValueFrom">The first day of the value as a fact; null for anything else.</param>
/// <param name="ClientAt">The client's clock, for the record only; it orders nothing.</param>
/// <param name="At">The server's clock, UTC.</param>
internal sealed record SheetOp(
    string Actor, string OpId, string Device, long N, UnitId Unit, int Year, string SheetSet, string Field, string Kind, string? Value, long Version,
    DateOnly? ValueFrom, DateTime? ClientAt, DateTime At);
