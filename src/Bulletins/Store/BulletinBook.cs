using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>The list's tabs, as officials count them.</summary>
public enum BulletinTab
{
    /// <summary>Nháp: the caller's own drafts and what came back to them.</summary>
    Drafts = 1,

    /// <summary>Chờ duyệt.</summary>
    Waiting = 2,

    /// <summary>Đã duyệt: to be played, or still shown.</summary>
    Approved = 3,

    /// <summary>Đã xong: its time is over, or it was withdrawn.</summary>
    Over = 4,

    /// <summary>Tất cả: everything that the caller may see, for searching.</summary>
    All = 5,
}

/// <summary>What to list.</summary>
/// <param name="Text">Searched in title and text, without marks.</param>
/// <param name="Within">Only this unit and those below it.</param>
/// <param name="Page">From 1.</param>
public sealed record BulletinFilter(BulletinTab Tab, BulletinClass? Class = null, UnitId? Within = null, string? Text = null, int Page = 1);

/// <summary>One page of a list.</summary>
public sealed record BulletinPage(IReadOnlyList<Bulletin> Rows, int Total, int Page, int Pages);

/// <summary>Looks bulletins up. Changes nothing.</summary>
public sealed class BulletinBook(StoreFactory stores, Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 20;

    /// <summary>One bulletin, or null.</summary>
    public async Task<Bulletin?> FindAsync(BulletinId id, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.BulletinAsync(id, cancel);
    }

    /// <summary>True when the officer may see it: theirs, or of a place that concerns them once it has been handed in.</summary>
    public bool MaySee(Bulletin bulletin, Officer officer) => officer.Is(bulletin.Author)
        || (bulletin.State is not (BulletinState.Draft or BulletinState.Returned) && bulletin.Area is { } area
            && Ground.Today(gazetteers, clock).Seen(officer.Sees).Contains(area));

    /// <summary>A page of what the officer may see, newest first. A page beyond the last is the last.</summary>
    public async Task<BulletinPage> PageAsync(BulletinFilter filter, Officer officer, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var rows = Filtered(db, filter, officer);
        var total = await rows.CountAsync(cancel);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(filter.Page, 1, pages);
        var ordered = filter.Tab is BulletinTab.Approved or BulletinTab.Over
            ? rows.OrderByDescending(b => b.StartsAt).ThenByDescending(b => b.Id)
            : rows.OrderByDescending(b => b.Edited).ThenByDescending(b => b.Id);
        return new BulletinPage(await ordered.Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel), total, page, pages);
    }

    /// <summary>How many stand on each tab, with the filter's other conditions.</summary>
    public async Task<IReadOnlyDictionary<BulletinTab, int>> CountsAsync(BulletinFilter filter, Officer officer, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var (now, me) = (clock.GetUtcNow().UtcDateTime, officer.Person.User);
        // In one question: the list of units that an officer sees may be long, and it would go along with each.
        var groups = await Concerning(db, filter, officer)
            .GroupBy(b => new { b.State, Mine = b.Author == me, Live = b.Expires > now })
            .Select(g => new { g.Key.State, g.Key.Mine, g.Key.Live, Count = g.Count() }).ToListAsync(cancel);
        return Enum.GetValues<BulletinTab>().ToDictionary(tab => tab, tab => groups.Where(g => tab switch
        {
            BulletinTab.Drafts => g is { Mine: true, State: BulletinState.Draft or BulletinState.Returned },
            BulletinTab.Waiting => g.State == BulletinState.Submitted,
            BulletinTab.Approved => g is { State: BulletinState.Approved, Live: true },
            BulletinTab.All => g.Mine || g.State is not (BulletinState.Draft or BulletinState.Returned),
            _ => g.State == BulletinState.Withdrawn || g is { State: BulletinState.Approved, Live: false },
        }).Sum(g => g.Count));
    }

    /// <summary>The approved bulletins that start on this civil day in these units (all when null), first one first.</summary>
    public async Task<IReadOnlyList<Bulletin>> StartingOnAsync(DateOnly day, IReadOnlyCollection<UnitId>? units, CancellationToken cancel)
    {
        var from = VnTime.At(day, TimeOnly.MinValue).UtcDateTime;
        var to = from.AddDays(1);
        await using var db = stores.Open();
        return await Of(db.Bulletins(), units)
            .Where(b => b.State == BulletinState.Approved && b.StartsAt >= from && b.StartsAt < to)
            .OrderBy(b => b.StartsAt).ThenBy(b => b.Id).ToListAsync(cancel);
    }

    /// <summary>
    /// What goes out from an instant to another (UTC): approved, withdrawn too, and what is planned by those who wait for approval; of drafts
    /// only the officer's own. First one first, at most <paramref name="most"/>.
    /// </summary>
    public async Task<IReadOnlyList<Bulletin>> GoingOutAsync(DateTime from, DateTime to, Officer officer, int most, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var me = officer.Person.User;
        return await Concerning(db, new BulletinFilter(BulletinTab.All), officer)
            .Where(b => (b.StartsAt ?? b.PlayAt) >= from && (b.StartsAt ?? b.PlayAt) < to)
            .Where(b => b.Author == me || (b.State != BulletinState.Draft && b.State != BulletinState.Returned))
            .OrderBy(b => b.StartsAt ?? b.PlayAt).ThenBy(b => b.Id).Take(most).ToListAsync(cancel);
    }

    /// <summary>What one person approved alone where two are asked for, of the places that concern the officer: the newest first.</summary>
    public async Task<IReadOnlyList<Bulletin>> ApprovedAloneAsync(Officer officer, int most, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await Concerning(db, new BulletinFilter(BulletinTab.All), officer).Where(b => b.AloneUntil != null)
            .OrderByDescending(b => b.AloneUntil).ThenByDescending(b => b.Id).Take(most).ToListAsync(cancel);
    }

    /// <summary>The newest approved bulletins of these units (all when null).</summary>
    public async Task<IReadOnlyList<Bulletin>> RecentAsync(IReadOnlyCollection<UnitId>? units, int count, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await Of(db.Bulletins(), units).Where(b => b.State == BulletinState.Approved)
            .OrderByDescending(b => b.StartsAt).ThenByDescending(b => b.Id).Take(count).ToListAsync(cancel);
    }

    /// <summary>How many wait for this officer: handed in by somebody else, in a place where they approve.</summary>
    public async Task<int> WaitingForAsync(Officer officer, CancellationToken cancel)
    {
        if (officer.Approves.Count == 0) return 0;
        var ground = Ground.Today(gazetteers, clock);
        await using var db = stores.Open();
        var waiting = await db.Bulletins().Where(b => b.State == BulletinState.Submitted).Select(b => new { b.Area, b.Author }).ToListAsync(cancel);
        return waiting.Count(b => b.Area is { } area && !officer.Is(b.Author) && ground.Covers(officer.Approves, area));
    }

    private IQueryable<Bulletin> Filtered(StoreContext db, BulletinFilter filter, Officer officer)
    {
        var (now, me) = (clock.GetUtcNow().UtcDateTime, officer.Person.User);
        var rows = Concerning(db, filter, officer);
        return filter.Tab switch
        {
            BulletinTab.Drafts => rows.Where(b => b.Author == me && (b.State == BulletinState.Draft || b.State == BulletinState.Returned)),
            BulletinTab.Waiting => rows.Where(b => b.State == BulletinState.Submitted),
            BulletinTab.Approved => rows.Where(b => b.State == BulletinState.Approved && b.Expires > now),
            BulletinTab.All => rows.Where(b => b.Author == me || (b.State != BulletinState.Draft && b.State != BulletinState.Returned)),
            _ => rows.Where(b => b.State == BulletinState.Withdrawn || (b.State == BulletinState.Approved && b.Expires <= now)),
        };
    }

    /// <summary>The officer's own and those of the places that concern them, with the filter's conditions but for the tab.</summary>
    private IQueryable<Bulletin> Concerning(StoreContext db, BulletinFilter filter, Officer officer)
    {
        var me = officer.Person.User;
        var ground = Ground.Today(gazetteers, clock);
        var seen = ground.Seen(officer.Sees).Cast<UnitId?>().ToArray();
        var rows = db.Bulletins().Where(b => b.Author == me || EF.Parameter(seen).Contains(b.Area));
        if (filter.Within is { } within) rows = Of(rows, [within, .. ground.Units.Under(within, ground.AsOf).Select(v => v.Unit)]);
        if (filter.Class is { } kind) rows = rows.Where(b => b.Class == kind);
        foreach (var word in VnSentence.Words(VnText.Fold(VnText.Clean(filter.Text))).Take(8))
            rows = rows.Where(b => EF.Property<string>(b, BulletinMapping.Folded).Contains(word));
        return rows;
    }

    private static IQueryable<Bulletin> Of(IQueryable<Bulletin> rows, IReadOnlyCollection<UnitId>? units)
    {
        if (units is null) return rows;
        var wanted = units.Cast<UnitId?>().ToArray();
        return rows.Where(b => EF.Parameter(wanted).Contains(b.Area));
    }
}
