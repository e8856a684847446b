using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria.Store;

/// <summary>Indicators and facts in the store: append-only.</summary>
internal sealed class CriteriaMapping : IStoreMapping
{
    /// <summary>The shadow key that keeps the order of writing.</summary>
    public const string Key = "Id";

    /// <summary>The table of facts.</summary>
    public const string Facts = "facts";

    public void Convert(ModelConfigurationBuilder conventions)
    {
    }

    public void Map(ModelBuilder model)
    {
        model.Entity<Indicator>(indicator =>
        {
            indicator.ToTable("indicators");
            indicator.HasKey(i => i.Id);
            indicator.Property(i => i.Id).HasMaxLength(64);
            indicator.Property(i => i.Kind).HasMaxLength(16);
        });
        model.Entity<Fact>(fact =>
        {
            fact.ToTable(Facts);
            fact.Property<long>(Key).ValueGeneratedOnAdd();
            fact.HasKey(Key);
            fact.Ignore(f => f.Number).Ignore(f => f.IsYes);
            fact.HasOne<Indicator>().WithMany().HasForeignKey(f => f.Indicator).OnDelete(DeleteBehavior.Restrict);
            fact.Property(f => f.SourceKind).HasMaxLength(16);
            fact.HasIndex(f => new { f.Indicator, f.Unit });
        });
    }
}
