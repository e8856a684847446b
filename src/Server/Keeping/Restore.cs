using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Keeping;

namespace LangSo.Server.Keeping;

/// <summary>Brings a backup back: all of it, proven, into an empty place; or nothing.</summary>
internal sealed class Restore(OpenedStore store, IKeptMedia media, KeyFolder keys)
{
    private const int BlockSize = 1024 * 1024;

    public async Task<Outcome<BackupManifest>> RunAsync(string path, string? passphrase, string? mediaFrom, ConsoleProgress progress, CancellationToken cancel)
    {
        var address = store.Factory.Address;
        var found = await store.Factory.InspectAsync(cancel);
        if (found.Unreachable is { } unreachable) return unreachable;
        if (found.Newer is not null || found.Carrying is { Deed: not "restore" }) return found.Refusal(address)!;
        if (found.Carrying is null && found.Filled is { } filled) return new Problem("--data", "Ở {0} đã có dữ liệu (bảng {1}); chưa đổi gì. Chọn nơi trống.", address.Shown, filled);
        try
        {
            await using var file = File.OpenRead(path);
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            var read = await ManifestAsync(zip, cancel);
            if (!read.Ok) return read;
            var manifest = read.Value;
            var opened = await KeysAsync(zip, manifest, passphrase, cancel);
            if (!opened.Ok) return opened.Problems.ToList();
            if (await CheckAsync(zip, manifest, mediaFrom, progress, cancel) is { } damaged) return damaged;
            await FillAsync(zip, manifest, path, found.Exists, progress, cancel);
            foreach (var item in manifest.Media)
            {
                await using var content = (await OpenMediaAsync(zip, mediaFrom, item.Name, cancel))!;
                await media.PutAsync(item.Name, content, cancel);
            }
            foreach (var (name, bytes) in opened.Value) keys.Write(name, bytes);
            await using (var target = await StoreTarget.OpenAsync(store.Factory, cancel)) await target.ReadyAsync(cancel);
            return manifest;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return new Problem("", "Tệp sao lưu \"{0}\" bị hỏng hoặc thiếu phần cuối; chưa phục hồi gì.", path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Problem("", "Không có tệp \"{0}\".", path);
        }
    }

    private async Task<Outcome<BackupManifest>> ManifestAsync(ZipArchive zip, CancellationToken cancel)
    {
        if (await zip.ReadAsync(BackupManifest.Entry, cancel) is not { } bytes) return new Problem("", "Tệp này không phải bản sao lưu của Làng Số.");
        BackupManifest? manifest;
        try
        {
            using var peek = JsonDocument.Parse(bytes);
            if (peek.RootElement.GetProperty("format").GetInt32() > BackupManifest.Known) return Newer(peek.RootElement.GetProperty("version").GetString());
            manifest = JsonSerializer.Deserialize<BackupManifest>(bytes, LangSoJson.Compact)!;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new Problem("", "Bản kê trong tệp sao lưu bị hỏng; chưa phục hồi gì.");
        }
        if (manifest.RootKey is { } root)
        {
            var jws = Encoding.ASCII.GetString(await zip.ReadAsync(BackupManifest.SignatureEntry, cancel) ?? []);
            if (!Jws.TryOpen<BackupSignature>(jws, BackupManifest.SignatureType, root, out var signed) || signed.ManifestSha256 != Convert.ToHexStringLower(SHA256.HashData(bytes)) || signed.Ledger != manifest.Ledger)
                return new Problem("", "Bản kê trong tệp sao lưu không khớp chữ ký của khóa gốc; chưa phục hồi gì.");
            if (keys.RootPem is { } pem)
            {
                using var mine = SigningKey.FromPem(pem);
                if (mine.Public != root) return new Problem("", "Tệp sao lưu do khóa gốc khác ký ({0}), thư mục này có khóa gốc {1}; chưa phục hồi gì.", root.Id(), mine.Id);
            }
        }
        return Shape(manifest);
    }

    /// <summary>The tables and columns of this program, no more and no fewer.</summary>
    private Outcome<BackupManifest> Shape(BackupManifest manifest)
    {
        using var db = store.Factory.Open();
        var mine = StoreSchema.Of(db).SelectMany(t => t.Columns.Select(c => (t.Name, c.Name, c.Kind))).ToHashSet();
        var theirs = manifest.Tables.SelectMany(t => t.Columns.Select(c => (t.Name, c.Name, c.Kind))).ToHashSet();
        if (theirs.Except(mine).Any()) return Newer(manifest.Version);
        return mine.SetEquals(theirs) ? manifest : new Problem("", "Tệp sao lưu do bản Làng Số cũ hơn ghi ({0}). Phục hồi bằng bản đó, rồi nâng lên bản này.", manifest.Version);
    }

    private static Problem Newer(string? version) => new("", "Tệp sao lưu do bản Làng Số mới hơn ghi ({0}). Cập nhật phần mềm rồi phục hồi; chưa đổi gì.", version ?? "?");

    private static async Task<Outcome<Dictionary<string, byte[]>>> KeysAsync(ZipArchive zip, BackupManifest manifest, string? passphrase, CancellationToken cancel)
    {
        if (!manifest.KeysInside || passphrase is null) return new Dictionary<string, byte[]>();
        return await zip.ReadAsync(BackupManifest.KeysEntry, cancel) is { } box && SealedBox.Open(passphrase, box) is { } open
            ? JsonSerializer.Deserialize<Dictionary<string, byte[]>>(open, LangSoJson.Compact)!
            : new Problem("--with-keys", "Mật khẩu không mở được phần khóa trong tệp sao lưu; chưa phục hồi gì.");
    }

    /// <summary>Reads the whole file once before anything is written: every hash, and the ledger from its first act to its last.</summary>
    private async Task<Problem?> CheckAsync(ZipArchive zip, BackupManifest manifest, string? mediaFrom, ConsoleProgress progress, CancellationToken cancel)
    {
        await using var db = store.Factory.Open();
        foreach (var table in StoreSchema.Of(db))
        {
            progress.Stage("soát " + table.Name);
            var told = manifest.Tables.Single(t => t.Name == table.Name);
            var proof = table.Name == StoreSchema.Ledger ? new LedgerProof(table) : null;
            if (zip.GetEntry(told.Entry) is not { } entry) return Damaged("bảng " + table.Name);
            try
            {
                await using var content = entry.Open();
                if (await Carrier.ContentAsync(table, PortableRows.Read(content, table, BlockSize, cancel), proof, cancel) != new TableContent(told.Name, told.Rows, told.Sha256)) return Damaged("bảng " + table.Name);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                return Damaged("bảng " + table.Name);
            }
            if (proof?.FirstBroken is { } broken) return new Problem("", "Sổ cái trong tệp sao lưu bị sửa từ mục {0}; chưa phục hồi gì.", broken);
            if (proof is not null && proof.Head != manifest.Ledger) return new Problem("", "Sổ cái trong tệp sao lưu không kết thúc như bản kê ghi; chưa phục hồi gì.");
        }
        foreach (var item in manifest.Media)
        {
            try
            {
                await using var content = await OpenMediaAsync(zip, mediaFrom, item.Name, cancel);
                if (content is null && !manifest.MediaInside)
                    return new Problem("--media-from", "Bản sao lưu này để âm thanh, hình ở thư mục riêng; thiếu tệp {0}. Viết --media-from THƯ_MỤC.", item.Name);
                if (content is null || Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) != item.Name) return Damaged("tệp âm thanh " + item.Name);
            }
            catch (InvalidDataException)
            {
                return Damaged("tệp âm thanh " + item.Name);
            }
        }
        return null;
    }

