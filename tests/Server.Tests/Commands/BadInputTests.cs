using System.Data.Common;
using LangSo.Store;
using LangSo.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LangSo.Server.Tests.Commands;

/// <summary>What a user can get wrong: one line that says what and how to mend it, and nothing half done.</summary>
public sealed class BadInputTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    [Theory]
    [InlineData("units --as-of 2024-13-31", "Ngày 2024-13-31 không có.")]
    [InlineData("units --as-of 31/2/2024", "Ngày 31/2/2024 không có.")]
    [InlineData("report --as-of 2024-03-31 --known-on mai", "Ngày mai không có.")]
    [InlineData("report --as-of 1900-01-01", "Dữ liệu bắt đầu từ ngày 1/1/2018; chưa có gì cho ngày 1/1/1900.")]
    [InlineData("units --as-of 2024-03-31 --under 99999", "Không có đơn vị nào mang mã 99999.")]
    [InlineData("report --as-of 2025-07-01 --under 36", "Mã này là tỉnh Nam Định")]
    [InlineData("units --as-of 2024-03-31 --kind làng", "Không có loại đơn vị “làng”. Các loại:")]
    [InlineData("measure happiness --as-of 2024-03-31", "Không có chỉ số “happiness”. Các chỉ số: advanced,")]
    [InlineData("report --as-of 2024-03-31 --format xlsx", "Bản này chưa xuất được dạng xlsx. Dùng: text, json, docx.")]
    [InlineData("units --as-of 2024-03-31 --format xml", "Không có dạng \"xml\".")]
    [InlineData("report --as-of 2024-03-31 --format docx", "cần --out")]
    [InlineData("timeline --device none --from soon --to later", "không hiểu --from \"soon\".")]
    [InlineData("timeline --device none --from 2026-03-18T05:00 --to 2026-03-18T06:00", "Không có thiết bị “none”.")]
    [InlineData("load tinh", "không có bộ dữ liệu \"tinh\". Hiện có: demo, national.")]
    [InlineData("units --as-of 2024-03-31 --colour blue", "không hiểu \"--colour\"")]
    [InlineData("units", "lệnh units thiếu --as-of.")]
    [InlineData("units --as-of", "--as-of cần một giá trị đi sau.")]
    [InlineData("lineage --as-of 2024-03-31", "lệnh lineage thiếu mã.")]
    [InlineData("serve --port many", "--port không hiểu \"many\".")]
    [InlineData("serve --port 70000", "Cổng phải từ 0 đến 65534; đã viết 70000.")]
    [InlineData("serve --address moon", "không có địa chỉ \"moon\".")]
    [InlineData("serve --address 192.0.2.1 --port 5999", "Không mở được cổng 5999 ở địa chỉ 192.0.2.1")]
    public async Task What_is_wrong_is_said_in_one_line(string command, string says)
    {
        var words = command.Split(' ');
        Cli.Refused(await Cli.RunAsync([words[0], "--data", demo.Path, .. words[1..]]), says);
    }

    [Theory]
    [InlineData("fly", "không có lệnh \"fly\".")]
    [InlineData("--fly", "thiếu lệnh.")]
    [InlineData("verify", "lệnh verify thiếu --data.")]
    [InlineData("player --state /nowhere", "Thiếu --server.")]
    public async Task A_command_that_does_not_exist_or_lacks_its_folder_is_said_in_one_line(string command, string says) => Cli.Refused(await Cli.RunAsync(command.Split(' ')), says);

    [Fact]
    public async Task A_document_that_cannot_be_written_leaves_nothing_behind()
    {
        var inside = Path.Combine(await AFileAsync(), "bao-cao.docx");
        var before = Files(demo.Path);
        Cli.Refused(await Cli.RunAsync("report", "--as-of", "2024-03-31", "--format", "docx", "--out", inside, "--data", demo.Path), "Không ghi được tệp " + inside);
        Assert.Equal(before, Files(demo.Path));
    }

    [Fact]
    public async Task A_folder_without_data_is_named_and_not_made()
    {
        using var folder = new TempFolder();
        var missing = folder.Sub("none");
        Cli.Refused(await Cli.RunAsync("units", "--as-of", "2024-03-31", "--data", missing), $"Thư mục \"{missing}\" chưa có dữ liệu Làng Số. Nạp trước: ./langso load demo --data {missing}");
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        var inside = Path.Combine(await AFileAsync(), "data");
        Cli.Refused(await Cli.RunAsync("load", "demo", "--data", inside), $"Không ghi được vào thư mục \"{inside}\".");
    }

    [Theory]
    [InlineData("units --as-of 2024-03-31")]
    [InlineData("serve --port 0")]
    [InlineData("load demo")]
    public async Task A_folder_of_a_newer_version_is_refused_untouched(string command)
    {
        using var folder = await RunningServer.DemoFolderAsync();
        await Sql.RunAsync(folder.Path, "insert into \"__EFMigrationsHistory\" values ('20991231000000_Later', '99.0.0')");
        var before = await Sql.ContentAsync(folder.Path);
        Cli.Refused(await Cli.RunAsync([.. command.Split(' '), "--data", folder.Path]), "do bản Làng Số mới hơn ghi (20991231000000_Later)");
        Assert.Equal(before, await Sql.ContentAsync(folder.Path));
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_another_to_try()
    {
        using var first = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        first.Start();
        var port = ((System.Net.IPEndPoint)first.LocalEndpoint).Port;
        Cli.Refused(await Cli.RunAsync("serve", "--port", $"{port}", "--data", demo.Path), $"Cổng {port} hoặc {port + 1} đang có chương trình khác dùng. Chọn cổng khác: --port ");
        Cli.Refused(await Cli.RunAsync("serve", "--port", $"{port - 1}", "--data", demo.Path), $"Cổng {port - 1} hoặc {port} đang có chương trình khác dùng.");
    }

    [Fact]
    public async Task Two_servers_do_not_share_a_port()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        using var first = Cli.Start("serve", "--port", "0", "--data", folder.Path);
        try
        {
            var line = await first.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var address = new Uri(line!.Split(' ')[^1]);
            Cli.Refused(await Cli.RunAsync("serve", "--port", $"{address.Port}", "--data", demo.Path), $"Cổng {address.Port} hoặc {address.Port + 1} đang có chương trình khác dùng.");
            using var http = new HttpClient();
            Assert.StartsWith("ok ", await http.GetStringAsync(new Uri(address, "/healthz"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            first.Kill(entireProcessTree: true);
            await first.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Where a folder is expected there is a file.</summary>
    private async Task<string> AFileAsync()
    {
        var file = demo.Sub("tep");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        return file;
    }

    private static string[] Files(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("-wal", StringComparison.Ordinal) && !f.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}

/// <summary>The store behind the program's back.</summary>
internal static class Sql
{
    /// <summary>The file's bytes; of a database on a server, what tells whether a migration touched it.</summary>
    public static async Task<byte[]> ContentAsync(string folder)
    {
        if (TestDatabase.Of(folder) is not { } db) return await File.ReadAllBytesAsync(Path.Combine(folder, "langso.db"), TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection(StoreAddress.Parse(db, new DataFolder(folder)).Value.Connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            "select (select string_agg(migration_id, ' ' order by migration_id) from \"__EFMigrationsHistory\") || (select count(*) from ledger) || (select count(*) from accounts)", connection);
        return System.Text.Encoding.UTF8.GetBytes((string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
    }

    /// <summary>The one number that a question answers with.</summary>
    public static async Task<long> ScalarAsync(string folder, string sql)
    {
        var address = StoreAddress.Parse(TestDatabase.Of(folder), new DataFolder(folder)).Value;
        await using DbConnection connection = address.Engine == StoreEngine.Postgres
            ? new NpgsqlConnection(address.Connection) : new SqliteConnection($"Data Source={Path.Combine(folder, "langso.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static async Task RunAsync(string folder, string sql)
    {
        var address = StoreAddress.Parse(TestDatabase.Of(folder), new DataFolder(folder)).Value;
        await using DbConnection connection = address.Engine == StoreEngine.Postgres
            ? new NpgsqlConnection(address.Connection) : new SqliteConnection($"Data Source={Path.Combine(folder, "langso.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = address.Engine == StoreEngine.Postgres ? sql : sql + "; pragma wal_checkpoint(truncate);";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
