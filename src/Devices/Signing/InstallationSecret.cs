using System.Security.Cryptography;
using System.Text;
using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Devices;

/// <summary>
/// The secret that all servers of one installation share, and the database does not have: under it keys lie in the store. It is
/// what LANGSO_SECRET says, or the file <c>keys/installation.key</c> of the data folder: 32 random bytes in base64. Made by the
/// first server, copied to the others by the operator.
/// </summary>
public sealed class InstallationSecret(DataFolder folder) : IDisposable
{
    /// <summary>Where it may stand instead of the file.</summary>
    public const string Variable = "LANGSO_SECRET";

    private const int NonceSize = 12, TagSize = 16;
    private readonly Lock _turn = new();
    private AesGcm? _aes;

    /// <summary>The file, for what people are told.</summary>
    public string File { get; } = Path.Combine(folder.Path, "keys", "installation.key");

    /// <summary>True when the secret is here.</summary>
    public bool Known => _aes is not null;

    /// <summary>Reads it; false when there is none, a problem when what is there is no secret.</summary>
    public Outcome<bool> Read()
    {
        if (_aes is not null) return true;
        var set = Environment.GetEnvironmentVariable(Variable);
        var (where, text) = !string.IsNullOrWhiteSpace(set) ? (Variable, set) : System.IO.File.Exists(File) ? (File, System.IO.File.ReadAllText(File)) : (File, null);
        if (text is null) return false;
        var bytes = new byte[32];
        if (!Convert.TryFromBase64String(text.Trim(), bytes, out var count) || count != bytes.Length)
            return new Problem("keys", "{0} không phải khóa của hệ thống Làng Số (32 byte viết bằng base64). Chép lại từ máy chủ đang chạy.", where);
        _aes = new AesGcm(bytes, TagSize);
        return true;
    }

    /// <summary>Makes a new one, in the file, readable by this account only.</summary>
    internal void Make()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var bytes = RandomNumberGenerator.GetBytes(32);
        PrivateFile.Write(File, Convert.ToBase64String(bytes) + "\n");
        _aes = new AesGcm(bytes, TagSize);
    }

    /// <summary>Encrypts (AES-256-GCM) under a name: what was wrapped as one thing never opens as another.</summary>
    public byte[] Wrap(string name, ReadOnlySpan<byte> plain)
    {
        var wrapped = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceSize));
        lock (_turn) _aes!.Encrypt(wrapped.AsSpan(0, NonceSize), plain, wrapped.AsSpan(NonceSize + TagSize), wrapped.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(name));
        return wrapped;
    }

    /// <summary>The plain bytes, or null when this is not the secret, or not the name, under which they were wrapped.</summary>
    public byte[]? Unwrap(string name, ReadOnlySpan<byte> wrapped)
    {
        if (_aes is null || wrapped.Length < NonceSize + TagSize) return null;
        var plain = new byte[wrapped.Length - NonceSize - TagSize];
        try
        {
            lock (_turn) _aes.Decrypt(wrapped[..NonceSize], wrapped[(NonceSize + TagSize)..], wrapped.Slice(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(name));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _aes?.Dispose();
}

/// <summary>Files that only this account may read.</summary>
internal static class PrivateFile
{
    /// <summary>Writes a new file whole, or not at all; one that is there is left as it is and the write fails.</summary>
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var fresh = path + "." + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        using (var file = new FileStream(fresh, options))
        {
            file.Write(Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        System.IO.File.Move(fresh, path, overwrite: false);
    }
}
