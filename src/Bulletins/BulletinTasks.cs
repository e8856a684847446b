using System.Security.Claims;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>Bulletins that wait for somebody's word: to approve, to confirm what one person approved alone, to mend what came back.</summary>
internal sealed class BulletinTasks(StoreFactory stores, Gazetteers gazetteers, TimeProvider clock) : ITaskSource
{
    public string Id => "bulletins";

    public async Task<TaskStretch> WaitingAsync(ClaimsPrincipal user, TaskPlace after, int most, CancellationToken cancel)
    {
        var officer = Officer.Of(user);
        if (officer.Approves.Count == 0 && officer.Writes.Count == 0) return TaskStretch.None;
        var (ground, now, me) = (Ground.Today(gazetteers, clock), clock.GetUtcNow().UtcDateTime, officer.Person.User);
        await using var db = stores.Open();
        // What waits is little beside what was sent: it is parted by place here, as the deed itself asks.
        var rows = await db.Bulletins().AsNoTracking().Where(b => b.State == BulletinState.Submitted || b.State == BulletinState.Returned && b.Author == me
            || b.State == BulletinState.Approved && b.AloneUntil > now && b.Confirmed == null).ToListAsync(cancel);
        return TaskStretch.Of([.. rows.Select(b => Of(b, officer, ground)).OfType<WaitingTask>()], after, most);
    }

    private static WaitingTask? Of(Bulletin bulletin, Officer officer, Ground ground)
    {
        var reaches = bulletin.Area is { } area && !officer.Is(bulletin.Author) && ground.Covers(officer.Approves, area);
        return bulletin.State switch
        {
            BulletinState.Returned when officer.Is(bulletin.Author) => Task(new Problem("", "Sửa bản tin bị trả lại: {0}", bulletin.Title), bulletin.DecidedAt, bulletin.PlayAt, Rights.WriteBulletins),
            BulletinState.Submitted when reaches && (bulletin.FirstApproval is not { } first || !officer.Is(first.User)) =>
                Task(new Problem("", "Duyệt bản tin: {0}", bulletin.Title), bulletin.SubmittedAt, bulletin.PlayAt, Rights.ApproveBulletins),
            BulletinState.Approved when reaches && (bulletin.DecidedBy is not { } by || !officer.Is(by)) =>
                Task(new Problem("", "Xác nhận bản tin một người đã duyệt: {0}", bulletin.Title), bulletin.DecidedAt, bulletin.AloneUntil, Rights.ApproveBulletins),
            _ => null,
        };

        WaitingTask Task(Problem what, DateTime? since, DateTime? until, string right) => new(bulletin.Id.ToString(), what,
            bulletin.Area is { } unit ? VnSentence.Capital(ground.NameOf(unit)) : "", Day(since ?? bulletin.Edited), until is { } at ? Day(at) : null, "/bulletins/" + bulletin.Id, right)
        {
            Rank = bulletin.Created.Ticks,
            More = until is { } hour && bulletin.State != BulletinState.Approved ? new Problem("", "Giờ phát {0}", VnTime.Moment(Instant(hour))) : null,
        };
    }

    private static DateTimeOffset Instant(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    private static DateOnly Day(DateTime utc) => VnTime.DayOf(Instant(utc));
}
