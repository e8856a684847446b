using System.Security.Cryptography;
using LangSo.Store;

namespace LangSo.Devices;

/// <summary>Sounds by their content: <c>media/{sha256}</c> in the data folder. What is there is whole, because it arrives by rename.</summary>
public sealed class MediaStore(DataFolder folder)
{
    /// <summary>Keeps a sound and returns its SHA-256, hex. Keeping it twice is once.</summary>
    public async Task<string> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        var path = Path.Combine(folder.Sub("media"), hash);
        if (File.Exists(path)) return hash;
        var fresh = path + "." + Guid.NewGuid().ToString("n") + ".tmp";
        await File.WriteAllBytesAsync(fresh, bytes, cancel);
        File.Move(fresh, path, overwrite: true);
        return hash;
    }

    /// <summary>The file of a sound, or null when it is not here or the name is no hash.</summary>
    public string? Find(string sha256)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower)) return null;
        var path = Path.Combine(folder.Sub("media"), sha256);
        return File.Exists(path) ? path : null;
    }

    /// <summary>True when the file is what its name says.</summary>
    public async Task<bool> VerifyAsync(string sha256, CancellationToken cancel)
    {
        if (Find(sha256) is not { } path) return false;
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)) == sha256;
    }
}
