using LangSo.Foundation;

namespace LangSo.Bulletins.Pages;

/// <summary>A video report or an article as typed.</summary>
internal sealed class PressForm
{
    public string? Kind { get; set; }
    public string? Title { get; set; }
    public string? Channel { get; set; }
    public string? Topic { get; set; }
    public string? Day { get; set; }
    public string? Link { get; set; }

    /// <summary>The number of a file that was sent for it.</summary>
    public string? Upload { get; set; }
    public string? Unit { get; set; }
    public string? Campaign { get; set; }

    /// <summary>What the fields say, for this unit.</summary>
    public PressDraft Read(UnitId unit) => new(
        Kind switch { "video" => PressKind.Video, "article" => PressKind.Article, _ => 0 }, Title, Channel, Topic, unit, Day, Link, null,
        Guid.TryParse(Campaign, out var campaign) ? new CampaignId(campaign) : null,
        Guid.TryParse(Upload, out var upload) ? upload : null);
}
