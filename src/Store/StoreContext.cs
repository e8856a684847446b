using LangSo.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LangSo.Store;

/// <summary>
/// The one context of an installation, composed of the modules' mappings. Instants are UTC <see cref="DateTime"/>s.
/// Each engine has a context type of its own (<see cref="SqliteStore"/>, <see cref="PostgresStore"/>), because migrations belong to an engine.
/// </summary>
public abstract class StoreContext(DbContextOptions options, IReadOnlyList<IStoreMapping> mappings) : DbContext(options)
{
    private protected const string MigrationsAssembly = "LangSo.Server";

    /// <summary>Which engine this is, for the few statements that are not the same on both.</summary>
    public abstract StoreEngine Engine { get; }

    /// <summary>
    /// Writes many rows the engine's quickest way (COPY, or one prepared command), in the current transaction or in one of its own:
    /// all or none. Nothing is tracked; columns that the store numbers are left to it.
    /// </summary>
    public abstract Task BulkAddAsync<T>(IEnumerable<T> rows, CancellationToken cancel)
        where T : class;

    /// <summary>
    /// Tells the other servers of the installation, exactly when the current transaction is committed (or at once, outside one),
    /// and never this server itself. Ids, not contents; on SQLite there is nobody to tell.
    /// </summary>
    public abstract Task TellAsync(string topic, IEnumerable<string> lines, CancellationToken cancel);

    /// <summary>Why the engine cannot be reached, or null; a database that is not made yet can.</summary>
    internal abstract Task<Problem?> ReachAsync(StoreAddress address, CancellationToken cancel);

    /// <summary>Waits, inside a transaction, until no other server writes the ledger.</summary>
    internal abstract Task TakeLedgerTurnAsync(CancellationToken cancel);

    /// <summary>Sets what the engine keeps with the database.</summary>
    internal abstract Task TuneAsync(CancellationToken cancel);

    /// <summary>The ledger's rows. Written only by <see cref="Ledger"/>.</summary>
    internal DbSet<LedgerRow> LedgerRows => Set<LedgerRow>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<UnitId>().HaveConversion<UnitIdConverter>().HaveMaxLength(32);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        foreach (var mapping in mappings) mapping.Convert(configurationBuilder);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<LedgerRow>(row =>
        {
            row.ToTable("ledger");
            row.HasKey(r => r.Number);
            row.Property(r => r.Number).ValueGeneratedNever();
            row.Property(r => r.Hash).HasMaxLength(64);
            row.Property(r => r.Previous).HasMaxLength(64);
            row.HasIndex(r => r.Subject);
        });
        foreach (var mapping in mappings) mapping.Map(modelBuilder);
    }

    private sealed class UnitIdConverter() : ValueConverter<UnitId, string>(id => id.Value, text => new UnitId(text));

    /// <summary>Microseconds, because that is what both engines keep.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(at => ToStore(at), at => DateTime.SpecifyKind(at, DateTimeKind.Utc));

    private static DateTime ToStore(DateTime at)
    {
        var utc = at.Kind == DateTimeKind.Local ? at.ToUniversalTime() : at;
        return new DateTime(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
    }
}
