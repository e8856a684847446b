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
            if (file is null) return new Problem("evidence", "Minh chứng {0} không còn trong kho.", await NameAsync(kept, cancel));
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancel);
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
            if (hash != kept.Sha256) return new Problem("evidence", "Minh chứng {0} bị sửa trong kho.", await NameAsync(kept, cancel));
            if (bytes.Length != kept.Bytes || EvidenceKinds.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), hash) is not { Ok: true } kind || kind.Value != kept.MediaType)
                return new Problem("evidence", "Dòng ghi nhận minh chứng {0} bị sửa: loại hoặc cỡ không đúng.", await NameAsync(kept, cancel));
            count++;
        }
        return count;
    }

    // People know a file by the name under which it was handed in.
    private async Task<string> NameAsync(KeptEvidence kept, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<EvidenceRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Sha256 == kept.Sha256, cancel) is { } row ? $"“{row.Name}” ({kept.Sha256})" : kept.Sha256;
    }
}
