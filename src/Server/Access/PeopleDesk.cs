using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Notices;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Access;

/// <summary>
/// Gives and ends roles. Each deed is an act in the ledger, by someone who holds the right to over the unit at that moment, and never for
/// oneself. Official rows are only ended: to hold a role on other days is another grant.
/// </summary>
internal sealed class PeopleDesk(Ledger ledger, GrantBook book, NoticeBoard notices, Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>Gives a role.</summary>
    public Task<Outcome<int>> GiveAsync(string by, string userName, NewRole given, CancellationToken cancel) =>
        ActAsync(async (db, acts) =>
        {
            if (await RefusedAsync(db, by, userName, given, cancel) is { } refused) return refused;
            var grant = Add(db, by, userName, given);
            acts.Record(by, "access-grant", userName, new { given.Role, unit = given.Unit, given.From, given.To });
            await db.SaveChangesAsync(cancel);
            return (Outcome<int>)grant.Id;
        }, cancel);

    /// <summary>Ends a role: <paramref name="on"/> is the first day without it. Deputies in this role end with it.</summary>
    public Task<Outcome<int>> EndAsync(string by, int grantId, DateOnly on, CancellationToken cancel) =>
        ActAsync(async (db, acts) =>
        {
            if (await db.Set<RoleGrant>().SingleOrDefaultAsync(g => g.Id == grantId, cancel) is not { } grant) return new Problem("grant", "Không có quyền này.");
            if (!await book.MayAsync(db, by, Rights.GrantAccess, Here(grant.Unit), cancel)) return NotHere();
            if (on < clock.Today()) return new Problem("on", "Quyền chỉ thôi từ hôm nay trở đi; việc đã qua không sửa.");
            if (grant.To <= on) return new Problem("on", "Quyền này đã có ngày thôi {0}.", VnTime.Text(grant.To.Value));
            if (await LastAdministratorAsync(db, grant, on, cancel)) return new Problem("grant", "Đây là quản trị cuối cùng của {0}. Giao quyền cho người khác trước.", NameOf(grant.Unit));
            await CloseAsync(db, acts, by, grant, on, cancel);
            return (Outcome<int>)grant.Id;
        }, cancel);

    /// <summary>An officer moves: from <paramref name="on"/> the other one holds all roles that this one holds. What waits stays with the roles.</summary>
    public Task<Outcome<int>> HandOverAsync(string by, string fromUser, string toUser, DateOnly on, CancellationToken cancel) =>
        ActAsync(async (db, acts) =>
        {
            if (on < clock.Today()) return new Problem("on", "Ngày bàn giao {0} đã qua.", VnTime.Text(on));
            if (fromUser == toUser) return new Problem("to", "Người giao và người nhận phải là hai người.");
            if (toUser == by) return NotSelf();
            if (!await ExistsAsync(db, toUser, cancel)) return NoPerson("to", toUser);
            var held = (await db.Set<RoleGrant>().Where(g => g.UserName == fromUser && g.For == null && (g.To == null || g.To > on)).OrderBy(g => g.Id).ToListAsync(cancel))
                .Where(g => g.From <= on).ToList();
            if (held.Count == 0) return new Problem("from", "Ngày {0} người này không giữ quyền nào để bàn giao.", VnTime.Text(on));
            foreach (var grant in held)
                if (!await book.MayAsync(db, by, Rights.GrantAccess, Here(grant.Unit), cancel)) return NotHere();
            var had = await db.Set<RoleGrant>().AsNoTracking().Where(g => g.UserName == toUser).ToListAsync(cancel);
            acts.Record(by, "access-hand-over", fromUser, new { to = toUser, on, roles = held.Select(g => new { g.Role, unit = g.Unit }) });
            foreach (var grant in held)
            {
                var given = new NewRole(grant.Role, grant.Unit, on, grant.To);
                await CloseAsync(db, acts, by, grant, on, cancel);
                if (!had.Any(g => g.For is null && g.Role == given.Role && g.Unit == given.Unit && g.From <= on && (g.To is null || g.To > on))) Add(db, by, toUser, given);
            }
            await db.SaveChangesAsync(cancel);
            return (Outcome<int>)held.Count;
        }, cancel);

    /// <summary>For some days another one stands in (thay mặt) for the holder of a role.</summary>
    public Task<Outcome<int>> DeputiseAsync(string by, int grantId, string deputy, DateOnly from, DateOnly to, CancellationToken cancel) =>
        ActAsync(async (db, acts) =>
        {
            if (await db.Set<RoleGrant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == grantId, cancel) is not { For: null } grant) return new Problem("grant", "Không có quyền này.");
            if (grant.UserName == deputy) return new Problem("deputy", "Không ai thay mặt chính mình.");
            if (!grant.HoldsOn(from) || grant.To is { } end && to > end) return new Problem("from", "Người được thay không giữ quyền này trong cả thời gian đó.");
            var given = new NewRole(grant.Role, grant.Unit, from, to);
            if (await RefusedAsync(db, by, deputy, given, cancel, standIn: grant.UserName) is { } refused) return refused;
            var added = Add(db, by, deputy, given, grant.UserName);
            acts.Record(by, "access-deputy", deputy, new { @for = grant.UserName, given.Role, unit = given.Unit, given.From, given.To });
            await db.SaveChangesAsync(cancel);
            return (Outcome<int>)added.Id;
        }, cancel);

    /// <summary>Why this role cannot be given now, or null. The same for an invitation's first role.</summary>
    internal async Task<Problem?> RefusedAsync(StoreContext db, string by, string userName, NewRole given, CancellationToken cancel, string? standIn = null, bool known = true)
    {
        if (by == userName) return NotSelf();
        if (known && !await ExistsAsync(db, userName, cancel)) return NoPerson("person", userName);
        if (!Roles.All.Contains(given.Role)) return new Problem("role", "Chọn vai trò.");
        if (given.From < clock.Today()) return new Problem("from", "Quyền bắt đầu từ hôm nay hoặc sau; ngày {0} đã qua.", VnTime.Text(given.From));
        if (given.To <= given.From) return new Problem("to", "Ngày thôi phải sau ngày bắt đầu.");
        if (standIn is not null && given.To is null) return new Problem("to", "Thay mặt phải có ngày hết.");
        if (gazetteers.Current.HeirOf(given.Unit, book.Today) is null) return new Problem("unit", "Chọn đơn vị đang có.");
        if (!await book.MayAsync(db, by, Rights.GrantAccess, Here(given.Unit), cancel)) return NotHere();
        var same = await db.Set<RoleGrant>().AsNoTracking().Where(g => g.UserName == userName && g.Role == given.Role && g.Unit == given.Unit && g.For == standIn).ToListAsync(cancel);
        return same.FirstOrDefault(g => (g.To is null || given.From < g.To) && (given.To is null || g.From < given.To)) is { } there
            ? new Problem("role", "Người này đã giữ vai trò này ở {0} từ {1}.", NameOf(given.Unit), VnTime.Text(there.From)) : null;
    }

    internal static RoleGrant Add(StoreContext db, string by, string userName, NewRole given, string? standIn = null)
    {
        var grant = new RoleGrant { UserName = userName, Role = given.Role, Unit = given.Unit, From = given.From, To = given.To, For = standIn, GivenBy = by };
        db.Add(grant);
        return grant;
    }

    private async Task<Outcome<int>> ActAsync(Func<StoreContext, Ledger.Recorder, Task<Outcome<int>>> act, CancellationToken cancel) =>
        await ledger.WriteAsync(async (db, acts) =>
        {
            var done = await act(db, acts);
            if (!done.Ok) return done;
            await db.SaveChangesAsync(cancel);
            await notices.RefreshAsync(db, cancel);
            return done;
        }, cancel);

    private static async Task CloseAsync(StoreContext db, Ledger.Recorder acts, string by, RoleGrant grant, DateOnly on, CancellationToken cancel)
    {
        var deputies = await db.Set<RoleGrant>().Where(g => g.For == grant.UserName && g.Role == grant.Role && g.Unit == grant.Unit && (g.To == null || g.To > on)).ToListAsync(cancel);
        foreach (var ended in deputies.Prepend(grant))
        {
            // One that has not begun was never held: its days are none.
            (ended.To, ended.EndedBy) = (on < ended.From ? ended.From : on, by);
            acts.Record(by, "access-end", ended.UserName, new { ended.Role, unit = ended.Unit, on = ended.To, ended.For });
        }
    }

    private async Task<bool> LastAdministratorAsync(StoreContext db, RoleGrant grant, DateOnly on, CancellationToken cancel) =>
        grant.Role == Roles.Administrator && grant.For is null
        && !await db.Set<RoleGrant>().AnyAsync(g => g.Id != grant.Id && g.UserName != grant.UserName && g.Role == Roles.Administrator && g.Unit == grant.Unit && g.For == null && g.From <= on && (g.To == null || g.To > on), cancel)
        && !await AboveHasOneAsync(db, grant.Unit, on, cancel);

    private async Task<bool> AboveHasOneAsync(StoreContext db, UnitId unit, DateOnly on, CancellationToken cancel)
    {
        var above = gazetteers.Current.Chain(Here(unit), book.Today).Skip(1).Select(v => v.Unit).ToList();
        return await db.Set<RoleGrant>().AnyAsync(g => g.Role == Roles.Administrator && g.For == null && above.Contains(g.Unit) && g.From <= on && (g.To == null || g.To > on), cancel);
    }

    private UnitId Here(UnitId unit) => gazetteers.Current.HeirOf(unit, book.Today)?.Unit ?? unit;

    private string NameOf(UnitId unit) => gazetteers.Current.HeirOf(unit, book.Today)?.FullName ?? unit.Value;

    private static Task<bool> ExistsAsync(StoreContext db, string userName, CancellationToken cancel) => db.Set<Account>().AnyAsync(a => a.UserName == userName, cancel);

    private static Problem NoPerson(string field, string name) => new(field, "Không có tài khoản “{0}”.", name);

    private static Problem NotHere() => new("unit", "Bạn chưa có quyền giao quyền ở đơn vị này.");

    private static Problem NotSelf() => new("person", "Không ai tự giao quyền cho mình. Nhờ một quản trị khác.");
}

/// <summary>A role to give.</summary>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Unit">Where.</param>
/// <param name="From">First day.</param>
/// <param name="To">First day after, or null.</param>
internal sealed record NewRole(string Role, UnitId Unit, DateOnly From, DateOnly? To = null);
