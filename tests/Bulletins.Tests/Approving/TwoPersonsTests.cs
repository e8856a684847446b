using LangSo.Foundation;

namespace LangSo.Bulletins.Tests.Approving;

/// <summary>A province-wide emergency is approved by two people, or by one for a while.</summary>
public sealed class TwoPersonsTests
{
    private static readonly BulletinDraft Flood = new("Bão số 9", "Bão số 9 đổ bộ tối nay, bà con không ra ngoài.", Village.Province, BulletinClass.Emergency, null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_approval_sends_nothing_and_the_second_person_sends_it()
    {
        await using var house = await House.OpenAsync();
        var waiting = await house.SubmitAsync(Flood, Village.ProvinceWriter);
        var first = (await house.Desk.ApproveAsync(waiting.Id, waiting.Version, Village.Province1, Cancel)).Value;
        Assert.Equal(BulletinState.Submitted, first.State);
        Assert.Empty(house.Sender.Published);
        Assert.StartsWith("Bạn đã duyệt lần thứ nhất", (await house.Desk.ApproveAsync(waiting.Id, first.Version, Village.Province1, Cancel)).Said(), StringComparison.Ordinal);
        Assert.StartsWith("Phó Chủ tịch tỉnh vừa duyệt lần thứ nhất", (await house.Desk.ApproveAsync(waiting.Id, waiting.Version, Village.Province2, Cancel)).Said(), StringComparison.Ordinal);
        var second = (await house.Desk.ApproveAsync(waiting.Id, first.Version, Village.Province2, Cancel)).Value;
        Assert.Equal(BulletinState.Approved, second.State);
        Assert.Equal("lanh.dao", (await house.StoredAsync(waiting.Id)).FirstApproval!.User);
        Assert.Single(house.Sender.Published);
        Assert.Equal(["bulletin-submitted", "approval-first", "approval", "order"], (await house.ActsAsync()).Select(a => a.Act));
    }

    [Fact]
    public async Task Sent_back_after_the_first_approval_it_begins_anew()
    {
        await using var house = await House.OpenAsync();
        var waiting = await house.SubmitAsync(Flood, Village.ProvinceWriter);
        var first = (await house.Desk.ApproveAsync(waiting.Id, waiting.Version, Village.Province1, Cancel)).Value;
        var back = (await house.Desk.ReturnAsync(waiting.Id, first.Version, "Thiếu nơi sơ tán", Village.Province2, Cancel)).Value;
        Assert.Null(back.FirstApproval);
        var again = (await house.Desk.SubmitAsync(back.Id, back.Version, Flood, Village.ProvinceWriter, Cancel)).Value;
        Assert.Equal(BulletinState.Submitted, (await house.Desk.ApproveAsync(again.Id, again.Version, Village.Province2, Cancel)).Value.State);
    }

    [Fact]
    public async Task One_person_alone_says_why_and_what_is_signed_ends_by_itself()
    {
        await using var house = await House.OpenAsync();
        var waiting = await house.SubmitAsync(Flood, Village.ProvinceWriter);
        Assert.StartsWith("Viết lý do", (await house.Desk.ApproveAloneAsync(waiting.Id, waiting.Version, " ", Village.Province1, Cancel)).Said(), StringComparison.Ordinal);
        var alone = (await house.Desk.ApproveAloneAsync(waiting.Id, waiting.Version, "Chủ tịch đang trên máy bay", Village.Province1, Cancel)).Value;
        Assert.Equal(Village.Now.UtcDateTime.AddMinutes(ApprovalPolicy.Shipped.AloneMinutes), Assert.Single(house.Sender.Signed).Expires);
        Assert.Contains(await house.ActsAsync(), a => a.Act == "approval-alone");
        Assert.Equal(alone.Id, Assert.Single(await house.Book.ApprovedAloneAsync(Village.Province2, 10, Cancel)).Id);
        house.Clock.Advance(TimeSpan.FromMinutes(ApprovalPolicy.Shipped.AloneMinutes + 1));
        Assert.StartsWith("Hạn xác nhận đã hết", (await house.Desk.ConfirmAsync(waiting.Id, Village.Province2, Cancel)).Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_person_confirms_it_and_an_order_of_full_life_takes_its_place()
    {
        await using var house = await House.OpenAsync();
        var waiting = await house.SubmitAsync(Flood, Village.ProvinceWriter);
        await house.Desk.ApproveAloneAsync(waiting.Id, waiting.Version, "Chủ tịch đang trên máy bay", Village.Province1, Cancel);
        house.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("Người xác nhận phải khác người soạn và người đã duyệt.", (await house.Desk.ConfirmAsync(waiting.Id, Village.Province1, Cancel)).Said());
        var confirmed = (await house.Desk.ConfirmAsync(waiting.Id, Village.Province2, Cancel)).Value;
        Assert.False(confirmed.StandsAlone(house.Clock.GetUtcNow().UtcDateTime));
        Assert.Equal(["order-1", "cancel-" + waiting.Id, "order-2"], house.Sender.Published.Select(o => o.Id));
        Assert.Equal(house.Clock.GetUtcNow().UtcDateTime + BulletinRules.Life, house.Sender.Signed[1].Expires);
        Assert.Contains(await house.ActsAsync(), a => a.Act == "approval-confirmed");
        Assert.StartsWith("Chủ tịch tỉnh đã xác nhận", (await house.Desk.ConfirmAsync(waiting.Id, Village.Province2, Cancel)).Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_commune_one_person_is_enough_and_needs_no_reason()
    {
        await using var house = await House.OpenAsync();
        var waiting = await house.SubmitAsync(Flood with { Area = Village.GiaoNinh });
        Assert.Equal("Bản tin này chỉ cần một người duyệt. Bấm Duyệt.", (await house.Desk.ApproveAloneAsync(waiting.Id, waiting.Version, "Vội", Village.Approver, Cancel)).Said());
        Assert.Equal(BulletinState.Approved, (await house.Desk.ApproveAsync(waiting.Id, waiting.Version, Village.Approver, Cancel)).Value.State);
    }
}
