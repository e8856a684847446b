using System.Text;
using LangSo.Foundation;
using LangSo.Server.Access;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Notices;

/// <summary>
/// Makes mails of notices and hands them in; done by the leading server only. A mail is marked before it is handed in, so that one whose
/// server died in between is called doubtful and not sent again: at most once.
/// </summary>
internal sealed partial class MailTimer(StoreFactory stores, NoticeBoard board, MailSender sender, SmtpSetting smtp, TimeProvider clock, ILogger<MailTimer> log) : ILeaderTimer
{
    /// <summary>Tries before it is given up.</summary>
    public const int MostTries = 8;

    /// <summary>The hour (Viet Nam) from which the day's digest goes out.</summary>
    public const int DigestHour = 7;

    private const int AtATime = 200;

    private DateOnly _refreshed;

    public string Name => "mail";

    public TimeSpan Every => TimeSpan.FromSeconds(20);

    /// <summary>How long a mail waits after so many tries: 1, 2, 4 … minutes, at most four hours.</summary>
    public static TimeSpan Wait(int tries) => TimeSpan.FromMinutes(Math.Min(240, Math.Pow(2, tries - 1)));

    public async Task RunAsync(CancellationToken cancel)
    {
        await RefreshAsync(cancel);
        if (!smtp.On) return;
        await MakeAsync(cancel);
        await SendAsync(cancel);
    }

    /// <summary>Roles begin and end by date: each day open notices go to who holds them then.</summary>
    private async Task RefreshAsync(CancellationToken cancel)
    {
        var today = clock.Today();
        if (_refreshed == today) return;
        await using var db = stores.Open();
        await board.RefreshAsync(db, cancel);
        _refreshed = today;
    }

    /// <summary>One mail a notice, or one a day for who wishes so.</summary>
    private async Task MakeAsync(CancellationToken cancel)
    {
        await using var db = stores.Open();
        var waiting = await db.Set<NoticeFor>().Include(c => c.Notice).Where(c => !c.Mailed).OrderBy(c => c.NoticeId).Take(AtATime * 10).ToListAsync(cancel);
        if (waiting.Count == 0) return;
        var names = waiting.Select(c => c.UserName).Distinct().ToList();
        var accounts = await db.Set<Account>().AsNoTracking().Where(a => names.Contains(a.UserName!)).ToDictionaryAsync(a => a.UserName!, cancel);
        var digest = VnTime.ToLocal(clock.GetUtcNow()).Hour >= DigestHour;
        var today = clock.Today();
        foreach (var own in waiting.GroupBy(c => c.UserName))
        {
            var account = accounts.GetValueOrDefault(own.Key);
            if (account is not { Email.Length: > 0 } || account.MailWish == "none" || account.LockoutEnd > clock.GetUtcNow().AddYears(1))
            {
                foreach (var copy in own) copy.Mailed = true;
                continue;
            }
            // What came today waits for tomorrow's digest.
            var due = account.MailWish == "daily" ? digest ? own.Where(c => VnTime.DayOf(c.Notice.Posted) < today).ToList() : [] : own.ToList();
            var open = due.Where(c => c.Read is null && c.Notice.Settled is null).ToList();
            foreach (var copy in due) copy.Mailed = true;
            if (account.MailWish == "daily" && open.Count > 0) db.Add(board.MailOf(account.Email, $"Làng Số: {VnText.Number(open.Count)} việc đang chờ", Digest(account, open)));
            else if (account.MailWish != "daily") foreach (var copy in open) db.Add(board.MailOf(account.Email, "Làng Số: " + Cut(copy.Notice.Sentence.ToString()), One(account, copy.Notice)));
        }
        await db.SaveChangesAsync(cancel);
    }

    private async Task SendAsync(CancellationToken cancel)
    {
        await using var db = stores.Open();
        var now = clock.GetUtcNow().UtcDateTime;
        // What another leader had begun and never ended: it may have gone out.
        await db.Set<Mail>().Where(m => m.State == Mail.Sending).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, Mail.Doubtful), cancel);
        var mails = await db.Set<Mail>().Where(m => m.State == Mail.Waiting && m.NotBefore <= now).OrderBy(m => m.Id).Take(AtATime).ToListAsync(cancel);
        foreach (var mail in mails)
        {
            cancel.ThrowIfCancellationRequested();
            (mail.State, mail.Tries) = (Mail.Sending, mail.Tries + 1);
            await db.SaveChangesAsync(cancel);
            var fate = await sender.SendAsync(mail.To, mail.Subject, board.TextOf(mail), cancel);
            mail.Fault = fate.Fault;
            mail.State = fate.Kind != MailFate.Later ? fate.Kind : mail.Tries >= MostTries ? Mail.Failed : Mail.Waiting;
            if (mail.State == Mail.Waiting) mail.NotBefore = clock.GetUtcNow().UtcDateTime + Wait(mail.Tries);
            if (mail.State is Mail.Sent or Mail.Doubtful) mail.Body = "";
            // What came of it is written although this server is told to stop now.
            await db.SaveChangesAsync(CancellationToken.None);
            if (fate.Fault is { } fault) NotSent(log, mail.Id, mail.State, fault);
            if (mail.State == Mail.Waiting) break;
        }
    }

    private string One(Account account, Notice notice) =>
        $"Kính gửi {account.ShownName},\n\n{notice.Sentence}\n{(notice.Due is { } due ? $"Hạn: {VnTime.Text(due)}.\n" : "")}\n{smtp.Link(notice.Link)}\n\nLàng Số gửi tự động; xem mọi việc ở {smtp.Link("/notices")}";

    private string Digest(Account account, IReadOnlyList<NoticeFor> open)
    {
        var text = new StringBuilder($"Kính gửi {account.ShownName},\n\nViệc đang chờ ông/bà:\n");
        foreach (var copy in open.OrderBy(c => c.Notice.Due ?? DateOnly.MaxValue))
            text.Append("\n- ").Append(copy.Notice.Sentence).Append(copy.Notice.Due is { } due ? $" Hạn {VnTime.Text(due)}." : "").Append("\n  ").Append(smtp.Link(copy.Notice.Link)).Append('\n');
        return text.Append("\nLàng Số gửi mỗi ngày một thư; đổi ở ").Append(smtp.Link("/account")).ToString();
    }

    private static string Cut(string text) => text.Length <= 120 ? text : text[..119] + "…";

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Id} is {State}: {Fault}")]
    private static partial void NotSent(ILogger logger, int id, string state, string fault);
}
