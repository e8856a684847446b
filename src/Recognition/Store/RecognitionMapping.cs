using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Recognition.Store;

/// <summary>Decisions and dossiers in the store: append-only but for what lists are reckoned from.</summary>
internal sealed class RecognitionMapping : IStoreMapping
{
    /// <summary>The shadow key that keeps the order of writing.</summary>
    public const string Key = "Id";

    public void Convert(ModelConfigurationBuilder conventions)
    {
    }

    public void Map(ModelBuilder model)
    {
        DossierMapping.Map(model);
        model.Entity<Decision>(MapDecision);
    }

    private static void MapDecision(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Decision> decision)
    {
        decision.ToTable("decisions");
        decision.Property<long>(Key).ValueGeneratedOnAdd();
        decision.HasKey(Key);
        decision.Property(d => d.Kind).HasConversion<string>().HasMaxLength(16);
        decision.Property(d => d.Title).HasMaxLength(32);
        decision.Property(d => d.Field).HasMaxLength(32);
        decision.Property(d => d.Number).HasMaxLength(64);
        decision.HasIndex(d => d.Unit);
        decision.HasIndex(d => d.Number);
    }
}
