using LangSo.Foundation;

namespace LangSo.Bulletins;

/// <summary>A directive as it is typed.</summary>
internal sealed record CampaignDraft(
    UnitId Unit, string? Number, string? Signed, string? Title, string? Topic, string? From, string? To, string? Link, string? Guidance,
    CampaignTarget Target, IReadOnlyList<CampaignSample> Samples);

/// <summary>How much of one kind a commune has: approved (or published), and really played, shown or to be opened.</summary>
internal readonly record struct DoneCount(int Approved, int Proved)
{
    public static DoneCount Of(IEnumerable<PressFact> facts)
    {
        var (approved, proved) = (0, 0);
        foreach (var fact in facts)
        {
            approved++;
            if (fact.Done) proved++;
        }
        return new DoneCount(approved, proved);
    }
}

/// <summary>What a commune has done of a campaign.</summary>
internal sealed record CommuneProgress(UnitId Unit, string Name, CampaignReceipt? Receipt, DoneCount Broadcasts, DoneCount Cards, DoneCount Articles);

/// <summary>What a campaign must say, and when a commune is late. Pure.</summary>
internal static class CampaignRules
{
    /// <summary>Characters of a document's number.</summary>
    public const int NumberLimit = 60;

    /// <summary>Sample bulletins of one campaign.</summary>
    public const int SampleLimit = 10;

    /// <summary>How much may be asked of a commune, of one kind.</summary>
    public const int TargetLimit = 500;

    /// <summary>Days within which a commune says that it has read a directive.</summary>
    public const int ReceiptDays = 3;

    /// <summary>The campaign, or everything that stands in its way.</summary>
    public static Outcome<Campaign> Issue(CampaignId id, CampaignDraft draft, Officer by, Ground ground, DateTime now)
    {
        var problems = new List<Problem>();
        var (number, title, guidance, link) = (VnText.Clean(draft.Number), VnText.Clean(draft.Title).Replace('\n', ' '), VnText.Clean(draft.Guidance), VnText.Clean(draft.Link));
        if (!ground.Exists(draft.Unit) || !ground.Covers(by.Writes, draft.Unit)) problems.Add(new Problem("unit", "Bạn chưa có quyền ra chỉ đạo cho đơn vị này."));
        else if (ground.Communes(draft.Unit) is not [_, _, ..]) problems.Add(new Problem("unit", "{0} không có xã, phường trực thuộc để chỉ đạo.", ground.NameOf(draft.Unit)));
        if (number.Length is 0 or > NumberLimit) problems.Add(new Problem("number", "Ghi số, ký hiệu văn bản, ví dụ 2455/KH-UBND."));
        if (VnTime.ParseDay(draft.Signed) is not { } signed) problems.Add(VnTime.NoSuchDay("signed", draft.Signed));
        else if (signed > ground.AsOf.Date) problems.Add(new Problem("signed", "Ngày văn bản {0} chưa tới.", VnTime.Text(signed)));
        if (title.Length == 0) problems.Add(new Problem("title", "Đợt tuyên truyền chưa có tên."));
        else if (title.Length > BulletinRules.TitleLimit) problems.Add(TooLong("title", title.Length, BulletinRules.TitleLimit));
        if (PressWords.TopicName(draft.Topic) is null) problems.Add(new Problem("topic", "Chọn một chủ đề."));
        if (guidance.Length > BulletinRules.TextLimit) problems.Add(TooLong("guidance", guidance.Length, BulletinRules.TextLimit));
        if (link.Length > 0 && (link.Length > PressItem.LinkLimit || !WebLink.Is(link))) problems.Add(new Problem("link", "Đường dẫn phải bắt đầu bằng http:// hoặc https://. Chép cả đường dẫn từ trình duyệt."));
        var (from, to) = (VnTime.ParseDay(draft.From), VnTime.ParseDay(draft.To));
        if (from is null) problems.Add(VnTime.NoSuchDay("from", draft.From));
        if (to is null) problems.Add(VnTime.NoSuchDay("to", draft.To));
        if (to < from) problems.Add(new Problem("to", "Ngày cuối {0} trước ngày đầu {1}. Chọn lại.", VnTime.Text(to!.Value), VnTime.Text(from!.Value)));
        else if (to < ground.AsOf.Date) problems.Add(new Problem("to", "Ngày cuối {0} đã qua.", VnTime.Text(to!.Value)));
        if (Asked(draft.Target).Any(n => n is < 0 or > TargetLimit)) problems.Add(new Problem("target", "Chỉ tiêu mỗi loại từ 0 đến {0}.", TargetLimit));
        else if (Asked(draft.Target).Sum() == 0) problems.Add(new Problem("target", "Giao ít nhất một chỉ tiêu: số bản tin phát thanh, thẻ bảng tin hoặc bài viết."));
        var samples = draft.Samples.Select(s => new CampaignSample(VnText.Clean(s.Title).Replace('\n', ' '), VnText.Clean(s.Text))).Where(s => s.Title.Length + s.Text.Length > 0).ToList();
        if (samples.Count > SampleLimit) problems.Add(new Problem("samples", "Nhiều nhất {0} bản tin mẫu.", SampleLimit));
        foreach (var sample in samples)
            if (sample.Title.Length is 0 or > BulletinRules.TitleLimit || sample.Text.Length is 0 or > BulletinRules.TextLimit)
                problems.Add(new Problem("samples", "Bản tin mẫu “{0}” cần tiêu đề (đến {1} ký tự) và nội dung (đến {2} ký tự).", sample.Title, BulletinRules.TitleLimit, VnText.Number(BulletinRules.TextLimit)));
        if (problems.Count > 0) return problems;
        return new Campaign
        {
            Id = id, Unit = draft.Unit, Number = number, Signed = VnTime.ParseDay(draft.Signed)!.Value, Title = title, Topic = draft.Topic!, From = from!.Value, To = to!.Value,
            Link = link.Length > 0 ? link : null, Guidance = guidance, Target = draft.Target, Samples = samples, By = by.Person.User, ByName = by.Person.Name, At = now,
        };
    }

