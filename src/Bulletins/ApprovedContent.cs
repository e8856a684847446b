using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Foundation;

namespace LangSo.Bulletins;

/// <summary>
/// Everything that an approval stands for. What is signed and sent must hash to what the ledger says was approved; a change
/// to any of it is another bulletin and needs another approval.
/// </summary>
/// <param name="PlayAt">UTC; null is "at once".</param>
/// <param name="SoundSha256">Null when there is no sound.</param>
internal sealed record ApprovedContent(
    string Bulletin, string Title, string Text, string Spoken, string Area, BulletinClass Class, DateTime? PlayAt, BoardCard Card, string? SoundSha256)
{
    /// <summary>What a handed-in bulletin would be approved as.</summary>
    public static ApprovedContent Of(Bulletin bulletin) => new(
        bulletin.Id.ToString(), bulletin.Title, bulletin.Text, bulletin.Spoken ?? "", bulletin.Area?.Value ?? "", bulletin.Class, bulletin.PlayAt,
        bulletin.Card ?? throw new InvalidOperationException("Only a bulletin that was handed in has content to approve."), bulletin.Sound?.Sha256);

    /// <summary>SHA-256 of its compact JSON, hex, lower case.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, LangSoJson.Compact)));
}
