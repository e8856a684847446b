namespace LangSo.Bulletins.Tests.Writing;

public sealed class BulletinFolderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_save_that_changes_a_word_is_a_version_and_a_decision_is_none()
    {
        await using var house = await House.OpenAsync();
        var first = (await house.Desk.SaveAsync(null, 0, Village.Vaccination, Village.Writer, Cancel)).Value;
        var second = (await house.Desk.SaveAsync(first.Id, 1, Village.Vaccination with { Title = "Tiêm phòng" }, Village.Writer, Cancel)).Value;
        var same = (await house.Desk.SaveAsync(first.Id, 2, Village.Vaccination with { Title = "Tiêm phòng" }, Village.Writer, Cancel)).Value;
        var handed = (await house.Desk.SubmitAsync(first.Id, same.Version, Village.Vaccination with { Title = "Tiêm phòng dại" }, Village.Writer, Cancel)).Value;
        await house.Desk.ApproveAsync(first.Id, handed.Version, Village.Approver, Cancel);
        var revisions = await house.Folder.RevisionsAsync(first.Id, Cancel);
        Assert.Equal(["Tiêm phòng dại", "Tiêm phòng", Village.Vaccination.Title], revisions.Select(r => r.Title));
        Assert.Equal(2, second.Version);
    }

    [Fact]
    public async Task Two_saves_of_the_same_version_leave_one_and_say_so()
    {
        await using var house = await House.OpenAsync();
        var first = (await house.Desk.SaveAsync(null, 0, Village.Vaccination, Village.Writer, Cancel)).Value;
        var both = await Task.WhenAll(
            house.Desk.SaveAsync(first.Id, 1, Village.Vaccination with { Title = "Một" }, Village.Writer, Cancel),
            house.Desk.SaveAsync(first.Id, 1, Village.Vaccination with { Title = "Hai" }, Village.Writer, Cancel));
        Assert.Single(both, o => o.Ok);
        Assert.Equal(2, (await house.Folder.RevisionsAsync(first.Id, Cancel)).Count);
    }

    [Fact]
    public async Task Who_may_see_it_remarks_and_nobody_else()
    {
        await using var house = await House.OpenAsync();
        var waiting = await house.SubmitAsync();
        Assert.True((await house.Folder.CommentAsync(waiting, "Thêm số điện thoại", Village.Approver, Cancel)).Ok);
        Assert.Equal("Bạn chưa có quyền góp ý bản tin này.", (await house.Folder.CommentAsync(waiting, "Xin chào", Village.Stranger, Cancel)).Said());
        Assert.Equal("Viết góp ý trước khi gửi.", (await house.Folder.CommentAsync(waiting, " ", Village.Approver, Cancel)).Said());
        Assert.Equal("Thêm số điện thoại", Assert.Single(await house.Folder.CommentsAsync(waiting.Id, Cancel)).Text);
    }

    [Fact]
    public async Task An_old_bulletin_becomes_a_new_draft_without_its_day_and_its_approval()
    {
        await using var house = await House.OpenAsync();
        var old = await house.SubmitAsync(Village.Vaccination with { Topic = "y-te", PlayAt = Village.Now.UtcDateTime.AddHours(2) });
        var reused = (await house.Desk.ReuseAsync(old, Village.HungWriter, Cancel)).Value;
        var stored = await house.StoredAsync(reused.Id);
        Assert.Equal((BulletinState.Draft, old.Text, "y-te", (DateTime?)null, Village.GiaoHung, old.Id), (stored.State, stored.Text, stored.Topic, stored.PlayAt, stored.Area!.Value, stored.ReusedFrom!.Value));
        Assert.Equal("van.hoa.hung", stored.Author);
    }

    [Fact]
    public async Task Everything_one_may_see_is_searched_without_marks_and_others_drafts_are_not_found()
    {
        await using var house = await House.OpenAsync();
        await house.SubmitAsync();
        await house.Desk.SaveAsync(null, 0, Village.Vaccination with { Title = "Bản nháp tiêm phòng" }, Village.Writer, Cancel);
        var filter = new BulletinFilter(BulletinTab.All, Text: "tiem phong");
        Assert.Equal(2, (await house.Book.PageAsync(filter, Village.Writer, Cancel)).Total);
        Assert.Equal(1, (await house.Book.PageAsync(filter, Village.Approver, Cancel)).Total);
        Assert.Equal(1, (await house.Book.CountsAsync(filter, Village.Approver, Cancel))[BulletinTab.All]);
    }

    [Fact]
    public async Task The_calendar_shows_what_is_planned_and_approved_and_only_ones_own_drafts()
    {
        await using var house = await House.OpenAsync();
        var at = Village.Now.UtcDateTime.AddHours(5);
        await house.SubmitAsync(Village.Vaccination with { PlayAt = at });
        await house.Desk.SaveAsync(null, 0, Village.Vaccination with { PlayAt = at.AddHours(1) }, Village.Writer, Cancel);
        await house.SubmitAsync();
        Assert.Equal(2, (await house.Book.GoingOutAsync(at.AddHours(-1), at.AddHours(3), Village.Writer, 10, Cancel)).Count);
        Assert.Single(await house.Book.GoingOutAsync(at.AddHours(-1), at.AddHours(3), Village.Approver, 10, Cancel));
        Assert.Empty(await house.Book.GoingOutAsync(at.AddDays(1), at.AddDays(2), Village.Writer, 10, Cancel));
    }
}