    /// <summary>True when a commune has done all that was asked.</summary>
    public static bool IsMet(CampaignTarget target, CommuneProgress done) =>
        done.Broadcasts.Approved >= target.Broadcasts && done.Cards.Approved >= target.Cards && done.Articles.Approved >= target.Articles;

    /// <summary>
    /// Why a commune is late on a day, or null: the directive was not read in time, or less is approved than the share of the time that has
    /// gone by (rounded down, so that nobody is late for part of a bulletin).
    /// </summary>
    public static Problem? Late(Campaign campaign, CommuneProgress done, DateOnly today)
    {
        if (IsMet(campaign.Target, done) || today < campaign.From) return null;
        var issued = VnTime.DayOf(campaign.At);
        if (done.Receipt is null && today > issued.AddDays(ReceiptDays)) return new Problem("", "Chưa nhận chỉ đạo sau {0} ngày.", today.DayNumber - issued.DayNumber);
        foreach (var (asked, has, sentence) in (IEnumerable<(int, int, Problem)>)
        [
            (campaign.Target.Broadcasts, done.Broadcasts.Approved, new Problem("", "Phát thanh {0}/{1}, đến nay cần {2}.", done.Broadcasts.Approved, campaign.Target.Broadcasts, Due(campaign, campaign.Target.Broadcasts, today))),
            (campaign.Target.Cards, done.Cards.Approved, new Problem("", "Thẻ bảng tin {0}/{1}, đến nay cần {2}.", done.Cards.Approved, campaign.Target.Cards, Due(campaign, campaign.Target.Cards, today))),
            (campaign.Target.Articles, done.Articles.Approved, new Problem("", "Bài viết, phóng sự {0}/{1}, đến nay cần {2}.", done.Articles.Approved, campaign.Target.Articles, Due(campaign, campaign.Target.Articles, today))),
        ])
            if (has < Due(campaign, asked, today)) return sentence;
        return null;
    }

    /// <summary>What should be approved of a target by the end of the day before.</summary>
    public static int Due(Campaign campaign, int asked, DateOnly today)
    {
        var whole = campaign.To.DayNumber - campaign.From.DayNumber + 1;
        var gone = Math.Clamp(today.DayNumber - campaign.From.DayNumber, 0, whole);
        return (int)((long)asked * gone / whole);
    }

    private static int[] Asked(CampaignTarget target) => [target.Broadcasts, target.Cards, target.Articles];

    private static Problem TooLong(string field, int length, int limit) => new(field, "Dài {0} ký tự, nhiều nhất {1}. Viết ngắn lại.", VnText.Number(length), VnText.Number(limit));
}
