using System.Net.Sockets;
using LangSo.Foundation;
using LangSo.Store.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace LangSo.Store;

/// <summary>The store on a PostgreSQL server (15 or newer).</summary>
public sealed class PostgresStore(DbContextOptions<PostgresStore> options, IReadOnlyList<IStoreMapping> mappings, string server = "")
    : StoreContext(options, mappings)
{
    /// <summary>Who holds this advisory lock writes the ledger; also used by nothing else.</summary>
    private const long LedgerTurn = 0x4C_61_6E_67_53_6F_01;

    /// <summary>Where servers tell each other.</summary>
    internal const string NewsChannel = "langso_news";

    /// <inheritdoc/>
    public override StoreEngine Engine => StoreEngine.Postgres;

    internal static Func<StoreContext> Factory(StoreAddress address, IReadOnlyList<IStoreMapping> mappings, string server)
    {
        var options = new DbContextOptionsBuilder<PostgresStore>()
            .UseNpgsql(address.Connection, postgres => postgres.MigrationsAssembly(MigrationsAssembly).SetPostgresVersion(15, 0))
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(PatientOpening.Only)
            .ReplaceService<IModelCacheKeyFactory, ModelByMappings>()
            .Options;
        return () => new PostgresStore(options, mappings, server);
    }

    /// <summary>By COPY: the quickest way in, inside the caller's transaction when there is one.</summary>
    public override async Task BulkAddAsync<T>(IEnumerable<T> rows, CancellationToken cancel)
    {
        var table = BulkTable.Of<T>(this);
        await Database.OpenConnectionAsync(cancel);
        try
        {
            var connection = (NpgsqlConnection)Database.GetDbConnection();
            var statement = $"copy \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => '"' + c.Name + '"'))}) from stdin (format binary)";
            if (PostgresBulk.Takes(table))
            {
                await CopyAsync(connection, statement, table, rows, cancel);
                return;
            }
            await using var copy = await connection.BeginBinaryImportAsync(statement, cancel);
            foreach (var row in rows)
            {
                await copy.StartRowAsync(cancel);
                foreach (var column in table.Columns)
                {
                    if (column.Read(row) is { } value) await WriteAsync(copy, value, column.StoreType, cancel);
                    else await copy.WriteNullAsync(cancel);
                }
            }
            await copy.CompleteAsync(cancel);
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    private static async Task CopyAsync<T>(NpgsqlConnection connection, string statement, BulkTable table, IEnumerable<T> rows, CancellationToken cancel)
        where T : class
    {
        var copy = await connection.BeginRawBinaryCopyAsync(statement, cancel);
        await using (copy)
        {
            try
            {
                await new PostgresBulk(table).WriteAsync(copy, rows, cancel);
            }
            catch
            {
                // Ending it would keep the rows that are there already.
                await copy.CancelAsync();
                throw;
            }
        }
    }

    // By its own type: an object would be looked up among all types for every value.
    private static Task WriteAsync(NpgsqlBinaryImporter copy, object value, string type, CancellationToken cancel) => value switch
    {
        string text => copy.WriteAsync(text, type, cancel),
        bool truth => copy.WriteAsync(truth, type, cancel),
        int number => copy.WriteAsync(number, type, cancel),
        long number => copy.WriteAsync(number, type, cancel),
        double number => copy.WriteAsync(number, type, cancel),
        decimal number => copy.WriteAsync(number, type, cancel),
        DateOnly day => copy.WriteAsync(day, type, cancel),
        DateTime instant => copy.WriteAsync(instant, type, cancel),
        Guid id => copy.WriteAsync(id, type, cancel),
        _ => copy.WriteAsync(value, type, cancel),
    };

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // Text is compared by its bytes, as SQLite does, whatever language the server was set up for.
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
            if ((property.GetValueConverter()?.ProviderClrType ?? property.GetProviderClrType() ?? property.ClrType) == typeof(string)
                || property.FindTypeMapping()?.Converter?.ProviderClrType == typeof(string))
                property.SetCollation("C");
    }

    /// <inheritdoc/>
    public override async Task TellAsync(string topic, IEnumerable<string> lines, CancellationToken cancel)
    {
        foreach (var message in News.Messages(server, topic, lines))
            await Database.ExecuteSqlAsync($"select pg_notify({NewsChannel}, {message})", cancel);
    }

    internal override async Task<Problem?> ReachAsync(StoreAddress address, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address.Connection) { Timeout = 5, Pooling = false }.ToString());
            await connection.OpenAsync(cancel);
            return connection.PostgreSqlVersion.Major >= 15
                ? null
                : new Problem("--db", "Máy chủ {0} chạy PostgreSQL {1}; cần bản 15 trở lên.", address.Shown, connection.PostgreSqlVersion.ToString());
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // Not made yet: preparing makes it.
            return null;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return new Problem("--db", "Cơ sở dữ liệu {0} không nhận tên hoặc mật khẩu này. Xem lại --db hoặc LANGSO_DB.", address.Shown);
        }
        catch (PostgresException e)
        {
            return new Problem("--db", "Cơ sở dữ liệu {0} từ chối: {1}.", address.Shown, e.MessageText);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException)
        {
            return new Problem("--db", "Không tới được cơ sở dữ liệu {0}. Kiểm máy chủ, cổng và tường lửa; chưa đổi gì.", address.Shown);
        }
    }

    internal override Task TakeLedgerTurnAsync(CancellationToken cancel) =>
        Database.ExecuteSqlRawAsync($"select pg_advisory_xact_lock({LedgerTurn})", cancel);

    internal override Task TuneAsync(CancellationToken cancel) => Task.CompletedTask;
}
