using System.Security.Cryptography;
using System.Text;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;

namespace LangSo.Criteria.Evidence;

/// <summary>How far an upload has come.</summary>
/// <param name="Received">Bytes that are here; the next piece begins there.</param>
/// <param name="Kept">True when the whole file is checked and in the vault.</param>
public readonly record struct UploadState(long Received, bool Kept);

/// <summary>
/// Files that come in pieces over a weak line: each piece says where it begins, and what is half here goes on where it broke off, also days
/// later. Each person's pieces lie apart. The pieces are in this server's own folder; another server simply asks for them from the start.
/// </summary>
public sealed class EvidenceUploads(DataFolder folder, EvidenceBook book, EvidenceDesk desk, TimeProvider clock) : IDisposable
{
    /// <summary>Of one piece, bytes.</summary>
    public const int MostPiece = 1024 * 1024;

    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(120);
    private readonly SemaphoreSlim _turn = new(8, 8);
    private DateTimeOffset _tidied;

    /// <summary>How far it has come.</summary>
    public async Task<UploadState> StateAsync(string sha256, string actor, CancellationToken cancel)
    {
        if (!MediaName.IsHash(sha256)) return default;
        if ((await book.KeptAsync([sha256], cancel)).Count > 0) return new UploadState(0, true);
        var part = new FileInfo(PathOf(sha256, actor));
        return new UploadState(part.Exists ? part.Length : 0, false);
    }

    /// <summary>
    /// Takes a piece that begins at <paramref name="offset"/>; a piece that does not join on is left out and the answer says where to go on. When
    /// the last byte is here the whole is checked and kept; one that is not what its hash says is thrown away, because it came wrong over the line.
    /// </summary>
    public async Task<Outcome<UploadState>> PutAsync(string sha256, string actor, long offset, long size, string name, ReadOnlyMemory<byte> piece, CancellationToken cancel)
    {
        if (!MediaName.IsHash(sha256)) return new Problem("file", "Tên tệp gửi lên không đúng.");
        if (desk.Refuses(size, name) is { } refused) return refused;
        await _turn.WaitAsync(cancel);
        try
        {
            Tidy();
            if ((await book.KeptAsync([sha256], cancel)).Count > 0) return new UploadState(size, true);
            var path = PathOf(sha256, actor);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var part = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            {
                if (offset != part.Length || offset + piece.Length > size) return new UploadState(Math.Min(part.Length, size), false);
                part.Position = offset;
                await part.WriteAsync(piece, cancel);
                if (part.Length < size) return new UploadState(part.Length, false);
            }
            return await FinishAsync(path, sha256, name, actor, cancel);
        }
        catch (IOException)
        {
            return new Problem("again", "Máy chủ đang bận với tệp này. Sẽ gửi lại sau ít giây.");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<Outcome<UploadState>> FinishAsync(string path, string sha256, string name, string actor, CancellationToken cancel)
    {
        var bytes = await File.ReadAllBytesAsync(path, cancel);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != sha256)
        {
            File.Delete(path);
            return new UploadState(0, false);
        }
        var kept = await desk.KeepAsync(bytes, name, actor, cancel);
        // A scanner or a vault that does not answer: the last piece is asked for again, the others stay.
        if (!kept.Ok && kept.Problems[0].Field is "scan" or "media")
        {
            await using var part = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None);
            part.SetLength(Math.Max(0, bytes.Length - 1));
            return kept.Problems.ToList();
        }
        File.Delete(path);
        return kept.Ok ? new UploadState(bytes.Length, true) : kept.Problems.ToList();
    }

    private string PathOf(string sha256, string actor) => Path.Combine(folder.Path, "uploads",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(actor)))[..16] + "-" + sha256 + ".part");

    /// <summary>Pieces that nobody came back for, once a day.</summary>
    private void Tidy()
    {
        var now = clock.GetUtcNow();
        if (now - _tidied < TimeSpan.FromDays(1)) return;
        _tidied = now;
        var uploads = new DirectoryInfo(Path.Combine(folder.Path, "uploads"));
        if (!uploads.Exists) return;
        foreach (var part in uploads.EnumerateFiles("*.part").Where(f => f.LastWriteTimeUtc < (now - Forgotten).UtcDateTime)) part.Delete();
    }
}
