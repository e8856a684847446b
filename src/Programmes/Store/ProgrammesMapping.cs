using System.Text.Json;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LangSo.Programmes;

/// <summary>Tables <c>programmes</c>, <c>programme_*</c>, <c>relays</c> and <c>air_hours</c>.</summary>
internal sealed class ProgrammesMapping : IStoreMapping
{
    public void Convert(ModelConfigurationBuilder conventions) => conventions.Properties<ProgrammeId>().HaveConversion<IdConverter>();

    public void Map(ModelBuilder model)
    {
        model.Entity<Programme>(row =>
        {
            row.ToTable("programmes");
            row.HasKey(p => p.Id);
            row.Property(p => p.Id).ValueGeneratedNever();
            row.Property(p => p.Version).IsConcurrencyToken();
            row.Property(p => p.Plan).HasConversion((ValueConverter)new Json<ProgrammePlan>(), Whole<ProgrammePlan>());
            row.Property(p => p.OnAir).HasConversion((ValueConverter)new Json<ProgrammePlan>(), Whole<ProgrammePlan>());
            row.Property(p => p.Author).HasMaxLength(256);
            row.Property(p => p.ApprovedBy).HasMaxLength(256);
            row.Property(p => p.Remark).HasMaxLength(1_000);
            row.Ignore(p => p.IsPending);
            row.HasIndex(p => p.Area);
            row.HasIndex(p => p.AirEnds);
        });
        model.Entity<ProgrammeVersion>(row =>
        {
            row.ToTable("programme_versions");
            row.HasKey(v => new { v.Programme, v.Version });
            row.Property(v => v.Version).ValueGeneratedNever();
            row.Property(v => v.By).HasMaxLength(256);
            row.Property(v => v.Remark).HasMaxLength(1_000);
            row.Property(v => v.Plan).HasConversion((ValueConverter)new Json<ProgrammePlan>(), Whole<ProgrammePlan>());
        });
        model.Entity<AirHoursRow>(row =>
        {
            row.ToTable("air_hours");
            row.HasKey(h => h.Id);
            row.Property(h => h.Id).ValueGeneratedNever();
            row.Property(h => h.Minutes).HasMaxLength(120);
            row.Property(h => h.From).HasConversion(time => time.Hour * 60 + time.Minute, minutes => new TimeOnly(minutes / 60, minutes % 60));
            row.Property(h => h.To).HasConversion(time => time.Hour * 60 + time.Minute, minutes => new TimeOnly(minutes / 60, minutes % 60));
            row.Property(h => h.EndedAt).IsConcurrencyToken();
            row.Ignore(h => h.Weekdays);
            row.HasIndex(h => h.Unit);
        });
        model.Entity<RelayRow>(row =>
        {
            row.ToTable("relays");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Name).HasMaxLength(200);
            row.Property(r => r.Address).HasMaxLength(500);
            row.Property(r => r.EndedAt).IsConcurrencyToken();
            row.HasIndex(r => r.Unit);
        });
        model.Entity<WeekTemplate>(row =>
        {
            row.ToTable("programme_templates");
            row.HasKey(t => t.Id);
            row.Property(t => t.Id).ValueGeneratedNever();
            row.Property(t => t.Name).HasMaxLength(200);
            row.Property(t => t.Items).HasConversion((ValueConverter)new Json<IReadOnlyList<TemplateItem>>(), Whole<IReadOnlyList<TemplateItem>>());
            row.HasIndex(t => t.Unit);
        });
        model.Entity<ClashChoice>(row =>
        {
            row.ToTable("programme_choices");
            row.HasKey(c => c.Id);
            row.Property(c => c.Id).ValueGeneratedNever();
            row.Property(c => c.Winner).HasMaxLength(64);
            row.Property(c => c.Loser).HasMaxLength(64);
            row.Property(c => c.By).HasMaxLength(256);
            row.HasIndex(c => c.Commune);
            row.HasIndex(c => c.Loser);
        });
    }

    /// <summary>Values are replaced whole: the same reference is the same value.</summary>
    private static ValueComparer<T> Whole<T>() where T : class => new((a, b) => ReferenceEquals(a, b), value => value.GetHashCode(), value => value);

    private sealed class IdConverter() : ValueConverter<ProgrammeId, Guid>(id => id.Value, value => new ProgrammeId(value));

    private sealed class Json<T>() : ValueConverter<T, string>(
        value => JsonSerializer.Serialize(value, LangSoJson.Compact), text => JsonSerializer.Deserialize<T>(text, LangSoJson.Compact)!);
}
