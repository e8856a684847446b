using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.Linq;
using LangSo.Foundation;

namespace LangSo.Store.Media;

/// <summary>
/// The five things LangSo asks of an S3-compatible store: put, get from a place on, head, list, delete. Tries again what may be tried again;
/// what then still fails is a <see cref="MediaUnavailableException"/> that says why in one line.
/// </summary>
internal sealed class S3Client(S3Address address, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(400)];

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(3), PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false, UseCookies = false,
    }) { Timeout = TimeSpan.FromSeconds(20) };

    public string Shown { get; } = $"kho S3 {address.Bucket} trên {address.Server.Host}:{address.Server.Port.ToString(CultureInfo.InvariantCulture)}";

    public async Task PutAsync(string name, ReadOnlyMemory<byte> bytes, string sha256, CancellationToken cancel)
    {
        using var answer = await SendAsync(HttpMethod.Put, name, [], cancel, new Body(bytes, sha256));
        await MustAsync(answer, cancel);
    }

    /// <summary>The object from byte <paramref name="from"/> on, to be disposed; null when there is none.</summary>
    public async Task<HttpResponseMessage?> GetAsync(string name, long from, CancellationToken cancel)
    {
        var answer = await SendAsync(HttpMethod.Get, name, [], cancel, range: from > 0 ? new RangeHeaderValue(from, null) : null);
        try
        {
            if (await IsMissingAsync(answer, cancel))
            {
                answer.Dispose();
                return null;
            }
            await MustAsync(answer, cancel);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>Size and last change (UTC) of an object, or null.</summary>
    public async Task<(long Bytes, DateTime Changed)?> HeadAsync(string name, CancellationToken cancel)
    {
        using var answer = await SendAsync(HttpMethod.Head, name, [], cancel);
        if (await IsMissingAsync(answer, cancel)) return null;
        await MustAsync(answer, cancel);
        return (answer.Content.Headers.ContentLength ?? 0, answer.Content.Headers.LastModified?.UtcDateTime ?? DateTime.MinValue);
    }

    public async Task DeleteAsync(string name, CancellationToken cancel)
    {
        using var answer = await SendAsync(HttpMethod.Delete, name, [], cancel);
        if (!await IsMissingAsync(answer, cancel)) await MustAsync(answer, cancel);
    }

    /// <summary>Every object whose name begins so, page by page.</summary>
    /// <param name="most">Objects on a page; the store may give fewer.</param>
    public async IAsyncEnumerable<(string Name, long Bytes, DateTime Changed)> ListAsync(string prefix, int most, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? next = null;
        do
        {
            List<(string, string)> query = [("list-type", "2"), ("max-keys", most.ToString(CultureInfo.InvariantCulture)), ("prefix", prefix)];
            if (next is not null) query.Add(("continuation-token", next));
            XElement page;
            using (var answer = await SendAsync(HttpMethod.Get, "", query, cancel))
            {
                await MustAsync(answer, cancel);
                page = await ReadXmlAsync(answer, cancel) ?? throw Unavailable("trả lời không hiểu được");
            }
            foreach (var item in page.Elements().Where(e => e.Name.LocalName == "Contents"))
            {
                if (Child(item, "Key") is { } key)
                    yield return (key, long.Parse(Child(item, "Size") ?? "0", CultureInfo.InvariantCulture),
                        DateTimeOffset.TryParse(Child(item, "LastModified"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.UtcDateTime : DateTime.MinValue);
            }
            next = Child(page, "IsTruncated") == "true" ? Child(page, "NextContinuationToken") : null;
        }
        while (!string.IsNullOrEmpty(next));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>One line for people.</summary>
    public MediaUnavailableException Unavailable(string why, Exception? inner = null) =>
        new(new Problem("media", "Kho âm thanh ({0}) chưa dùng được: {1}.", Shown, why), inner);

    private sealed record Body(ReadOnlyMemory<byte> Bytes, string Sha256);

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string name, IReadOnlyList<(string, string)> parameters, CancellationToken cancel, Body? body = null, RangeHeaderValue? range = null)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var request = Signed(method, name, parameters, body);
                request.Headers.Range = range;
                var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
                // Busy, or broken for a moment: stores ask to be asked again.
                if (answer.StatusCode < HttpStatusCode.InternalServerError || attempt >= Pauses.Length) return answer;
                answer.Dispose();
            }
            catch (HttpRequestException e) when (attempt >= Pauses.Length)
            {
                throw Unavailable("không kết nối được", e);
            }
            catch (HttpRequestException)
            {
                // Tried again below.
            }
            catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
            {
                throw Unavailable("trả lời quá chậm", e);
            }
            await Task.Delay(Pauses[attempt], clock, cancel);
        }
    }

    private HttpRequestMessage Signed(HttpMethod method, string name, IReadOnlyList<(string, string)> parameters, Body? body)
    {
        var path = S3Signature.EncodePath("/" + address.Bucket + (name.Length > 0 ? "/" + name : ""));
        var query = S3Signature.Query(parameters);
        var at = clock.GetUtcNow().UtcDateTime;
        var payload = body?.Sha256 ?? S3Signature.EmptyHash;
        var host = address.Server.IsDefaultPort ? address.Server.Host : address.Server.Authority;
        var headers = new Dictionary<string, string> { ["host"] = host, ["x-amz-content-sha256"] = payload, ["x-amz-date"] = S3Signature.Stamp(at) };
        var request = new HttpRequestMessage(method, new Uri(address.Server, path + (query.Length > 0 ? "?" + query : "")));
        request.Headers.Host = host;
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", payload);
        request.Headers.TryAddWithoutValidation("x-amz-date", headers["x-amz-date"]);
        request.Headers.TryAddWithoutValidation("Authorization", S3Signature.Authorization(address, method.Method, path, query, headers, payload, at));
        if (body is not null)
        {
            request.Content = new ReadOnlyMemoryContent(body.Bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("audio/ogg");
        }
        return request;
    }

    /// <summary>True when the object is missing; a missing bucket is trouble.</summary>
    private async Task<bool> IsMissingAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.StatusCode != HttpStatusCode.NotFound) return false;
        return await CodeAsync(answer, cancel) is "NoSuchBucket" ? throw Unavailable("không có kho tên này (NoSuchBucket)") : true;
    }

    private async Task MustAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.IsSuccessStatusCode) return;
        var code = await CodeAsync(answer, cancel) ?? ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        throw Unavailable(answer.StatusCode switch
        {
            HttpStatusCode.Forbidden when code == "RequestTimeTooSkewed" => "đồng hồ máy chủ lệch so với kho (RequestTimeTooSkewed)",
            HttpStatusCode.Forbidden => $"kho từ chối khóa ({code})",
            HttpStatusCode.NotFound => $"không có kho tên này ({code})",
            _ => $"kho báo lỗi {code}",
        });
    }

    /// <summary>What the store calls the error; never its message, which may repeat what was signed.</summary>
    private static async Task<string?> CodeAsync(HttpResponseMessage answer, CancellationToken cancel) =>
        await ReadXmlAsync(answer, cancel) is { } xml && Child(xml, "Code") is { Length: > 0 and <= 64 } code && code.All(char.IsAsciiLetterOrDigit) ? code : null;

    private static async Task<XElement?> ReadXmlAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancel);
            using var reader = XmlReader.Create(body, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit });
            return await XElement.LoadAsync(reader, LoadOptions.None, cancel);
        }
        catch (Exception e) when (e is XmlException or IOException or HttpRequestException)
        {
            return null;
        }
    }

    private static string? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
}
