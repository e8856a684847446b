using System.Net;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Access;
using LangSo.Server.Demo;
using LangSo.Server.Notices;
using LangSo.Server.Tests.Access;
using LangSo.Store;
using LangSo.Store.Notices;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Notices;

/// <summary>Notices: who gets them, what the bell shows, what becomes of them when roles change, and the mails.</summary>
public sealed class NoticeTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private INoticeBoard Board => _server.Services.GetRequiredService<INoticeBoard>();

    private static DateOnly Today => TimeProvider.System.Today();

    private UnitId Commune => _server.Services.GetRequiredService<Gazetteers>().Current.ByCode(DemoAccounts.CommuneCode, new AsOf(Today, Today))!.Unit;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync();
        // The demonstration's own dossiers have told people already; these boards begin empty.
        await using var db = _server.Services.GetRequiredService<StoreFactory>().Open();
        await db.Set<NoticeFor>().ExecuteDeleteAsync(Cancel);
        await db.Set<Notice>().ExecuteDeleteAsync(Cancel);
        await db.Set<Mail>().ExecuteDeleteAsync(Cancel);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_notice_for_a_right_reaches_each_holder_once_and_ends_when_it_is_settled()
    {
        await PostAsync(For("ho-so/7/tham-dinh", Rights.AppraiseDossiers));
        await PostAsync(For("ho-so/7/tham-dinh", Rights.AppraiseDossiers), For("ho-so/7/tham-dinh", Rights.AppraiseDossiers));
        Assert.Equal(["thamdinh", "thamdinh2"], await ToldAsync("ho-so/7/tham-dinh"));

        using var appraiser = await _server.SignInAsync("thamdinh");
        Assert.Contains("aria-label=\"Thông báo: 1 chưa đọc\"", (await appraiser.GetAsync("/")).Text, StringComparison.Ordinal);
        var list = await appraiser.GetAsync("/notices");
        Assert.Contains("Hồ sơ của xã Giao Ninh chờ thẩm định.", list.Text, StringComparison.Ordinal);
        Assert.Contains("Quá hạn 1/3/2026", list.Text, StringComparison.Ordinal);
        var id = System.Text.RegularExpressions.Regex.Match(list.Text, "name=\"notice\" value=\"(\\d+)\"").Groups[1].Value;
        Assert.Equal("/units", (await appraiser.PostFormAsync("/notices?handler=Open", new() { ["notice"] = id }, page: "/notices")).Location);
        Assert.Contains("aria-label=\"Thông báo\"", (await appraiser.GetAsync("/")).Text, StringComparison.Ordinal);
        // Another's notice is not there to be opened.
        using var other = await _server.SignInAsync("vanhoa");
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostFormAsync("/notices?handler=Open", new() { ["notice"] = id }, page: "/notices")).Status);

        await DoAsync(db => Board.SettleAsync(db, "ho-so/7/tham-dinh", Cancel));
        using var second = await _server.SignInAsync("thamdinh2");
        Assert.Contains("Không có việc nào đang chờ", (await second.GetAsync("/notices")).Text, StringComparison.Ordinal);
        Assert.Contains("đã xong", (await second.GetAsync("/notices?all=true")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_meant_for_one_desk_does_not_reach_those_who_hold_the_right_above_it()
    {
        await PostAsync(For("dot/1", Rights.WriteBulletins) with { Here = true });
        Assert.Equal(["vanhoa"], await ToldAsync("dot/1"));
        await PostAsync(For("dot/2", Rights.WriteBulletins));
        Assert.Equal(["dieuphoi", "vanhoa"], await ToldAsync("dot/2"));
        await DoAsync(db => ((NoticeBoard)Board).RefreshAsync(db, Cancel));
        Assert.Equal(["vanhoa"], await ToldAsync("dot/1"));
    }

    [Fact]
    public async Task What_waits_stays_with_the_role_when_the_officer_moves()
    {
        await PostAsync(For("tu-danh-gia/2026", Rights.SelfAssess));
        Assert.Equal(["nongthon"], await ToldAsync("tu-danh-gia/2026"));
        var desk = _server.Services.GetRequiredService<PeopleDesk>();
        Assert.True((await desk.HandOverAsync("quantri", "nongthon", "truongxom", Today, Cancel)).Ok);
        Assert.Equal(["truongxom"], await ToldAsync("tu-danh-gia/2026"));
        // A deputy is told from the day it begins; by then the board is looked through again.
        await using (var db = _server.Services.GetRequiredService<StoreFactory>().Open())
        {
            var grant = await db.Set<RoleGrant>().SingleAsync(g => g.UserName == "truongxom" && g.Role == Roles.CommuneOfficer, Cancel);
            Assert.True((await desk.DeputiseAsync("quantri", grant.Id, "mattran", Today.AddDays(1), Today.AddDays(3), Cancel)).Ok);
        }
        Assert.Equal(["truongxom"], await ToldAsync("tu-danh-gia/2026"));
        var clock = new HandClock(TimeProvider.System.GetUtcNow().AddDays(1));
        var later = Make<NoticeBoard>(Make<GrantBook>(clock), SmtpSetting.Off, clock);
        await DoAsync(db => later.RefreshAsync(db, Cancel));
        Assert.Equal(["mattran", "truongxom"], await ToldAsync("tu-danh-gia/2026"));
        clock.Now = clock.Now.AddDays(2);
        await DoAsync(db => later.RefreshAsync(db, Cancel));
        Assert.Equal(["truongxom"], await ToldAsync("tu-danh-gia/2026"));
    }

    [Fact]
    public async Task A_notice_posted_in_a_deed_that_fails_is_told_to_nobody()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _server.Services.GetRequiredService<Ledger>().WriteAsync<bool>(async (db, _) =>
        {
            await Board.PostAsync(db, For("khong-thanh", Rights.SelfAssess), Cancel);
            throw new InvalidOperationException();
        }, Cancel));
        Assert.Empty(await ToldAsync("khong-thanh"));
    }

    [Fact]
    public async Task Each_notice_is_mailed_once_and_a_day_of_them_in_one_digest()
    {
        await using var catcher = new MailCatcher();
        var (clock, timer) = Mailing(catcher.Port);
        await WishAsync("thamdinh", "thamdinh@vi-du.vn", null);
        await WishAsync("thamdinh2", "thamdinh2@vi-du.vn", "daily");
        await PostAsync(For("a", Rights.AppraiseDossiers));
        await PostAsync(For("b", Rights.AppraiseDossiers));
        await timer.RunAsync(Cancel);
        await timer.RunAsync(Cancel);
        Assert.Equal(["thamdinh@vi-du.vn", "thamdinh@vi-du.vn"], catcher.Taken.Select(m => m.To));
        Assert.Contains("Hồ sơ của xã Giao Ninh chờ thẩm định.", catcher.Taken[0].Text, StringComparison.Ordinal);
        Assert.Contains("https://langso.vi-du.vn/units", catcher.Taken[0].Text, StringComparison.Ordinal);
        Assert.Contains("Hạn: 1/3/2026.", catcher.Taken[0].Text, StringComparison.Ordinal);

        // Tomorrow at half past six nothing yet, at seven one mail with both.
        clock.Now = VnTime.At(VnTime.DayOf(clock.Now).AddDays(1), new TimeOnly(6, 30)).ToUniversalTime();
        await timer.RunAsync(Cancel);
        Assert.Equal(2, catcher.Taken.Count);
        clock.Now = clock.Now.AddMinutes(31);
        await timer.RunAsync(Cancel);
        await timer.RunAsync(Cancel);
        var digest = Assert.Single(catcher.Taken, m => m.To == "thamdinh2@vi-du.vn");
        Assert.Contains("2 việc đang chờ", digest.Text, StringComparison.Ordinal);
        await using var db = _server.Services.GetRequiredService<StoreFactory>().Open();
        Assert.All(await db.Set<Mail>().ToListAsync(Cancel), m => Assert.Equal((Mail.Sent, ""), (m.State, m.Body)));
    }

    [Fact]
    public async Task A_mail_that_was_not_taken_is_tried_again_later_and_one_that_may_have_been_taken_is_not()
    {
        await using var catcher = new MailCatcher();
        var (clock, timer) = Mailing(catcher.Port);
        await WishAsync("thamdinh", "thamdinh@vi-du.vn", null);
        var tries = 0;
        catcher.Rcpt = _ => ++tries <= 3 ? "451 busy" : null;
        await PostAsync(For("a", Rights.AppraiseDossiers));
        await timer.RunAsync(Cancel);
        for (var n = 0; n < 10; n++)
        {
            clock.Now = clock.Now.AddMinutes(1);
            await timer.RunAsync(Cancel);
        }
        // After 1, 3 and 7 minutes.
        Assert.Equal((4, 1), (tries, catcher.Taken.Count));

        catcher.Rcpt = _ => "550 no such person";
        await PostAsync(For("b", Rights.AppraiseDossiers));
        await timer.RunAsync(Cancel);
        clock.Now = clock.Now.AddDays(1);
        await timer.RunAsync(Cancel);
        catcher.Rcpt = _ => null;
        catcher.Silent = true;
        await PostAsync(For("c", Rights.AppraiseDossiers));
        await timer.RunAsync(Cancel);
        clock.Now = clock.Now.AddDays(1);
        await timer.RunAsync(Cancel);
        Assert.Equal(2, catcher.Taken.Count);
        await using var db = _server.Services.GetRequiredService<StoreFactory>().Open();
        Assert.Equal([Mail.Sent, Mail.Failed, Mail.Doubtful], await db.Set<Mail>().OrderBy(m => m.Id).Select(m => m.State).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Without_a_mail_server_to_reach_it_waits_longer_and_longer_and_gives_up()
    {
        int port;
        await using (var gone = new MailCatcher()) port = gone.Port;
        var (clock, timer) = Mailing(port);
        await WishAsync("thamdinh", "thamdinh@vi-du.vn", null);
        await PostAsync(For("a", Rights.AppraiseDossiers));
        for (var n = 0; n < MailTimer.MostTries; n++)
        {
            await timer.RunAsync(Cancel);
            clock.Now += MailTimer.Wait(n + 1);
        }
        await using var db = _server.Services.GetRequiredService<StoreFactory>().Open();
        var mail = await db.Set<Mail>().SingleAsync(Cancel);
        Assert.Equal((Mail.Failed, MailTimer.MostTries), (mail.State, mail.Tries));
    }

    [Theory]
    [InlineData("smtp://may:25?from=a@b.vn&site=https://langso.vn&tls=off", "may", 25, "", false)]
    [InlineData("smtp://ten:mat%40khau@may.vn?from=a@b.vn&site=https://langso.vn/", "may.vn", 587, "mat@khau", true)]
    public void A_mail_servers_address_is_read(string text, string host, int port, string password, bool tls)
    {
        // The scheme's own port is not taken for the usual one.
        var read = SmtpSetting.Read(text).Value;
        Assert.Equal((host, password, tls, "https://langso.vn/notices"), (read.Host, read.Password, read.Tls, read.Link("/notices")));
        Assert.Equal(port, read.Port);
    }

    [Theory]
    [InlineData("may:587", "chưa đúng")]
    [InlineData("smtp://may?site=https://langso.vn", "from=")]
    [InlineData("smtp://may?from=a@b.vn", "site=")]
    [InlineData("smtp://may?from=a@b.vn&site=https://langso.vn&ssl=1", "không hiểu: ssl")]
    public void A_wrong_address_of_a_mail_server_says_what_is_missing(string text, string says) =>
        Assert.Contains(says, SmtpSetting.Read(text).Problems[0].ToString(), StringComparison.Ordinal);

    private NewNotice For(string key, string right) =>
        new(key, new Problem("", "Hồ sơ của {0} chờ thẩm định.", "xã Giao Ninh"), "/units", new DateOnly(2026, 3, 1)) { Right = right, Unit = Commune };

    private (HandClock Clock, MailTimer Timer) Mailing(int port)
    {
        var clock = new HandClock(VnTime.At(Today, new TimeOnly(23, 0)).ToUniversalTime());
        var setting = new SmtpSetting("127.0.0.1", port, "", "", "langso@vi-du.vn", "https://langso.vi-du.vn", Tls: false);
        var board = Make<NoticeBoard>(_server.Services.GetRequiredService<GrantBook>(), setting, clock);
        return (clock, Make<MailTimer>(board, new MailSender(setting), setting, clock));
    }

    private T Make<T>(params object[] parts) => ActivatorUtilities.CreateInstance<T>(_server.Services, parts);

    private Task WishAsync(string user, string email, string? wish) => DoAsync(async db =>
    {
        var account = await db.Set<Account>().SingleAsync(a => a.UserName == user, Cancel);
        (account.Email, account.MailWish) = (email, wish);
    });

    private Task PostAsync(params NewNotice[] notices) => DoAsync(async db =>
    {
        foreach (var notice in notices) await Board.PostAsync(db, notice, Cancel);
    });

    private async Task DoAsync(Func<StoreContext, Task> deed)
    {
        await using var db = _server.Services.GetRequiredService<StoreFactory>().Open();
        await deed(db);
        await db.SaveChangesAsync(Cancel);
    }

    private async Task<List<string>> ToldAsync(string key)
    {
        await using var db = _server.Services.GetRequiredService<StoreFactory>().Open();
        return await db.Set<NoticeFor>().Where(c => c.Notice.Key == key).OrderBy(c => c.UserName).Select(c => c.UserName).ToListAsync(Cancel);
    }
}
