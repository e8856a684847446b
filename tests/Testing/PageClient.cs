using System.Net;
using System.Text.RegularExpressions;

namespace LangSo.Testing;

/// <summary>What a page answered.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Text">Its body, HTML entities decoded.</param>
/// <param name="Location">Where a redirect leads.</param>
public sealed record PageAnswer(HttpStatusCode Status, string Text, string? Location);

/// <summary>A plain browser: cookies, forms with their antiforgery token, no script.</summary>
public sealed partial class PageClient : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    /// <summary>Of the server at this address.</summary>
    public PageClient(Uri address) => _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = address };

    /// <summary>Its cookies, as the header that it sends.</summary>
    public string Cookies => _cookies.GetCookieHeader(_http.BaseAddress!);

    /// <summary>For requests that are not pages.</summary>
    public HttpClient Http => _http;

    /// <summary>Opens a page.</summary>
    public async Task<PageAnswer> GetAsync(string path) => await ReadAsync(await _http.GetAsync(path));

    /// <summary>Opens <paramref name="path"/> (or <paramref name="page"/>) and posts its form with its token.</summary>
    public async Task<PageAnswer> PostFormAsync(string path, Dictionary<string, string> fields, string? page = null)
    {
        var form = await _http.GetStringAsync(page ?? path);
        var token = Token().Match(form).Groups[1].Value;
        fields["__RequestVerificationToken"] = WebUtility.HtmlDecode(token);
        using var content = new FormUrlEncodedContent(fields);
        return await ReadAsync(await _http.PostAsync(path, content));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<PageAnswer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
            return new PageAnswer(response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()), response.Headers.Location?.OriginalString);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
