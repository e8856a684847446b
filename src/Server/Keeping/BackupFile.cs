using System.IO.Compression;
using System.Text.Json;
using LangSo.Foundation;
using LangSo.Store.Keeping;

namespace LangSo.Server.Keeping;

/// <summary>
/// What a backup says of itself. The file is a zip: <c>manifest.json</c>, <c>manifest.jws</c> (its SHA-256 signed by the province's
/// root key), <c>tables/NAME</c> (every row in the portable form, in the order of the key), <c>media/SHA256</c> and
/// <c>keys.sealed</c>.
/// </summary>
/// <param name="Format">1.</param>
/// <param name="Version">The program that wrote it.</param>
/// <param name="Engine">The engine it was taken from; it can be restored to either.</param>
/// <param name="TakenAt">UTC.</param>
/// <param name="Tables">What each holds.</param>
/// <param name="Ledger">Where the ledger ends.</param>
/// <param name="Media">Each with its size; its name is its SHA-256.</param>
/// <param name="MediaInside">False when media were copied to a folder of their own.</param>
/// <param name="KeysInside">True when the keys are in it, sealed.</param>
/// <param name="RootKey">Whose signature the manifest has; null when the installation has no root key yet.</param>
internal sealed record BackupManifest(
    int Format, string Version, string Engine, DateTime TakenAt, IReadOnlyList<BackupTable> Tables, LedgerHead Ledger,
    IReadOnlyList<BackupMedia> Media, bool MediaInside, bool KeysInside, PublicKey? RootKey)
{
    public const int Known = 1;
    public const string Entry = "manifest.json", SignatureEntry = "manifest.jws", KeysEntry = "keys.sealed", SignatureType = "langso-backup+jws";
}

/// <summary>One table in a backup.</summary>
internal sealed record BackupTable(string Name, IReadOnlyList<BackupColumn> Columns, long Rows, string Sha256)
{
    public string Entry => "tables/" + Name;
}

/// <summary>One column in a backup.</summary>
internal sealed record BackupColumn(string Name, ValueKind Kind);

/// <summary>One sound or picture in a backup.</summary>
internal sealed record BackupMedia(string Name, long Bytes);

/// <summary>What the root key signs.</summary>
internal sealed record BackupSignature(string ManifestSha256, LedgerHead Ledger);

/// <summary>What a data folder remembers of its last backup.</summary>
internal sealed record LastBackup(DateTime At, string File, long Bytes, LedgerHead Ledger)
{
    private const string Name = "last-backup.json";

    public void Write(string folder) => System.IO.File.WriteAllText(Path.Combine(folder, Name), JsonSerializer.Serialize(this, LangSoJson.Indented));

    public static LastBackup? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<LastBackup>(System.IO.File.ReadAllText(Path.Combine(folder, Name)), LangSoJson.Compact);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>Writing into a zip and hashing on the way.</summary>
internal static class ZipEntries
{
    public static async Task WriteAsync(this ZipArchive zip, string name, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        await using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        await entry.WriteAsync(content, cancel);
    }

    public static async Task<byte[]?> ReadAsync(this ZipArchive zip, string name, CancellationToken cancel)
    {
        if (zip.GetEntry(name) is not { } entry) return null;
        await using var content = entry.Open();
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }
}
