using System.Data.Common;
using LangSo.Foundation;
using Npgsql;

namespace LangSo.Store;

/// <summary>Which engine keeps the data, and where.</summary>
public enum StoreEngine
{
    /// <summary>A file in the data folder: one commune, or a province on one machine.</summary>
    Sqlite = 1,

    /// <summary>A PostgreSQL server: a province whose work outgrows one file, or several servers of ours.</summary>
    Postgres = 2,
}

/// <summary>Where the database of an installation is.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Connection">The engine's own connection string; for PostgreSQL it may hold a password, so it is never shown.</param>
/// <param name="Shown">What people are told: the file, or "langso trên 10.1.2.3:5432".</param>
public sealed record StoreAddress(StoreEngine Engine, string Connection, string Shown)
{
    /// <summary>How many connections one server opens at most, unless the address says otherwise: PostgreSQL allows 100 in all by default.</summary>
    private const int MostConnections = 40;

    /// <summary>The SQLite file of a data folder.</summary>
    public static StoreAddress In(DataFolder folder) => new(
        StoreEngine.Sqlite,
        new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder { DataSource = folder.Database, ForeignKeys = true, DefaultTimeout = 30 }.ToString(),
        folder.Database);

    /// <summary>
    /// What <c>--db</c> says: nothing for the file in the data folder, <c>postgres://user:password@host:5432/name</c>, or Npgsql's
    /// <c>Host=…;Database=…</c>.
    /// </summary>
    public static Outcome<StoreAddress> Parse(string? text, DataFolder folder)
    {
        if (string.IsNullOrWhiteSpace(text) || text == "sqlite") return In(folder);
        try
        {
            var connection = text.Contains("://", StringComparison.Ordinal) ? FromUrl(text) : new NpgsqlConnectionStringBuilder(text);
            if (connection is null || string.IsNullOrEmpty(connection.Host) || string.IsNullOrEmpty(connection.Database)) return NotAnAddress();
            connection.ApplicationName ??= "langso";
            if (!Names(text, "pool size")) connection.MaxPoolSize = MostConnections;
            return new StoreAddress(
                StoreEngine.Postgres, connection.ToString(), $"{connection.Database} trên {connection.Host}:{connection.Port.ToString(VnText.Culture)}");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or UriFormatException)
        {
            return NotAnAddress();
        }
    }

    private static NpgsqlConnectionStringBuilder? FromUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("postgres" or "postgresql")) return null;
        var connection = new NpgsqlConnectionStringBuilder { Host = url.Host, Port = url.Port > 0 ? url.Port : 5432, Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')) };
        if (url.UserInfo.Split(':', 2) is [{ Length: > 0 } user, ..] who)
        {
            connection.Username = Uri.UnescapeDataString(user);
            if (who.Length == 2) connection.Password = Uri.UnescapeDataString(who[1]);
        }
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            if (pair.Split('=', 2) is [var key, var value]) ((DbConnectionStringBuilder)connection)[Uri.UnescapeDataString(key)] = Uri.UnescapeDataString(value);
        return connection;
    }

    private static bool Names(string text, string key) => text.Contains(key, StringComparison.OrdinalIgnoreCase);

    private static Problem NotAnAddress() => new("--db", "Địa chỉ cơ sở dữ liệu không đúng. Viết như postgres://tên:mật-khẩu@máy:5432/langso.");
}
