using System.Diagnostics;
using LangSo.Testing;
using Npgsql;

namespace LangSo.Several.Tests;

/// <summary>A throwaway PostgreSQL server on this machine that tests may stop and start.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("langso-pg-").FullName;
    private readonly int _port = Ports.Free();
    private readonly string _bin;
    private int _made;

    public PostgresServer()
    {
        _bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")))! : null!;
        if (_bin is null) throw new InvalidOperationException("PostgreSQL is missing: apt-get install postgresql-15");
        if (IsRoot) Run("chown", "postgres", _home);
        As("initdb", "-D", Data, "-U", "langso", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        var hba = Path.Combine(Data, "pg_hba.conf");
        File.WriteAllText(hba, "host all withpassword 127.0.0.1/32 scram-sha-256\n" + File.ReadAllText(hba));
        Start();
        Execute("postgres", "create role withpassword login password 'right'");
    }

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(_home, "data");

    /// <summary>What <c>--db</c> takes.</summary>
    public string Address(string database, string user = "langso") => $"postgres://{user}@127.0.0.1:{_port}/{database}";

    public void Start() => As("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_home, "log"), "-o",
        $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_home} -c max_connections=200 -c fsync=off", "start");

    /// <summary>Starts it without the standby that it waited for.</summary>
    public void StartAlone()
    {
        var settings = Path.Combine(Data, "postgresql.auto.conf");
        File.WriteAllText(settings, "");
        Start();
    }

    /// <summary><c>fast</c> ends sessions and then stops; <c>immediate</c> is a power cut.</summary>
    public void Stop(string how = "fast")
    {
        NpgsqlConnection.ClearAllPools();
        As("pg_ctl", "-D", Data, "-w", "-m", how, "stop");
    }

    /// <summary>A database of its own, empty or like another.</summary>
    public string New(string? like = null)
    {
        var name = "t" + Interlocked.Increment(ref _made);
        NpgsqlConnection.ClearAllPools();
        Execute("postgres", $"create database {name} " + (like is null ? "" : "template " + like));
        return name;
    }

    public void Execute(string database, string sql)
    {
        using var connection = Open(database);
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public T Ask<T>(string database, string sql)
    {
        using var connection = Open(database);
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    public NpgsqlConnection Open(string database)
    {
        var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={_port};Username=langso;Database={database};Pooling=false;Application Name=test");
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        try
        {
            Stop("immediate");
        }
        catch (InvalidOperationException)
        {
            // a test had stopped it
        }
        Directory.Delete(_home, recursive: true);
    }

    private void As(string program, params string[] arguments)
    {
        if (IsRoot) Run("runuser", ["-u", "postgres", "--", Path.Combine(_bin, program), .. arguments]);
        else Run(Path.Combine(_bin, program), arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // Its output goes nowhere: the server that it starts would keep a pipe open.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
