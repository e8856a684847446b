using LangSo.Criteria.Evidence;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria.Store;

/// <summary>Indicators, facts and evidence in the store: append-only.</summary>
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
        model.Entity<EvidenceRow>(row =>
        {
            row.ToTable("evidence");
            row.Property<long>(Key).ValueGeneratedOnAdd();
            row.HasKey(Key);
            row.Property(r => r.Indicator).HasMaxLength(64);
            row.Property(r => r.Sha256).HasMaxLength(64);
            row.HasIndex(r => new { r.Unit, r.Year });
            row.HasIndex(r => r.Sha256);
        });
        model.Entity<KeptEvidence>(kept =>
        {
            kept.ToTable("evidence_kept");
            kept.HasKey(k => k.Sha256);
            kept.Property(k => k.Sha256).HasMaxLength(64);
            kept.Property(k => k.MediaType).HasMaxLength(32);
        });
    }
}
