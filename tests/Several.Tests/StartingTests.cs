using LangSo.Testing;

namespace LangSo.Several.Tests;

/// <summary>What stands in the way of a server is one line that says what to do, and nothing is written.</summary>
public sealed class StartingTests(Province province)
{
    [Fact]
    public async Task A_second_server_without_the_secret_or_with_another_one_says_what_to_copy()
    {
        await using var place = province.New();
        var one = await place.ServeAsync("one");
        await RefusedAsync(["serve", "--data", place.Folder("two"), "--db", place.Db, "--port", "0"], "Chép tệp keys/installation.key từ thư mục dữ liệu của máy chủ đang chạy vào");
        Assert.False(File.Exists(Path.Combine(place.Folder("two"), "keys", "installation.key")));

        Directory.CreateDirectory(Path.Combine(place.Folder("two"), "keys"));
        var key = Path.Combine(place.Folder("two"), "keys", "installation.key");
        await File.WriteAllTextAsync(key, Convert.ToBase64String(new byte[32]), TestContext.Current.CancellationToken);
        await RefusedAsync(["serve", "--data", place.Folder("two"), "--db", place.Db, "--port", "0"], "không phải của cơ sở dữ liệu");
        await File.WriteAllTextAsync(key, "not a key", TestContext.Current.CancellationToken);
        await RefusedAsync(["serve", "--data", place.Folder("two"), "--db", place.Db, "--port", "0"], "32 byte viết bằng base64");

        File.Delete(key);
        var secret = await File.ReadAllTextAsync(Path.Combine(place.Folder("one"), "keys", "installation.key"), TestContext.Current.CancellationToken);
        await using var two = await LangSoProgram.ServeAsync(place.Folder("two"), place.Db, environment: new Dictionary<string, string> { ["LANGSO_SECRET"] = secret });
        Assert.False(one.Ended);
    }

    [Fact]
    public async Task Keys_of_a_folder_that_ran_alone_are_those_of_all_servers()
    {
        using var alone = await RunningServer.DemoFolderAsync();
        Directory.CreateDirectory(Path.Combine(alone.Path, "keys"));
        using var root = Foundation.SigningKey.Create();
        await File.WriteAllTextAsync(Path.Combine(alone.Path, "keys", "root.pem"), root.ToPem(), TestContext.Current.CancellationToken);
        await using var place = province.New();
        await using var one = await LangSoProgram.ServeAsync(alone.Path, place.Db);
        Assert.Equal(2L, place.Ask<long>("select count(*) from signing_keys where name in ('proof', 'root')"));
        Assert.Equal(1L, place.Ask<long>("select count(*) from session_keys"));
        // Neither key lies in the database as it is.
        var der = System.Text.Encoding.ASCII.GetBytes("PRIVATE KEY");
        Assert.Equal(0L, place.Ask<long>($"select count(*) from signing_keys where position('\\x{Convert.ToHexString(der)}'::bytea in wrapped) > 0"));

        var player = place.Play(one, "Loa xóm 1");
        await Until.HoldsAsync(() => player.Said.Contains("Đã nối máy chủ", StringComparison.Ordinal), 60, () => player.Said + player.Complained);
        var identity = string.Concat(Directory.GetFiles(StateOf(place), "*", SearchOption.AllDirectories).Where(f => f.EndsWith(".json", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.Contains(root.Public.X, identity, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_an_address_to_nowhere_and_a_newer_database_are_one_line_each()
    {
        using var folder = new TempFolder();
        var data = folder.Sub("data");
        var url = new Uri(province.Postgres.Address("demo"));
        await RefusedAsync(["serve", "--data", data, "--db", $"postgres://withpassword:wrong@{url.Authority.Split('@')[^1]}/demo", "--port", "0"], "không nhận tên hoặc mật khẩu này");
        await RefusedAsync(["verify", "--data", data, "--db", $"postgres://langso@127.0.0.1:{Ports.Free()}/demo"], "Không tới được cơ sở dữ liệu demo trên 127.0.0.1");
        await RefusedAsync(["verify", "--data", data, "--db", "postgres://langso@khong-co.invalid/demo"], "Không tới được cơ sở dữ liệu demo trên khong-co.invalid");
        await RefusedAsync(["units", "--as-of", "2024-03-31", "--db", "nowhere"], "Địa chỉ cơ sở dữ liệu không đúng.");
        var newer = province.Postgres.New(like: "demo");
        province.Postgres.Execute(newer, "insert into \"__EFMigrationsHistory\" values ('20991231000000_Later', '99.0.0')");
        await RefusedAsync(["serve", "--data", data, "--db", province.Postgres.Address(newer), "--port", "0"], "do bản Làng Số mới hơn ghi (20991231000000_Later)");
    }

    [Fact]
    public async Task A_command_that_only_reads_makes_no_folder()
    {
        using var folder = new TempFolder();
        var data = folder.Sub("none");
        foreach (var command in (string[][])[["verify"], ["units", "--as-of", "2024-03-31", "--format", "json"], ["report", "--as-of", "2024-03-31"]])
        {
            await using var program = new LangSoProgram(null, [.. command, "--data", data, "--db", province.Postgres.Address("demo")]);
            Assert.True(await program.EndAsync() == 0, program.Complained);
            Assert.False(Directory.Exists(data));
        }
    }

    private static string StateOf(Place place) => Directory.GetDirectories(Path.GetDirectoryName(place.Folder("x"))!, "loa-*").Single();

    /// <summary>Bad input: exit 2, nothing on stdout, one line on stderr.</summary>
    internal static async Task RefusedAsync(string[] command, string says)
    {
        await using var program = new LangSoProgram(null, command);
        Assert.Equal((2, ""), (await program.EndAsync(), program.Said));
        Assert.StartsWith("langso: ", program.Complained, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', program.Complained);
        Assert.Contains(says, program.Complained, StringComparison.Ordinal);
    }
}
