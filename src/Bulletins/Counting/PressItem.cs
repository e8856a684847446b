using LangSo.Foundation;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>The forms that programme communication takes.</summary>
public enum PressKind
{
    /// <summary>Phát thanh: a bulletin with a sound.</summary>
    Broadcast = 1,

    /// <summary>Thẻ bảng tin: a bulletin with a card.</summary>
    Card = 2,

    /// <summary>Phóng sự: a video report.</summary>
    Video = 3,

    /// <summary>Bài viết: an article.</summary>
    Article = 4,
}

/// <summary>A video report or an article that was published somewhere; recorded by who published it, so that it is counted.</summary>
internal sealed record PressItem
{
    /// <summary>Characters of a link.</summary>
    public const int LinkLimit = 500;

    public required Guid Id { get; init; }

    /// <summary><see cref="PressKind.Video"/> or <see cref="PressKind.Article"/>; the other two are counted from bulletins.</summary>
    public required PressKind Kind { get; init; }
    public required string Title { get; init; }

    /// <summary>Where it was published: an id of <see cref="PressWords.Channels"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>An id of <see cref="PressWords.Topics"/>.</summary>
    public required string Topic { get; init; }

    /// <summary>For whom it was made.</summary>
    public required UnitId Unit { get; init; }

    /// <summary>The civil day of its publication.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Where it can be opened; null when only the office keeps it.</summary>
    public string? Link { get; init; }

    /// <summary>The file that was kept as evidence, or null.</summary>
    public PressFile? File { get; init; }

    /// <summary>Where its evidence is opened: on the web, else the kept file; null when there is none.</summary>
    public string? Evidence => Link ?? FileAddress;

    /// <summary>Where the kept file is opened, or null.</summary>
    public string? FileAddress => File is null ? null : $"/press/files/{Id:n}";

    /// <summary>The bulletin to which it belongs, or null.</summary>
    public BulletinId? Bulletin { get; init; }

    /// <summary>The campaign that it serves, or null.</summary>
    public CampaignId? Campaign { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC, when it was taken out of the count; null while it counts.</summary>
    public DateTime? TakenBackAt { get; init; }

    /// <summary>Who took it out.</summary>
    public string? TakenBackBy { get; init; }
}

/// <summary>Table <c>press_items</c>.</summary>
internal static class PressMapping
{
    public static void Map(ModelBuilder model) => model.Entity<PressItem>(row =>
    {
        row.ToTable("press_items");
        row.HasKey(i => i.Id);
        row.Property(i => i.Id).ValueGeneratedNever();
        row.Property(i => i.Title).HasMaxLength(BulletinRules.TitleLimit);
        row.Property(i => i.Channel).HasMaxLength(32);
        row.Property(i => i.Topic).HasMaxLength(32);
        row.Property(i => i.Link).HasMaxLength(PressItem.LinkLimit);
        row.Property(i => i.File).HasConversion((Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter)new BulletinMapping.Json<PressFile>());
        row.Ignore(i => i.Evidence);
        row.Ignore(i => i.FileAddress);
        row.HasIndex(i => i.Day);
        row.HasIndex(i => i.Bulletin);
        row.HasIndex(i => i.Campaign);
    });
}
