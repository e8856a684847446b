using LangSo.Foundation;

namespace LangSo.Bulletins.Tests.Desk;

public sealed class BulletinBookTests
{
    private static CancellationToken Cancel => House.Cancel;

    private static async Task<string[]> TitlesAsync(House house, BulletinFilter filter, Officer? by = null) =>
        [.. (await house.Book.PageAsync(filter, by ?? Village.Approver, Cancel)).Rows.Select(b => b.Title)];

    [Fact]
    public async Task Everything_written_is_read_back_the_same()
    {
        await using var house = await House.OpenAsync();
        var draft = Village.Vaccination with { PlayAt = Village.Now.UtcDateTime.AddHours(3), OwnHeadline = "Tiêm", OwnFacts = ["Sáng mai", "Xóm 5"] };
        var submitted = await house.SubmitAsync(draft);
        var stored = await house.StoredAsync(submitted.Id);
        Assert.Equal(draft.PlayAt, stored.PlayAt);
        Assert.Equal(DateTimeKind.Utc, stored.PlayAt!.Value.Kind);
        Assert.Equal(["Sáng mai", "Xóm 5"], stored.Card!.Facts);
        Assert.Equal(submitted.Sound, stored.Sound);
        Assert.Equal(ApprovedContent.Of(submitted).Hash(), ApprovedContent.Of(stored).Hash());
    }

    [Fact]
    public async Task Search_finds_without_marks_and_in_any_order_of_words()
    {
        await using var house = await House.OpenAsync();
        await house.SubmitAsync();
        await house.SubmitAsync(Village.Vaccination with { Title = "Họp xóm", Text = "Đường làng Giao Phong" });
        Assert.Equal(["Họp xóm"], await TitlesAsync(house, new BulletinFilter(BulletinTab.Waiting, Text: "PHONG duong")));
        Assert.Equal(["Tiêm phòng dại cho chó, mèo"], await TitlesAsync(house, new BulletinFilter(BulletinTab.Waiting, Text: "tiêm dại")));
        Assert.Empty(await TitlesAsync(house, new BulletinFilter(BulletinTab.Waiting, Text: "mèo%chó")));
    }

    [Fact]
    public async Task The_list_is_filtered_by_class_and_by_place_with_what_lies_below()
    {
        await using var house = await House.OpenAsync();
        await house.SubmitAsync(Village.Vaccination with { Title = "Xã" });
        await house.SubmitAsync(Village.Vaccination with { Title = "Xóm", Area = Village.LamPhu, Class = BulletinClass.Normal });
        Assert.Equal(["Xóm", "Xã"], (await TitlesAsync(house, new BulletinFilter(BulletinTab.Waiting, Within: Village.GiaoNinh))).Order(VnText.Order).Reverse());
        Assert.Equal(["Xóm"], await TitlesAsync(house, new BulletinFilter(BulletinTab.Waiting, Within: Village.LamPhu)));
        Assert.Equal(["Xã"], await TitlesAsync(house, new BulletinFilter(BulletinTab.Waiting, BulletinClass.Priority)));
    }

    [Fact]
    public async Task People_see_what_concerns_their_place_and_drafts_only_of_their_own()
    {
        await using var house = await House.OpenAsync();
        var province = new Officer(new Person("tinh", "Tỉnh"), [Village.Province], [Village.Province], [Village.Province]);
        await house.SubmitAsync(Village.Vaccination with { Title = "Của tỉnh", Area = Village.Province }, province);
        await house.SubmitAsync(Village.Vaccination with { Title = "Của xã" });
        var draft = (await house.Desk.SaveAsync(null, 0, Village.Vaccination with { Title = "Nháp" }, Village.Writer, Cancel)).Value;

        Assert.Equal(["Của tỉnh"], await TitlesAsync(house, new BulletinFilter(BulletinTab.Waiting), Village.Stranger));
        Assert.Equal(2, (await TitlesAsync(house, new BulletinFilter(BulletinTab.Waiting), province)).Length);
        Assert.Empty(await TitlesAsync(house, new BulletinFilter(BulletinTab.Drafts), Village.Approver));
        Assert.Equal(["Nháp"], await TitlesAsync(house, new BulletinFilter(BulletinTab.Drafts), Village.Writer));
        Assert.False(house.Book.MaySee(draft, Village.Approver));
        Assert.True(house.Book.MaySee(draft, Village.Writer));
    }

