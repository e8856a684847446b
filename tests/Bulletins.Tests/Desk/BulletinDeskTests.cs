using System.Text.Json;
using LangSo.Foundation;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins.Tests.Desk;

public sealed class BulletinDeskTests
{
    private static CancellationToken Cancel => House.Cancel;

    [Fact]
    public async Task A_bulletin_goes_from_typing_to_the_link_with_an_act_for_each_deed()
    {
        await using var house = await House.OpenAsync();
        var draft = (await house.Desk.SaveAsync(null, 0, Village.Vaccination with { Text = "Nháp" }, Village.Writer, Cancel)).Value;
        var submitted = (await house.Desk.SubmitAsync(draft.Id, draft.Version, Village.Vaccination, Village.Writer, Cancel)).Value;
        var approved = (await house.Desk.ApproveAsync(submitted.Id, submitted.Version, Village.Approver, Cancel)).Value;

        Assert.Equal(["bulletin-submitted", "approval", "order"], (await house.ActsAsync()).Select(a => a.Act));
        var dispatch = Assert.Single(house.Sender.Signed);
        Assert.Equal((submitted.Id, Village.GiaoNinh, BulletinClass.Priority, null, "pho.chu.tich"), (dispatch.Bulletin, dispatch.Area, dispatch.Class, dispatch.PlayAt, dispatch.ApprovedBy));
        Assert.Equal("Ủy ban nhân dân xã Giao Ninh", dispatch.Card.Source);
        Assert.Equal(submitted.Sound, dispatch.Sound);
        Assert.Equal(house.Sender.Published.Single().At, approved.StartsAt);

        var stored = await house.StoredAsync(submitted.Id);
        Assert.Equal(BulletinState.Approved, stored.State);
        Assert.Equal(approved.ApprovedHash, stored.ApprovedHash);
        Assert.Equal(ApprovedContent.Of(stored).Hash(), stored.ApprovedHash);
        Assert.Contains("nhà văn hóa", stored.Spoken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ledger_holds_what_was_approved_word_for_word()
    {
        await using var house = await House.OpenAsync();
        var submitted = await house.SubmitAsync();
        await house.Desk.ApproveAsync(submitted.Id, submitted.Version, Village.Approver, Cancel);

        var act = (await house.ActsAsync()).Single(a => a.Act == "approval");
        using var body = JsonDocument.Parse(act.Body);
        var content = body.RootElement.GetProperty("content").Deserialize<ApprovedContent>(LangSoJson.Compact)!;
        Assert.Equal(body.RootElement.GetProperty("hash").GetString(), content.Hash());
        Assert.Equal(Village.Vaccination.Text, content.Text);
        Assert.Equal((3, null), await house.Ledger.VerifyAsync(Cancel));
    }

    [Fact]
    public async Task Of_two_approvers_at_once_one_wins_and_the_other_is_told_who()
    {
        await using var house = await House.OpenAsync();
        var submitted = await house.SubmitAsync();

        var outcomes = await Task.WhenAll(
            Task.Run(() => house.Desk.ApproveAsync(submitted.Id, submitted.Version, Village.Approver, Cancel), Cancel),
            Task.Run(() => house.Desk.ApproveAsync(submitted.Id, submitted.Version, Village.Second, Cancel), Cancel));

        var winner = Assert.Single(outcomes, o => o.Ok).Value;
        var loser = Assert.Single(outcomes, o => !o.Ok);
        Assert.Equal($"{winner.DecidedByName} đã duyệt bản tin này lúc 08:42, 16/3/2026.", loser.Said());
        Assert.Single(house.Sender.Signed);
        Assert.Single(await house.ActsAsync(), a => a.Act == "approval");
    }

    [Fact]
    public async Task A_version_that_another_server_has_replaced_is_not_written()
    {
        await using var house = await House.OpenAsync();
        var submitted = await house.SubmitAsync();
        await using var other = house.Stores.Open();
        var read = (await other.BulletinAsync(submitted.Id, Cancel))!;
        await house.Desk.ApproveAsync(submitted.Id, submitted.Version, Village.Approver, Cancel);

        other.Put(read, BulletinRules.Approve(read, read.Version, Village.Second, Village.Ground, ApprovalPolicy.Shipped, Village.Now.UtcDateTime).Value);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => other.SaveChangesAsync(Cancel));
        Assert.Equal("Phó Chủ tịch xã", (await house.StoredAsync(submitted.Id)).DecidedByName);
    }

    [Fact]
    public async Task What_the_sender_refuses_is_not_approved_and_leaves_no_trace()
    {
        await using var house = await House.OpenAsync();
        var submitted = await house.SubmitAsync();
        house.Sender.Refusal = new Problem("", "Khóa ký của bạn đã hết hạn.");

        var outcome = await house.Desk.ApproveAsync(submitted.Id, submitted.Version, Village.Approver, Cancel);

        Assert.Equal("Khóa ký của bạn đã hết hạn.", outcome.Said());
        Assert.Equal(BulletinState.Submitted, (await house.StoredAsync(submitted.Id)).State);
        Assert.Equal(["bulletin-submitted"], (await house.ActsAsync()).Select(a => a.Act));
        Assert.Empty(house.Sender.Published);
        house.Sender.Refusal = null;
        Assert.True((await house.Desk.ApproveAsync(submitted.Id, submitted.Version, Village.Approver, Cancel)).Ok);
        Assert.Equal((3, null), await house.Ledger.VerifyAsync(Cancel));
    }

    [Fact]
    public async Task Returning_and_withdrawing_stand_in_the_ledger()
    {
        await using var house = await House.OpenAsync();
        var first = await house.SubmitAsync();
        Assert.True((await house.Desk.ReturnAsync(first.Id, first.Version, "Sai giờ", Village.Approver, Cancel)).Ok);
        var returned = await house.StoredAsync(first.Id);
        var again = (await house.Desk.SubmitAsync(first.Id, returned.Version, Village.Vaccination, Village.Writer, Cancel)).Value;
        Assert.True((await house.Desk.ApproveAsync(again.Id, again.Version, Village.Approver, Cancel)).Ok);
        Assert.True((await house.Desk.WithdrawAsync(again.Id, Village.Second, Cancel)).Ok);

        Assert.Equal(["bulletin-submitted", "return", "bulletin-submitted", "approval", "order", "withdrawal"], (await house.ActsAsync()).Select(a => a.Act));
        Assert.Equal(["order-1", "cancel-" + first.Id], house.Sender.Published.Select(o => o.Id));
        Assert.Equal("Chủ tịch xã", (await house.StoredAsync(first.Id)).WithdrawnByName);
    }

    [Fact]
    public async Task A_recalled_bulletin_is_a_draft_again()
    {
        await using var house = await House.OpenAsync();
        var submitted = await house.SubmitAsync();
        Assert.Equal(BulletinState.Draft, (await house.Desk.RecallAsync(submitted.Id, Village.Writer, Cancel)).Value.State);
        Assert.Equal("Người soạn đã rút bản tin lại để sửa. Chưa có gì để duyệt.",
            (await house.Desk.ApproveAsync(submitted.Id, submitted.Version, Village.Approver, Cancel)).Said());
    }

    [Fact]
    public async Task Nothing_is_kept_of_what_is_refused()
    {
        await using var house = await House.OpenAsync();
        var outcome = await house.Desk.SubmitAsync(null, 0, Village.Vaccination with { Text = new string('a', 20_000), Area = null }, Village.Writer, Cancel);
        Assert.Equal(["text", "area"], outcome.Problems.Select(p => p.Field));
        Assert.Equal(0, (await house.Book.PageAsync(new BulletinFilter(BulletinTab.Drafts), Village.Writer, Cancel)).Total);
        Assert.Equal(0, house.Announcer.Spoken);
        Assert.Empty(await house.ActsAsync());
    }

    [Fact]
    public async Task A_draft_saved_in_another_window_is_not_overwritten()
    {
        await using var house = await House.OpenAsync();
        var draft = (await house.Desk.SaveAsync(null, 0, Village.Vaccination, Village.Writer, Cancel)).Value;
        await house.Desk.SaveAsync(draft.Id, draft.Version, Village.Vaccination with { Title = "Mới" }, Village.Writer, Cancel);
        var late = await house.Desk.SaveAsync(draft.Id, draft.Version, Village.Vaccination with { Title = "Cũ" }, Village.Writer, Cancel);
        Assert.Contains("cửa sổ khác", late.Said(), StringComparison.Ordinal);
        Assert.Equal("Mới", (await house.StoredAsync(draft.Id)).Title);
    }

    [Fact]
    public async Task An_unchanged_text_is_not_spoken_again()
    {
        await using var house = await House.OpenAsync();
        var heard = (await house.Desk.ListenAsync(Village.Vaccination.Text, null, null, Village.Writer, Cancel)).Value;
        var submitted = await house.SubmitAsync();
        Assert.Equal(heard, submitted.Sound);
        Assert.Equal(1, house.Announcer.Spoken);
        house.Shelf.Lose();
        await house.Desk.ListenAsync(Village.Vaccination.Text, null, null, Village.Writer, Cancel);
        Assert.Equal(2, house.Announcer.Spoken);
    }

    [Fact]
    public async Task Without_a_voice_the_bulletin_still_goes_to_boards()
    {
        await using var house = await House.OpenAsync();
        house.Announcer.Missing = new Problem("voice", "Máy chủ chưa có giọng đọc. Cài espeak-ng rồi thử lại.");
        Assert.Equal("Máy chủ chưa có giọng đọc. Cài espeak-ng rồi thử lại.", (await house.Desk.ListenAsync("Xin chào", null, null, Village.Writer, Cancel)).Said());
        var submitted = await house.SubmitAsync();
        Assert.Null(submitted.Sound);
        Assert.True((await house.Desk.ApproveAsync(submitted.Id, submitted.Version, Village.Approver, Cancel)).Ok);
        Assert.Null(Assert.Single(house.Sender.Signed).Sound);
    }

    [Fact]
    public async Task An_open_page_hears_of_a_decision_and_of_a_device()
    {
        await using var house = await House.OpenAsync();
        var submitted = await house.SubmitAsync();
        await using var ear = house.Bell.Listen(submitted.Id);
        await house.Desk.ApproveAsync(submitted.Id, submitted.Version, Village.Approver, Cancel);
        Assert.True(await ear.HearsAsync(TimeSpan.FromSeconds(20), house.Clock, Cancel));
        house.Evidence.Change();
        Assert.True(await ear.HearsAsync(TimeSpan.FromSeconds(20), house.Clock, Cancel));
        var silent = ear.HearsAsync(TimeSpan.FromSeconds(20), house.Clock, Cancel);
        house.Clock.Advance(TimeSpan.FromSeconds(21));
        Assert.False(await silent);
    }
}
