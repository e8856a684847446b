using System.Collections.Concurrent;
using LangSo.Store;
using Npgsql;

namespace LangSo.Testing;

/// <summary>
/// The database of one test: the SQLite file of its folder or, when LANGSO_TEST_DB names a PostgreSQL server, a database of its
/// own there. The same tests run on both.
/// </summary>
public static class TestDatabase
{
    private static readonly ConcurrentDictionary<string, string> Made = new(StringComparer.Ordinal);
    private static readonly string? Server = Environment.GetEnvironmentVariable("LANGSO_TEST_DB") is { Length: > 0 } server ? server : null;

    /// <summary>True in a run on PostgreSQL.</summary>
    public static bool OnPostgres => Server is not null;

    /// <summary>What <c>--db</c> would say for this folder; null for the file in it.</summary>
    public static string? Of(string folder) => Made.GetValueOrDefault(Path.GetFullPath(folder));

    /// <summary>The folder's database, made when the run is on PostgreSQL; <paramref name="like"/> is the folder whose database it starts as.</summary>
    public static StoreAddress For(string folder, string? like = null)
    {
        if (Server is null) return StoreAddress.In(new DataFolder(folder));
        var db = Made.GetOrAdd(Path.GetFullPath(folder), _ =>
        {
            var name = "t" + Guid.NewGuid().ToString("n");
            if (like is not null)
            {
                // A database in use is no template.
                NpgsqlConnection.ClearAllPools();
                Run($"create database {name} template {new Uri(Of(like)!).AbsolutePath.TrimStart('/')}");
            }
            else
            {
                Run($"create database {name}");
            }
            return new UriBuilder(Server) { Path = name, Query = "Maximum Pool Size=10" }.Uri.ToString();
        });
        return StoreAddress.Parse(db, new DataFolder(folder)).Value;
    }

    /// <summary>Lets go of the folder's database.</summary>
    public static void Drop(string folder)
    {
        if (Server is null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            return;
        }
        if (!Made.TryRemove(Path.GetFullPath(folder), out var db)) return;
        Run($"drop database if exists {new Uri(db).AbsolutePath.TrimStart('/')} with (force)");
    }

    private static void Run(string sql)
    {
        using var connection = new NpgsqlConnection(StoreAddress.Parse(Server, new DataFolder(".")).Value.Connection + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
