using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Territory.Store;

/// <summary>Units through time in the store: append-only, read in the order of writing.</summary>
internal sealed class TerritoryMapping : IStoreMapping
{
    public void Convert(ModelConfigurationBuilder conventions)
    {
    }

    public void Map(ModelBuilder model)
    {
        model.Entity<UnitKind>(kind =>
        {
            kind.ToTable("unit_kinds");
            kind.HasKey(k => k.Kind);
            kind.Property(k => k.Kind).HasMaxLength(32);
            kind.Property(k => k.Level).HasMaxLength(32);
        });
        model.Entity<Instrument>(instrument =>
        {
            instrument.ToTable("instruments");
            instrument.HasKey(i => i.Id);
            instrument.Property(i => i.Id).HasMaxLength(32);
        });
        model.Entity<UnitVersion>(version =>
        {
            version.ToTable("unit_versions");
            version.Property<long>("Id").ValueGeneratedOnAdd();
            version.HasKey("Id");
            version.Ignore(v => v.FullName);
            version.Property(v => v.Code).HasMaxLength(16);
            version.Property(v => v.Kind).HasMaxLength(32);
            version.HasIndex(v => new { v.Unit, v.From, v.Recorded });
            version.HasIndex(v => v.Code);
        });
        model.Entity<UnitEvent>(change =>
        {
            change.ToTable("unit_events");
            change.Property<long>("Id").ValueGeneratedOnAdd();
            change.HasKey("Id");
            change.Property(e => e.Kind).HasMaxLength(16);
            change.HasOne<Instrument>().WithMany().HasForeignKey(e => e.Instrument).OnDelete(DeleteBehavior.Restrict);
            change.HasIndex(e => e.Unit);
        });
        model.Entity<LineageEdge>(edge =>
        {
            edge.ToTable("unit_lineage");
            edge.Property<long>("Id").ValueGeneratedOnAdd();
            edge.HasKey("Id");
            edge.Ignore(e => e.KnownShare);
            edge.Property(e => e.Share).HasPrecision(9, 8);
            edge.Property(e => e.Confidence).HasMaxLength(16);
            edge.HasIndex(e => e.From);
            edge.HasIndex(e => e.To);
        });
        model.Entity<DraftRow>(draft =>
        {
            draft.ToTable("change_drafts");
            draft.HasKey(d => d.Id);
            draft.Property(d => d.Id).HasMaxLength(32);
            draft.Property(d => d.State).HasConversion<string>().HasMaxLength(16);
            draft.Property(d => d.Revision).IsConcurrencyToken();
            draft.HasIndex(d => d.Changed);
        });
    }
}
