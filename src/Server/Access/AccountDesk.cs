using LangSo.Foundation;
using LangSo.Look;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;

namespace LangSo.Server.Access;

/// <summary>What is done with accounts apart from roles: locking, taking off a lost second step, and the rule of two steps.</summary>
internal sealed class AccountDesk(Ledger ledger, StoreFactory stores, GrantBook book, Gazetteers gazetteers)
{
    /// <summary>A lock lasts until someone takes it off.</summary>
    public static readonly DateTimeOffset Forever = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Locks an account, which ends its sessions within a minute, or unlocks it.</summary>
    public Task<Outcome<bool>> LockAsync(string by, string userName, bool locked, CancellationToken cancel) =>
        ChangeAsync(by, userName, locked ? "access-lock" : "access-unlock", account =>
        {
            account.LockoutEnabled = true;
            account.LockoutEnd = locked ? Forever : null;
            if (locked) account.SecurityStamp = InvitationDesk.NewStamp();
        }, cancel);

    /// <summary>Takes the second step off the account of someone who lost the phone and the recovery codes; the person sets it up anew.</summary>
    public Task<Outcome<bool>> ResetTwoStepsAsync(string by, string userName, CancellationToken cancel) =>
        ChangeAsync(by, userName, "access-two-steps-reset", account => (account.TwoFactorEnabled, account.SecurityStamp) = (false, InvitationDesk.NewStamp()), cancel);

    /// <summary>Says whether roles that decide need two steps here. Only an administrator of the highest unit says so.</summary>
    public async Task<Outcome<bool>> AskTwoStepsAsync(string by, bool asked, CancellationToken cancel) =>
        await ledger.WriteAsync(async (db, acts) =>
        {
            if (by != InvitationDesk.Console && !await MayOnTopAsync(db, by, cancel)) return new Problem("rule", "Chỉ quản trị của cả tỉnh đổi được quy định này.");
            await PutRuleAsync(db, asked, cancel);
            acts.Record(by, "access-rule", AccessSetting.TwoSteps, new { asked });
            return (Outcome<bool>)true;
        }, cancel);

    /// <summary>Records what a person did to the own account.</summary>
    public Task RecordOwnAsync(string userName, string act, CancellationToken cancel) =>
        ledger.WriteAsync((_, acts) =>
        {
            acts.Record(userName, act, userName, new { });
            return Task.FromResult(true);
        }, cancel);

    /// <summary>True when roles that decide need two steps here.</summary>
    public async Task<bool> AsksTwoStepsAsync(CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await GrantBook.AsksTwoStepsAsync(db, cancel);
    }

    internal static async Task PutRuleAsync(StoreContext db, bool asked, CancellationToken cancel)
    {
        if (await db.Set<AccessSetting>().SingleOrDefaultAsync(s => s.Name == AccessSetting.TwoSteps, cancel) is { } there) there.Value = asked ? "on" : "off";
        else db.Add(new AccessSetting { Name = AccessSetting.TwoSteps, Value = asked ? "on" : "off" });
    }

    private async Task<bool> MayOnTopAsync(StoreContext db, string by, CancellationToken cancel)
    {
        var mine = await book.CountedAsync(db, by, cancel);
        return gazetteers.Current.Roots(book.Today).Any(top => AccessRule.May(mine, Rights.GrantAccess, top.Unit, book.Today, gazetteers.Current));
    }

    private async Task<Outcome<bool>> ChangeAsync(string by, string userName, string act, Action<Account> change, CancellationToken cancel) =>
        await ledger.WriteAsync(async (db, acts) =>
        {
            if (await db.Set<Account>().SingleOrDefaultAsync(a => a.UserName == userName, cancel) is not { } account) return new Problem("person", "Không có tài khoản “{0}”.", userName);
            if (by == userName) return new Problem("person", "Việc này do một quản trị khác làm.");
            if (await InvitationDesk.RefusedOverAsync(db, book, gazetteers.Current, by, userName, cancel) is { } refused) return (Outcome<bool>)refused;
            change(account);
            account.ConcurrencyStamp = Guid.NewGuid().ToString();
            if (act == "access-two-steps-reset")
                db.RemoveRange(await db.Set<IdentityUserToken<string>>().Where(t => t.UserId == account.Id).ToListAsync(cancel));
            acts.Record(by, act, userName, new { });
            return (Outcome<bool>)true;
        }, cancel);
}
