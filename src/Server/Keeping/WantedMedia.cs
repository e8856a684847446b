using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Keeping;

/// <summary>The sounds that the store speaks of.</summary>
internal static class WantedMedia
{
    /// <summary>Of every sound that was made for a bulletin, the SHA-256.</summary>
    public static async Task<IReadOnlyList<string>> InAsync(StoreFactory stores, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Database.SqlQueryRaw<string>("select distinct sha256 as \"Value\" from bulletin_sounds order by 1").ToListAsync(cancel);
    }
}
