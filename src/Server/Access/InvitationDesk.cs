using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Notices;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Access;

/// <summary>Who is invited.</summary>
/// <param name="UserName">The account's name.</param>
/// <param name="ShownName">The name that colleagues see.</param>
/// <param name="Email">Where mail goes, or null.</param>
/// <param name="Role">The first role.</param>
internal sealed record Guest(string UserName, string ShownName, string? Email, NewRole Role);

/// <summary>
/// Lets people in by a link: it works once, for seven days, and the person chooses the password. Nobody else ever knows it. A link for a new
/// password works for a day.
/// </summary>
internal sealed partial class InvitationDesk(
    Ledger ledger, StoreFactory stores, PeopleDesk people, GrantBook book, NoticeBoard notices, Gazetteers gazetteers, IPasswordHasher<Account> hasher, TimeProvider clock)
{
    /// <summary>How long an invitation works.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>How long a link for a new password works.</summary>
    public static readonly TimeSpan PasswordLife = TimeSpan.FromDays(1);

    /// <summary>The one who stands behind the command line: the first administrator has nobody else to be invited by.</summary>
    public const string Console = "langso";

    /// <summary>Invites; the token is returned once and kept nowhere.</summary>
    public async Task<Outcome<string>> InviteAsync(string by, Guest guest, CancellationToken cancel)
    {
        var (userName, shownName, email) = (VnText.Clean(guest.UserName), VnText.Clean(guest.ShownName), VnText.Clean(guest.Email));
        if (!UserNames().IsMatch(userName)) return new Problem("user", "Tên tài khoản từ 3 đến 40 ký tự: chữ thường không dấu, số, dấu chấm, gạch.");
        if (shownName.Length is < 2 or > 120) return new Problem("name", "Ghi họ tên hoặc chức danh, từ 2 đến 120 chữ.");
        if (email.Length > 0 && !System.Net.Mail.MailAddress.TryCreate(email, out _)) return new Problem("email", "Địa chỉ thư “{0}” chưa đúng.", email);
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return await ledger.WriteAsync(async (db, acts) =>
        {
            if (await db.Set<Account>().AnyAsync(a => a.UserName == userName, cancel)) return new Problem("user", "Đã có tài khoản “{0}”. Mở trang của người đó để giao quyền.", userName);
            if ((by == Console ? FirstRefused(guest.Role) : await people.RefusedAsync(db, by, userName, guest.Role, cancel, known: false)) is { } refused) return (Outcome<string>)refused;
            db.Add(new Invitation
            {
                Hash = HashOf(token), UserName = userName, ShownName = shownName, Email = email.Length == 0 ? null : email, By = by,
                Role = guest.Role.Role, Unit = guest.Role.Unit, From = guest.Role.From, To = guest.Role.To, Expires = acts.Now + Life,
            });
            acts.Record(by, "access-invite", userName, new { guest.Role.Role, unit = guest.Role.Unit, guest.Role.From, guest.Role.To });
            if (email.Length > 0) notices.MailLink(db, email, "Lời mời dùng Làng Số", $"Kính gửi {shownName},\n\nÔng/bà được mời dùng Làng Số với tài khoản {userName}. Mở liên kết dưới đây trong 7 ngày để tự đặt mật khẩu; liên kết chỉ dùng được một lần.", "/invitation/" + token);
            return token;
        }, cancel);
    }

    /// <summary>A link by which someone who is there chooses a new password; signs nobody out until it is used.</summary>
    public async Task<Outcome<string>> PasswordLinkAsync(string by, string userName, CancellationToken cancel)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return await ledger.WriteAsync(async (db, acts) =>
        {
            if (await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.UserName == userName, cancel) is not { } account) return new Problem("person", "Không có tài khoản “{0}”.", userName);
            if (by == userName) return new Problem("person", "Đổi mật khẩu của mình ở trang Tài khoản.");
            if (await RefusedOverAsync(db, book, gazetteers.Current, by, userName, cancel) is { } refused) return (Outcome<string>)refused;
            db.Add(new Invitation { Hash = HashOf(token), UserName = userName, ShownName = account.ShownName, Email = account.Email, Unit = new UnitId(""), By = by, Expires = acts.Now + PasswordLife });
            acts.Record(by, "access-password-link", userName, new { });
            return token;
        }, cancel);
    }

    /// <summary>The invitation of this token, when it still works.</summary>
    public async Task<Invitation?> FindAsync(string token, CancellationToken cancel)
    {
        var (hash, now) = (HashOf(token), clock.GetUtcNow().UtcDateTime);
        await using var db = stores.Open();
        return await db.Set<Invitation>().AsNoTracking().SingleOrDefaultAsync(i => i.Hash == hash && i.Used == null && i.Expires > now, cancel);
    }

    /// <summary>Comes in, or takes a new password. Of two who use one link at once, one does.</summary>
    public async Task<Outcome<string>> AcceptAsync(string token, string password, string again, CancellationToken cancel)
    {
        if (await FindAsync(token, cancel) is not { } seen) return Gone();
        if (PasswordRefused(password, again, seen.UserName) is { } weak) return weak;
        var account = new Account { UserName = seen.UserName, ShownName = seen.ShownName, Email = seen.Email };
        var secret = hasher.HashPassword(account, password);
        return await ledger.WriteAsync(async (db, acts) =>
        {
            if (await db.Set<Invitation>().SingleOrDefaultAsync(i => i.Hash == seen.Hash && i.Used == null, cancel) is not { } invitation) return Gone();
            if (invitation.Role is null)
            {
                account = await db.Set<Account>().SingleAsync(a => a.UserName == invitation.UserName, cancel);
            }
            else
            {
                if (await db.Set<Account>().AnyAsync(a => a.UserName == invitation.UserName, cancel)) return (Outcome<string>)Gone();
                (account.NormalizedUserName, account.NormalizedEmail, account.LockoutEnabled) = (account.UserName!.ToUpperInvariant(), account.Email?.ToUpperInvariant(), true);
                db.Add(account);
                var today = clock.Today();
                var role = new NewRole(invitation.Role, invitation.Unit, invitation.From < today ? today : invitation.From, invitation.To);
                if (role.To is null || role.To > role.From) PeopleDesk.Add(db, invitation.By, invitation.UserName, role);
                acts.Record(invitation.By, "access-grant", invitation.UserName, new { role.Role, unit = role.Unit, role.From, role.To });
            }
            (invitation.Used, account.PasswordHash, account.SecurityStamp) = (acts.Now, secret, NewStamp());
            acts.Record(invitation.UserName, invitation.Role is null ? "access-password" : "access-join", invitation.UserName, new { invitedBy = invitation.By });
            await db.SaveChangesAsync(cancel);
            await notices.RefreshAsync(db, cancel);
            return (Outcome<string>)invitation.UserName;
        }, cancel);
    }

    /// <summary>Takes an invitation back; the link works no longer.</summary>
    public async Task<Outcome<bool>> CancelAsync(string by, string hash, CancellationToken cancel) =>
        await ledger.WriteAsync(async (db, acts) =>
        {
            if (await db.Set<Invitation>().SingleOrDefaultAsync(i => i.Hash == hash && i.Used == null, cancel) is not { } invitation) return Gone();
            if (invitation.By != by && !await book.MayAsync(db, by, Rights.GrantAccess, invitation.Unit, cancel)) return new Problem("person", "Bạn chưa có quyền với người này.");
            invitation.Expires = acts.Now;
            acts.Record(by, "access-invite-cancel", invitation.UserName, new { });
            return (Outcome<bool>)true;
        }, cancel);

    /// <summary>Why someone may not touch another's account, or null: it needs the right over every role that the other holds or will hold.</summary>
    internal static async Task<Problem?> RefusedOverAsync(StoreContext db, GrantBook book, Gazetteer units, string by, string userName, CancellationToken cancel)
    {
        var mine = await book.CountedAsync(db, by, cancel);
        var today = book.Today;
        var theirs = await db.Set<RoleGrant>().AsNoTracking().Where(g => g.UserName == userName).ToListAsync(cancel);
        var open = theirs.Where(g => g.To is null || g.To > today.Date).ToList();
        var judged = open.Count > 0 ? open : theirs;
        return judged.Count > 0 && judged.All(g => AccessRule.May(mine, Rights.GrantAccess, units.HeirOf(g.Unit, today)?.Unit ?? g.Unit, today, units))
            ? null : new Problem("person", "Bạn chưa có quyền với người này.");
    }

    /// <summary>What is wrong with a new password, or null.</summary>
    internal static Problem? PasswordRefused(string password, string again, string userName)
    {
        if (password.Length < 10) return new Problem("password", "Mật khẩu ít nhất 10 ký tự.");
        if (password.Length > 200) return new Problem("password", "Mật khẩu nhiều nhất 200 ký tự.");
        if (password.Distinct().Count() < 5 || password.Contains(userName, StringComparison.OrdinalIgnoreCase)) return new Problem("password", "Mật khẩu này dễ đoán: dùng nhiều ký tự khác nhau và không có tên tài khoản.");
        return password != again ? new Problem("again", "Hai lần gõ mật khẩu khác nhau. Chú ý bộ gõ tiếng Việt đang bật.") : null;
    }

    internal static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(20));

    private Problem? FirstRefused(NewRole role) =>
        !Roles.All.Contains(role.Role) ? new Problem("role", "Chọn vai trò.") : gazetteers.Current.Find(role.Unit, book.Today) is null ? new Problem("unit", "Chọn đơn vị đang có.") : null;

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static Problem Gone() => new("token", "Liên kết này đã dùng hoặc hết hạn. Xin người mời gửi liên kết mới.");

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9._-]{1,38})[a-z0-9]$")]
    private static partial Regex UserNames();
}
