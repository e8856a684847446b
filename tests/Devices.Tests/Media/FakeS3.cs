using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LangSo.Testing;

/// <summary>
/// A small S3 store on loopback that is as strict as the real ones: it works out every signature for itself from what came over the
/// line, pages its lists, serves ranges and answers errors in XML. It can be told to be down, busy, slow or to cut a body off.
/// </summary>
public sealed partial class FakeS3 : IAsyncDisposable
{
    public const string Key = "LANGSOKEY", Secret = "bí/mật+của kho", Bucket = "lang-so", Region = "vn-hn-1";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (byte[] Bytes, DateTime Changed)> _objects = new(StringComparer.Ordinal);
    private int _failures, _cuts;

    private FakeS3(WebApplication app) => _app = app;

    /// <summary>"127.0.0.1:40213".</summary>
    public string Host { get; private set; } = "";

    /// <summary>What was asked, "GET /lang-so/x", refused requests too.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Objects on a page of a list.</summary>
    public int MostOnPage { get; set; } = 1000;

    /// <summary>Completes before each answer is given; for tests that need requests to wait.</summary>
    public Func<CancellationToken, Task>? Hold { get; set; }

    /// <summary>The clock by which signatures must be fresh.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>True: nothing is answered, connections are dropped.</summary>
    public bool IsDown { get; set; }

