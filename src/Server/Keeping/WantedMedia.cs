using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Keeping;

/// <summary>The sounds and evidence files that the store speaks of.</summary>
internal static class WantedMedia
{
    /// <summary>The SHA-256 of every sound that was made for a bulletin and of every evidence file.</summary>
    public static async Task<IReadOnlyList<string>> InAsync(StoreFactory stores, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Database.SqlQueryRaw<string>("select sha256 as \"Value\" from bulletin_sounds union select sha256 from evidence_kept order by 1").ToListAsync(cancel);
    }
}
