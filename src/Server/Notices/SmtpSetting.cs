using System.Net.Mail;
using LangSo.Foundation;

namespace LangSo.Server.Notices;

/// <summary>
/// Where mail is handed in: <c>smtp://user:password@host:587?from=langso@tinh.gov.vn&amp;site=https://langso.tinh.gov.vn&amp;tls=off</c>.
/// TLS (STARTTLS) is asked for unless it says off.
/// </summary>
/// <param name="Host">The mail server; empty when there is no mail.</param>
/// <param name="Port">587, or 25 inside one's own network.</param>
/// <param name="User">Empty when the server asks for none.</param>
/// <param name="Password">Of the user.</param>
/// <param name="From">Who writes.</param>
/// <param name="Site">The address of these pages, as links in mails begin, without the last slash.</param>
/// <param name="Tls">True when the connection must be encrypted.</param>
internal sealed record SmtpSetting(string Host, int Port, string User, string Password, string From, string Site, bool Tls)
{
    /// <summary>The variable of the environment.</summary>
    public const string Variable = "LANGSO_SMTP";

    /// <summary>No mail.</summary>
    public static SmtpSetting Off { get; } = new("", 0, "", "", "", "", false);

    /// <summary>True when mails are sent.</summary>
    public bool On => Host.Length > 0;

    /// <summary>A page of the site as a link in a mail.</summary>
    public string Link(string path) => Site + path;

    /// <summary>Reads it; nothing is no mail.</summary>
    public static Outcome<SmtpSetting> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Off;
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) || uri.Scheme != "smtp" || uri.Host.Length == 0)
            return new Problem(Variable, "LANGSO_SMTP chưa đúng. Viết: smtp://tên:mật-khẩu@máy:587?from=địa-chỉ&site=https://…");
        var said = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p.ElementAtOrDefault(1) ?? ""), StringComparer.Ordinal);
        if (said.Keys.FirstOrDefault(k => k is not ("from" or "site" or "tls")) is { } unknown) return new Problem(Variable, "LANGSO_SMTP có phần không hiểu: {0}.", unknown);
        if (!said.TryGetValue("from", out var from) || !MailAddress.TryCreate(from, out _)) return new Problem(Variable, "LANGSO_SMTP thiếu from=địa-chỉ-gửi.");
        if (!said.TryGetValue("site", out var site) || !Uri.TryCreate(site, UriKind.Absolute, out var pages) || !pages.Scheme.StartsWith("http", StringComparison.Ordinal))
            return new Problem(Variable, "LANGSO_SMTP thiếu site=https://… (địa chỉ của trang, để liên kết trong thư mở được).");
        var who = uri.UserInfo.Split(':', 2);
        return new SmtpSetting(uri.Host, uri.Port > 0 ? uri.Port : 587, Uri.UnescapeDataString(who[0]), Uri.UnescapeDataString(who.ElementAtOrDefault(1) ?? ""), from, site.TrimEnd('/'), said.GetValueOrDefault("tls") != "off");
    }
}
