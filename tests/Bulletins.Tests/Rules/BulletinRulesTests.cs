using LangSo.Foundation;

namespace LangSo.Bulletins.Tests.Rules;

public sealed class BulletinRulesTests
{
    private static readonly DateTime Now = Village.Now.UtcDateTime;

    private static string[] Whole(BulletinDraft draft, Officer? by = null) =>
        [.. BulletinRules.Whole(draft, by ?? Village.Writer, Village.Ground, Now).Select(p => p.Field + ": " + p)];

    [Fact]
    public void A_whole_draft_has_no_problem() => Assert.Empty(Whole(Village.Vaccination));

    [Fact]
    public void An_empty_draft_is_told_everything_at_once() => Assert.Equal(
        [
            "title: Bản tin chưa có tiêu đề. Viết một dòng nói việc gì.",
            "text: Bản tin chưa có nội dung. Viết điều cần báo cho bà con.",
            "area: Chưa chọn nơi nghe. Chọn tỉnh, xã hoặc xóm.",
        ], Whole(new BulletinDraft(" ", "  \n. ", null, BulletinClass.Normal, null)));

    [Fact]
    public void Twenty_thousand_characters_are_refused_with_their_number() => Assert.Equal(
        ["text: Nội dung dài 20.000 ký tự, nhiều nhất 5.000. Rút ngắn hoặc chia thành nhiều bản tin."],
        Whole(Village.Vaccination with { Text = new string('a', 20_000) }));

    [Fact]
    public void Five_thousand_characters_are_taken() => Assert.Empty(Whole(Village.Vaccination with { Text = new string('a', 5_000) }));

    [Fact]
    public void A_time_gone_by_is_refused() => Assert.Equal(
        ["when: Giờ phát 08:00, 16/3/2026 đã qua. Chọn giờ sau 08:42, 16/3/2026."],
        Whole(Village.Vaccination with { PlayAt = Now.AddMinutes(-42) }));

    [Fact]
    public void A_time_more_than_thirty_days_ahead_is_refused() => Assert.Equal(
        ["when: Giờ phát 08:43, 15/4/2026 quá xa. Chọn trước 08:42, 15/4/2026."],
        Whole(Village.Vaccination with { PlayAt = Now.AddDays(30).AddMinutes(1) }));

    [Fact]
    public void A_place_outside_the_writers_rights_is_refused() => Assert.Equal(
        ["area: Bạn chưa có quyền soạn bản tin cho tỉnh Ninh Bình. Quyền của bạn ở xã Giao Ninh."],
        Whole(Village.Vaccination with { Area = Village.Province }));

    [Fact]
    public void A_hamlet_below_the_writers_commune_is_theirs() => Assert.Empty(Whole(Village.Vaccination with { Area = Village.LamPhu }));

    [Fact]
    public void A_unit_that_is_no_more_is_refused() => Assert.Equal(
        ["area: Nơi nghe đã chọn không có trong địa giới hôm nay. Chọn lại."],
        Whole(Village.Vaccination with { Area = Village.GiaoPhong }));

    [Fact]
    public void A_class_that_is_none_is_refused() => Assert.Equal(
        ["class: Chọn một mức: thông thường, ưu tiên hoặc khẩn cấp."], Whole(Village.Vaccination with { Class = (BulletinClass)7 }));

    [Fact]
    public void A_card_that_does_not_fit_the_board_is_refused() => Assert.Equal(
        [
            "headline: Dòng chính có 14 tiếng, bảng chỉ vừa khoảng 10. Viết ngắn lại.",
            "facts: Thẻ bảng tin có 4 dòng, nhiều nhất 3: lúc nào, ở đâu, bao nhiêu.",
        ], Whole(Village.Vaccination with { OwnHeadline = "một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn", OwnFacts = ["a", "b", "c", "d"] }));

    [Fact]
    public void A_draft_may_lack_things_but_not_have_wrong_ones()
    {
        var empty = new BulletinDraft("", "", null, BulletinClass.Normal, null);
        Assert.True(BulletinRules.Begin(Village.NewId(), empty, Village.Writer, Village.Ground, Now).Ok);
        Assert.False(BulletinRules.Begin(Village.NewId(), empty with { PlayAt = Now.AddDays(-1) }, Village.Writer, Village.Ground, Now).Ok);
    }

    [Fact]
    public void The_author_does_not_approve()
    {
        var bulletin = Village.Submitted(by: Village.Both);
        Assert.Equal("Người soạn không tự duyệt.", BulletinRules.Approve(bulletin, bulletin.Version, Village.Both, Village.Ground, ApprovalPolicy.Shipped, Now).Said());
        Assert.Equal("Người soạn không tự duyệt.", BulletinRules.Return(bulletin, bulletin.Version, "sai", Village.Both, Village.Ground, Now).Said());
    }

