using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Criteria.Evidence;

/// <summary>One file that proves a unit's value of an indicator for a year. The bytes lie in the vault under their hash.</summary>
/// <param name="Sha256">Its name in the vault.</param>
/// <param name="Name">The name under which it was handed in, NFC.</param>
/// <param name="MediaType">By its content, never by its name: image/jpeg, image/png, image/webp or application/pdf.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Indicator">What it proves.</param>
/// <param name="Unit">Of which unit.</param>
/// <param name="Year">For which year.</param>
/// <param name="AddedBy">User name.</param>
/// <param name="AddedAt">UTC, as the server's clock had it.</param>
public sealed record EvidenceFile(
    string Sha256, string Name, string MediaType, long Bytes, string Indicator, UnitId Unit, int Year, string AddedBy, DateTime AddedAt);

/// <summary>The evidence files that stand: added and not taken away again.</summary>
public interface IEvidenceBook
{
    /// <summary>Of one unit and year, by indicator, then by the time they came; as they stand in the caller's transaction.</summary>
    Task<IReadOnlyList<EvidenceFile>> OfAsync(StoreContext db, UnitId unit, int year, CancellationToken cancel);
}
