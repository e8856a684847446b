using System.Net;
using System.Text.RegularExpressions;
using LangSo.Server.Demo;

namespace LangSo.Bench;

/// <summary>A browser without script: cookies and forms with their tokens. One demonstration account is signed in.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _http;

    private Browser(string address) => _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };

    /// <summary>For what is no form: JSON and bytes, with the same cookies.</summary>
    public HttpClient Http => _http;

    public static async Task<Browser> SignInAsync(string address, string user, CancellationToken cancel)
    {
        var browser = new Browser(address);
        var form = await browser.ReadAsync("/sign-in", cancel);
        await browser.PostAsync("/sign-in", Fields(form, ("name", user), ("password", DemoAccounts.Password)), cancel);
        return browser;
    }

    /// <summary>A page's HTML.</summary>
    public async Task<string> ReadAsync(string path, CancellationToken cancel)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancel);
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");
        return await answer.Content.ReadAsStringAsync(cancel);
    }

    /// <summary>The fields of a form together with its token.</summary>
    public static FormUrlEncodedContent Fields(string page, params (string Name, string Value)[] fields) =>
        new(fields.Append(("__RequestVerificationToken", WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value)))
            .Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2)));

    /// <summary>Sends a form; a deed that is done leads on to a page, whose path is returned.</summary>
    public async Task<string> PostAsync(string path, FormUrlEncodedContent fields, CancellationToken cancel)
    {
        using (fields)
        {
            using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), fields, cancel);
            return answer.StatusCode == HttpStatusCode.Redirect
                ? answer.Headers.Location!.OriginalString
                : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");
        }
    }

    /// <summary>Writes a bulletin and hands it in; returns its page's path.</summary>
    public async Task<string> HandInAsync(string title, string text, string area, (string Date, string Time)? at, CancellationToken cancel)
    {
        var form = await ReadAsync("/bulletins/new", cancel);
        return await PostAsync("/bulletins/new?handler=Submit", Fields(form,
            ("Seen", "0"), ("Title", title), ("Text", text), ("Class", "normal"), ("Area", area), ("When", at is null ? "now" : "at"),
            ("Date", at?.Date ?? ""), ("Time", at?.Time ?? ""), ("Headline", ""), ("Facts", "")), cancel);
    }

    /// <summary>What approving the bulletin of this page would send.</summary>
    public async Task<FormUrlEncodedContent> ApprovalAsync(string path, CancellationToken cancel)
    {
        var page = await ReadAsync(path, cancel);
        return Fields(page, ("seen", Seen().Match(page).Groups[1].Value));
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"seen\" value=\"(\\d+)\"")]
    private static partial Regex Seen();
}
