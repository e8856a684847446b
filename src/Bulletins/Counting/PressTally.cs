using LangSo.Foundation;

namespace LangSo.Bulletins;

/// <summary>One thing that counts: a bulletin on one way out, a video report or an article.</summary>
/// <param name="Channel">An id of <see cref="PressWords.Channels"/>.</param>
/// <param name="Topic">An id of <see cref="PressWords.Topics"/>; null when its writer gave none.</param>
/// <param name="Day">Civil day on which it was to be heard, or was published.</param>
/// <param name="Done">True when devices recorded it, or it can be opened where it was published.</param>
/// <param name="Link">Where it opens.</param>
/// <param name="File">The file that was kept of it, or null.</param>
internal sealed record PressFact(
    Guid Id, PressKind Kind, string Channel, string? Topic, UnitId Unit, DateOnly Day, string Title, bool Done, string? Link, CampaignId? Campaign, PressFile? File = null)
{
    /// <summary>The first day of its month.</summary>
    public DateOnly Month => new(Day.Year, Day.Month, 1);
}

/// <summary>How many were approved (or recorded as published), and how many of them are proved.</summary>
/// <param name="Key">What they have in common, as the page's address names it.</param>
/// <param name="Name">The same in words.</param>
internal sealed record PressCount(string Key, string Name, int Approved, int Done);

/// <summary>Facts counted in four ways. Pure: the four sums are the same.</summary>
internal sealed record PressTally(IReadOnlyList<PressFact> Facts)
{
    /// <summary>What stands for "no topic" in an address.</summary>
    public const string NoTopic = "khong";

    /// <summary>By form.</summary>
    public IReadOnlyList<PressCount> ByKind => [.. Enum.GetValues<PressKind>().Select(k => Count(k.ToString().ToLowerInvariant(), NameOf(k), f => f.Kind == k))];

    /// <summary>By channel; those without any are left out.</summary>
    public IReadOnlyList<PressCount> ByChannel => [.. PressWords.Channels.Select(c => Count(c.Id, c.Name, f => f.Channel == c.Id)).Where(c => c.Approved > 0)];

    /// <summary>By topic; those without any are left out.</summary>
    public IReadOnlyList<PressCount> ByTopic =>
        [.. PressWords.Topics.Select(t => Count(t.Id, t.Name, f => f.Topic == t.Id)).Append(Count(NoTopic, "Chưa ghi chủ đề", f => f.Topic is null)).Where(c => c.Approved > 0)];

    /// <summary>By month, the first one first.</summary>
    public IReadOnlyList<PressCount> ByMonth =>
        [.. Facts.Select(f => f.Month).Distinct().Order().Select(m => Count(m.ToString("yyyy-MM", VnText.Culture), m.ToString("M/yyyy", VnText.Culture), f => f.Month == m))];

    /// <summary>All of them.</summary>
    public PressCount All => Count("", "Tất cả", _ => true);

    /// <summary>Those of one row of one of the four; an empty part matches everything.</summary>
    public IEnumerable<PressFact> Of(string? kind, string? channel, string? topic, string? month) => Facts.Where(f =>
        (string.IsNullOrEmpty(kind) || f.Kind.ToString().Equals(kind, StringComparison.OrdinalIgnoreCase))
        && (string.IsNullOrEmpty(channel) || f.Channel == channel)
        && (string.IsNullOrEmpty(topic) || (f.Topic ?? NoTopic) == topic)
        && (string.IsNullOrEmpty(month) || f.Month.ToString("yyyy-MM", VnText.Culture) == month));

    /// <summary>"Phát thanh", "Thẻ bảng tin", "Phóng sự", "Bài viết".</summary>
    public static string NameOf(PressKind kind) => kind switch
    {
        PressKind.Broadcast => "Phát thanh",
        PressKind.Card => "Thẻ bảng tin",
        PressKind.Video => "Phóng sự",
        _ => "Bài viết",
    };

    private PressCount Count(string key, string name, Func<PressFact, bool> of)
    {
        var (approved, done) = (0, 0);
        foreach (var fact in Facts.Where(of))
        {
            approved++;
            if (fact.Done) done++;
        }
        return new PressCount(key, name, approved, done);
    }
}
