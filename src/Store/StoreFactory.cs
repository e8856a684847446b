using LangSo.Foundation;
using LangSo.Store.Keeping;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Store;

/// <summary>Opens the store: one context per piece of work, disposed by who asked.</summary>
public sealed class StoreFactory
{
    private readonly Func<StoreContext> _open;

    /// <summary>Knows where the store is; touches nothing yet.</summary>
    public StoreFactory(StoreAddress address, IEnumerable<IStoreMapping> mappings)
    {
        Address = address;
        IReadOnlyList<IStoreMapping> all = [.. mappings];
        _open = address.Engine == StoreEngine.Postgres ? PostgresStore.Factory(address, all) : SqliteStore.Factory(address, all);
    }

    /// <summary>Where it is.</summary>
    public StoreAddress Address { get; }

    /// <summary>A context of its own.</summary>
    public StoreContext Open() => _open();

    /// <summary>
    /// Brings the store to this program's version. A store that cannot be reached, or that a newer version has written, is refused, untouched.
    /// </summary>
    public async Task<Outcome<bool>> PrepareAsync(CancellationToken cancel)
    {
        var found = await InspectAsync(cancel);
        if (found.Refusal(Address) is { } refused) return refused;
        await MigrateAsync(cancel);
        return true;
    }

    /// <summary>What is there, without touching it.</summary>
    public async Task<StoreFinding> InspectAsync(CancellationToken cancel)
    {
        await using var db = Open();
        if (await db.ReachAsync(Address, cancel) is { } unreachable) return new StoreFinding { Unreachable = unreachable };
        var known = db.Database.GetMigrations().ToList();
        if (!await db.Database.CanConnectAsync(cancel)) return new StoreFinding { Pending = known };
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        return new StoreFinding
        {
            Exists = true,
            Newer = applied.FirstOrDefault(m => !known.Contains(m)),
            Pending = [.. known.Except(applied)],
            Carrying = await StoreTarget.StateAsync(db, cancel),
            Filled = await StoreTarget.FirstFilledAsync(db, cancel),
        };
    }

    /// <summary>Brings the store to this program's version; whoever calls has looked first (<see cref="InspectAsync"/>).</summary>
    public async Task MigrateAsync(CancellationToken cancel)
    {
        await using var db = Open();
        await db.Database.MigrateAsync(cancel);
        await db.TuneAsync(cancel);
    }
}

/// <summary>Registers the store.</summary>
public static class Module
{
    /// <summary>Adds the store at <paramref name="address"/>, or in a file of <paramref name="folder"/>; modules add their mappings themselves.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, DataFolder folder, StoreAddress? address = null) => services
        .AddSingleton(folder)
        .AddSingleton(address ?? StoreAddress.In(folder))
        .AddSingleton<StoreFactory>()
        .AddSingleton<Ledger>();
}
