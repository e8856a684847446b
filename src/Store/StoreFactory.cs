using LangSo.Foundation;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Store;

/// <summary>Opens the store: one context per piece of work, disposed by who asked.</summary>
public sealed class StoreFactory
{
    private readonly DbContextOptions<SqliteStore> _options;
    private readonly IReadOnlyList<IStoreMapping> _mappings;

    /// <summary>Knows where the store is; touches nothing yet.</summary>
    public StoreFactory(DataFolder folder, IEnumerable<IStoreMapping> mappings)
    {
        _mappings = [.. mappings];
        var connection = new SqliteConnectionStringBuilder { DataSource = folder.Database, ForeignKeys = true, DefaultTimeout = 30 }.ToString();
        _options = new DbContextOptionsBuilder<SqliteStore>()
            .UseSqlite(connection, sqlite => sqlite.MigrationsAssembly("LangSo.Server"))
            .UseSnakeCaseNamingConvention()
            .Options;
    }

    /// <summary>A context of its own.</summary>
    public StoreContext Open() => new SqliteStore(_options, _mappings);

    /// <summary>
    /// Brings the store to this program's version. A store that a newer version has written is refused, untouched.
    /// </summary>
    public async Task<Outcome<bool>> PrepareAsync(CancellationToken cancel)
    {
        await using var db = Open();
        var known = db.Database.GetMigrations().ToHashSet();
        if (await db.Database.CanConnectAsync(cancel))
        {
            var newer = (await db.Database.GetAppliedMigrationsAsync(cancel)).FirstOrDefault(m => !known.Contains(m));
            if (newer is not null)
                return new Problem("data", "Thư mục dữ liệu do bản Làng Số mới hơn ghi ({0}). Cập nhật phần mềm rồi mở lại; chưa đổi gì.", newer);
        }
        await db.Database.MigrateAsync(cancel);
        await db.Database.ExecuteSqlRawAsync("pragma journal_mode = wal; pragma synchronous = full;", cancel);
        return true;
    }
}

/// <summary>Registers the store.</summary>
public static class Module
{
    /// <summary>Adds the store of <paramref name="folder"/>; modules add their mappings themselves.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, DataFolder folder) => services
        .AddSingleton(folder)
        .AddSingleton<StoreFactory>()
        .AddSingleton<Ledger>();
}
