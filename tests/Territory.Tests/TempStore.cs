using LangSo.Foundation;
using LangSo.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.Testing;

/// <summary>A fresh store on the engine of the run, with the modules asked for; gone afterwards.</summary>
public sealed class TempStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _folder;

    private TempStore(ServiceProvider services, string folder) => (_services, _folder) = (services, folder);

    /// <summary>The repository's own data folder.</summary>
    public static string ShippedData { get; } = FindData();

    public static async Task<TempStore> CreateAsync(Action<IServiceCollection> modules)
    {
        var folder = Directory.CreateTempSubdirectory("langso-test-").FullName;
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 3, 16, 1, 42, 0, TimeSpan.Zero)))
            .AddStore(new DataFolder(folder), TestDatabase.For(folder));
        modules(services);
        var store = new TempStore(services.BuildServiceProvider(), folder);
        await using var db = store.Get<StoreFactory>().Open();
        await db.Database.EnsureTablesAsync();
        return store;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A copy of the shipped data in which one file's text is changed.</summary>
    public string DataWith(string file, Func<string, string> change)
    {
        var copy = Path.Combine(_folder, "data-" + Guid.NewGuid().ToString("n"));
        foreach (var source in Directory.EnumerateFiles(ShippedData, "*.*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(ShippedData, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }
        var changed = Path.Combine(copy, file);
        var before = File.ReadAllText(changed);
        var after = change(before);
        Assert.NotEqual(before, after);
        File.WriteAllText(changed, after);
        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        TestDatabase.Drop(_folder);
        Directory.Delete(_folder, recursive: true);
    }

    private static string FindData()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LangSo.slnx"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("LangSo.slnx"), "data");
    }
}
