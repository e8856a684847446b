using System.Net;
using System.Text.RegularExpressions;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Access;
using LangSo.Server.Demo;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Access;

/// <summary>Inviting, giving, ending, handing over, standing in: through pages and the store.</summary>
public sealed partial class PeopleTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private const string Password = "mot cau de nho";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PeopleDesk Desk => demo.Server.Services.GetRequiredService<PeopleDesk>();

    private static DateOnly Today => TimeProvider.System.Today();

    private UnitId Commune => Unit(DemoAccounts.CommuneCode);

    [Fact]
    public async Task An_invitation_lets_one_person_in_once()
    {
        var link = await InviteAsync("moi1", Roles.CommuneOfficer, Commune);
        using var visitor = demo.Server.Visit();
        Assert.Contains("Công chức nông thôn mới xã, xã Giao Ninh", (await visitor.GetAsync(link)).Text, StringComparison.Ordinal);
        foreach (var (password, again, says) in new[] { ("ngắn", "ngắn", "ít nhất 10 ký tự"), (Password, Password + "x", "khác nhau"), ("moi1moi1moi1", "moi1moi1moi1", "dễ đoán") })
        {
            var refused = await visitor.PostFormAsync(link, new() { ["password"] = password, ["again"] = again });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(says, refused.Text, StringComparison.Ordinal);
        }
        var done = await visitor.PostFormAsync(link, new() { ["password"] = Password, ["again"] = Password });
        Assert.Contains("Từ nay đăng nhập bằng tài khoản moi1", done.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(link)).Status);
        var twice = await visitor.PostFormAsync(link, new() { ["password"] = Password, ["again"] = Password }, page: "/sign-in");
        Assert.Contains("Liên kết không còn dùng được", twice.Text, StringComparison.Ordinal);

        var signed = await visitor.PostFormAsync("/sign-in", new() { ["name"] = "moi1", ["password"] = Password });
        Assert.Equal((HttpStatusCode.Redirect, "/"), (signed.Status, signed.Location));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/units")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/people")).Status);
        await using var db = demo.Server.Services.GetRequiredService<StoreFactory>().Open();
        Assert.DoesNotContain(await db.Set<Invitation>().Select(i => i.Hash).ToListAsync(Cancel), h => link.Contains(h, StringComparison.Ordinal));
        Assert.Equal(["access-invite", "access-grant", "access-join"], await db.Set<LedgerRow>().Where(r => r.Subject == "moi1").OrderBy(r => r.Number).Select(r => r.Act).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Two_who_open_one_link_at_once_are_not_both_let_in()
    {
        var link = await InviteAsync("moi2", Roles.Technician, Commune);
        var desk = demo.Server.Services.GetRequiredService<InvitationDesk>();
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => desk.AcceptAsync(link["/invitation/".Length..], $"mat khau so {n}", $"mat khau so {n}", Cancel)));
        Assert.Single(both, o => o.Ok);
    }

    [Fact]
    public async Task An_invitation_that_is_old_or_taken_back_lets_nobody_in()
    {
        var clock = new HandClock(TimeProvider.System.GetUtcNow());
        var desk = ActivatorUtilities.CreateInstance<InvitationDesk>(demo.Server.Services, clock);
        var invited = await desk.InviteAsync("quantri", new Guest("moi3", "Người thứ ba", null, new NewRole(Roles.Technician, Commune, Today)), Cancel);
        clock.Now += InvitationDesk.Life - TimeSpan.FromMinutes(1);
        Assert.NotNull(await desk.FindAsync(invited.Value, Cancel));
        clock.Now += TimeSpan.FromMinutes(2);
        Assert.Null(await desk.FindAsync(invited.Value, Cancel));
        Assert.False((await desk.AcceptAsync(invited.Value, Password, Password, Cancel)).Ok);

        var link = await InviteAsync("moi4", Roles.Technician, Commune);
        using var admin = await demo.Server.SignInAsync("quantri");
        var hash = Regex.Match((await admin.GetAsync("/people")).Text, "moi4.*?name=\"invitation\" value=\"([0-9a-f]{64})\"", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal("/people", (await admin.PostFormAsync("/people?handler=Cancel", new() { ["invitation"] = hash }, page: "/people")).Location);
        using var visitor = demo.Server.Visit();
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(link)).Status);
    }

    [Fact]
    public async Task Nobody_gives_himself_a_right_and_nobody_gives_one_outside_the_own_area()
    {
        var own = await Desk.GiveAsync("quantri", "quantri", new NewRole(Roles.Leader, Unit(DemoAccounts.ProvinceCode), Today), Cancel);
        Assert.Contains("Không ai tự giao quyền cho mình", own.Problems[0].Text, StringComparison.Ordinal);

        var local = await JoinAsync("qtxa", Roles.Administrator, Commune);
        local.Dispose();
        Assert.True((await Desk.GiveAsync("qtxa", "truongxom", new NewRole(Roles.Broadcaster, Commune, Today), Cancel)).Ok);
        foreach (var (unit, role) in new[] { (Unit(DemoAccounts.ProvinceCode), Roles.Leader), (OtherCommune(), Roles.Technician) })
            Assert.Contains("Bạn chưa có quyền giao quyền ở đơn vị này", (await Desk.GiveAsync("qtxa", "truongxom", new NewRole(role, unit, Today), Cancel)).Problems[0].Text, StringComparison.Ordinal);
        Assert.False((await Desk.GiveAsync("vanhoa", "truongxom", new NewRole(Roles.Technician, Commune, Today), Cancel)).Ok);
        // Nor may one touch the account of someone with wider roles.
        Assert.False((await demo.Server.Services.GetRequiredService<AccountDesk>().LockAsync("qtxa", "lanhdao", true, Cancel)).Ok);
        Assert.False((await demo.Server.Services.GetRequiredService<InvitationDesk>().PasswordLinkAsync("qtxa", "lanhdao", Cancel)).Ok);
    }

    [Fact]
    public async Task A_role_is_ended_never_changed_and_never_in_the_past()
    {
        (await JoinAsync("moi5", Roles.Technician, Commune)).Dispose();
        Assert.False((await Desk.GiveAsync("quantri", "moi5", new NewRole(Roles.Broadcaster, Commune, Today.AddDays(-1)), Cancel)).Ok);
        Assert.False((await Desk.GiveAsync("quantri", "moi5", new NewRole(Roles.Technician, Commune, Today.AddDays(3)), Cancel)).Ok);
        var given = await Desk.GiveAsync("quantri", "moi5", new NewRole(Roles.Broadcaster, Commune, Today, Today.AddDays(30)), Cancel);
        Assert.False((await Desk.EndAsync("quantri", given.Value, Today.AddDays(-1), Cancel)).Ok);
        Assert.False((await Desk.EndAsync("quantri", given.Value, Today.AddDays(30), Cancel)).Ok);
        Assert.True((await Desk.EndAsync("quantri", given.Value, Today.AddDays(5), Cancel)).Ok);
        var row = (await GrantsAsync("moi5")).Single(g => g.Id == given.Value);
        Assert.Equal((Roles.Broadcaster, Today, Today.AddDays(5), "quantri", "quantri"), (row.Role, row.From, row.To!.Value, row.GivenBy, row.EndedBy));
        var later = await Desk.GiveAsync("quantri", "moi5", new NewRole(Roles.Approver, Commune, Today.AddDays(10)), Cancel);
        Assert.True((await Desk.EndAsync("quantri", later.Value, Today, Cancel)).Ok);
        var never = (await GrantsAsync("moi5")).Single(g => g.Id == later.Value);
        Assert.DoesNotContain(Enumerable.Range(0, 400), n => never.HoldsOn(Today.AddDays(n)));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        var mine = (await GrantsAsync("quantri")).Single();
        (await JoinAsync("qt2", Roles.Administrator, Unit(DemoAccounts.ProvinceCode))).Dispose();
        var second = (await GrantsAsync("qt2")).Single();
        Assert.True((await Desk.EndAsync("quantri", second.Id, Today, Cancel)).Ok);
        Assert.Contains("quản trị cuối cùng", (await Desk.EndAsync("quantri", mine.Id, Today, Cancel)).Problems[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_an_officer_moves_the_successor_holds_all_roles_from_that_day()
    {
        (await JoinAsync("nguoicu", Roles.CommuneOfficer, Commune)).Dispose();
        (await JoinAsync("nguoimoi", Roles.Technician, Commune)).Dispose();
        Assert.True((await Desk.GiveAsync("quantri", "nguoicu", new NewRole(Roles.Broadcaster, Commune, Today), Cancel)).Ok);
        var on = Today.AddDays(4);
        Assert.True((await Desk.HandOverAsync("quantri", "nguoicu", "nguoimoi", on, Cancel)).Ok);
        var (old, successor) = (await GrantsAsync("nguoicu"), await GrantsAsync("nguoimoi"));
        foreach (var day in Enumerable.Range(0, 10).Select(Today.AddDays))
            foreach (var role in (string[])[Roles.CommuneOfficer, Roles.Broadcaster])
            {
                Assert.Equal(day < on, old.Any(g => g.Role == role && g.HoldsOn(day)));
                Assert.Equal(day >= on, successor.Any(g => g.Role == role && g.HoldsOn(day)));
            }
        Assert.False((await Desk.HandOverAsync("quantri", "nguoicu", "nguoimoi", on, Cancel)).Ok);
        Assert.False((await Desk.HandOverAsync("quantri", "nguoimoi", "quantri", on, Cancel)).Ok);
    }

    [Fact]
    public async Task A_deputy_acts_in_anothers_place_and_the_record_says_so()
    {
        using var deputy = await JoinAsync("thay", Roles.Technician, Commune);
        Assert.Equal(HttpStatusCode.Redirect, (await deputy.GetAsync("/bulletins")).Status);
        var chair = (await GrantsAsync("phochutich")).Single();
        using (var admin = await demo.Server.SignInAsync("quantri"))
        {
            var done = await admin.PostFormAsync("/people/phochutich?handler=Deputy", new() { ["grant"] = chair.Id.ToString(VnText.Culture), ["deputy"] = "thay", ["from"] = VnTime.Text(Today), ["until"] = VnTime.Text(Today.AddDays(6)) }, page: "/people/phochutich");
            Assert.Equal("/people/phochutich", done.Location);
        }
        using var again = demo.Server.Visit();
        await again.PostFormAsync("/sign-in", new() { ["name"] = "thay", ["password"] = Password });
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/bulletins")).Status);
        await demo.Server.Services.GetRequiredService<Ledger>().WriteAsync((_, acts) => Task.FromResult(acts.Record("thay", "return", "ban-tin-1", new { })), Cancel);
        using var auditor = await demo.Server.SignInAsync("quantri");
        var record = await auditor.GetAsync("/people/audit?view=done&q=thay");
        Assert.Contains("thay mặt Phó Chủ tịch UBND xã Giao Ninh", record.Text, StringComparison.Ordinal);
        // When the one stood in for leaves, the deputy has nothing to stand in.
        var grant = (await GrantsAsync("thay")).Single(g => g.For == "phochutich");
        Assert.Equal(Today.AddDays(7), grant.To);
        Assert.False((await Desk.DeputiseAsync("quantri", chair.Id, "thay", Today, Today.AddDays(3), Cancel)).Ok);
        Assert.True((await Desk.EndAsync("quantri", chair.Id, Today.AddDays(2), Cancel)).Ok);
        Assert.Equal(Today.AddDays(2), (await GrantsAsync("thay")).Single(g => g.For == "phochutich").To);
    }

    [Fact]
    public async Task A_locked_account_does_not_get_in_until_it_is_unlocked()
    {
        (await JoinAsync("khoa", Roles.Technician, Commune)).Dispose();
        var desk = demo.Server.Services.GetRequiredService<AccountDesk>();
        Assert.True((await desk.LockAsync("quantri", "khoa", true, Cancel)).Ok);
        using var visitor = demo.Server.Visit();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostFormAsync("/sign-in", new() { ["name"] = "khoa", ["password"] = Password })).Status);
        Assert.True((await desk.LockAsync("quantri", "khoa", false, Cancel)).Ok);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.PostFormAsync("/sign-in", new() { ["name"] = "khoa", ["password"] = Password })).Status);
    }

    [Fact]
    public async Task A_new_password_is_chosen_by_a_link_and_ones_own_on_the_own_page()
    {
        (await JoinAsync("quen", Roles.Technician, Commune)).Dispose();
        var link = await demo.Server.Services.GetRequiredService<InvitationDesk>().PasswordLinkAsync("quantri", "quen", Cancel);
        using var visitor = demo.Server.Visit();
        Assert.Contains("Đã xong", (await visitor.PostFormAsync("/invitation/" + link.Value, new() { ["password"] = "cau khac de nho", ["again"] = "cau khac de nho" })).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostFormAsync("/sign-in", new() { ["name"] = "quen", ["password"] = Password })).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.PostFormAsync("/sign-in", new() { ["name"] = "quen", ["password"] = "cau khac de nho" })).Status);
        var wrong = await visitor.PostFormAsync("/account?handler=Password", new() { ["old"] = Password, ["password"] = "cau thu ba de nho", ["again"] = "cau thu ba de nho" }, page: "/account");
        Assert.Contains("Mật khẩu đang dùng chưa đúng", wrong.Text, StringComparison.Ordinal);
        var changed = await visitor.PostFormAsync("/account?handler=Password", new() { ["old"] = "cau khac de nho", ["password"] = "cau thu ba de nho", ["again"] = "cau thu ba de nho" }, page: "/account");
        Assert.Contains("Đã đổi mật khẩu", changed.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account")).Status);
    }

    [Theory]
    [InlineData("/people?q=cong chuc nong thon", "nongthon", "dieuphoi")]
    [InlineData("/people?role=verifier", "thamtra", "nongthon")]
    [InlineData("/people?q=khong co ai", "Không có người nào như vậy", "nongthon")]
    public async Task The_list_finds_people_without_marks_by_role_and_by_unit(string path, string has, string not)
    {
        using var admin = await demo.Server.SignInAsync("quantri");
        var list = (await admin.GetAsync(path)).Text;
        Assert.Contains(has, Table(list), StringComparison.Ordinal);
        Assert.DoesNotContain($"/people/{not}\"", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_says_who_held_what_on_a_day_also_as_a_table_for_a_spreadsheet()
    {
        using var auditor = await demo.Server.SignInAsync("quantri");
        var held = await auditor.GetAsync("/people/audit?q=thamtra");
        Assert.Contains("Người thẩm tra", held.Text, StringComparison.Ordinal);
        var before = await auditor.GetAsync("/people/audit?q=thamtra&from=1/1/2024&until=1/6/2024");
        Assert.Contains("Không có mục nào như vậy", before.Text, StringComparison.Ordinal);
        var csv = await auditor.GetAsync("/people/audit?handler=file&q=thamtra");
        Assert.StartsWith("\"Tài khoản\",\"Người\",\"Vai trò\"", csv.Text.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Contains("\"thamtra\",", csv.Text, StringComparison.Ordinal);
    }

    private static string Table(string page) => page[page.IndexOf("</form>", page.IndexOf("role=\"search\"", page.IndexOf("<main", StringComparison.Ordinal), StringComparison.Ordinal), StringComparison.Ordinal)..];

    private async Task<string> InviteAsync(string name, string role, UnitId unit)
    {
        using var admin = await demo.Server.SignInAsync("quantri");
        var page = await admin.PostFormAsync("/people/invite", new() { ["UserName"] = name, ["ShownName"] = "Ông " + name, ["Role"] = role, ["Unit"] = unit.Value, ["From"] = VnTime.Text(Today) });
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return "/invitation/" + Link().Match(page.Text).Groups[1].Value;
    }

    private async Task<PageClient> JoinAsync(string name, string role, UnitId unit)
    {
        var link = await InviteAsync(name, role, unit);
        Assert.True((await demo.Server.Services.GetRequiredService<InvitationDesk>().AcceptAsync(link["/invitation/".Length..], Password, Password, Cancel)).Ok);
        var client = demo.Server.Visit();
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/sign-in", new() { ["name"] = name, ["password"] = Password })).Status);
        return client;
    }

    private async Task<List<RoleGrant>> GrantsAsync(string user)
    {
        await using var db = demo.Server.Services.GetRequiredService<StoreFactory>().Open();
        return await db.Set<RoleGrant>().AsNoTracking().Where(g => g.UserName == user).ToListAsync(Cancel);
    }

    private UnitId Unit(string code) => demo.Server.Services.GetRequiredService<Gazetteers>().Current.ByCode(code, new AsOf(Today, Today))!.Unit;

    private UnitId OtherCommune()
    {
        var units = demo.Server.Services.GetRequiredService<Gazetteers>().Current;
        return units.InForce(new AsOf(Today, Today)).First(v => units.LevelOf(v) == "commune" && v.Unit != Commune).Unit;
    }

    [GeneratedRegex("/invitation/([A-Za-z0-9_-]{43})")]
    private static partial Regex Link();
}

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class HandClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
