using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Foundation;

namespace LangSo.Criteria;

/// <summary>
/// What the ledger keeps of one fact of a large batch: where it stands, and the hash of all that it says. A quarter of the words, and still each row by
/// itself is held to it.
/// </summary>
/// <param name="Indicator">Id of the indicator.</param>
/// <param name="Unit">Of which unit.</param>
/// <param name="From">First day it holds.</param>
/// <param name="Hash">The first 128 bits of SHA-256 over the whole fact, hex.</param>
internal readonly record struct FactLeaf(string Indicator, string Unit, DateOnly From, string Hash)
{
    /// <summary>Batches of at most so many facts stand in the ledger word for word.</summary>
    public const int MostWhole = 20;

    private const int Letters = 32;

    public static FactLeaf Of(Fact fact) =>
        new(fact.Indicator, fact.Unit.Value, fact.From, Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(fact, LangSoJson.Compact)))[..Letters]);
}
