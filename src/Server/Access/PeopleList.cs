using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Access;

/// <summary>One person in the list.</summary>
/// <param name="UserName">The account's name.</param>
/// <param name="ShownName">The name that colleagues see.</param>
/// <param name="Roles">The roles of today, or, when there are none, those that begin later.</param>
/// <param name="Locked">True when the account is locked.</param>
/// <param name="TwoSteps">True when the person signs in in two steps.</param>
internal sealed record Person(string UserName, string ShownName, IReadOnlyList<RoleGrant> Roles, bool Locked, bool TwoSteps);

/// <summary>Which people.</summary>
/// <param name="Areas">Only those who hold, held or will hold a role within these units.</param>
/// <param name="Text">Part of a name, marks aside.</param>
/// <param name="Role">Only with this role.</param>
/// <param name="Unit">Only with a role at this unit or below.</param>
internal sealed record PeopleFilter(IReadOnlyCollection<UnitId> Areas, string? Text = null, string? Role = null, UnitId? Unit = null);

/// <summary>The people of an area and the invitations that wait.</summary>
internal sealed class PeopleList(StoreFactory stores, GrantBook book, Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>A page of them, in the order of names.</summary>
    public async Task<(int Total, IReadOnlyList<Person> People)> PageAsync(PeopleFilter filter, int page, int size, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var grants = (await db.Set<RoleGrant>().AsNoTracking().Where(g => filter.Role == null || g.Role == filter.Role).ToListAsync(cancel)).ToLookup(g => g.UserName);
        var accounts = await db.Set<Account>().AsNoTracking().Select(a => new { a.UserName, a.ShownName, a.LockoutEnd, a.TwoFactorEnabled }).ToListAsync(cancel);
        var (asOf, units, text) = (book.Today, gazetteers.Current, VnText.Fold(VnText.Clean(filter.Text)));
        var within = new Dictionary<UnitId, bool>();
        bool Within(UnitId unit) => within.TryGetValue(unit, out var known) ? known : within[unit] = units.Covers(filter.Areas, unit, asOf, reading: true)
            && (filter.Unit is null || units.Covers([filter.Unit.Value], unit, asOf, reading: true));
        var found = accounts.Where(a => text.Length == 0 || VnText.Fold(a.ShownName + " " + a.UserName).Contains(text, StringComparison.Ordinal))
            .Select(a => (Account: a, Grants: grants[a.UserName!].Where(g => Within(g.Unit)).ToList())).Where(p => p.Grants.Count > 0)
            .OrderBy(p => p.Account.ShownName, VnText.Order).ThenBy(p => p.Account.UserName, StringComparer.Ordinal).ToList();
        return (found.Count, [.. found.Skip((page - 1) * size).Take(size).Select(p => new Person(
            p.Account.UserName!, p.Account.ShownName, Shown(p.Grants, asOf.Date), p.Account.LockoutEnd > clock.GetUtcNow(), p.Account.TwoFactorEnabled))]);
    }

    /// <summary>One person with all grants, newest first; null when there is none or the areas hold nothing of the person's.</summary>
    public async Task<(Account Account, IReadOnlyList<RoleGrant> Grants)?> FindAsync(string userName, IReadOnlyCollection<UnitId> areas, CancellationToken cancel)
    {
        await using var db = stores.Open();
        if (await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.UserName == userName, cancel) is not { } account) return null;
        var grants = await db.Set<RoleGrant>().AsNoTracking().Where(g => g.UserName == userName).OrderByDescending(g => g.Id).ToListAsync(cancel);
        return grants.Any(g => gazetteers.Current.Covers(areas, g.Unit, book.Today, reading: true)) ? (account, grants) : null;
    }

    /// <summary>The grants of those who stand in for this person, from today on.</summary>
    public async Task<IReadOnlyList<RoleGrant>> DeputiesAsync(string userName, CancellationToken cancel)
    {
        var today = clock.Today();
        await using var db = stores.Open();
        return await db.Set<RoleGrant>().AsNoTracking().Where(g => g.For == userName && (g.To == null || g.To > today)).OrderBy(g => g.From).ToListAsync(cancel);
    }

    /// <summary>The invitations that wait within the areas, newest first.</summary>
    public async Task<IReadOnlyList<Invitation>> InvitationsAsync(IReadOnlyCollection<UnitId> areas, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = stores.Open();
        var waiting = await db.Set<Invitation>().AsNoTracking().Where(i => i.Used == null && i.Expires > now && i.Role != null).OrderByDescending(i => i.Expires).ToListAsync(cancel);
        return [.. waiting.Where(i => gazetteers.Current.Covers(areas, i.Unit, book.Today, reading: true))];
    }

    /// <summary>Shown names by user name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(IReadOnlyCollection<string> userNames, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<Account>().AsNoTracking().Where(a => userNames.Contains(a.UserName!)).ToDictionaryAsync(a => a.UserName!, a => a.ShownName, StringComparer.Ordinal, cancel);
    }

    private static List<RoleGrant> Shown(List<RoleGrant> grants, DateOnly today)
    {
        var now = grants.Where(g => g.HoldsOn(today)).ToList();
        return now.Count > 0 ? now : [.. grants.Where(g => g.From > today && g.To != g.From)];
    }
}
