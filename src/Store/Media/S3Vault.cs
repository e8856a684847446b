using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using LangSo.Foundation;

namespace LangSo.Store.Media;

/// <summary>
/// Sounds in an S3-compatible store, which several servers share. What is sent to devices comes from a local cache: five hundred
/// devices that ask for one sound cost the store one request.
/// </summary>
internal sealed class S3Vault : IMediaVault, IDisposable
{
    /// <summary>A sound of half an hour has about 6 MB; more than this is none of ours.</summary>
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>How long devices wait for a sound that is on its way here; then they come again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly S3Client _client;
    private readonly MediaCache _cache;
    private readonly TimeProvider _clock;
    private readonly string _prefix;
    private readonly int _pageSize;
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _fetching = new(StringComparer.Ordinal);

    public S3Vault(MediaAddress address, TimeProvider clock, int pageSize = 1000)
    {
        var s3 = address.S3!;
        (_client, _cache, _clock) = (new S3Client(s3, clock), new MediaCache(s3.CacheFolder, s3.CacheBytes, clock), clock);
        (_prefix, _pageSize) = (s3.Prefix.Length > 0 ? s3.Prefix + "/" : "", pageSize);
    }

    public string Shown => _client.Shown;

    public async Task<string> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        await _client.PutAsync(_prefix + hash, bytes, hash, cancel);
        await CacheAsync(hash, bytes, cancel);
        return hash;
    }

    public async Task<Stream?> OpenAsync(string sha256, CancellationToken cancel)
    {
        if (!MediaName.IsHash(sha256)) return null;
        // Twice, because a small cache may have let it go before it was opened.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            if (Cached(sha256) is { } file) return file;
            // Shared by all who wait; one who leaves does not end it for the others.
            var fetch = _fetching.GetOrAdd(sha256, hash => new Lazy<Task<bool>>(() => FetchIntoCacheAsync(hash)));
            if (!await fetch.Value.WaitAsync(cancel)) return null;
        }
        return await FetchAsync(sha256, cancel) is { } bytes ? new MemoryStream(bytes, writable: false) : null;
    }

    public async Task<long?> SizeAsync(string sha256, CancellationToken cancel)
    {
        if (!MediaName.IsHash(sha256)) return null;
        if (Cached(sha256) is { } file)
        {
            await using (file) return file.Length;
        }
        return (await _client.HeadAsync(_prefix + sha256, cancel))?.Bytes;
    }

    public async Task<bool> VerifyAsync(string sha256, CancellationToken cancel)
    {
        if (!MediaName.IsHash(sha256)) return false;
        return await DownloadAsync(sha256, cancel) is { } bytes && IsWhole(sha256, bytes);
    }

    public async IAsyncEnumerable<KeptMedia> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var (name, bytes, changed) in _client.ListAsync(_prefix, _pageSize, cancel))
            if (name.StartsWith(_prefix, StringComparison.Ordinal) && MediaName.IsHash(name[_prefix.Length..])) yield return new KeptMedia(name[_prefix.Length..], bytes, changed);
    }

    /// <summary>A store has no touch: what is more than a day old is put again.</summary>
    public async Task<bool> RefreshAsync(string sha256, CancellationToken cancel)
    {
        if (!MediaName.IsHash(sha256) || await _client.HeadAsync(_prefix + sha256, cancel) is not { } head) return false;
        if (head.Changed > _clock.GetUtcNow().UtcDateTime.AddDays(-1)) return true;
        if (await FetchAsync(sha256, cancel) is not { } bytes) return false;
        await _client.PutAsync(_prefix + sha256, bytes, sha256, cancel);
        return true;
    }

    public async Task<bool> RemoveAsync(string sha256, DateTime before, CancellationToken cancel)
    {
        if (!MediaName.IsHash(sha256) || await _client.HeadAsync(_prefix + sha256, cancel) is not { } head || head.Changed >= before) return false;
        await _client.DeleteAsync(_prefix + sha256, cancel);
        _cache.Drop(sha256);
        return true;
    }

    public async Task<Problem?> CheckAsync(CancellationToken cancel)
    {
        try
        {
            await foreach (var _ in _client.ListAsync(_prefix, 1, cancel)) break;
            return null;
        }
        catch (MediaUnavailableException e)
        {
            return e.Problem;
        }
    }

    public void Tidy()
    {
        // An object is there whole or not at all.
    }

    public void Dispose() => _client.Dispose();

    private FileStream? Cached(string hash)
    {
        try
        {
            return _cache.Open(hash);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task<bool> FetchIntoCacheAsync(string hash)
    {
        using var late = new CancellationTokenSource(Patience, _clock);
        try
        {
            if (await FetchAsync(hash, late.Token) is not { } bytes) return false;
            await CacheAsync(hash, bytes, late.Token);
            return true;
        }
        catch (OperationCanceledException e)
        {
            throw _client.Unavailable("trả lời quá chậm", e);
        }
        finally
        {
            _fetching.TryRemove(hash, out _);
        }
    }

    /// <summary>A full or broken disk costs speed, not the sound.</summary>
    private async Task CacheAsync(string hash, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        try
        {
            await _cache.KeepAsync(hash, bytes, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Served from afar, each time.
        }
    }

    /// <summary>The sound, checked against its name; null when there is none.</summary>
    private async Task<byte[]?> FetchAsync(string hash, CancellationToken cancel)
    {
        if (await DownloadAsync(hash, cancel) is not { } bytes) return null;
        return IsWhole(hash, bytes) ? bytes : throw _client.Unavailable("tệp " + hash[..12] + "… trong kho bị hỏng");
    }

    /// <summary>Goes on where the line broke, as devices do.</summary>
    private async Task<byte[]?> DownloadAsync(string hash, CancellationToken cancel)
    {
        using var whole = new MemoryStream();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await _client.GetAsync(_prefix + hash, whole.Length, cancel);
                if (answer is null) return null;
                if (answer.StatusCode != System.Net.HttpStatusCode.PartialContent) whole.SetLength(0);
                if (answer.Content.Headers.ContentLength is { } length && whole.Length + length > MostBytes) throw _client.Unavailable("tệp quá lớn");
                await using var body = await answer.Content.ReadAsStreamAsync(cancel);
                await body.CopyToAsync(whole, cancel);
                return whole.ToArray();
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                if (attempt == 3) throw _client.Unavailable("đường truyền đứt nhiều lần", e);
            }
        }
    }

    private static bool IsWhole(string hash, byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes)) == hash;
}
