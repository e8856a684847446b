using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.SelfAssessment.Store;

/// <summary>The changes of sheets: append-only.</summary>
internal sealed class SelfAssessmentMapping : IStoreMapping
{
    /// <summary>The shadow key that keeps the order of writing.</summary>
    public const string Key = "Id";

    public void Convert(ModelConfigurationBuilder conventions)
    {
    }

    public void Map(ModelBuilder model) => model.Entity<SheetOp>(op =>
    {
        op.ToTable("sheet_ops");
        op.Property<long>(Key).ValueGeneratedOnAdd();
        op.HasKey(Key);
        op.Property(o => o.Actor).HasMaxLength(256);
        op.Property(o => o.OpId).HasMaxLength(64);
        op.Property(o => o.Device).HasMaxLength(64);
        op.Property(o => o.SheetSet).HasMaxLength(64);
        op.Property(o => o.Field).HasMaxLength(160);
        op.Property(o => o.Kind).HasMaxLength(16);
        op.HasIndex(o => new { o.OpId, o.Actor }).IsUnique();
        op.HasIndex(o => new { o.Unit, o.Year, o.Field, o.Version }).IsUnique();
    });
}
