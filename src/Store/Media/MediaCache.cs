namespace LangSo.Store.Media;

/// <summary>
/// Whole sounds that were fetched from afar, in a local folder of bounded size: the one that nobody asked for longest goes first.
/// Files come by rename and may be removed at any time; who has one open keeps it.
/// </summary>
internal sealed class MediaCache(string folder, long mostBytes, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Bytes, DateTime Used)> _files = new(StringComparer.Ordinal);
    private long _bytes;
    private bool _read;

    /// <summary>Bytes that lie there now.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                Read();
                return _bytes;
            }
        }
    }

    /// <summary>Opens a sound and remembers that it was asked for; null when it is not here.</summary>
    public FileStream? Open(string hash)
    {
        lock (_gate)
        {
            Read();
            if (!_files.TryGetValue(hash, out var known)) return null;
            if (FolderVault.OpenIfThere(PathOf(hash)) is { } file)
            {
                Use(hash, known);
                return file;
            }
            Forget(hash);
            return null;
        }
    }

    /// <summary>Keeps a sound whose bytes were checked against its name; then makes room. The newest always stays.</summary>
    public async Task KeepAsync(string hash, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        await FolderVault.WriteAsync(PathOf(hash), bytes, Now, cancel);
        lock (_gate)
        {
            Read();
            Forget(hash);
            _files[hash] = (bytes.Length, Now);
            _bytes += bytes.Length;
            foreach (var (old, _) in _files.Where(f => f.Key != hash).OrderBy(f => f.Value.Used).ToList())
            {
                if (_bytes <= mostBytes) break;
                File.Delete(PathOf(old));
                Forget(old);
            }
        }
    }

    /// <summary>Drops a sound.</summary>
    public void Drop(string hash)
    {
        lock (_gate)
        {
            Read();
            if (!_files.ContainsKey(hash)) return;
            File.Delete(PathOf(hash));
            Forget(hash);
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private string PathOf(string hash) => Path.Combine(folder, hash);

    /// <summary>The order outlives a restart: the file's own time says when it was last asked for, to the minute.</summary>
    private void Use(string hash, (long Bytes, DateTime Used) known)
    {
        var now = Now;
        _files[hash] = (known.Bytes, now);
        if (now - known.Used < TimeSpan.FromMinutes(1)) return;
        try
        {
            File.SetLastWriteTimeUtc(PathOf(hash), now);
        }
        catch (IOException)
        {
            // Only the order of leaving suffers.
        }
    }

    private void Forget(string hash)
    {
        if (_files.Remove(hash, out var known)) _bytes -= known.Bytes;
    }

    private void Read()
    {
        if (_read) return;
        _read = true;
        if (!Directory.Exists(folder)) return;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            if (!MediaName.IsHash(file.Name))
            {
                if (file.Extension == ".tmp" && file.LastWriteTimeUtc < Now.AddHours(-1)) file.Delete();
                continue;
            }
            _files[file.Name] = (file.Length, file.LastWriteTimeUtc);
            _bytes += file.Length;
        }
    }
}
