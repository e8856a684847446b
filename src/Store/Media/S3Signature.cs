using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LangSo.Store.Media;

/// <summary>
/// AWS Signature Version 4 for S3, pure: what a request is sent with so that the store knows who asks and that nothing of it was altered
/// (docs.aws.amazon.com, "Authenticating Requests: Using the Authorization Header").
/// </summary>
internal static class S3Signature
{
    /// <summary>SHA-256 of nothing: what a request without a body signs.</summary>
    public const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>Percent-encodes all but A–Z a–z 0–9 - . _ ~, as signatures demand.</summary>
    public static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>A path of which every part is encoded and the slashes stay.</summary>
    public static string EncodePath(string path) => string.Join('/', path.Split('/').Select(Encode));

    /// <summary>Parameters in the order that signatures demand: by their encoded names.</summary>
    public static string Query(IEnumerable<(string Name, string Value)> parameters) =>
        string.Join('&', parameters.Select(p => (Name: Encode(p.Name), Value: Encode(p.Value))).OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal).Select(p => p.Name + "=" + p.Value));

    /// <summary>The value of the header <c>Authorization</c>.</summary>
    /// <param name="path">Encoded, from the first slash.</param>
    /// <param name="query">As <see cref="Query"/> wrote it.</param>
    /// <param name="headers">What is signed, lower-case names; <c>host</c>, <c>x-amz-content-sha256</c> and <c>x-amz-date</c> among them.</param>
    public static string Authorization(
        S3Address address, string method, string path, string query, IReadOnlyDictionary<string, string> headers, string payloadHash, DateTime at)
    {
        var day = at.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var scope = $"{day}/{address.Region}/s3/aws4_request";
        var ordered = headers.OrderBy(h => h.Key, StringComparer.Ordinal).ToList();
        var names = string.Join(';', ordered.Select(h => h.Key));
        var request = $"{method}\n{path}\n{query}\n{string.Concat(ordered.Select(h => $"{h.Key}:{h.Value.Trim()}\n"))}\n{names}\n{payloadHash}";
        var toSign = $"AWS4-HMAC-SHA256\n{Stamp(at)}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";
        var key = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + address.Secret), day), address.Region), "s3"), "aws4_request");
        return $"AWS4-HMAC-SHA256 Credential={address.Key}/{scope},SignedHeaders={names},Signature={Convert.ToHexStringLower(Mac(key, toSign))}";
    }

    /// <summary>An instant as signatures write it.</summary>
    public static string Stamp(DateTime at) => at.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
