using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;

namespace LangSo.Server.Notices;

/// <summary>What became of handing in a mail.</summary>
/// <param name="Kind">sent; later (it was surely not taken); failed (it never will be); doubtful (it may have been taken).</param>
/// <param name="Fault">Why, or null.</param>
internal sealed record MailFate(string Kind, string? Fault = null)
{
    public const string Later = "later";

    /// <summary>It was taken.</summary>
    public static MailFate Done { get; } = new(Mail.Sent);
}

/// <summary>Hands mails to the mail server.</summary>
internal sealed class MailSender(SmtpSetting setting)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Hands in one mail.</summary>
    public async Task<MailFate> SendAsync(string to, string subject, string body, CancellationToken cancel)
    {
        using var message = new MailMessage(new MailAddress(setting.From, "Làng Số", Encoding.UTF8), new MailAddress(to))
        {
            Subject = subject, SubjectEncoding = Encoding.UTF8, Body = body, BodyEncoding = Encoding.UTF8, HeadersEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Auto-Submitted", "auto-generated");
        using var client = new SmtpClient(setting.Host, setting.Port) { EnableSsl = setting.Tls, DeliveryMethod = SmtpDeliveryMethod.Network };
        if (setting.User.Length > 0) client.Credentials = new NetworkCredential(setting.User, setting.Password);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            await client.SendMailAsync(message, limit.Token);
            return MailFate.Done;
        }
        catch (SmtpException e)
        {
            return FateOf(e);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new MailFate(Mail.Doubtful, "The mail server did not answer in time");
        }
    }

    /// <summary>
    /// What a refusal means. A server that answered with 4xx did not take it, with 5xx never will; one that could not be connected to never
    /// saw it. After anything else nobody knows.
    /// </summary>
    internal static MailFate FateOf(SmtpException e)
    {
        var fault = Cut(e.InnerException?.Message ?? e.Message);
        return (int)e.StatusCode switch
        {
            >= 400 and < 500 => new MailFate(MailFate.Later, fault),
            >= 500 => new MailFate(Mail.Failed, fault),
            _ when Inner(e).Any(i => i is SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.TryAgain or SocketError.TimedOut }
                or System.Security.Authentication.AuthenticationException) => new MailFate(MailFate.Later, fault),
            _ => new MailFate(Mail.Doubtful, fault),
        };
    }

    private static IEnumerable<Exception> Inner(Exception e)
    {
        for (var inner = e.InnerException; inner is not null; inner = inner.InnerException) yield return inner;
    }

    private static string Cut(string text) => text.Length > 200 ? text[..200] : text;
}
