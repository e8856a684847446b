using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LangSo.Foundation;
using LangSo.Server.Keeping;
using LangSo.Server.Tests.Commands;
using LangSo.Store;
using LangSo.Store.Keeping;
using LangSo.Testing;

namespace LangSo.Server.Tests.Keeping;

/// <summary>One file with everything, and back from it: all or nothing.</summary>
[Collection("both engines")]
public sealed class BackupTests(PostgresServer postgres)
{
    private const string Passphrase = "mot mat khau that dai";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_is_restored_on_either_engine_is_what_was_there(bool toPostgres)
    {
        using var folder = await InstallationAsync();
        using var home = new TempFolder();
        await using var source = Kept.Open(folder);
        var manifest = await BackupAsync(source, home.Sub("b.zip"));
        await using var target = Kept.Open(home.Sub("new"), toPostgres ? postgres.NewDatabase() : null);
        Directory.CreateDirectory(home.Sub("new"));
        Assert.Empty((await RestoreAsync(target, home.Sub("b.zip"), Passphrase)).Problems);

        Assert.Equal(await Kept.ContentAsync(source.Factory), await Kept.ContentAsync(target.Factory));
        Assert.Single(manifest.Media);
        Assert.True(await VaultMedia.Of(target).IsWholeAsync(manifest.Media[0].Name, Cancel));
        var (was, now) = (new KeyFolder(folder.Path), new KeyFolder(home.Sub("new")));
        Assert.Equal(was.List(), now.List());
        Assert.Equal(was.RootPem, now.RootPem);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(home.Sub("new"), "keys", "root.pem")));
        Assert.True((await target.Factory.PrepareAsync(Cancel)).Ok);
    }

    [Fact]
    public async Task A_backup_while_four_write_is_one_moment_and_proves()
    {
        using var folder = await InstallationAsync();
        using var home = new TempFolder();
        await using var source = Kept.Open(folder);
        using var ledger = new Ledger(source.Factory, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var begun = new SemaphoreSlim(0);
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                await ledger.WriteAsync((_, acts) => Task.FromResult(acts.Record($"w{writer}", "test", $"{n}", new { n })), CancellationToken.None);
                if (n == 0) begun.Release();
            }
        }, Cancel)).ToList();
        for (var i = 0; i < 4; i++) await begun.WaitAsync(Cancel);
        var manifest = await BackupAsync(source, home.Sub("b.zip"));
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        await using var target = Kept.Open(home.Sub("new"), null);
        Directory.CreateDirectory(home.Sub("new"));
        Assert.Empty((await RestoreAsync(target, home.Sub("b.zip"), null)).Problems);
        await using var picture = await StoreSnapshot.TakeAsync(target.Factory, Cancel);
        var proof = await picture.ProveAsync(Cancel);
        Assert.Null(proof.FirstBroken);
        Assert.Equal(manifest.Ledger, proof.Head);
        await using var later = await StoreSnapshot.TakeAsync(source.Factory, Cancel);
        Assert.True((await later.HeadAsync(Cancel)).Number >= manifest.Ledger.Number);
    }

    [Theory]
    [InlineData("tables/facts", "bị hỏng ở bảng facts")]
    [InlineData("tables/ledger", "bị hỏng ở bảng ledger")]
    [InlineData("media/", "bị hỏng ở tệp âm thanh")]
    [InlineData("manifest.json", "không khớp chữ ký của khóa gốc")]
    [InlineData("manifest.jws", "không khớp chữ ký của khóa gốc")]
    [InlineData("keys.sealed", "Mật khẩu không mở được phần khóa")]
    public async Task One_altered_byte_is_named_and_the_place_stays_empty(string entry, string says)
    {
        using var folder = await InstallationAsync();
        using var home = new TempFolder();
        await using var source = Kept.Open(folder);
        await BackupAsync(source, home.Sub("b.zip"));
        Alter(home.Sub("b.zip"), entry, bytes =>
        {
            var at = entry == "manifest.json" ? Encoding.UTF8.GetString(bytes).IndexOf("\"engine\": \"", StringComparison.Ordinal) + 12 : bytes.Length - 2;
            bytes[at] = bytes[at] == (byte)'A' ? (byte)'B' : (byte)'A';
            return bytes;
        });
        await RefusedAsync(home, Passphrase, says);
    }

    [Fact]
    public async Task A_cut_file_a_foreign_file_a_newer_one_and_a_wrong_passphrase_are_one_line_each()
    {
        using var folder = await InstallationAsync();
        using var home = new TempFolder();
        await using var source = Kept.Open(folder);
        await BackupAsync(source, home.Sub("b.zip"));
        await RefusedAsync(home, "mot mat khau khac han", "Mật khẩu không mở được phần khóa");
        var whole = await File.ReadAllBytesAsync(home.Sub("b.zip"), Cancel);
        await File.WriteAllBytesAsync(home.Sub("b.zip"), whole[..(whole.Length * 2 / 3)], Cancel);
        await RefusedAsync(home, null, "bị hỏng hoặc thiếu phần cuối");
        await File.WriteAllBytesAsync(home.Sub("b.zip"), whole, Cancel);
        Alter(home.Sub("b.zip"), "manifest.json", bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal)));
        await RefusedAsync(home, null, "do bản Làng Số mới hơn ghi");
        using (ZipFile.Open(home.Sub("c.zip"), ZipArchiveMode.Create)) { }
        File.Move(home.Sub("c.zip"), home.Sub("b.zip"), overwrite: true);
        await RefusedAsync(home, null, "không phải bản sao lưu");
    }

    [Fact]
    public async Task A_place_with_data_is_refused_untouched()
    {
        using var folder = await InstallationAsync();
        using var home = new TempFolder();
        await using var source = Kept.Open(folder);
        await BackupAsync(source, home.Sub("b.zip"));
        var before = await Kept.ContentAsync(source.Factory);
        var restored = await RestoreAsync(source, home.Sub("b.zip"), null);
        Assert.Contains("đã có dữ liệu", restored.Problems.Single().ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await Kept.ContentAsync(source.Factory));
    }

    [Fact]
    public async Task Media_in_a_folder_of_their_own_are_copied_once_and_wanted_back()
    {
        using var folder = await InstallationAsync();
        using var home = new TempFolder();
        await using var source = Kept.Open(folder);
        await BackupAsync(source, home.Sub("b.zip"), home.Sub("media"));
        var kept = Directory.GetFiles(home.Sub("media")).Single();
        var written = File.GetLastWriteTimeUtc(kept);
        await BackupAsync(source, home.Sub("b.zip"), home.Sub("media"));
        Assert.Equal(written, File.GetLastWriteTimeUtc(kept));
        await RefusedAsync(home, null, "để âm thanh, hình ở thư mục riêng");
        await using var target = Kept.Open(home.Sub("new"), null);
        Directory.CreateDirectory(home.Sub("new"));
        Assert.Empty((await RestoreAsync(target, home.Sub("b.zip"), null, home.Sub("media"))).Problems);
        Assert.Single(await VaultMedia.Of(target).ListAsync(Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task The_commands_say_what_is_in_the_file_keep_the_newest_and_bring_it_back()
    {
        using var folder = await InstallationAsync();
        using var home = new TempFolder();
        Directory.CreateDirectory(home.Sub("b"));
        await File.WriteAllTextAsync(Path.Combine(home.Sub("b"), "langso-20200101-000000.zip"), "", Cancel);
        await File.WriteAllTextAsync(Path.Combine(home.Sub("b"), "khac.zip"), "", Cancel);
        var made = await Cli.RunAsync("backup", "--data", folder.Path, "--out", home.Sub("b"), "--keep", "1");
        Assert.Equal(0, made.Code);
        Assert.Contains("KHÔNG có khóa trong tệp", made.Out, StringComparison.Ordinal);
        var files = Directory.GetFiles(home.Sub("b")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, files.Count);
        Assert.Equal("khac.zip", files[0]);
        Assert.DoesNotContain("2020", files[1], StringComparison.Ordinal);
        var restored = await Cli.RunAsync("restore", Path.Combine(home.Sub("b"), files[1]), "--data", home.Sub("new"));
        Assert.Equal(0, restored.Code);
        Assert.Contains("Sổ cái nguyên vẹn", restored.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await Cli.RunAsync("verify", "--data", home.Sub("new"), "--files")).Code);
        Cli.Refused(await Cli.RunAsync("restore", Path.Combine(home.Sub("b"), "khac.zip"), "--data", home.Sub("other")), "bị hỏng hoặc thiếu phần cuối");
        Assert.False(Directory.Exists(home.Sub("other")));
    }

    private static async Task<TempFolder> InstallationAsync()
    {
        var folder = await Kept.FolderAsync();
        using var key = SigningKey.Create();
        new KeyFolder(folder.Path).Write("root.pem", Encoding.ASCII.GetBytes(key.ToPem()));
        var sound = Encoding.UTF8.GetBytes("một âm thanh");
        await new MediaFolder(folder.Sub("media")).PutAsync(Convert.ToHexStringLower(SHA256.HashData(sound)), new MemoryStream(sound), Cancel);
        return folder;
    }

    private static async Task<BackupManifest> BackupAsync(OpenedStore source, string file, string? mediaTo = null)
    {
        var folder = source.Installation.Folder.Path;
        var backup = new Backup(source, VaultMedia.Of(source), new KeyFolder(folder), TimeProvider.System);
        return (await backup.TakeAsync(new BackupWish(file, Passphrase, mediaTo), new ConsoleProgress(TimeProvider.System), Cancel)).Value;
    }

    private static Task<Outcome<BackupManifest>> RestoreAsync(OpenedStore target, string file, string? passphrase, string? mediaFrom = null) =>
        new Restore(target, VaultMedia.Of(target), new KeyFolder(target.Installation.Folder.Path)).RunAsync(file, passphrase, mediaFrom, new ConsoleProgress(TimeProvider.System), Cancel);

    private static async Task RefusedAsync(TempFolder home, string? passphrase, string says)
    {
        Directory.CreateDirectory(home.Sub("new"));
        await using var target = Kept.Open(home.Sub("new"), null);
        var restored = await RestoreAsync(target, home.Sub("b.zip"), passphrase);
        Assert.Contains(says, restored.Problems.Single().ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(home.Sub("new")));
    }

    private static void Alter(string path, string entry, Func<byte[], byte[]> change)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        var old = zip.Entries.First(e => e.FullName.StartsWith(entry, StringComparison.Ordinal));
        using var content = new MemoryStream();
        using (var reading = old.Open()) reading.CopyTo(content);
        var name = old.FullName;
        old.Delete();
        using var writing = zip.CreateEntry(name).Open();
        writing.Write(change(content.ToArray()));
    }
}
