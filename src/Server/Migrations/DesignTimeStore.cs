using LangSo.Server.Commands;
using LangSo.Server.Host;
using LangSo.Store;
using Microsoft.EntityFrameworkCore.Design;

namespace LangSo.Server.Migrations;

/// <summary>For the migrations tool only: the store with every module's mapping, on a file that is never made.</summary>
internal sealed class DesignTimeStore : IDesignTimeDbContextFactory<SqliteStore>
{
    public SqliteStore CreateDbContext(string[] args)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLangSo(Installation.In(Path.Combine(Path.GetTempPath(), "langso-design")));
        return (SqliteStore)services.BuildServiceProvider().GetRequiredService<StoreFactory>().Open();
    }
}

/// <summary>The same for PostgreSQL; nothing is connected to.</summary>
internal sealed class DesignTimePostgres : IDesignTimeDbContextFactory<PostgresStore>
{
    public PostgresStore CreateDbContext(string[] args)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLangSo(Place.Of(Path.Combine(Path.GetTempPath(), "langso-design"), "postgres://langso@localhost/langso").Value);
        return (PostgresStore)services.BuildServiceProvider().GetRequiredService<StoreFactory>().Open();
    }
}
