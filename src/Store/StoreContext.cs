using LangSo.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LangSo.Store;

/// <summary>
/// The one context of an installation, composed of the modules' mappings. Instants are UTC <see cref="DateTime"/>s.
/// Each engine has a context type of its own (<see cref="SqliteStore"/>), because migrations belong to an engine.
/// </summary>
public abstract class StoreContext(DbContextOptions options, IReadOnlyList<IStoreMapping> mappings) : DbContext(options)
{
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

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        at => at.Kind == DateTimeKind.Local ? at.ToUniversalTime() : at, at => DateTime.SpecifyKind(at, DateTimeKind.Utc));
}

/// <summary>The store on a SQLite file.</summary>
public sealed class SqliteStore(DbContextOptions<SqliteStore> options, IReadOnlyList<IStoreMapping> mappings) : StoreContext(options, mappings);