    public static async Task<FakeS3> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var s3 = new FakeS3(builder.Build());
        s3._app.Run(s3.AnswerAsync);
        await s3._app.StartAsync();
        s3.Host = new Uri(s3._app.Urls.First()).Authority;
        return s3;
    }

    /// <summary>The address as an operator writes it.</summary>
    public string Address(string more = "", string? secret = null, string bucket = Bucket) =>
        $"s3://{Key}:{Uri.EscapeDataString(secret ?? Secret)}@{Host}/{bucket}/am-thanh?region={Region}&tls=false{more}";

    /// <summary>The next so many requests are answered 503 SlowDown.</summary>
    public void Fail(int times) => _failures = times;

    /// <summary>The next so many bodies end in the middle.</summary>
    public void Cut(int times) => _cuts = times;

    /// <summary>Puts bytes under a name that they do not have, or changes how old something is.</summary>
    public void Put(string name, byte[] bytes, DateTime changed) => _objects[name] = (bytes, changed);

    public bool Has(string name) => _objects.ContainsKey(name);

    public byte[] BytesOf(string name) => _objects[name].Bytes;

    public void MakeOld(string name, DateTime changed) => _objects[name] = (_objects[name].Bytes, changed);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var raw = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        Asked.Enqueue($"{http.Request.Method} {raw}");
        if (Hold is { } hold) await hold(http.RequestAborted);
        if (IsDown)
        {
            http.Abort();
            return;
        }
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        if (Interlocked.Decrement(ref _failures) >= 0) await ErrorAsync(http, 503, "SlowDown");
        else if (Refusal(http.Request, raw, body.ToArray()) is { } code) await ErrorAsync(http, 403, code);
        else await ServeAsync(http, raw, body.ToArray());
    }

    /// <summary>Why a request is not believed, by the rules of Signature Version 4, worked out anew here; null when it is.</summary>
    private string? Refusal(HttpRequest request, string raw, byte[] body)
    {
        var said = Authorization().Match(request.Headers.Authorization.ToString());
        if (!said.Success) return "AccessDenied";
        if (said.Groups["key"].Value != Key) return "InvalidAccessKeyId";
        var stamp = request.Headers["x-amz-date"].ToString();
        if (!DateTime.TryParseExact(stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            || (Clock.GetUtcNow().UtcDateTime - at).Duration() > TimeSpan.FromMinutes(15)) return "RequestTimeTooSkewed";
        var payload = request.Headers["x-amz-content-sha256"].ToString();
        if (payload != Hex(SHA256.HashData(body))) return "XAmzContentSHA256Mismatch";
        var signed = said.Groups["headers"].Value.Split(';');
        if (!signed.Contains("host") || !signed.SequenceEqual(signed.Order(StringComparer.Ordinal))) return "SignatureDoesNotMatch";
        // Every x-amz header must be under the signature.
        if (request.Headers.Keys.Select(k => k.ToLowerInvariant()).Any(k => k.StartsWith("x-amz-", StringComparison.Ordinal) && !signed.Contains(k))) return "AccessDenied";

        var split = raw.IndexOf('?', StringComparison.Ordinal);
        var canonical = new StringBuilder();
        canonical.Append(request.Method).Append('\n');
        canonical.Append(Reencode(split < 0 ? raw : raw[..split], keepSlash: true)).Append('\n');
        canonical.AppendJoin('&', (split < 0 ? "" : raw[(split + 1)..]).Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Contains('=', StringComparison.Ordinal) ? p : p + "=")
            .Select(p => string.Join('=', p.Split('=', 2).Select(x => Reencode(x, keepSlash: false)))).Order(StringComparer.Ordinal)).Append('\n');
        foreach (var name in signed) canonical.Append(name).Append(':').Append(request.Headers[name].ToString().Trim()).Append('\n');
        canonical.Append('\n').AppendJoin(';', signed).Append('\n').Append(payload);

        var scope = $"{stamp[..8]}/{Region}/s3/aws4_request";
        if (said.Groups["scope"].Value != scope) return "AuthorizationHeaderMalformed";
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var step in scope.Split('/'))
        {
            using var mac = new HMACSHA256(key);
            key = mac.ComputeHash(Encoding.UTF8.GetBytes(step));
        }
        using var last = new HMACSHA256(key);
        var expected = Hex(last.ComputeHash(Encoding.UTF8.GetBytes($"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())))}")));
        return expected == said.Groups["signature"].Value ? null : "SignatureDoesNotMatch";
    }

    private async Task ServeAsync(HttpContext http, string raw, byte[] body)
    {
        var path = Uri.UnescapeDataString(raw.Split('?')[0]).TrimStart('/').Split('/', 2);
        if (path[0] != Bucket) { await ErrorAsync(http, 404, "NoSuchBucket"); return; }
        var name = path.Length == 2 ? path[1] : "";
        switch (http.Request.Method)
        {
            case "PUT":
                _objects[name] = (body, Clock.GetUtcNow().UtcDateTime);
                break;
            case "DELETE":
                _objects.TryRemove(name, out _);
                http.Response.StatusCode = 204;
                break;
            case "GET" when name.Length == 0 && http.Request.Query["list-type"] == "2":
                await ListAsync(http);
                break;
            case "GET" or "HEAD" when _objects.TryGetValue(name, out var found):
                await SendAsync(http, found.Bytes, found.Changed);
                break;
            default:
                await ErrorAsync(http, 404, "NoSuchKey");
                break;
        }
    }

    private async Task SendAsync(HttpContext http, byte[] bytes, DateTime changed)
    {
        var from = 0;
        if (RangeFrom().Match(http.Request.Headers.Range.ToString()) is { Success: true } range)
        {
            from = int.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture);
            if (from >= bytes.Length) { await ErrorAsync(http, 416, "InvalidRange"); return; }
            http.Response.StatusCode = 206;
            http.Response.Headers.ContentRange = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
        }
        http.Response.ContentLength = bytes.Length - from;
        http.Response.Headers.LastModified = changed.ToString("R", CultureInfo.InvariantCulture);
        if (http.Request.Method == "HEAD") return;
        if (Interlocked.Decrement(ref _cuts) >= 0)
        {
            await http.Response.Body.WriteAsync(bytes.AsMemory(from, (bytes.Length - from) / 2));
            await http.Response.Body.FlushAsync();
            http.Abort();
            return;
        }
        await http.Response.Body.WriteAsync(bytes.AsMemory(from));
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var size = Math.Min(MostOnPage, int.Parse(query["max-keys"].FirstOrDefault() ?? "1000", CultureInfo.InvariantCulture));
        // Tokens are opaque and hold what must be encoded.
        var after = query["continuation-token"].FirstOrDefault() is { } token ? Encoding.UTF8.GetString(Convert.FromBase64String(token)) : "";
        var names = _objects.Keys.Where(k => k.StartsWith(query["prefix"].ToString(), StringComparison.Ordinal) && string.CompareOrdinal(k, after) > 0).Order(StringComparer.Ordinal).ToList();
        var page = names.Take(size).ToList();
        XNamespace ns = "http://s3.amazonaws.com/doc/2006-03-01/";
        var answer = new XElement(ns + "ListBucketResult", new XElement(ns + "IsTruncated", names.Count > size ? "true" : "false"),
            page.Select(k => new XElement(ns + "Contents", new XElement(ns + "Key", k), new XElement(ns + "Size", _objects[k].Bytes.Length),
                new XElement(ns + "LastModified", _objects[k].Changed.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)))));
        if (names.Count > size) answer.Add(new XElement(ns + "NextContinuationToken", Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1]))));
        http.Response.ContentType = "application/xml";
        await http.Response.WriteAsync(answer.ToString());
    }

    private static async Task ErrorAsync(HttpContext http, int status, string code)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/xml";
        if (http.Request.Method != "HEAD") await http.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>Key {Key} refused.</Message></Error>");
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    /// <summary>Decodes and encodes again as the rules say, whatever the client wrote.</summary>
    private static string Reencode(string text, bool keepSlash)
    {
        var written = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text)))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' || (keepSlash && c == '/')) written.Append(c);
            else written.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }
        return written.ToString();
    }

    [GeneratedRegex(@"^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)/(?<scope>[^,]+),\s*SignedHeaders=(?<headers>[^,]+),\s*Signature=(?<signature>[0-9a-f]{64})$")]
    private static partial Regex Authorization();

    [GeneratedRegex(@"^bytes=(\d+)-$")]
    private static partial Regex RangeFrom();
}
