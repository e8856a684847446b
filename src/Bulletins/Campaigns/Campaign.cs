using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LangSo.Bulletins;

/// <summary>A bulletin that a campaign gives along, to adapt or to relay as it is.</summary>
internal sealed record CampaignSample(string Title, string Text);

/// <summary>What each commune is asked for.</summary>
/// <param name="Broadcasts">Bulletins heard on loudspeakers.</param>
/// <param name="Cards">Bulletins shown on boards.</param>
/// <param name="Articles">Articles and video reports.</param>
public sealed record CampaignTarget(int Broadcasts, int Cards, int Articles);

/// <summary>A directive on communication (văn bản chỉ đạo, hướng dẫn tuyên truyền) from a unit to the communes below it. Issued once; only its end is added later.</summary>
internal sealed record Campaign
{
    public required CampaignId Id { get; init; }

    /// <summary>Who directs; every commune below it is asked.</summary>
    public required UnitId Unit { get; init; }

    /// <summary>Number and sign of the document: "2455/KH-UBND".</summary>
    public required string Number { get; init; }

    /// <summary>The document's date.</summary>
    public required DateOnly Signed { get; init; }
    public required string Title { get; init; }

    /// <summary>An id of <see cref="PressWords.Topics"/>.</summary>
    public required string Topic { get; init; }

    /// <summary>First civil day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last civil day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Where the document can be read, or null.</summary>
    public string? Link { get; init; }

    /// <summary>What communes are to say and do.</summary>
    public required string Guidance { get; init; }
    public required CampaignTarget Target { get; init; }
    public required IReadOnlyList<CampaignSample> Samples { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC, when it was ended before its last day; null otherwise.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>Who ended it.</summary>
    public string? EndedByName { get; init; }

    /// <summary>True for a demonstration's: no such document exists.</summary>
    public bool IsSample { get; init; }

    /// <summary>True while communes work on it.</summary>
    public bool IsOpen(DateOnly today) => EndedAt is null && From <= today && today <= To;
}

/// <summary>A commune has read the directive.</summary>
/// <param name="At">UTC.</param>
internal sealed record CampaignReceipt(CampaignId Campaign, UnitId Unit, string By, string ByName, DateTime At);

/// <summary>Tables <c>campaigns</c> and <c>campaign_receipts</c>, and what others ask of them within their own transaction.</summary>
internal static class CampaignMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Campaign>(row =>
        {
            row.ToTable("campaigns");
            row.HasKey(c => c.Id);
            row.Property(c => c.Id).ValueGeneratedNever();
            row.Property(c => c.Number).HasMaxLength(CampaignRules.NumberLimit);
            row.Property(c => c.Title).HasMaxLength(BulletinRules.TitleLimit);
            row.Property(c => c.Topic).HasMaxLength(32);
            row.Property(c => c.Link).HasMaxLength(PressItem.LinkLimit);
            row.Property(c => c.Guidance).HasMaxLength(BulletinRules.TextLimit);
            row.Property(c => c.Target).HasConversion((ValueConverter)new BulletinMapping.Json<CampaignTarget>());
            row.Property(c => c.Samples).HasConversion((ValueConverter)new BulletinMapping.Json<IReadOnlyList<CampaignSample>>(), new ValueComparer<IReadOnlyList<CampaignSample>>(
                (a, b) => ReferenceEquals(a, b) || (a != null && b != null && a.SequenceEqual(b)), samples => samples.Count, samples => samples));
            row.HasIndex(c => new { c.To, c.From });
        });
        model.Entity<CampaignReceipt>(row =>
        {
            row.ToTable("campaign_receipts");
            row.HasKey(r => new { r.Campaign, r.Unit });
        });
    }

    /// <summary>Why this draft cannot serve the campaign that it names, or null.</summary>
    public static async Task<Problem?> WrongCampaignAsync(this StoreContext db, BulletinDraft draft, Ground ground, CancellationToken cancel)
    {
        if (draft.Campaign is not { } id) return null;
        var campaign = await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel);
        if (campaign is null) return new Problem("campaign", "Đợt tuyên truyền đã chọn không có. Chọn lại.");
        return draft.Area is { } area && ground.Exists(area) && !ground.Units.IsWithin(area, campaign.Unit, ground.AsOf)
            ? new Problem("campaign", "Đợt tuyên truyền này là của {0}, không gồm {1}.", ground.NameOf(campaign.Unit), ground.NameOf(area))
            : null;
    }
}
