using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store.Media;

namespace LangSo.Server.Keeping;

/// <summary>Sounds and pictures as keeping them needs: by name, which is the SHA-256 of what is in them.</summary>
internal interface IKeptMedia
{
    /// <summary>Every whole one with its size.</summary>
    IAsyncEnumerable<(string Name, long Bytes)> ListAsync(CancellationToken cancel);

    /// <summary>Opens one for reading; null when it is gone.</summary>
    Task<Stream?> OpenAsync(string name, CancellationToken cancel);

    /// <summary>Keeps one: whole, or not at all. One that is there already stays.</summary>
    Task PutAsync(string name, Stream content, CancellationToken cancel);
}

/// <summary>Media in a folder.</summary>
internal sealed class MediaFolder(string path) : IKeptMedia
{
    public IAsyncEnumerable<(string Name, long Bytes)> ListAsync(CancellationToken cancel) =>
        (Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles().Where(f => IsName(f.Name)).OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => (f.Name, f.Length)) : [])
        .ToAsyncEnumerable();

    public Task<Stream?> OpenAsync(string name, CancellationToken cancel) =>
        Task.FromResult<Stream?>(File.Exists(Path.Combine(path, name)) ? File.OpenRead(Path.Combine(path, name)) : null);

    public async Task PutAsync(string name, Stream content, CancellationToken cancel)
    {
        var final = Path.Combine(Directory.CreateDirectory(path).FullName, name);
        if (File.Exists(final)) return;
        var fresh = final + ".tmp";
        await using (var file = File.Create(fresh)) await content.CopyToAsync(file, cancel);
        File.Move(fresh, final, overwrite: true);
    }

    private static bool IsName(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);
}

/// <summary>Media where the installation has them: its own folder, a shared one, or an S3 store.</summary>
internal sealed class VaultMedia(IMediaVault vault) : IKeptMedia
{
    public static VaultMedia Of(OpenedStore store) => new(store.Services.GetRequiredService<IMediaVault>());

    public async IAsyncEnumerable<(string Name, long Bytes)> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var media in vault.ListAsync(cancel)) yield return (media.Sha256, media.Bytes);
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancel) => vault.OpenAsync(name, cancel);

    public async Task PutAsync(string name, Stream content, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancel);
        if (await vault.PutAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), cancel) != name) throw new InvalidDataException(name);
    }
}

/// <summary>What is asked of media wherever they lie.</summary>
internal static class MediaWholeness
{
    /// <summary>True when the content is what the name says; false also when it is gone.</summary>
    public static async Task<bool> IsWholeAsync(this IKeptMedia media, string name, CancellationToken cancel)
    {
        await using var content = await media.OpenAsync(name, cancel);
        return content is not null && Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) == name;
    }
}

/// <summary>The keys of an installation: everything below <c>keys</c>, readable by its owner only.</summary>
internal sealed class KeyFolder(string dataFolder)
{
    private string Root => Path.Combine(dataFolder, "keys");

    /// <summary>The province's root key, PEM, or null.</summary>
    public string? RootPem => File.Exists(Path.Combine(Root, "root.pem")) ? File.ReadAllText(Path.Combine(Root, "root.pem")) : null;

    /// <summary>Names below the folder, with '/'.</summary>
    public IReadOnlyList<string> List() => Directory.Exists(Root)
        ? [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)]
        : [];

    public byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Root, name));

    /// <summary>Writes one for its owner only.</summary>
    public void Write(string name, byte[] content)
    {
        var path = Path.GetFullPath(Path.Combine(Root, name));
        if (!path.StartsWith(Path.GetFullPath(Root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new InvalidDataException(name);
        var parent = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(parent);
        else Directory.CreateDirectory(parent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Why the keys of another folder must not be written here, or null: two roots are two provinces.</summary>
    public Problem? RefusesKeysOf(KeyFolder other) =>
        RootPem is { } mine && other.RootPem is { } theirs && mine != theirs
            ? new Problem("--to", "Thư mục \"{0}\" đã có khóa gốc khác. Chọn thư mục trống.", dataFolder)
            : null;
}
