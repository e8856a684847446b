using CsCheck;
using LangSo.Foundation;

namespace LangSo.Bulletins.Tests.Counting;

public sealed class PressTests
{
    private static readonly DateOnly Today = VnTime.DayOf(Village.Now);
    private static readonly PressDraft Article = new(PressKind.Article, "Xã Giao Ninh làm dịch vụ công tại nhà", "cong", "dich-vu-cong", Village.GiaoNinh, "10/3/2026", "https://example.vn/bai-1");

    private static readonly Gen<PressFact> Fact = Gen.Select(
        Gen.Enum<PressKind>(), Gen.Int[0, PressWords.Channels.Count - 1].Select(i => PressWords.Channels[i].Id), Gen.Int[0, PressWords.Topics.Count].Select(i => i == PressWords.Topics.Count ? null : PressWords.Topics[i].Id),
        Gen.Int[0, 800], Gen.Bool, (kind, channel, topic, day, done) => new PressFact(Guid.Empty, kind, channel, topic, Village.GiaoNinh, Today.AddDays(-day), "", done, null, null));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_four_tables_have_the_same_sums_and_each_number_opens_to_as_many_items() => Fact.List[0, 60].Sample(facts =>
    {
        var tally = new PressTally(facts);
        foreach (var table in (IReadOnlyList<PressCount>[])[tally.ByKind, tally.ByChannel, tally.ByTopic, tally.ByMonth])
            Assert.Equal((tally.All.Approved, tally.All.Done), (table.Sum(c => c.Approved), table.Sum(c => c.Done)));
        Assert.All(tally.ByKind, c => Assert.Equal(c.Approved, tally.Of(c.Key, null, null, null).Count()));
        Assert.All(tally.ByTopic, c => Assert.Equal(c.Approved, tally.Of(null, null, c.Key, null).Count()));
        Assert.All(tally.ByMonth, c => Assert.Equal(c.Done, tally.Of(null, null, null, c.Key).Count(f => f.Done)));
    });

    [Fact]
    public async Task An_approved_bulletin_counts_on_both_ways_and_is_proved_by_its_devices()
    {
        await using var house = await House.OpenAsync();
        var waiting = await house.SubmitAsync(Village.Vaccination with { Topic = "y-te" });
        await house.Desk.ApproveAsync(waiting.Id, waiting.Version, Village.Approver, Cancel);
        house.Evidence.Played[waiting.Id] = new PlayedBy(2, 0);
        await house.SubmitAsync();
        var tally = await house.Counts.TallyAsync(Today, Today, [Village.Province], Cancel);
        Assert.Equal([(PressKind.Broadcast, "loa", true), (PressKind.Card, "bang-tin", false)], tally.Facts.Select(f => (f.Kind, f.Channel, f.Done)));
        Assert.Equal("y-te", Assert.Single(tally.ByTopic).Key);
        Assert.Empty((await house.Counts.TallyAsync(Today.AddDays(1), Today.AddDays(9), [Village.Province], Cancel)).Facts);
        Assert.Empty((await house.Counts.TallyAsync(Today, Today, [Village.GiaoHung], Cancel)).Facts);
    }

    [Fact]
    public async Task A_withdrawn_bulletin_does_not_count()
    {
        await using var house = await House.OpenAsync();
        var waiting = await house.SubmitAsync();
        await house.Desk.ApproveAsync(waiting.Id, waiting.Version, Village.Approver, Cancel);
        await house.Desk.WithdrawAsync(waiting.Id, Village.Second, Cancel);
        Assert.Empty((await house.Counts.TallyAsync(Today, Today, [Village.Province], Cancel)).Facts);
    }

    [Fact]
    public async Task An_article_is_recorded_counted_and_taken_back_with_its_acts()
    {
        await using var house = await House.OpenAsync();
        var item = (await house.Press.RecordAsync(Article, Village.Writer, Cancel)).Value;
        await house.Press.RecordAsync(Article with { Kind = PressKind.Video, Link = "" }, Village.Writer, Cancel);
        var tally = await house.Counts.TallyAsync(new DateOnly(2026, 3, 1), Today, [Village.Province], Cancel);
        Assert.Equal((2, 1), (tally.All.Approved, tally.All.Done));
        Assert.True((await house.Press.TakeBackAsync(item.Id, Village.Writer, Cancel)).Ok);
        Assert.Equal(1, (await house.Counts.TallyAsync(new DateOnly(2026, 3, 1), Today, [Village.Province], Cancel)).All.Approved);
        Assert.Equal(["press-recorded", "press-recorded", "press-taken-back"], (await house.ActsAsync()).Select(a => a.Act));
    }

    [Theory]
    [InlineData("javascript:alert(1)", "Đường dẫn phải bắt đầu bằng http:// hoặc https://. Chép cả đường dẫn từ trình duyệt.")]
    [InlineData("baonamdinh", "Đường dẫn phải bắt đầu bằng http:// hoặc https://. Chép cả đường dẫn từ trình duyệt.")]
    public async Task A_link_that_is_none_of_the_web_is_refused(string link, string sentence)
    {
        await using var house = await House.OpenAsync();
        Assert.Equal(sentence, (await house.Press.RecordAsync(Article with { Link = link }, Village.Writer, Cancel)).Said());
    }

    [Fact]
    public async Task What_is_missing_is_said_field_by_field_and_nothing_is_recorded()
    {
        await using var house = await House.OpenAsync();
        var refused = await house.Press.RecordAsync(new PressDraft(0, "", "", "", Village.GiaoHung, "30/2/2026", null), Village.Writer, Cancel);
        Assert.Equal(["kind", "title", "channel", "topic", "day", "unit"], refused.Problems.Select(p => p.Field));
        Assert.Empty(await house.ActsAsync());
    }
}
