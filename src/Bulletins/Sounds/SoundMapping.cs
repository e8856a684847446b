using System.Text.Json;
using LangSo.Foundation;
using LangSo.Speech.Voice;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LangSo.Bulletins;

/// <summary>A file on its way here. Its pieces lie in the vault, where every server finds them; forgotten ones are swept away there.</summary>
/// <param name="Bytes">As long as the sender said that it is.</param>
/// <param name="Received">How much is here; the next piece begins there.</param>
/// <param name="ForPress">It will prove an article or a video report; else it is to be heard.</param>
internal sealed record UploadRow(Guid Id, string FileName, long Bytes, long Received, string Author, DateTime At, bool ForPress = false);

/// <summary>One piece of it.</summary>
internal sealed record UploadPiece(Guid Upload, long Start, int Length, string Sha256);

/// <summary>Tables <c>bulletin_recordings</c>, <c>bulletin_uploads</c>, <c>bulletin_upload_pieces</c> and <c>bulletin_voices</c>.</summary>
public sealed class SoundMapping : IStoreMapping
{
    /// <summary>The shadow column that searches look into: the title and who made it, folded.</summary>
    internal const string Folded = "Folded";

    /// <inheritdoc/>
    public void Convert(ModelConfigurationBuilder conventions) => conventions.Properties<RecordingId>().HaveConversion<IdConverter>();

    /// <inheritdoc/>
    public void Map(ModelBuilder model)
    {
        model.Entity<Recording>(row =>
        {
            row.ToTable("bulletin_recordings");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Version).IsConcurrencyToken();
            row.Property(r => r.Title).HasMaxLength(RecordingRules.TitleLimit);
            row.Property(r => r.Sound).HasConversion((ValueConverter)new Json<SoundRef>());
            row.Property(r => r.Findings).HasConversion((ValueConverter)new Json<IReadOnlyList<SoundFinding>>(), new ValueComparer<IReadOnlyList<SoundFinding>>(
                (a, b) => ReferenceEquals(a, b) || (a != null && b != null && a.SequenceEqual(b)), found => found.Count, found => found));
            row.Ignore(r => r.IsUnfit);
            row.Ignore(r => r.Source);
            row.Property<string>(Folded);
            row.HasIndex(r => new { r.Area, r.MadeAt });
        });
        model.Entity<UploadRow>(row =>
        {
            row.ToTable("bulletin_uploads");
            row.HasKey(u => u.Id);
            row.Property(u => u.Id).ValueGeneratedNever();
            row.Property(u => u.FileName).HasMaxLength(260);
            row.Property(u => u.Received).IsConcurrencyToken();
            row.HasIndex(u => new { u.Author, u.At });
        });
        model.Entity<UploadPiece>(row =>
        {
            row.ToTable("bulletin_upload_pieces");
            row.HasKey(p => new { p.Upload, p.Start });
            row.Property(p => p.Start).ValueGeneratedNever();
            row.Property(p => p.Sha256).HasMaxLength(64);
        });
        model.Entity<UnitReading>(row =>
        {
            row.ToTable("bulletin_readings");
            row.HasKey(r => r.Unit);
            row.Property(r => r.Unit).ValueGeneratedNever();
            row.Property(r => r.Version).IsConcurrencyToken();
            row.Ignore(r => r.Style);
        });
        model.Entity<UnitVoice>(row =>
        {
            row.ToTable("bulletin_voices");
            row.HasKey(v => v.Unit);
            row.Property(v => v.Unit).ValueGeneratedNever();
            row.Property(v => v.Version).IsConcurrencyToken();
            row.Property(v => v.Voice).HasMaxLength(200);
        });
    }

    private sealed class IdConverter() : ValueConverter<RecordingId, Guid>(id => id.Value, value => new RecordingId(value));

    private sealed class Json<T>() : ValueConverter<T, string>(
        value => JsonSerializer.Serialize(value, LangSoJson.Compact), text => JsonSerializer.Deserialize<T>(text, LangSoJson.Compact)!);
}
