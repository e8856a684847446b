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
        services.AddLangSo(new DataFolder(Path.Combine(Path.GetTempPath(), "langso-design")));
        return (SqliteStore)services.BuildServiceProvider().GetRequiredService<StoreFactory>().Open();
    }
}
