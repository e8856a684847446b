using CsCheck;
using LangSo.Foundation;

namespace LangSo.Bulletins.Tests.Campaigns;

public sealed class CampaignTests
{
    private static readonly CampaignDraft Directive = new(
        Village.Province, "2455/KH-UBND", "10/3/2026", "Dịch vụ công trực tuyến", "dich-vu-cong", "16/3/2026", "14/4/2026", "https://example.vn/vb", "Mỗi xã 2 bản tin.",
        new CampaignTarget(2, 2, 1), [new CampaignSample("Nộp hồ sơ tại nhà", "Bà con nộp hồ sơ trên Cổng Dịch vụ công."), new CampaignSample("Chưa điền", "Họp lúc ‹giờ› tối nay.")]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<Campaign> IssuedAsync(House house) => (await house.Campaigns.IssueAsync(Directive, Village.ProvinceWriter, false, Cancel)).Value;

    private static async Task<CommuneProgress> NinhAsync(House house, Campaign campaign) =>
        (await house.CampaignBook.StateAsync(campaign, Cancel)).Communes.Single(c => c.Unit == Village.GiaoNinh);

    [Fact]
    public async Task A_directive_reaches_every_commune_below_and_is_received_once()
    {
        await using var house = await House.OpenAsync();
        var campaign = await IssuedAsync(house);
        Assert.Equal(campaign.Id, Assert.Single(await house.CampaignBook.AllAsync(Village.Writer, Cancel)).Id);
        Assert.Equal(["xã Giao Hưng", "xã Giao Ninh"], (await house.CampaignBook.StateAsync(campaign, Cancel)).Communes.Select(c => c.Name));
        Assert.True((await house.Campaigns.ReceiveAsync(campaign.Id, Village.GiaoNinh, Village.Writer, Cancel)).Ok);
        Assert.True((await house.Campaigns.ReceiveAsync(campaign.Id, Village.GiaoNinh, Village.Both, Cancel)).Ok);
        Assert.Equal("Cán bộ văn hóa", (await NinhAsync(house, campaign)).Receipt!.ByName);
        Assert.Equal("Bạn chưa có quyền soạn bản tin cho xã Giao Hưng. Quyền của bạn ở xã Giao Ninh.", (await house.Campaigns.ReceiveAsync(campaign.Id, Village.GiaoHung, Village.Writer, Cancel)).Said());
        Assert.Equal(["campaign-issued", "campaign-received"], (await house.ActsAsync()).Select(a => a.Act));
    }

    [Fact]
    public async Task A_sample_is_adapted_as_a_draft_or_relayed_for_approval_and_counts_when_approved_and_when_played()
    {
        await using var house = await House.OpenAsync();
        var campaign = await IssuedAsync(house);
        var draft = (await house.Campaigns.TakeAsync(campaign.Id, 0, Village.GiaoNinh, false, Village.Writer, Cancel)).Value;
        Assert.Equal((BulletinState.Draft, campaign.Id, "dich-vu-cong", Village.GiaoNinh), (draft.State, draft.Campaign!.Value, draft.Topic, draft.Area!.Value));
        var relayed = (await house.Campaigns.TakeAsync(campaign.Id, 0, Village.GiaoNinh, true, Village.Writer, Cancel)).Value;
        Assert.Equal(new DoneCount(0, 0), (await NinhAsync(house, campaign)).Broadcasts);
        await house.Desk.ApproveAsync(relayed.Id, relayed.Version, Village.Approver, Cancel);
        Assert.Equal(new DoneCount(1, 0), (await NinhAsync(house, campaign)).Broadcasts);
        house.Evidence.Played[relayed.Id] = new PlayedBy(3, 0);
        var done = await NinhAsync(house, campaign);
        Assert.Equal((new DoneCount(1, 1), new DoneCount(1, 0)), (done.Broadcasts, done.Cards));
        Assert.NotNull(done.Receipt);
    }

    [Fact]
    public async Task A_sample_with_an_open_place_is_not_relayed_as_it_is()
    {
        await using var house = await House.OpenAsync();
        var campaign = await IssuedAsync(house);
        Assert.Equal("Còn chỗ chưa điền: ‹giờ›. Điền hoặc xóa chỗ đó.", (await house.Campaigns.TakeAsync(campaign.Id, 1, Village.GiaoNinh, true, Village.Writer, Cancel)).Said());
    }

    [Fact]
    public async Task An_article_counts_for_the_campaign_that_it_names_and_the_summary_adds_it_up()
    {
        await using var house = await House.OpenAsync();
        var campaign = await IssuedAsync(house);
        await house.Press.RecordAsync(new PressDraft(PressKind.Article, "Bài", "cong", "dich-vu-cong", Village.LamPhu, "16/3/2026", "https://example.vn/1", null, campaign.Id), Village.Writer, Cancel);
        Assert.Equal(1, (await NinhAsync(house, campaign)).Articles.Approved);
        var today = VnTime.DayOf(Village.Now);
        var summary = Assert.Single(await house.CampaignBook.OfAsync(today, today, Village.Province, Cancel));
        Assert.Equal((2, 0, 1, "Dịch vụ công trực tuyến"), (summary.Communes, summary.Received, summary.Articles, summary.Topic));
        Assert.Equal(1, Assert.Single(await house.CampaignBook.OfAsync(today, today, Village.GiaoNinh, Cancel)).Communes);
        Assert.Empty(await house.CampaignBook.OfAsync(today.AddYears(1), today.AddYears(1), Village.Province, Cancel));
    }

    [Fact]
    public async Task A_bulletin_cannot_serve_a_campaign_that_is_not_there()
    {
        await using var house = await House.OpenAsync();
        var refused = await house.Desk.SaveAsync(null, 0, Village.Vaccination with { Campaign = new CampaignId(Guid.NewGuid()) }, Village.Writer, Cancel);
        Assert.Equal("Đợt tuyên truyền đã chọn không có. Chọn lại.", refused.Said());
    }

    [Fact]
    public async Task An_ended_campaign_gives_nothing_out_any_more()
    {
        await using var house = await House.OpenAsync();
        var campaign = await IssuedAsync(house);
        Assert.Equal("Bạn chưa có quyền kết thúc đợt tuyên truyền này.", (await house.Campaigns.EndAsync(campaign.Id, Village.Writer, Cancel)).Said());
        Assert.True((await house.Campaigns.EndAsync(campaign.Id, Village.ProvinceWriter, Cancel)).Ok);
        Assert.Equal("Đợt tuyên truyền này không còn mở.", (await house.Campaigns.TakeAsync(campaign.Id, 0, Village.GiaoNinh, false, Village.Writer, Cancel)).Said());
        Assert.Empty(await house.CampaignBook.OpenForAsync([Village.GiaoNinh], Cancel));
    }

    [Fact]
    public void A_commune_that_did_not_read_it_in_time_or_falls_behind_is_late()
    {
        var campaign = CampaignRules.Issue(new CampaignId(Guid.Empty), Directive, Village.ProvinceWriter, Village.Ground, Village.Now.UtcDateTime).Value;
        var receipt = new CampaignReceipt(campaign.Id, Village.GiaoNinh, "", "", Village.Now.UtcDateTime);
        var start = new CommuneProgress(Village.GiaoNinh, "", receipt, default, default, default);
        Assert.Null(CampaignRules.Late(campaign, start, campaign.From));
        Assert.Equal("Chưa nhận chỉ đạo sau 4 ngày.", CampaignRules.Late(campaign, start with { Receipt = null }, campaign.From.AddDays(4))!.ToString());
        Assert.Null(CampaignRules.Late(campaign, start, campaign.From.AddDays(14)));
        Assert.Equal("Phát thanh 0/2, đến nay cần 1.", CampaignRules.Late(campaign, start, campaign.From.AddDays(15))!.ToString());
        Assert.Null(CampaignRules.Late(campaign, start with { Receipt = null, Broadcasts = new(2, 0), Cards = new(2, 0), Articles = new(1, 1) }, campaign.To));
    }

    [Fact]
    public void What_is_due_grows_day_by_day_to_all_of_it() => Gen.Select(Gen.Int[0, 500], Gen.Int[0, 400], Gen.Int[-10, 500]).Sample((asked, days, gone) =>
    {
        var campaign = CampaignRules.Issue(new CampaignId(Guid.Empty), Directive, Village.ProvinceWriter, Village.Ground, Village.Now.UtcDateTime).Value;
        campaign = campaign with { To = campaign.From.AddDays(days) };
        var due = CampaignRules.Due(campaign, asked, campaign.From.AddDays(gone));
        Assert.InRange(due, 0, asked);
        Assert.True(due <= CampaignRules.Due(campaign, asked, campaign.From.AddDays(gone + 1)));
        if (gone > days) Assert.Equal(asked, due);
    });

    [Fact]
    public async Task What_a_directive_lacks_is_said_field_by_field()
    {
        await using var house = await House.OpenAsync();
        var refused = await house.Campaigns.IssueAsync(
            new CampaignDraft(Village.GiaoNinh, "", "32/1/2026", "", "x", "", "1/1/2020", "ftp://x", "", new CampaignTarget(0, 0, 0), []), Village.Writer, false, Cancel);
        Assert.Equal(["unit", "number", "signed", "title", "topic", "link", "from", "to", "target"], refused.Problems.Select(p => p.Field));
        Assert.Empty(await house.ActsAsync());
    }
}
