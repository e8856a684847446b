namespace LangSo.Player;

/// <summary>
/// A file of two megabytes that holds nothing: when something else has filled the disk it is thrown away, so that records can
/// still be written (some thousands of them); when there is room again it comes back.
/// </summary>
internal sealed class Ballast(string folder)
{
    private const int Size = 2_097_152;

    /// <summary>Room that must be left beside it.</summary>
    private const long Beside = 64_000_000;

    private readonly string _path = Path.Combine(folder, "ballast");
    private bool _there = Exists(Path.Combine(folder, "ballast"));

    /// <summary>Makes room; false when that was done before.</summary>
    public bool Drop()
    {
        if (!_there && !Exists(_path)) return false;
        File.Delete(_path);
        _there = false;
        return true;
    }

    /// <summary>Puts it back where there is room for it.</summary>
    public void Restore()
    {
        if (_there) return;
        try
        {
            if (new DriveInfo(folder).AvailableFreeSpace < Size + Beside) return;
            // Written, not only reserved: a file of holes keeps no room.
            var zeros = new byte[64 * 1024];
            using var file = new FileStream(_path, FileMode.Create, FileAccess.Write);
            for (var i = 0; i < Size; i += zeros.Length) file.Write(zeros);
            _there = true;
        }
        catch (IOException)
        {
            File.Delete(_path);
        }
    }

    private static bool Exists(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };
}
