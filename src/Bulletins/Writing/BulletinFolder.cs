using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>What lies with a bulletin besides itself: its earlier versions and what people remarked.</summary>
internal sealed class BulletinFolder(StoreFactory stores, BulletinBook book, BulletinBell bell, TimeProvider clock)
{
    /// <summary>Every version that its author saved, the newest first.</summary>
    public async Task<IReadOnlyList<BulletinRevision>> RevisionsAsync(BulletinId bulletin, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<BulletinRevision>().AsNoTracking().Where(r => r.Bulletin == bulletin).OrderByDescending(r => r.Version).ToListAsync(cancel);
    }

    /// <summary>What was remarked, the oldest first.</summary>
    public async Task<IReadOnlyList<BulletinComment>> CommentsAsync(BulletinId bulletin, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<BulletinComment>().AsNoTracking().Where(c => c.Bulletin == bulletin).OrderBy(c => c.At).ThenBy(c => c.Id).ToListAsync(cancel);
    }

    /// <summary>Somebody who may see it remarks something.</summary>
    public async Task<Outcome<BulletinComment>> CommentAsync(Bulletin bulletin, string? text, Officer by, CancellationToken cancel)
    {
        var clean = VnText.Clean(text);
        if (!book.MaySee(bulletin, by)) return new Problem("comment", "Bạn chưa có quyền góp ý bản tin này.");
        if (clean.Length == 0) return new Problem("comment", "Viết góp ý trước khi gửi.");
        if (clean.Length > BulletinComment.Limit) return new Problem("comment", "Góp ý dài {0} ký tự, nhiều nhất {1}. Viết ngắn lại.", VnText.Number(clean.Length), VnText.Number(BulletinComment.Limit));
        var now = clock.GetUtcNow().UtcDateTime;
        var comment = new BulletinComment(Guid.CreateVersion7(now), bulletin.Id, by.Person.User, by.Person.Name, now, clean);
        await using var db = stores.Open();
        db.Add(comment);
        await db.SaveChangesAsync(cancel);
        bell.Ring(bulletin.Id);
        return comment;
    }
}
