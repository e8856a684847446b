using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store.Keeping;

namespace LangSo.Server.Keeping;

/// <summary>How a backup is wanted.</summary>
/// <param name="File">Where.</param>
/// <param name="Passphrase">Seals the keys; null leaves them out.</param>
/// <param name="MediaTo">A folder that media are added to instead of the file; null: in the file.</param>
internal sealed record BackupWish(string File, string? Passphrase, string? MediaTo);

/// <summary>Takes a backup of one unchanging picture of the store while the server goes on writing. The file appears whole or not at all.</summary>
internal sealed class Backup(OpenedStore store, IKeptMedia media, KeyFolder keys, TimeProvider clock)
{
    public async Task<Outcome<BackupManifest>> TakeAsync(BackupWish wish, ConsoleProgress progress, CancellationToken cancel)
    {
        var found = await store.Factory.InspectAsync(cancel);
        if (found.Refusal(store.Factory.Address) is { } refused) return refused;
        if (found.Pending.Count > 0) return new Problem("--data", "Dữ liệu do bản Làng Số cũ hơn ghi; mở bằng ./langso verify để nâng lên bản này, rồi sao lưu.");
        // Before the picture is taken: what opening the keys writes belongs into it.
        var ring = store.Services.GetRequiredService<KeyRing>();
        if (ring.Open() is { Ok: false } closed) return closed.Problems.ToList();
        var aside = wish.File + ".tmp";
        try
        {
            Outcome<BackupManifest> taken;
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            // It holds what only the installation's owner may read.
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var file = new FileStream(aside, options))
            {
                using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true)) taken = await WriteAsync(zip, wish, ring, progress, cancel);
                file.Flush(flushToDisk: true);
            }
            if (!taken.Ok) return taken;
            File.Move(aside, wish.File, overwrite: true);
            new LastBackup(taken.Value.TakenAt, Path.GetFullPath(wish.File), new FileInfo(wish.File).Length, taken.Value.Ledger).Write(store.Installation.Folder.Path);
            return taken;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private async Task<Outcome<BackupManifest>> WriteAsync(ZipArchive zip, BackupWish wish, KeyRing ring, ConsoleProgress progress, CancellationToken cancel)
    {
        var takenAt = clock.GetUtcNow().UtcDateTime;
        var (tables, ledger) = (new List<BackupTable>(), LedgerHead.Empty);
        await using (var picture = await StoreSnapshot.TakeAsync(store.Factory, cancel))
        {
            var counts = new Dictionary<string, long>();
            foreach (var table in picture.Tables) counts[table.Name] = await picture.CountAsync(table, cancel);
            var done = 0L;
            foreach (var table in picture.Tables)
            {
                var proof = table.Name == StoreSchema.Ledger ? new LedgerProof(table) : null;
                var content = await WriteTableAsync(zip, picture, table, proof, rows => progress.Rows(new CarryProgress(table.Name, rows, counts[table.Name], done + rows, counts.Values.Sum())), cancel);
                done += content.Rows;
                if (proof?.FirstBroken is { } broken) return new Problem("", "Sổ cái bị sửa từ mục {0}; không sao lưu dữ liệu không còn nguyên vẹn. Xem ./langso verify.", broken);
                if (proof is not null) ledger = proof.Head;
                tables.Add(new BackupTable(table.Name, [.. table.Columns.Select(c => new BackupColumn(c.Name, c.Kind))], content.Rows, content.Sha256));
            }
        }
        var kept = await WriteMediaAsync(zip, wish, progress, cancel);
        if (!kept.Ok) return kept.Problems.ToList();
        if (wish.Passphrase is not null)
        {
            var all = keys.List().ToDictionary(name => name, keys.Read);
            await zip.WriteAsync(BackupManifest.KeysEntry, SealedBox.Seal(wish.Passphrase, JsonSerializer.SerializeToUtf8Bytes(all, LangSoJson.Compact)), cancel);
        }
        var root = ring.HasRoot ? ring.Root : null;
        var manifest = new BackupManifest(
            BackupManifest.Known, typeof(Backup).Assembly.GetName().Version!.ToString(3), store.Factory.Address.Engine.ToString(), takenAt, tables, ledger,
            kept.Value, wish.MediaTo is null, wish.Passphrase is not null, root);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, LangSoJson.Indented);
        await zip.WriteAsync(BackupManifest.Entry, bytes, cancel);
        if (root is not null)
        {
            var signature = ring.SignAsRoot(new BackupSignature(Convert.ToHexStringLower(SHA256.HashData(bytes)), ledger), BackupManifest.SignatureType);
            await zip.WriteAsync(BackupManifest.SignatureEntry, System.Text.Encoding.ASCII.GetBytes(signature), cancel);
        }
        return manifest;
    }

    private static async Task<TableContent> WriteTableAsync(ZipArchive zip, StoreSnapshot picture, CarriedTable table, LedgerProof? proof, Action<long> progress, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = zip.CreateEntry("tables/" + table.Name, CompressionLevel.Fastest).Open();
        var rows = 0L;
        await foreach (var block in Ahead.ReadAsync(picture.Read(table, null, cancel), cancel))
        {
            hash.AppendData(block.Bytes.Span);
            proof?.Add(block);
            await entry.WriteAsync(block.Bytes, cancel);
            progress(rows += block.Rows);
        }
        return new TableContent(table.Name, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private async Task<Outcome<IReadOnlyList<BackupMedia>>> WriteMediaAsync(ZipArchive zip, BackupWish wish, ConsoleProgress progress, CancellationToken cancel)
    {
        var there = wish.MediaTo is { } folder ? new MediaFolder(folder) : null;
        var had = new Dictionary<string, long>(StringComparer.Ordinal);
        if (there is not null) await foreach (var (name, bytes) in there.ListAsync(cancel)) had[name] = bytes;
        var kept = new List<BackupMedia>();
        await foreach (var (name, bytes) in media.ListAsync(cancel))
        {
            if (had.GetValueOrDefault(name) != bytes || bytes == 0)
            {
                // A damaged one is named now, while the whole one may still be somewhere.
                if (!await media.IsWholeAsync(name, cancel)) return new Problem("media", "Tệp âm thanh {0} bị hỏng. Chạy ./langso doctor --full, sửa rồi sao lưu lại.", name);
                await using var content = (await media.OpenAsync(name, cancel))!;
                if (there is not null)
                {
                    await there.PutAsync(name, content, cancel);
                }
                else
                {
                    await using var entry = zip.CreateEntry("media/" + name, CompressionLevel.NoCompression).Open();
                    await content.CopyToAsync(entry, cancel);
                }
            }
            kept.Add(new BackupMedia(name, bytes));
            if (kept.Count % 100 == 0) progress.Stage($"âm thanh, hình: {kept.Count} tệp");
        }
        return kept;
    }
}
