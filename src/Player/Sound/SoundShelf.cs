using System.ComponentModel;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using CliWrap;
using CliWrap.Buffered;
using LangSo.Airtime;

namespace LangSo.Player;

/// <summary>
/// Fetches sounds by their hash, goes on where a broken line left off, checks them, and decodes them ahead of time, so that
/// nothing is left to do when they play. A sound is here when its decoded file is; files appear by rename only.
/// </summary>
internal sealed class SoundShelf(string folder, Uri server, OrderBook book, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly Dictionary<string, (Task Work, int Failures, DateTimeOffset NotBefore)> _work = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(folder, "media")).FullName;

    /// <summary>True while the decoder is missing.</summary>
    public bool DecoderMissing { get; private set; }

    /// <summary>The decoded sound.</summary>
    public string PcmOf(string sha256) => Path.Combine(_folder, sha256 + ".pcm");

    /// <summary>True when it can be played at once.</summary>
    public bool IsThere(OrderMedia media) => File.Exists(PcmOf(media.Sha256));

    /// <summary>Free space, in MB.</summary>
    public long? FreeMb()
    {
        try
        {
            return new DriveInfo(_folder).AvailableFreeSpace / 1_000_000;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>There may be something to do.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    /// <summary>Works until cancelled: two sounds at a time, an emergency's at once beside them.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var needed = book.NeedSound();
            var sounds = needed.SelectMany(o => o.Sounds.Select(m => (Order: o, Media: m))).Where(n => !IsThere(n.Media)).DistinctBy(n => n.Media.Sha256).ToList();
            foreach (var gone in _work.Keys.Except(sounds.Select(n => n.Media.Sha256)).Where(k => _work[k].Work.IsCompleted).ToList()) _work.Remove(gone);
            Tidy();
            foreach (var (order, media) in sounds)
            {
                var known = _work.GetValueOrDefault(media.Sha256, (Work: Task.CompletedTask, Failures: 0, NotBefore: DateTimeOffset.MinValue));
                if (!known.Work.IsCompleted || known.NotBefore > time.GetUtcNow()) continue;
                if (order.Class < LangSo.Foundation.BulletinClass.Emergency && _work.Values.Count(w => !w.Work.IsCompleted) >= 2) continue;
                var wait = TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Min(known.Failures, 5)));
                _work[media.Sha256] = (GetAsync(media, cancel), known.Failures + 1, time.GetUtcNow() + wait);
            }
            await _wake.WaitAsync(TimeSpan.FromSeconds(needed.Count == 0 ? 60 : 1), cancel);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _wake.Dispose();
    }

    private async Task GetAsync(OrderMedia media, CancellationToken cancel)
    {
        try
        {
            var whole = Path.Combine(_folder, media.Sha256);
            if (!File.Exists(whole)) await DownloadAsync(media, whole, cancel);
            await DecodeAsync(whole, PcmOf(media.Sha256), cancel);
            book.SoundIsThere(media.Sha256);
        }
        catch (Win32Exception)
        {
            DecoderMissing = true;
            book.SoundTrouble(media.Sha256, "thiếu ffmpeg để giải mã.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or TimeoutException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            book.SoundTrouble(media.Sha256, e is InvalidDataException ? e.Message : "không tải được từ máy chủ.");
        }
        catch (OperationCanceledException)
        {
            // Stopping; what has been fetched stays and is gone on with.
        }
        finally
        {
            Wake();
        }
    }

    private async Task DownloadAsync(OrderMedia media, string whole, CancellationToken cancel)
    {
        var part = whole + ".part";
        var have = File.Exists(part) ? new FileInfo(part).Length : 0;
        if (have > media.Bytes) (have, _) = (0, Delete(part));
        if (have < media.Bytes)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, "/media/" + media.Sha256));
            if (have > 0) request.Headers.Range = new RangeHeaderValue(have, null);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            answer.EnsureSuccessStatusCode();
            await using var body = await answer.Content.ReadAsStreamAsync(cancel);
            await using var file = new FileStream(part, answer.StatusCode == HttpStatusCode.PartialContent ? FileMode.Append : FileMode.Create, FileAccess.Write);
            await body.CopyToAsync(file, cancel);
        }
        string hash;
        await using (var file = File.OpenRead(part)) hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        if (hash != media.Sha256)
        {
            Delete(part);
            throw new InvalidDataException("âm thanh tải về sai mã băm.");
        }
        File.Move(part, whole, overwrite: true);
    }

    private static async Task DecodeAsync(string whole, string pcm, CancellationToken cancel)
    {
        var fresh = pcm + ".tmp";
        var result = await Cli.Wrap("ffmpeg")
            .WithArguments(["-v", "error", "-nostdin", "-y", "-i", whole, "-vn", "-ac", "1", "-ar", "48000", "-f", "s16le", fresh])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancel);
        if (result.ExitCode != 0) throw new InvalidDataException("không giải mã được âm thanh.");
        File.Move(fresh, pcm, overwrite: true);
    }

    /// <summary>Removes sounds that no order needs any more.</summary>
    private void Tidy()
    {
        var used = book.SoundsInUse();
        foreach (var file in Directory.EnumerateFiles(_folder).Where(f => !used.Contains(Path.GetFileName(f).Split('.')[0]))) Delete(file);
    }

    private static bool Delete(string path)
    {
        File.Delete(path);
        return true;
    }
}
