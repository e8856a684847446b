using System.Security.Cryptography;
using LangSo.Foundation;
using LangSo.Store.Keeping;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

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
        _open = address.Engine == StoreEngine.Postgres ? PostgresStore.Factory(address, all, Name) : SqliteStore.Factory(address, all);
    }

    /// <summary>Where it is.</summary>
    public StoreAddress Address { get; }

    /// <summary>Which server this is among those of the installation; another one after each start.</summary>
    public string Name { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <summary>Lets go of connections that wait to be used again: the database went away, and they with it.</summary>
    internal void ForgetConnections()
    {
        if (Address.Engine != StoreEngine.Postgres) return;
        using var one = new NpgsqlConnection(Address.Connection);
        NpgsqlConnection.ClearPool(one);
    }

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
        .AddSingleton<Ledger>()
        .AddSingleton<HouseNews>()
        .AddSingleton<LeaderSeat>();

    /// <summary>Adds something that one server of the installation does now and then.</summary>
    public static IServiceCollection AddLeaderTimer<T>(this IServiceCollection services)
        where T : class, ILeaderTimer => services.AddSingleton<ILeaderTimer, T>();

    /// <summary>Adds a part of memory that follows what other servers write.</summary>
    public static IServiceCollection AddNewsReader<T>(this IServiceCollection services)
        where T : class, INewsReader => services.AddSingleton<INewsReader>(all => all.GetRequiredService<T>());
}
