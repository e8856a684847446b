using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LangSo.Foundation;
using LangSo.Server.Commands;
using LangSo.Server.Keeping;
using LangSo.Server.Keeping.Doctor;
using LangSo.Server.Tests.Commands;
using LangSo.Store.Keeping;
using LangSo.Testing;

namespace LangSo.Server.Tests.Keeping;

/// <summary>Each check sees what it is for.</summary>
public sealed class DoctorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_checks_are_these() => Assert.Equal(
        ["folder", "disk", "database", "sqlite", "postgres", "clock", "partitions", "ledger", "keys", "media", "backup", "voice", "time-sync", "port", "broker", "devices", "public-password", "certificate"],
        Checks.All.Select(c => c.Id));

    [Theory]
    [InlineData("update ledger set actor = 'ai-do' where number = 3", "ledger", "Sổ cái bị sửa từ mục 3")]
    [InlineData("insert into \"__EFMigrationsHistory\" values ('20991231000000_Later', '99.0.0')", "database", "bản Làng Số mới hơn")]
    [InlineData("update devices set enrolled_at = '2026-01-01 00:00:00', last_seen = '2026-01-02 00:00:00' where id = (select min(id) from devices)", "devices", "1 thiết bị im hơn một ngày")]
    [InlineData("insert into bulletin_sounds (spoken_hash, sha256, bytes, duration_ms, made_at) values ('a', 'feed', 1, 1, '2026-01-01 00:00:00')", "media", "Tệp âm thanh feed không còn")]
    public async Task What_is_wrong_in_the_store_is_seen(string breaks, string check, string says)
    {
        using var folder = await RunningServer.DemoFolderAsync();
        Assert.DoesNotContain(await LookAsync(folder), f => f.Check == check);
        await Sql.RunAsync(folder.Path, breaks);
        Assert.Contains(await LookAsync(folder), f => f.Check == check && f.Text.Contains(says, StringComparison.Ordinal) && f.Mend.Length > 0);
    }

    [Fact]
    public async Task What_is_well_is_not_complained_of()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        // The tests' PostgreSQL is set to be fast, not safe, and is rightly complained of.
        Assert.DoesNotContain(await LookAsync(folder), f => f.Check is "sqlite" or "ledger" or "keys" or "media" or "database");
    }

    [Fact]
    public async Task A_lost_root_key_is_seen_once_somebody_signs_by_it()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        await Sql.RunAsync(folder.Path, "insert into delegations (id, user_name, key_id, area, highest_class, valid_from, valid_until, jws) values ('a', 'b', 'c', 'd', 'Routine', '2026-01-01 00:00:00', '2026-01-01 00:00:00', '')");
        Assert.False(File.Exists(Path.Combine(folder.Path, "keys", "root.pem")));
        if (TestDatabase.OnPostgres) await Sql.RunAsync(folder.Path, "delete from signing_keys where name = 'root'");
        Assert.Contains(await LookAsync(folder), f => f.Check == "keys" && f.Text.Contains("Không có khóa gốc", StringComparison.Ordinal) && f.Mend.Length > 0);
    }

    [Fact]
    public async Task Accounts_with_the_public_password_are_named()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        Assert.Contains(await LookAsync(folder), f => f.Check == "public-password" && f.Text.Contains("dieuphoi, lanhdao, lanhdao2, mattran, nongthon, phochutich, quantri, thamdinh, thamdinh2, thamtra, truongxom, vanhoa", StringComparison.Ordinal));
        await Sql.RunAsync(folder.Path, "update accounts set password_hash = null");
        Assert.DoesNotContain(await LookAsync(folder), f => f.Check == "public-password");
    }

    [Fact]
    public async Task A_key_that_others_can_read_and_a_sound_that_is_altered_are_named()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        using var key = SigningKey.Create();
        new KeyFolder(folder.Path).Write("root.pem", Encoding.ASCII.GetBytes(key.ToPem()));
        var name = Convert.ToHexStringLower(SHA256.HashData("a"u8));
        await new MediaFolder(folder.Sub("media")).PutAsync(name, new MemoryStream("a"u8.ToArray()), Cancel);
        Assert.DoesNotContain(await LookAsync(folder), f => f.Check is "keys" or "media");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(folder.Path, "keys", "root.pem"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "media", name), "b", Cancel);
        var findings = await LookAsync(folder);
        Assert.Contains(findings, f => f.Check == "keys" && f.Text.Contains("keys/root.pem", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.Check == "media" && f.Text.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_backup_and_an_old_one_are_named_and_a_fresh_one_is_not()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        Assert.Contains(await LookAsync(folder), f => f.Check == "backup" && f.Text.Contains("Chưa sao lưu", StringComparison.Ordinal));
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        new LastBackup(now.AddDays(-3), "x", 1, LedgerHead.Empty).Write(folder.Path);
        Assert.Contains(await LookAsync(folder), f => f.Check == "backup" && f.Text.Contains("mới nhất từ", StringComparison.Ordinal));
        new LastBackup(now, "x", 1, LedgerHead.Empty).Write(folder.Path);
        Assert.DoesNotContain(await LookAsync(folder), f => f.Check == "backup");
    }

    [Fact]
    public async Task What_is_wrong_with_the_machine_is_named()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Assert.DoesNotContain(await LookAsync(folder), f => f.Check is "voice" or "time-sync" or "port" or "broker" or "certificate");
        var sick = await LookAsync(folder, port, Certificate(folder), broker: "mqtt://langso:mk@127.0.0.1:1", tool: (program, _, _) => Task.FromResult(program == "timedatectl" ? "no\n" : null));
        foreach (var check in (string[])["voice", "time-sync", "port", "broker", "certificate"]) Assert.Contains(sick, f => f.Check == check);
    }

    [Fact]
    public async Task A_folder_that_is_no_folder_is_named_and_other_checks_still_run()
    {
        using var home = new TempFolder();
        await File.WriteAllTextAsync(home.Sub("file"), "", Cancel);
        await using var store = new OpenedStore(Place.Of(Path.Combine(home.Sub("file"), "data"), null).Value);
        var findings = await Checks.LookAsync(new Patient(store, new StoreFinding(), TimeProvider.System, false, null, null, Well), Cancel);
        Assert.Contains(findings, f => f.Check == "folder");
        Assert.Contains(findings, f => f.Check == "database" && f.Text.Contains("chưa có dữ liệu", StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_of_PostgreSQL_that_hurt_and_a_full_disk_are_named()
    {
        Dictionary<string, string> good = new() { ["fsync"] = "on", ["full_page_writes"] = "on", ["synchronous_commit"] = "on", ["server_encoding"] = "UTF8", ["max_connections"] = "100" };
        Assert.Empty(new PostgresSettingsCheck().Judge(good));
        foreach (var (name, bad) in (ReadOnlySpan<(string, string)>)[("fsync", "off"), ("full_page_writes", "off"), ("synchronous_commit", "off"), ("server_encoding", "SQL_ASCII"), ("max_connections", "20")])
            Assert.Contains(bad, Assert.Single(new PostgresSettingsCheck().Judge(new Dictionary<string, string>(good) { [name] = bad })).Text, StringComparison.Ordinal);
        Assert.Single(new DiskCheck().Judge(DiskCheck.Least - 1));
        Assert.Empty(new DiskCheck().Judge(DiskCheck.Least));
    }

    [Fact]
    public async Task The_command_says_a_line_each_and_ends_with_one_when_something_is_wrong()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        var text = await Cli.RunAsync("doctor", "--data", folder.Path);
        Assert.Equal((1, ""), (text.Code, text.Error));
        Assert.All(text.Out.TrimEnd().Split('\n'), line => Assert.Contains(" Cách sửa: ", line, StringComparison.Ordinal));
        var json = await Cli.RunAsync("doctor", "--data", folder.Path, "--format", "json");
        Assert.Contains("\"check\": \"public-password\"", json.Out, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<Finding>> LookAsync(
        TempFolder folder, int? port = null, string? certificate = null, string? broker = null, Func<string, string, CancellationToken, Task<string?>>? tool = null)
    {
        await using var store = new OpenedStore(Place.Of(folder.Path, TestDatabase.Of(folder.Path), broker: broker).Value);
        return await Checks.LookAsync(new Patient(store, await store.Factory.InspectAsync(Cancel), TimeProvider.System, true, port, certificate, tool ?? Well), Cancel);
    }

    private static Task<string?> Well(string program, string arguments, CancellationToken cancel) => Task.FromResult<string?>("yes");

    private static string Certificate(TempFolder folder)
    {
        using var key = ECDsa.Create();
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=langso", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(5));
        var path = folder.Sub("cert.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem());
        return path;
    }
}
