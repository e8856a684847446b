using System.Diagnostics;
using LangSo.Store;
using LangSo.Testing;
using Npgsql;

namespace LangSo.Server.Tests.Keeping;

/// <summary>
/// A PostgreSQL server for tests that need both engines: the one that LANGSO_TEST_DB names, else a throwaway one of this
/// machine's own programs.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private string _address = Environment.GetEnvironmentVariable("LANGSO_TEST_DB") ?? "";
    private bool _own;

    /// <summary>The address of a database that is not made yet.</summary>
    public string NewDatabase() => new UriBuilder(_address) { Path = "k" + Guid.NewGuid().ToString("n"), Query = "Maximum Pool Size=10" }.Uri.ToString();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (_address.Length > 0) return;
        var programs = Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).First(d => File.Exists(Path.Combine(d, "initdb")));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        if (Environment.UserName == "root") await RunAsync("chown", "postgres", _folder.Path);
        var data = _folder.Sub("data");
        await AsAsync(Path.Combine(programs, "initdb"), "-D", data, "-U", "langso", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        var port = Ports.Free();
        await AsAsync(Path.Combine(programs, "pg_ctl"), "-D", data, "-w", "-l", _folder.Sub("log"), "-o",
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder.Path} -c fsync=off -c synchronous_commit=off -c full_page_writes=off", "start");
        (_own, _address) = (true, $"postgres://langso@127.0.0.1:{port}/postgres");
        Stop = () => AsAsync(Path.Combine(programs, "pg_ctl"), "-D", data, "-m", "immediate", "stop");
    }

    private Func<Task> Stop { get; set; } = () => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_own) await Stop();
        _folder.Dispose();
    }

    private static Task AsAsync(params string[] command) =>
        Environment.UserName == "root" ? RunAsync("runuser", ["-u", "postgres", "--", .. command]) : RunAsync(command[0], command[1..]);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // A server that goes on keeps whatever it inherits: its words go nowhere that anybody waits for.
        var start = new ProcessStartInfo("sh") { WorkingDirectory = "/" };
        foreach (var word in (string[])["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.ExitCode}");
    }
}

/// <summary>Tests that share the server.</summary>
[CollectionDefinition("both engines")]
public sealed class BothEngines : ICollectionFixture<PostgresServer>;