    private async Task FillAsync(ZipArchive zip, BackupManifest manifest, string path, bool existed, ConsoleProgress progress, CancellationToken cancel)
    {
        await store.Factory.MigrateAsync(cancel);
        var whole = false;
        try
        {
            await using var target = await StoreTarget.OpenAsync(store.Factory, cancel);
            var state = new CarryState("restore", Path.GetFileName(path), manifest.Ledger, manifest.Tables.ToDictionary(t => t.Name, t => t.Rows), []);
            await target.BeginAsync(state, cancel);
            foreach (var table in target.Tables)
            {
                await using var content = zip.GetEntry("tables/" + table.Name)!.Open();
                (state, var _) = await Carrier.CarryAsync(table, _ => PortableRows.Read(content, table, BlockSize, cancel), target, state, progress.Rows, Carrier.BatchSize, cancel);
            }
            await target.NumberOnAsync(cancel);
            await using var written = await StoreSnapshot.TakeAsync(store.Factory, cancel);
            foreach (var table in written.Tables)
            {
                var told = manifest.Tables.Single(t => t.Name == table.Name);
                if (await Carrier.ContentAsync(table, written.Read(table, null, cancel), null, cancel) != new TableContent(told.Name, told.Rows, told.Sha256)) throw new InvalidDataException(table.Name);
            }
            whole = true;
        }
        finally
        {
            if (!whole) await UndoAsync(existed);
        }
    }

    /// <summary>Also when the work was stopped: an empty place is left.</summary>
    private async Task UndoAsync(bool existed)
    {
        await using (var target = await StoreTarget.OpenAsync(store.Factory, CancellationToken.None)) await target.ForgetAsync(CancellationToken.None);
        if (existed || store.Factory.Address.Engine != StoreEngine.Sqlite) return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(store.Installation.Folder.Path, Path.GetFileName(store.Installation.Folder.Database) + "*")) File.Delete(file);
    }

    private static async Task<Stream?> OpenMediaAsync(ZipArchive zip, string? mediaFrom, string name, CancellationToken cancel) =>
        zip.GetEntry("media/" + name) is { } entry ? await entry.OpenAsync(cancel) : mediaFrom is null ? null : await new MediaFolder(mediaFrom).OpenAsync(name, cancel);

    private static Problem Damaged(string what) => new("", "Tệp sao lưu bị hỏng ở {0}; chưa phục hồi gì.", what);
}
