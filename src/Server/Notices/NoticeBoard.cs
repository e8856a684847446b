using LangSo.Foundation;
using LangSo.Server.Access;
using LangSo.Store;
using LangSo.Store.Notices;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Notices;

/// <summary>
/// Posts notices: one copy a person, for all who hold the right over the unit on the day, deputies too. When roles change, what is still open
/// goes to who holds them now and leaves who does not.
/// </summary>
internal sealed class NoticeBoard(GrantBook book, SmtpSetting smtp, IDataProtectionProvider protection, TimeProvider clock) : INoticeBoard
{
    private readonly IDataProtector _wrap = protection.CreateProtector("langso.mail");

    public async Task PostAsync(StoreContext db, NewNotice notice, CancellationToken cancel)
    {
        if (notice.User is null == notice.Right is null || notice.Right is not null && notice.Unit is null)
            throw new ArgumentException("A notice is for one person, or for a right over a unit.", nameof(notice));
        // The caller may have posted in this transaction already.
        var there = await db.Set<Notice>().Where(n => n.Key == notice.Key).ToListAsync(cancel);
        there = [.. there.Union(db.Set<Notice>().Local.Where(n => n.Key == notice.Key))];
        var ids = there.Select(n => n.Id).ToList();
        var told = (await db.Set<NoticeFor>().AsNoTracking().Where(c => ids.Contains(c.NoticeId)).Select(c => c.UserName).ToListAsync(cancel))
            .Concat(db.Set<NoticeFor>().Local.Where(c => there.Contains(c.Notice)).Select(c => c.UserName)).ToHashSet(StringComparer.Ordinal);
        if (notice.User is { } user)
        {
            if (!told.Contains(user)) Copy(db, Add(db, notice), user);
            return;
        }
        var unit = notice.Unit!.Value;
        var row = there.FirstOrDefault(n => n.Right == notice.Right && n.Unit == unit) ?? Add(db, notice);
        foreach (var holder in await book.HoldersAsync(db, new WhoHolds(notice.Right!, unit, notice.Here), cancel))
            if (!told.Contains(holder)) Copy(db, row, holder);
    }

    public async Task SettleAsync(StoreContext db, string key, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var open = (await db.Set<Notice>().Where(n => n.Key == key && n.Settled == null).ToListAsync(cancel)).Union(db.Set<Notice>().Local.Where(n => n.Key == key && n.Settled is null));
        foreach (var notice in open) notice.Settled = now;
    }

    /// <summary>
    /// Gives open notices of rights to who holds these now, and takes unread ones from who holds them no longer. Done when roles change, and
    /// each day, because roles begin and end by date.
    /// </summary>
    public async Task RefreshAsync(StoreContext db, CancellationToken cancel)
    {
        var open = await db.Set<Notice>().AsNoTracking().Where(n => n.Settled == null && n.Right != null).Select(n => new { n.Id, n.Key, Right = n.Right!, n.Unit, n.Here }).ToListAsync(cancel);
        if (open.Count == 0) return;
        var holders = await book.HoldersAsync(db, [.. open.Select(n => new WhoHolds(n.Right, n.Unit, n.Here))], cancel);
        var copies = (await db.Set<NoticeFor>().Where(c => c.Notice.Settled == null).ToListAsync(cancel)).ToLookup(c => c.NoticeId);
        foreach (var notice in open)
        {
            var now = holders[new WhoHolds(notice.Right, notice.Unit, notice.Here)].ToHashSet(StringComparer.Ordinal);
            foreach (var copy in copies[notice.Id])
                if (!now.Remove(copy.UserName) && copy.Read is null) db.Remove(copy);
            foreach (var holder in now) db.Add(new NoticeFor { NoticeId = notice.Id, UserName = holder });
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Puts a mail with a link of the site into the caller's transaction; nothing when mail is not set up.</summary>
    public void MailLink(StoreContext db, string to, string subject, string text, string path)
    {
        if (smtp.On) db.Add(MailOf(to, subject, $"{text}\n\n{smtp.Link(path)}\n\nLàng Số"));
    }

    internal Mail MailOf(string to, string subject, string body) =>
        new() { To = to, Subject = subject, Body = _wrap.Protect(body), NotBefore = clock.GetUtcNow().UtcDateTime };

    internal string TextOf(Mail mail) => _wrap.Unprotect(mail.Body);

    private Notice Add(StoreContext db, NewNotice notice)
    {
        var row = new Notice
        {
            Key = notice.Key, Right = notice.Right, Unit = notice.Unit ?? new UnitId(""), Here = notice.Here, Text = notice.Text.Text, Args = Notice.Kept(notice.Text.Args),
            Link = notice.Link, Due = notice.Due, Posted = clock.GetUtcNow().UtcDateTime,
        };
        db.Add(row);
        return row;
    }

    private static void Copy(StoreContext db, Notice notice, string user) => db.Add(new NoticeFor { Notice = notice, UserName = user });
}
