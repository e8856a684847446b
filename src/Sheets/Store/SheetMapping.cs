using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Sheets.Store;

/// <summary>What a heading meant in the last table that was taken in from a source: the next one is read alike.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Header">The heading, by <see cref="ColumnNames.Key"/>.</param>
/// <param name="Target">Id of an indicator, or "@code", "@unit", "@day", "@ignored"…</param>
public sealed record SheetMapping(string Source, string Header, string Target);

/// <summary>Saved mappings in the store: a convenience of officers, no official record.</summary>
internal sealed class SheetsMapping : IStoreMapping
{
    public void Convert(ModelConfigurationBuilder conventions)
    {
    }

    public void Map(ModelBuilder model) => model.Entity<SheetMapping>(mapping =>
    {
        mapping.ToTable("sheet_mappings");
        mapping.HasKey(m => new { m.Source, m.Header });
        mapping.Property(m => m.Source).HasMaxLength(200);
        mapping.Property(m => m.Target).HasMaxLength(80);
    });
}
