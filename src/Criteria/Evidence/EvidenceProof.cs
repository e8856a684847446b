using System.Security.Cryptography;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria.Evidence;

/// <summary>Reads every evidence file again: it is there, its bytes are what its name says, and its kind and size are what was written down when it came.</summary>
public sealed class EvidenceProof(StoreFactory stores, IMediaVault vault)
{
    /// <summary>How many files are whole, or the first that is not, in words.</summary>
    /// <exception cref="MediaUnavailableException">The vault does not answer.</exception>
    public async Task<Outcome<int>> VerifyAsync(CancellationToken cancel)
    {
        await using var db = stores.Open();
        var count = 0;
        await foreach (var kept in db.Set<KeptEvidence>().AsNoTracking().OrderBy(k => k.Sha256).AsAsyncEnumerable().WithCancellation(cancel))
        {
            await using var file = await vault.OpenAsync(kept.Sha256, cancel);
            if (file is null) return await NamedAsync("Minh chứng {0} không còn trong kho.", kept, cancel);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancel);
            var content = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
            var hash = Convert.ToHexStringLower(SHA256.HashData(content));
            if (hash != kept.Sha256) return await NamedAsync("Minh chứng {0} bị sửa trong kho.", kept, cancel);
            if (content.Length != kept.Bytes || EvidenceKinds.Of(content, hash) is not { Ok: true } kind || kind.Value != kept.MediaType)
                return await NamedAsync("Dòng ghi nhận minh chứng {0} bị sửa: loại hoặc cỡ không đúng.", kept, cancel);
            count++;
        }
        return count;
    }

    // People know a file by the name under which it was handed in.
    private async Task<Problem> NamedAsync(string words, KeptEvidence kept, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var row = await db.Set<EvidenceRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Sha256 == kept.Sha256, cancel);
        return new Problem("evidence", words, row is null ? kept.Sha256 : $"“{row.Name}” ({kept.Sha256})");
    }
}
