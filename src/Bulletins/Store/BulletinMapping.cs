using System.Text.Json;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LangSo.Bulletins;

/// <summary>A sound made of one spoken text, so that a text that did not change is not spoken again.</summary>
internal sealed record SpokenSound(string SpokenHash, string Sha256, long Bytes, int DurationMs, DateTime MadeAt)
{
    public SoundRef Ref => new(Sha256, Bytes, DurationMs);
}

/// <summary>Tables <c>bulletins</c>, <c>bulletin_*</c>, <c>pronunciations</c>, <c>press_items</c> and <c>campaign*</c>.</summary>
public sealed class BulletinMapping : IStoreMapping
{
    /// <summary>The shadow column that searches look into: title and text, folded.</summary>
    internal const string Folded = "Folded";

    /// <inheritdoc/>
    public void Convert(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<BulletinId>().HaveConversion<IdConverter>();
        conventions.Properties<CampaignId>().HaveConversion<CampaignIdConverter>();
    }

    /// <inheritdoc/>
    public void Map(ModelBuilder model)
    {
        model.Entity<Bulletin>(row =>
        {
            row.ToTable("bulletins");
            row.HasKey(b => b.Id);
            row.Property(b => b.Id).ValueGeneratedNever();
            row.Property(b => b.Version).IsConcurrencyToken();
            row.Property(b => b.Title).HasMaxLength(BulletinRules.TitleLimit);
            row.Property(b => b.Text).HasMaxLength(BulletinRules.TextLimit);
            row.Property(b => b.Card).HasConversion((ValueConverter)new Json<BoardCard>());
            row.Property(b => b.Sound).HasConversion((ValueConverter)new Json<SoundRef>());
            row.Property(b => b.Source).HasConversion((ValueConverter)new Json<SoundSource>());
            row.Property(b => b.OwnFacts).HasConversion((ValueConverter)new Json<IReadOnlyList<string>>(), new ValueComparer<IReadOnlyList<string>>(
                (a, b) => ReferenceEquals(a, b) || (a != null && b != null && a.SequenceEqual(b)),
                facts => facts.Count, facts => facts));
            row.Property(b => b.ApprovedHash).HasMaxLength(64);
            row.Property(b => b.FirstApproval).HasConversion((ValueConverter)new Json<Approval>());
            row.Property(b => b.Confirmed).HasConversion((ValueConverter)new Json<Approval>());
            row.Property(b => b.AloneReason).HasMaxLength(BulletinRules.ReasonLimit);
            row.Property(b => b.Topic).HasMaxLength(32);
            row.Property<string>(Folded);
            row.HasIndex(b => new { b.State, b.Edited });
            row.HasIndex(b => b.StartsAt);
            row.HasIndex(b => b.Area);
            row.HasIndex(b => b.Campaign);
            row.HasIndex(b => b.AloneUntil);
            row.HasIndex(b => b.PlayAt);
        });
        model.Entity<SpokenSound>(row =>
        {
            row.ToTable("bulletin_sounds");
            row.HasKey(s => s.SpokenHash);
            row.Property(s => s.SpokenHash).HasMaxLength(64);
            row.Property(s => s.Sha256).HasMaxLength(64);
            row.Ignore(s => s.Ref);
        });
        model.Entity<BulletinRevision>(row =>
        {
            row.ToTable("bulletin_versions");
            row.HasKey(r => new { r.Bulletin, r.Version });
            row.Property(r => r.Title).HasMaxLength(BulletinRules.TitleLimit);
            row.Property(r => r.Text).HasMaxLength(BulletinRules.TextLimit);
        });
        model.Entity<BulletinComment>(row =>
        {
            row.ToTable("bulletin_comments");
            row.HasKey(c => c.Id);
            row.Property(c => c.Id).ValueGeneratedNever();
            row.Property(c => c.Text).HasMaxLength(BulletinComment.Limit);
            row.HasIndex(c => c.Bulletin);
        });
        model.Entity<Pronunciation>(row =>
        {
            row.ToTable("pronunciations");
            row.HasKey(p => p.Id);
            row.Property(p => p.Id).ValueGeneratedNever();
            row.Property(p => p.Key).HasMaxLength(PronunciationRules.WrittenLimit);
            row.Property(p => p.Written).HasMaxLength(PronunciationRules.WrittenLimit);
            row.Property(p => p.Spoken).HasMaxLength(PronunciationRules.SpokenLimit);
            row.Ignore(p => p.IsEnd);
            row.HasIndex(p => new { p.Unit, p.Key });
        });
        PressMapping.Map(model);
        CampaignMapping.Map(model);
    }

    private sealed class IdConverter() : ValueConverter<BulletinId, Guid>(id => id.Value, value => new BulletinId(value));

    private sealed class CampaignIdConverter() : ValueConverter<CampaignId, Guid>(id => id.Value, value => new CampaignId(value));

    internal sealed class Json<T>() : ValueConverter<T, string>(
        value => JsonSerializer.Serialize(value, LangSoJson.Compact), text => JsonSerializer.Deserialize<T>(text, LangSoJson.Compact)!);
}

/// <summary>Reading and writing whole bulletins in somebody's transaction.</summary>
internal static class BulletinRows
{
    public static IQueryable<Bulletin> Bulletins(this StoreContext db) => db.Set<Bulletin>().AsNoTracking();

    public static Task<Bulletin?> BulletinAsync(this StoreContext db, BulletinId id, CancellationToken cancel) =>
        db.Bulletins().FirstOrDefaultAsync(b => b.Id == id, cancel);

    /// <summary>Adds a new bulletin, or puts a new version in place of <paramref name="was"/>; saving fails when another came first.</summary>
    public static void Put(this StoreContext db, Bulletin? was, Bulletin next)
    {
        var entry = db.Entry(next);
        entry.State = was is null ? EntityState.Added : EntityState.Modified;
        if (was is not null) entry.Property(b => b.Version).OriginalValue = was.Version;
        entry.Property(BulletinMapping.Folded).CurrentValue = VnText.Fold(next.Title + "\n" + next.Text);
        // What its author wrote is kept at each change of it; a decision changes no word.
        if (was is null || was.Title != next.Title || was.Text != next.Text) db.Add(BulletinRevision.Of(next));
    }
}
