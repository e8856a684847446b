using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace LangSo.Testing;

/// <summary>Tables without migrations, for the tests of a few modules.</summary>
internal static class Tables
{
    /// <summary>Makes the model's tables in a file or a database that has none; does nothing when they are there.</summary>
    public static async Task EnsureTablesAsync(this DatabaseFacade database, CancellationToken cancel = default)
    {
        await database.EnsureCreatedAsync(cancel);
        var creator = (IRelationalDatabaseCreator)database.GetService<IDatabaseCreator>();
        if (!await creator.HasTablesAsync(cancel)) await creator.CreateTablesAsync(cancel);
    }
}