    [Fact]
    public void The_author_does_not_approve_under_another_spelling_of_the_name()
    {
        var bulletin = Village.Submitted(by: Village.Both);
        var same = Village.Both with { Person = new Person("KIEM.NHIEM", "Ai đó") };
        Assert.False(BulletinRules.Approve(bulletin, bulletin.Version, same, Village.Ground, ApprovalPolicy.Shipped, Now).Ok);
    }

    [Fact]
    public void An_approver_of_another_commune_does_not_approve()
    {
        var bulletin = Village.Submitted();
        Assert.Equal("Bạn chưa có quyền duyệt bản tin cho xã Giao Ninh. Quyền của bạn ở xã Giao Hưng.",
            BulletinRules.Approve(bulletin, bulletin.Version, Village.Stranger, Village.Ground, ApprovalPolicy.Shipped, Now).Said());
    }

    [Fact]
    public void The_second_approver_is_told_who_was_first()
    {
        var bulletin = Village.Submitted();
        var approved = BulletinRules.Approve(bulletin, bulletin.Version, Village.Approver, Village.Ground, ApprovalPolicy.Shipped, Now).Value;
        Assert.Equal("Phó Chủ tịch xã đã duyệt bản tin này lúc 08:42, 16/3/2026.",
            BulletinRules.Approve(approved, bulletin.Version, Village.Second, Village.Ground, ApprovalPolicy.Shipped, Now.AddMinutes(5)).Said());
    }

    [Fact]
    public void What_changed_since_it_was_seen_is_not_approved()
    {
        var bulletin = Village.Submitted();
        Assert.Equal("Bản tin vừa được sửa lúc 08:42, 16/3/2026. Đọc lại rồi quyết định.",
            BulletinRules.Approve(bulletin, bulletin.Version - 1, Village.Approver, Village.Ground, ApprovalPolicy.Shipped, Now).Said());
    }

    [Fact]
    public void A_bulletin_whose_time_went_by_while_it_waited_is_not_approved()
    {
        var bulletin = Village.Submitted(Village.Vaccination with { PlayAt = Now.AddHours(1) });
        Assert.Equal("Giờ phát 09:42, 16/3/2026 đã qua. Trả lại để người soạn chọn giờ khác.",
            BulletinRules.Approve(bulletin, bulletin.Version, Village.Approver, Village.Ground, ApprovalPolicy.Shipped, Now.AddHours(2)).Said());
    }

    [Fact]
    public void Returning_needs_a_reason()
    {
        var bulletin = Village.Submitted();
        Assert.Equal("reason", Assert.Single(BulletinRules.Return(bulletin, bulletin.Version, "  ", Village.Approver, Village.Ground, Now).Problems).Field);
        var returned = BulletinRules.Return(bulletin, bulletin.Version, " Sai giờ ", Village.Approver, Village.Ground, Now).Value;
        Assert.Equal((BulletinState.Returned, "Sai giờ"), (returned.State, returned.ReturnReason));
    }

    [Fact]
    public void A_returned_bulletin_can_be_changed_and_handed_in_again()
    {
        var bulletin = Village.Submitted();
        var returned = BulletinRules.Return(bulletin, bulletin.Version, "Sai giờ", Village.Approver, Village.Ground, Now).Value;
        var changed = BulletinRules.Change(returned, Village.Vaccination with { Title = "Tiêm phòng" }, Village.Writer, Village.Ground, Now).Value;
        Assert.Equal("Sai giờ", changed.ReturnReason);
        Assert.Null(changed.Sound);
        var again = BulletinRules.Submit(changed, "x", Village.Card, null, Village.Writer, Village.Ground, Now).Value;
        Assert.Equal((BulletinState.Submitted, null), (again.State, again.ReturnReason));
    }

    [Fact]
    public void Only_what_was_approved_and_is_not_over_can_be_withdrawn()
    {
        Assert.Equal("Bản tin chưa được duyệt nên chưa có gì để thu hồi.", BulletinRules.Withdraw(Village.Submitted(), Village.Approver, Village.Ground, Now).Said());
        var approved = Village.Approved();
        Assert.Equal("Bạn chưa có quyền làm việc này. Hỏi người quản trị của đơn vị.", BulletinRules.Withdraw(approved, Village.Writer, Village.Ground, Now).Said());
        Assert.Equal("Bản tin đã hết hạn lúc 08:42, 17/3/2026, không còn gì để thu hồi.",
            BulletinRules.Withdraw(approved, Village.Approver, Village.Ground, Now.AddHours(24)).Said());
        Assert.Equal(BulletinState.Withdrawn, BulletinRules.Withdraw(approved, Village.Approver, Village.Ground, Now.AddHours(23)).Value.State);
    }

    [Fact]
    public void Somebody_else_neither_changes_nor_recalls_it()
    {
        Assert.Equal("Bản tin này do Cán bộ văn hóa soạn. Chỉ người soạn được sửa.",
            BulletinRules.Change(Village.Draft(), Village.Vaccination, Village.Both, Village.Ground, Now).Said());
        Assert.False(BulletinRules.Recall(Village.Submitted(), Village.Both).Ok);
    }
}
