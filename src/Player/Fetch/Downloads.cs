using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>There is no room for it. What is there already plays on.</summary>
internal sealed class DiskFullException(string message) : IOException(message);

/// <summary>The SIM's budget does not allow it now.</summary>
internal sealed class BudgetException(string message) : IOException(message);

/// <summary>Fetches files by their hash into a folder; goes on where a broken line left off; a file appears whole, checked and on the disk, or not at all.</summary>
internal sealed class Downloads(Uri server, DataMeter meter, Func<long?> freeBytes, long keepFree) : IDisposable
{
    /// <summary>Headers of a request, of its answer and of TLS, about.</summary>
    private const int PerRequest = 1_500;

    /// <summary>ENOSPC and EDQUOT.</summary>
    private const int NoSpace = 28, OverQuota = 122;

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Longer without a byte, and the line is taken as broken.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>True when the disk has no room for so many bytes more.</summary>
    public bool TooFull(long bytes) => freeBytes() is { } free && free - bytes < keepFree;

    /// <summary>True for the way in which the system says that a disk is full.</summary>
    public static bool SaysFull(IOException e) => e is DiskFullException || (e.HResult & 0xFFFF) is NoSpace or OverQuota;

    public async Task FetchAsync(string sha256, long bytes, string whole, BulletinClass @class, CancellationToken cancel)
    {
        var part = whole + ".part";
        var have = File.Exists(part) ? new FileInfo(part).Length : 0;
        if (have > bytes)
        {
            File.Delete(part);
            have = 0;
        }
        if (have < bytes)
        {
            if (TooFull(bytes - have)) throw new DiskFullException("đĩa đầy.");
            if (meter.Left(@class) is { } left && left < bytes - have) throw new BudgetException("hết hạn mức dữ liệu của SIM.");
            await GetAsync(sha256, bytes, part, have, cancel);
        }
        string hash;
        await using (var file = File.OpenRead(part)) hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        if (hash != sha256)
        {
            // Shorter than promised, it is only unfinished: the rest may come.
            if (new FileInfo(part).Length >= bytes) File.Delete(part);
            throw new InvalidDataException("âm thanh tải về sai mã băm.");
        }
        File.Move(part, whole, overwrite: true);
    }

    public void Dispose() => _http.Dispose();

    private async Task GetAsync(string sha256, long bytes, string part, long have, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, "/media/" + sha256));
        if (have > 0) request.Headers.Range = new RangeHeaderValue(have, null);
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        meter.Spend(PerRequest);
        answer.EnsureSuccessStatusCode();
        var goesOn = answer.StatusCode == HttpStatusCode.PartialContent;
        await using var body = await answer.Content.ReadAsStreamAsync(patience.Token);
        await using var file = new FileStream(part, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write);
        var (block, room) = (new byte[16 * 1024], bytes - (goesOn ? have : 0));
        try
        {
            for (int read; (read = await body.ReadAsync(block, patience.Token)) > 0; room -= read)
            {
                patience.CancelAfter(Patience);
                meter.Spend(read);
                // More than was signed for is not this file: nobody fills the disk so.
                if (read > room) throw new InvalidDataException("âm thanh tải về dài hơn đã ký.");
                await file.WriteAsync(block.AsMemory(0, read), cancel);
            }
            file.Flush(flushToDisk: true);
        }
        catch (IOException e) when (SaysFull(e))
        {
            throw new DiskFullException("đĩa đầy.");
        }
        finally
        {
            meter.Write();
        }
    }
}
