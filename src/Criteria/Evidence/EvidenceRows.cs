using LangSo.Foundation;

namespace LangSo.Criteria.Evidence;

/// <summary>One file put to an indicator of a unit and year, or taken away again: append-only, the last row of a file speaks.</summary>
/// <param name="Unit">Of which unit.</param>
/// <param name="Year">For which year.</param>
/// <param name="Indicator">What it proves.</param>
/// <param name="Sha256">Its name in the vault. The bytes may come later: a phone tells of a picture before it has sent it.</param>
/// <param name="Name">The name under which it was handed in, NFC.</param>
/// <param name="Bytes">Its size, as told.</param>
/// <param name="Added">False when it was taken away.</param>
/// <param name="Actor">User name.</param>
/// <param name="At">UTC, as the server's clock had it.</param>
public sealed record EvidenceRow(UnitId Unit, int Year, string Indicator, string Sha256, string Name, long Bytes, bool Added, string Actor, DateTime At);

/// <summary>A file whose bytes are in the vault, checked.</summary>
/// <param name="Sha256">Its name there.</param>
/// <param name="MediaType">By its content.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Actor">Who handed the bytes in.</param>
/// <param name="At">UTC.</param>
internal sealed record KeptEvidence(string Sha256, string MediaType, long Bytes, string Actor, DateTime At);
