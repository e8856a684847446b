using System.Globalization;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Access;
using LangSo.Server.Commands;
using LangSo.Server.Demo;
using LangSo.Server.Host;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LangSo.Bench;

/// <summary>One of the two installations that are held against each other: the same data, on SQLite or on PostgreSQL.</summary>
/// <param name="Id">sqlite or postgres: the end of a row's id.</param>
/// <param name="Name">In words.</param>
/// <param name="Folder">Its data folder.</param>
/// <param name="Db">What <c>--db</c> says; null for the file.</param>
internal sealed record Shelf(string Id, string Name, string Folder, string? Db)
{
    /// <summary>Tokens of the devices that <see cref="AddDevicesAsync"/> added, by device.</summary>
    public Dictionary<string, string> Tokens { get; } = new(StringComparer.Ordinal);

    public Installation Installation => Place.Of(Folder, Db).Value;

    /// <summary>Both, empty; PostgreSQL only where a server was started for the run.</summary>
    public static async Task<IReadOnlyList<Shelf>> BothAsync(string folder, CancellationToken cancel)
    {
        var shelves = new List<Shelf> { new("sqlite", "SQLite", Path.Combine(folder, "sqlite"), null) };
        if (Environment.GetEnvironmentVariable("LANGSO_TEST_DB") is not { Length: > 0 } server) return shelves;
        var name = "bench" + Guid.NewGuid().ToString("n");
        await using var connection = new NpgsqlConnection(StoreAddress.Parse(server, new DataFolder(folder)).Value.Connection);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("create database " + name, connection);
        await command.ExecuteNonQueryAsync(cancel);
        shelves.Add(new Shelf("postgres", "PostgreSQL", Path.Combine(folder, "postgres"), new UriBuilder(server) { Path = name }.Uri.ToString()));
        return shelves;
    }

    /// <summary>The demonstration and the whole country.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        await using var services = (await CommonOptions.OpenAsync(Installation, create: true, cancel)).Value;
        var demo = await DemoProvince.LoadAsync(services, cancel);
        if (!demo.Ok) throw new InvalidOperationException(string.Join(" ", demo.Problems));
        var country = await services.GetRequiredService<TerritoryLoader>().LoadNationalAsync(ShippedData.Folder, cancel);
        if (!country.Ok) throw new InvalidOperationException(string.Join(" ", country.Problems));
    }

    /// <summary>Officers of communes all over the country, <paramref name="count"/> of them, all with the demonstration's password.</summary>
    public async Task<IReadOnlyList<(string User, UnitId Unit, bool Writes)>> AddOfficersAsync(int count, int seed, CancellationToken cancel)
    {
        await using var services = (await CommonOptions.OpenAsync(Installation, create: true, cancel)).Value;
        var today = services.GetRequiredService<TimeProvider>().Today();
        var gazetteer = services.GetRequiredService<Gazetteers>().Current;
        var communes = gazetteer.InForce(new AsOf(today, today)).Where(v => gazetteer.LevelOf(v) == "commune").ToList();
        var random = new Random(seed);
        var hash = new PasswordHasher<Account>().HashPassword(new Account(), DemoAccounts.Password);
        var officers = new List<(string, UnitId, bool)>();
        await using var db = services.GetRequiredService<StoreFactory>().Open();
        for (var i = 0; i < count; i++)
        {
            var (user, commune, writes) = (string.Create(CultureInfo.InvariantCulture, $"canbo{i:000}"), communes[random.Next(communes.Count)], i % 3 == 0);
            db.Add(new Account
            {
                UserName = user, NormalizedUserName = user.ToUpperInvariant(), ShownName = "Cán bộ " + commune.FullName, PasswordHash = hash,
                SecurityStamp = Guid.NewGuid().ToString("n"), ConcurrencyStamp = Guid.NewGuid().ToString("n"),
            });
            db.Add(new RoleGrant { UserName = user, Role = writes ? Roles.Broadcaster : Roles.ProgrammeOfficer, Unit = commune.Unit, From = commune.From });
            officers.Add((user, commune.Unit, writes));
        }
        await db.SaveChangesAsync(cancel);
        return officers;
    }

    /// <summary>Enrolled loudspeakers in the demonstration's commune.</summary>
    public async Task AddDevicesAsync(int count, CancellationToken cancel)
    {
        await using var services = (await CommonOptions.OpenAsync(Installation, create: true, cancel)).Value;
        var today = services.GetRequiredService<TimeProvider>().Today();
        var commune = services.GetRequiredService<Gazetteers>().Current.ByCode(DemoAccounts.CommuneCode, new AsOf(today, today))!.Unit;
        var desk = services.GetRequiredService<DeviceDesk>();
        await using var db = services.GetRequiredService<StoreFactory>().Open();
        for (var i = 0; i < count; i++)
        {
            var id = (await desk.AddAsync(string.Create(CultureInfo.InvariantCulture, $"Loa đo {i + 1}"), DeviceKind.Loudspeaker, commune, "bench", cancel)).Value.Id;
            Tokens[id] = Guid.NewGuid().ToString("n");
            var (hash, at) = (Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Tokens[id]))), DateTime.UnixEpoch);
            await db.Database.ExecuteSqlAsync($"update devices set token_hash = {hash}, enrol_code = null, enrolled_at = {at} where id = {id}", cancel);
        }
    }
}
