using System.Security.Claims;
using LangSo.Look;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Notices;

/// <summary>A person's own notices: the bell's count, the list, marking as read.</summary>
internal sealed class NoticeList(StoreFactory stores, TimeProvider clock) : IBell
{
    public async ValueTask<int> CountAsync(ClaimsPrincipal user, CancellationToken cancel)
    {
        var name = user.UserName();
        if (name.Length == 0) return 0;
        await using var db = stores.Open();
        return await db.Set<NoticeFor>().CountAsync(c => c.UserName == name && c.Read == null && c.Notice.Settled == null, cancel);
    }

    /// <summary>A page of them: what is open and not read first, then by day due, then newest first.</summary>
    public async Task<(int Total, IReadOnlyList<NoticeFor> Copies)> PageAsync(string userName, bool openOnly, int page, int size, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var copies = db.Set<NoticeFor>().AsNoTracking().Include(c => c.Notice).Where(c => c.UserName == userName && (!openOnly || c.Notice.Settled == null));
        return (await copies.CountAsync(cancel), await copies
            .OrderBy(c => c.Notice.Settled != null).ThenBy(c => c.Read != null).ThenBy(c => c.Notice.Due == null).ThenBy(c => c.Notice.Due).ThenByDescending(c => c.NoticeId)
            .Skip((page - 1) * size).Take(size).ToListAsync(cancel));
    }

    /// <summary>Marks one of them as read and says where it leads; null when it is not this person's.</summary>
    public async Task<string?> ReadAsync(string userName, int notice, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var copy = await db.Set<NoticeFor>().Include(c => c.Notice).SingleOrDefaultAsync(c => c.NoticeId == notice && c.UserName == userName, cancel);
        if (copy is null) return null;
        copy.Read ??= clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancel);
        return copy.Notice.Link;
    }

    /// <summary>Marks all as read.</summary>
    public async Task ReadAllAsync(string userName, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = stores.Open();
        await db.Set<NoticeFor>().Where(c => c.UserName == userName && c.Read == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.Read, now), cancel);
    }
}