    [Fact]
    public void A_merger_hides_no_bulletin_of_the_commune_that_went_into_another() =>
        Assert.Contains(Village.GiaoPhong, Village.Ground.Seen([Village.GiaoNinh]));

    [Fact]
    public async Task Waiting_counts_what_the_officer_can_decide()
    {
        await using var house = await House.OpenAsync();
        await house.SubmitAsync();
        await house.SubmitAsync(by: Village.Both);
        Assert.Equal(2, await house.Book.WaitingForAsync(Village.Approver, Cancel));
        Assert.Equal(1, await house.Book.WaitingForAsync(Village.Both, Cancel));
        Assert.Equal(0, await house.Book.WaitingForAsync(Village.Stranger, Cancel));
        Assert.Equal(0, await house.Book.WaitingForAsync(Village.Writer, Cancel));
    }

    [Fact]
    public async Task Todays_bulletins_are_those_that_start_on_the_civil_day()
    {
        await using var house = await House.OpenAsync();
        var today = VnTime.DayOf(Village.Now);
        foreach (var (title, at) in new (string, DateTimeOffset)[]
        {
            ("Tối nay", VnTime.At(today, new TimeOnly(23, 59))), ("Nửa đêm", VnTime.At(today.AddDays(1), new TimeOnly(0, 0))), ("Chiều nay", VnTime.At(today, new TimeOnly(17, 0))),
        })
        {
            var submitted = await house.SubmitAsync(Village.Vaccination with { Title = title, PlayAt = at.UtcDateTime });
            await house.Desk.ApproveAsync(submitted.Id, submitted.Version, Village.Approver, Cancel);
        }
        Assert.Equal(["Chiều nay", "Tối nay"], (await house.Book.StartingOnAsync(today, null, Cancel)).Select(b => b.Title));
        Assert.Equal(["Nửa đêm"], (await house.Book.StartingOnAsync(today.AddDays(1), [Village.GiaoNinh], Cancel)).Select(b => b.Title));
        Assert.Empty(await house.Book.StartingOnAsync(today, [Village.GiaoHung], Cancel));
        Assert.Equal("Nửa đêm", (await house.Book.RecentAsync([Village.GiaoNinh], 1, Cancel)).Single().Title);
    }

    [Fact]
    public async Task A_page_holds_twenty_and_a_page_too_far_is_the_last()
    {
        await using var house = await House.OpenAsync();
        for (var i = 0; i < 23; i++, house.Clock.Advance(TimeSpan.FromSeconds(1)))
            await house.Desk.SaveAsync(null, 0, Village.Vaccination with { Title = "Tin " + i }, Village.Writer, Cancel);
        var last = await house.Book.PageAsync(new BulletinFilter(BulletinTab.Drafts, Page: 99), Village.Writer, Cancel);
        Assert.Equal((23, 2, 2, 3), (last.Total, last.Page, last.Pages, last.Rows.Count));
        Assert.Equal("Tin 22", (await house.Book.PageAsync(new BulletinFilter(BulletinTab.Drafts), Village.Writer, Cancel)).Rows[0].Title);
    }

    [Fact]
    public async Task What_is_over_moves_to_its_own_tab_by_the_clock()
    {
        await using var house = await House.OpenAsync();
        var submitted = await house.SubmitAsync();
        await house.Desk.ApproveAsync(submitted.Id, submitted.Version, Village.Approver, Cancel);
        Assert.Single(await TitlesAsync(house, new BulletinFilter(BulletinTab.Approved)));
        house.Clock.Advance(TimeSpan.FromHours(25));
        var counts = await house.Book.CountsAsync(new BulletinFilter(BulletinTab.Drafts), Village.Approver, Cancel);
        Assert.Equal((0, 1), (counts[BulletinTab.Approved], counts[BulletinTab.Over]));
    }
}
