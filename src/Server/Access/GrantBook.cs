using LangSo.Foundation;
using LangSo.Look;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Access;

/// <summary>Reads who holds what today, as it counts: with the rule of two steps applied.</summary>
internal sealed class GrantBook(Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>Today, as known today.</summary>
    public AsOf Today => new(clock.Today(), clock.Today());

    /// <summary>True when roles that decide need two steps here.</summary>
    public static async Task<bool> AsksTwoStepsAsync(StoreContext db, CancellationToken cancel) =>
        await db.Set<AccessSetting>().AsNoTracking().Where(s => s.Name == AccessSetting.TwoSteps).Select(s => s.Value).FirstOrDefaultAsync(cancel) != "off";

    /// <summary>The grants of a person that count today.</summary>
    public async Task<IReadOnlyList<RoleGrant>> CountedAsync(StoreContext db, string userName, CancellationToken cancel)
    {
        var twoSteps = await db.Set<Account>().AsNoTracking().Where(a => a.UserName == userName).Select(a => a.TwoFactorEnabled).FirstOrDefaultAsync(cancel);
        return [.. AccessRule.Counted(await HeldAsync(db, userName, cancel), await AsksTwoStepsAsync(db, cancel), twoSteps)];
    }

    /// <summary>The grants of a person that hold today.</summary>
    public async Task<IReadOnlyList<RoleGrant>> HeldAsync(StoreContext db, string userName, CancellationToken cancel)
    {
        var today = clock.Today();
        return await db.Set<RoleGrant>().AsNoTracking().Where(g => g.UserName == userName && g.From <= today && (g.To == null || g.To > today)).OrderBy(g => g.Id).ToListAsync(cancel);
    }

    /// <summary>True when this person may do this there today; asked of the store, so that it holds at this moment.</summary>
    public async Task<bool> MayAsync(StoreContext db, string userName, string right, UnitId unit, CancellationToken cancel) =>
        AccessRule.May(await CountedAsync(db, userName, cancel), right, unit, Today, gazetteers.Current);

    /// <summary>The people who hold this right over this unit today, deputies too, by user name. Locked accounts are left out.</summary>
    public async Task<IReadOnlyList<string>> HoldersAsync(StoreContext db, WhoHolds asked, CancellationToken cancel) => [.. (await HoldersAsync(db, [asked], cancel))[asked]];

    /// <summary>The same for many questions at once.</summary>
    public async Task<ILookup<WhoHolds, string>> HoldersAsync(StoreContext db, IReadOnlyCollection<WhoHolds> asked, CancellationToken cancel)
    {
        var (asOf, units) = (Today, gazetteers.Current);
        var roles = Roles.All.Where(r => Roles.Carries(r).Any(right => asked.Any(a => a.Right == right))).ToList();
        var grants = await db.Set<RoleGrant>().AsNoTracking()
            .Where(g => roles.Contains(g.Role) && g.From <= asOf.Date && (g.To == null || g.To > asOf.Date)).OrderBy(g => g.UserName).ToListAsync(cancel);
        var now = clock.GetUtcNow().AddYears(1);
        // A lock lasts until it is taken off: its end lies far away. Compared here, because the engines keep such instants differently.
        var locked = (await db.Set<Account>().AsNoTracking().Where(a => a.LockoutEnd != null).Select(a => new { a.UserName, a.LockoutEnd }).ToListAsync(cancel))
            .Where(a => a.LockoutEnd > now).Select(a => a.UserName!).ToHashSet(StringComparer.Ordinal);
        var byUnit = new Dictionary<UnitId, UnitVersion?>();
        var placed = grants.Where(g => !locked.Contains(g.UserName)).Select(g => (Grant: g, Area: byUnit.TryGetValue(g.Unit, out var area) ? area : byUnit[g.Unit] = AccessRule.AreaOf(g, asOf, units)))
            .Where(p => p.Area is not null).ToLookup(p => p.Area!.Unit, p => p.Grant);
        return asked.Distinct().SelectMany(question => units.Chain(question.Unit, asOf).Take(question.Here ? 1 : int.MaxValue).SelectMany(up => placed[up.Unit])
                .Where(g => Roles.Carries(g.Role).Contains(question.Right)).Select(g => g.UserName).Distinct().Select(user => (question, user)))
            .ToLookup(p => p.question, p => p.user);
    }
}

/// <summary>Who holds a right over a unit.</summary>
/// <param name="Right">The right.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Here">True when only those at this very unit are asked for.</param>
internal readonly record struct WhoHolds(string Right, UnitId Unit, bool Here = false);
