using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using LangSo.Foundation;

namespace LangSo.Store.Media;

/// <summary>
/// A folder of the data folder, or one that several servers share. A sound is written beside its place, brought to the disk and then
/// renamed, which a network file system also does at once or not at all: two servers that keep the same sound both succeed.
/// </summary>
internal sealed class FolderVault(MediaAddress address, TimeProvider clock) : IMediaVault
{
    private readonly string _folder = address.Folder!;

    public string Shown => "thư mục " + address.Shown;

    public Task<string> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => OnDiskAsync(async () =>
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        var path = PathOf(hash);
        if (File.Exists(path))
        {
            File.SetLastWriteTimeUtc(path, Now);
            return hash;
        }
        if (address.IsOwn) Directory.CreateDirectory(_folder);
        await WriteAsync(path, bytes, Now, cancel);
        return hash;
    });

    public Task<Stream?> OpenAsync(string sha256, CancellationToken cancel) =>
        OnDiskAsync(() => Task.FromResult<Stream?>(MediaName.IsHash(sha256) && IsMade() ? OpenIfThere(PathOf(sha256)) : null));

    public Task<long?> SizeAsync(string sha256, CancellationToken cancel) => OnDiskAsync(() =>
        Task.FromResult(MediaName.IsHash(sha256) && IsMade() && new FileInfo(PathOf(sha256)) is { Exists: true } file ? file.Length : (long?)null));

    public async Task<bool> VerifyAsync(string sha256, CancellationToken cancel)
    {
        await using var file = await OpenAsync(sha256, cancel);
        return file is not null && await OnDiskAsync(async () => Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)) == sha256);
    }

    public async IAsyncEnumerable<KeptMedia> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var files = await OnDiskAsync(() => Task.FromResult(
            IsMade() ? new DirectoryInfo(_folder).EnumerateFiles().Where(f => MediaName.IsHash(f.Name)).Select(f => new KeptMedia(f.Name, f.Length, f.LastWriteTimeUtc)).ToList() : []));
        foreach (var file in files)
        {
            cancel.ThrowIfCancellationRequested();
            yield return file;
        }
    }

    public Task<bool> RefreshAsync(string sha256, CancellationToken cancel) => OnDiskAsync(() =>
    {
        if (!MediaName.IsHash(sha256) || !IsMade() || !File.Exists(PathOf(sha256))) return Task.FromResult(false);
        File.SetLastWriteTimeUtc(PathOf(sha256), Now);
        return Task.FromResult(true);
    });

    public Task<bool> RemoveAsync(string sha256, DateTime before, CancellationToken cancel) => OnDiskAsync(() =>
    {
        if (!MediaName.IsHash(sha256) || !IsMade() || new FileInfo(PathOf(sha256)) is not { Exists: true } file || file.LastWriteTimeUtc >= before) return Task.FromResult(false);
        file.Delete();
        return Task.FromResult(true);
    });

    public async Task<Problem?> CheckAsync(CancellationToken cancel)
    {
        try
        {
            if (address.IsOwn) Directory.CreateDirectory(_folder);
            var probe = Path.Combine(_folder, $".probe.{Guid.NewGuid():n}.tmp");
            await File.WriteAllTextAsync(probe, "langso", cancel);
            File.Delete(probe);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Trouble(e).Problem;
        }
    }

    /// <inheritdoc/>
    public void Tidy()
    {
        if (!Directory.Exists(_folder)) return;
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles("*.tmp").Where(f => f.LastWriteTimeUtc < Now.AddDays(-1))) file.Delete();
    }

    /// <summary>Writes beside, brings to the disk, renames.</summary>
    internal static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, DateTime at, CancellationToken cancel)
    {
        var fresh = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            await using (var file = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                await file.WriteAsync(bytes, cancel);
                file.Flush(flushToDisk: true);
            }
            File.SetLastWriteTimeUtc(fresh, at);
            File.Move(fresh, path, overwrite: true);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }

    /// <summary>Opens without asking first: between asking and opening it may go.</summary>
    internal static FileStream? OpenIfThere(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private string PathOf(string hash) => Path.Combine(_folder, hash);

    /// <summary>False when nothing was kept yet; a shared folder that is missing is trouble.</summary>
    private bool IsMade() => Directory.Exists(_folder) || (address.IsOwn ? false : throw new DirectoryNotFoundException());

    private async Task<T> OnDiskAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Trouble(e);
        }
    }

    private MediaUnavailableException Trouble(Exception e) => new(
        e is DirectoryNotFoundException
            ? new Problem("media", "Kho âm thanh ({0}) không có thư mục này: kiểm tra ổ chung đã gắn chưa.", Shown)
            : e is UnauthorizedAccessException
                ? new Problem("media", "Kho âm thanh ({0}) không cho đọc hoặc ghi: kiểm tra quyền của thư mục.", Shown)
                : new Problem("media", "Kho âm thanh ({0}) không đọc hoặc ghi được: kiểm tra ổ đĩa và chỗ trống.", Shown),
        e);
}
