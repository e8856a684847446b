using System.Globalization;
using LangSo.Foundation;

namespace LangSo.Store.Media;

/// <summary>Where the sounds and evidence files of an installation are.</summary>
public sealed class MediaAddress
{
    private const long DefaultCacheBytes = 512L * 1024 * 1024;

    private MediaAddress(string shown) => Shown = shown;

    /// <summary>What people are told; never a key.</summary>
    public string Shown { get; }

    /// <summary>The folder, or null when it is an S3 store.</summary>
    public string? Folder { get; private init; }

    /// <summary>True when the folder belongs to this installation alone and is made when missing; a shared one that is missing is a mount that failed.</summary>
    internal bool IsOwn { get; private init; }

    /// <summary>Where devices are sent for a sound instead of being served here ("https://cdn…"), or null.</summary>
    public string? Public { get; private init; }

    /// <summary>The S3 store, or null.</summary>
    internal S3Address? S3 { get; private init; }

    /// <summary>The folder <c>media</c> of a data folder.</summary>
    public static MediaAddress In(DataFolder folder) => new(Path.Combine(folder.Given, "media")) { Folder = Path.Combine(folder.Path, "media"), IsOwn = true };

    /// <summary>
    /// What <c>--media</c> says: nothing for the data folder; a shared folder as a path or <c>file:///srv/langso/media</c>;
    /// <c>s3://key:secret@host:9000/bucket/prefix?region=…&amp;tls=false&amp;cache=512&amp;public=https://…</c>. Keys that are not in the
    /// address are LANGSO_S3_KEY and LANGSO_S3_SECRET of the environment.
    /// </summary>
    public static Outcome<MediaAddress> Parse(string? text, DataFolder folder, Func<string, string?>? environment = null)
    {
        if (string.IsNullOrWhiteSpace(text)) return In(folder);
        if (text.StartsWith("s3://", StringComparison.OrdinalIgnoreCase)) return ParseS3(text, folder, environment ?? Environment.GetEnvironmentVariable);
        if (text.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
            return Uri.TryCreate(text, UriKind.Absolute, out var file) && file.Host.Length == 0 ? Shared(file.LocalPath) : NotAnAddress();
        return text.Contains("://", StringComparison.Ordinal) ? NotAnAddress() : Shared(text);
    }

    /// <inheritdoc/>
    public override string ToString() => Shown;

    private static MediaAddress Shared(string path) => new(path) { Folder = Path.GetFullPath(path) };

    private static Outcome<MediaAddress> ParseS3(string text, DataFolder folder, Func<string, string?> environment)
    {
        // A secret may hold "/" or "+": written as it is, it would end the address too early, and guessing could send it to a wrong host.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0) return NotAnAddress();
        if (url.AbsolutePath.Trim('/').Split('/', 2) is not [{ Length: > 0 } bucket, ..] path) return NotAnAddress();
        var who = url.UserInfo.Split(':', 2);
        var key = who[0].Length > 0 ? Uri.UnescapeDataString(who[0]) : environment("LANGSO_S3_KEY");
        var secret = who.Length == 2 ? Uri.UnescapeDataString(who[1]) : environment("LANGSO_S3_SECRET");
        if (string.IsNullOrEmpty(key) || string.IsNullOrEmpty(secret))
            return new Problem("--media", "Kho S3 thiếu khóa. Đặt LANGSO_S3_KEY và LANGSO_S3_SECRET trong môi trường của máy chủ.");
        var (region, tls, cache, shownAt) = ("us-east-1", true, DefaultCacheBytes, (string?)null);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var n, var v] ? (n, Uri.UnescapeDataString(v)) : (pair, "");
            switch (name)
            {
                case "region" when value.Length > 0: region = value; break;
                case "tls" when bool.TryParse(value, out var secure): tls = secure; break;
                case "cache" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var mb) && mb is >= 1 and <= 1_000_000: cache = mb * 1024 * 1024; break;
                case "public" when Uri.TryCreate(value, UriKind.Absolute, out var open) && open.Scheme is "http" or "https": shownAt = value.TrimEnd('/'); break;
                default: return new Problem("--media", "Kho S3: không hiểu \"{0}\". Viết được region, tls, cache (MB) và public.", name);
            }
        }
        var port = url.Port > 0 ? url.Port : tls ? 443 : 80;
        var server = new UriBuilder(tls ? "https" : "http", url.Host, port).Uri;
        return new MediaAddress($"kho S3 {bucket} trên {url.Host}:{port.ToString(CultureInfo.InvariantCulture)}")
        {
            Public = shownAt,
            S3 = new S3Address(server, Uri.UnescapeDataString(bucket), path.Length == 2 ? Uri.UnescapeDataString(path[1]).Trim('/') : "", region, key, secret)
            {
                CacheFolder = Path.Combine(folder.Path, "media-cache"), CacheBytes = cache,
            },
        };
    }

    private static Problem NotAnAddress() =>
        new("--media", "Địa chỉ kho âm thanh không đúng. Viết một thư mục, hoặc s3://khóa:mật-khẩu@máy:9000/tên-kho?region=…&tls=false.");
}

/// <summary>An S3-compatible store: every request is path-style, which all of them understand.</summary>
/// <param name="Server">"https://10.1.2.3:9000".</param>
/// <param name="Bucket">The bucket; it must be there already.</param>
/// <param name="Prefix">What stands before the hashes in the bucket, without slashes at its ends; may be empty.</param>
/// <param name="Region">What signatures name.</param>
internal sealed record S3Address(Uri Server, string Bucket, string Prefix, string Region, string Key, string Secret)
{
    public string CacheFolder { get; init; } = "";
    public long CacheBytes { get; init; }

    public override string ToString() => $"{Bucket} {Server.Host}";
}
