using LangSo.Criteria.Engine;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Procedure;

namespace LangSo.Recognition.Tests.Dossiers;

public sealed class ProceedingTests
{
    private static readonly DateOnly ThreeLevels = new(2024, 6, 3), TwoLevels = new(2025, 9, 8);

    [Fact]
    public void Before_July_2025_a_dossier_walks_through_commune_district_and_province()
    {
        var state = World.At("announcement", World.On(ThreeLevels));

        Assert.Equal("commune-2022", state.At.Template);
        Assert.Equal("1/QĐ-UBND", state.Decision!.Number);
        state = state.Through(World.Office, World.On(ThreeLevels)).Through(World.Office, World.On(ThreeLevels));
        Assert.Equal(DossierStatus.Done, state.Status);
    }

    [Fact]
    public void After_it_the_district_has_no_step()
    {
        var state = World.At("announcement", World.On(TwoLevels));

        Assert.Equal("commune-2025", state.At.Template);
        Assert.DoesNotContain(World.Shelf.Find(state.At.Template).Steps, s => s.Level == "district");
    }

    [Fact]
    public void A_deadline_is_counted_in_working_days_over_Tet()
    {
        var state = ((DossierState?)null).Do(World.Opens(), World.Officer, World.On(new DateOnly(2024, 2, 7)));

        Assert.Equal(new DateOnly(2024, 2, 21), state.At.Due);
    }

    [Fact]
    public void A_pause_stops_the_clock_and_says_why()
    {
        var state = ((DossierState?)null).Do(World.Opens(), World.Officer, World.On(ThreeLevels));
        Assert.Contains("lý do", state.Refused(new Pausing(), World.Officer, World.On(ThreeLevels.AddDays(1)), ""));

        var paused = state.Do(new Pausing(), World.Officer, World.On(ThreeLevels.AddDays(1)));
        Assert.Contains("tạm dừng", paused.Refused(new Passing([], [], false), World.Officer, World.On(ThreeLevels.AddDays(7))));
        var again = paused.Do(new Resuming(), World.Officer, World.On(ThreeLevels.AddDays(36)));

        Assert.Equal((new DateOnly(2024, 6, 10), new DateOnly(2024, 7, 15)), (state.At.Due, again.At.Due));
        Assert.Equal(state.EnteredOn, again.EnteredOn);
    }

    [Fact]
    public void Only_the_desk_at_which_it_lies_acts_not_one_above_it()
    {
        var state = ((DossierState?)null).Do(World.Opens(), World.Officer, World.On(ThreeLevels));

        Assert.Contains("xã Số 0", state.Refused(World.Paper("register", ThreeLevels), World.Office, World.On(ThreeLevels)));
        Assert.Contains("xã Số 0", state.Refused(World.Paper("register", ThreeLevels), World.OfficerOf(1), World.On(ThreeLevels)));
    }

    [Theory]
    [InlineData(Verdict.NotMet, 95, 30, "Đạt đủ tiêu chí")]
    [InlineData(Verdict.NoData, 95, 30, "Chưa rõ")]
    [InlineData(Verdict.Met, 89.9, 30, "hài lòng")]
    public void A_condition_that_is_not_met_is_named_and_stops_the_appraisal(Verdict title, double satisfied, int broadcast, string named)
    {
        var state = World.At("appraisal", World.On(ThreeLevels));
        var now = World.On(ThreeLevels, title, satisfied: (decimal)satisfied, broadcast: broadcast);
        state = state.Do(World.Paper("appraisal", ThreeLevels), World.Appraiser(0), now);

        Assert.Contains(named, state.Refused(new Passing([], [], false), World.Appraiser(0), now));
    }

    [Fact]
    public void Satisfaction_of_exactly_the_level_is_enough()
    {
        var now = World.On(ThreeLevels, satisfied: 90);
        Assert.Equal("vote", World.At("vote", now).At.Step);
    }

    [Theory, InlineData(9, false), InlineData(10, true)]
    public void Days_really_broadcast_decide_over_the_publication(int days, bool enough)
    {
        var now = World.On(ThreeLevels, broadcast: days);
        var state = World.At("publication", now).Do(new Publishing(Guid.NewGuid()), World.Officer with { User = "xa0" }, now);

        Assert.Equal(enough, Proceeding.Next(state, new Passing([], [], false), World.OfficerOf(0), "", now).Ok);
        if (!enough) Assert.Contains("9/10 ngày", state.Refused(new Passing([], [], false), World.OfficerOf(0), now));
    }

    [Fact]
    public void A_return_needs_a_reason_and_a_step_that_the_law_names_and_opens_the_sheet_again()
    {
        var now = World.On(TwoLevels);
        var state = World.At("verification", now);
        Assert.NotNull(state.Bound);
        Assert.Contains("lý do", state.Refused(new Returning("self-assessment", false), World.Verifier, now, " "));
        Assert.Contains("không trả lại", state.Refused(new Returning("registration", false), World.Verifier, now));

        Assert.NotNull(state.Do(new Returning("submission", false), World.Verifier, now).Bound);
        Assert.Null(state.Do(new Returning("self-assessment", false), World.Verifier, now).Bound);
    }

    [Fact]
    public void Values_that_changed_under_the_readers_hands_stop_the_dossier_until_someone_has_read_them()
    {
        var (now, changed) = (World.On(TwoLevels), World.On(TwoLevels, value: "no"));
        var state = World.At("vote", now).Voted(now, 9, 0, 1, close: false);

        Assert.Contains("đã đổi", state.Refused(new Closing(new Count(0, 0, 0, false), []), World.Appraiser(1), changed));
        Assert.Contains("đã đổi", state.Refused(new Voting(9, Ballot.Yes, true), World.Appraiser(1), changed));
        var back = World.At("appraisal", now).Do(new Rereading("", []), World.Appraiser(0), changed);
        Assert.Equal(changed.Digest, back.Bound!.Digest);
    }

    [Fact]
    public void Who_assessed_or_verified_neither_appraises_nor_votes_nor_decides()
    {
        var now = World.On(TwoLevels);
        var both = (string right) => new Asker("XA0", "Người tự đánh giá", [(right, World.Province)]);
        Assert.Contains("tự đánh giá", World.At("verification", now).Refused(new Pausing(), both(Rights.VerifyDossiers), now));
        Assert.Contains("tự đánh giá", World.At("appraisal", now).Refused(new Pausing(), both(Rights.AppraiseDossiers), now));
        Assert.Contains("thẩm tra", World.At("appraisal", now).Refused(new Pausing(), new Asker("ThamTra", "", [(Rights.AppraiseDossiers, World.Province)]), now));
        Assert.Contains("tự đánh giá", World.At("decision", now).Refused(new Deciding("1", now.Today, now.Today, []), both(Rights.DecideDossiers), now));

        var council = World.Council(3, now.Today);
        foreach (var partial in (string[])["xa0", "thamtra", "phu_ta"])
            Assert.Contains(partial, World.At("vote", now).Refused(council with { Members = [.. council.Members, new Member(partial, "Người thứ tư", CouncilRole.Member)] }, World.Appraiser(1), now));
    }

    [Theory]
    [InlineData(9, 1, 0, "decision")]
    [InlineData(18, 2, 0, "decision")]
    [InlineData(8, 1, 0, "verification")]
    [InlineData(17, 2, 0, "verification")]
    [InlineData(10, 0, 5, "decision")]
    [InlineData(9, 1, 5, "decision")]
    public void Ninety_percent_of_two_thirds_carry_and_less_goes_back(int yes, int no, int silent, string step)
    {
        var now = World.On(TwoLevels);
        var state = World.At("vote", now).Voted(now, yes, no, silent);

        Assert.Equal((step, step == "decision"), (state.At.Step, ((Closing)state.Last.Deed).Count.Carried));
    }

    [Theory, InlineData(9, 6), InlineData(3, 2)]
    public void One_vote_short_of_the_quorum_cannot_be_closed(int members, int quorum)
    {
        var now = World.On(TwoLevels);
        var state = World.At("vote", now).Voted(now, quorum - 1, 0, members - quorum + 1, close: false);

        Assert.Contains($"ít nhất {quorum}", state.Refused(new Closing(new Count(0, 0, 0, false), []), World.Appraiser(1), now));
    }

    [Fact]
    public void Each_member_has_one_vote_and_only_their_own()
    {
        var now = World.On(TwoLevels);
        var state = World.At("vote", now).Do(World.Council(3, now.Today), World.Appraiser(1), now);

        Assert.Contains("của mình", state.Refused(new Voting(0, Ballot.Yes, false), World.Appraiser(1), now));
        Assert.Contains("tự bỏ phiếu", state.Refused(new Voting(0, Ballot.Yes, true), World.Appraiser(1), now));
        Assert.Contains("thư ký", state.Refused(new Voting(2, Ballot.Yes, true), World.Appraiser(0), now));
        state = state.Do(new Voting(0, Ballot.Yes, false), World.Appraiser(0), now);
        Assert.Contains("đã bỏ phiếu", state.Refused(new Voting(0, Ballot.No, false), World.Appraiser(0), now));
    }

    [Fact]
    public void A_decision_is_neither_before_the_dossier_nor_before_the_vote_nor_tomorrow()
    {
        var (now, later) = (World.On(TwoLevels), World.On(TwoLevels.AddDays(9)));
        var state = World.At("vote", now).Voted(later, 9, 1);

        Assert.Contains("trước ngày lập hồ sơ 8/9/2025", state.Refused(new Deciding("1", TwoLevels.AddDays(-1), TwoLevels, []), World.Leader, later));
        Assert.Contains("trước ngày hồ sơ tới bước quyết định", state.Refused(new Deciding("1", TwoLevels.AddDays(1), TwoLevels.AddDays(1), []), World.Leader, later));
        Assert.Contains("chưa tới", state.Refused(new Deciding("1", later.Today.AddDays(1), later.Today.AddDays(1), []), World.Leader, later));
        Assert.Contains("số quyết định", state.Refused(new Deciding(" ", later.Today, later.Today, []), World.Leader, later));
        Assert.Contains("trước việc làm gần nhất", state.Refused(new Pausing(), World.Leader, later, on: TwoLevels.AddDays(2)));
    }

    [Fact]
    public void A_late_dossier_is_told_upward_once_a_step()
    {
        var state = ((DossierState?)null).Do(World.Opens(), World.Officer, World.On(ThreeLevels));
        var (due, late) = (state.At.Due!.Value, World.On(state.At.Due!.Value.AddDays(1)));
        Assert.Contains("không áp dụng", state.Refused(new Escalating(due), Asker.Rule, World.On(due)));

        state = state.Do(new Escalating(due), Asker.Rule, late);
        Assert.Contains("không áp dụng", state.Refused(new Escalating(due), Asker.Rule, late));
        Assert.Contains("quy tắc", state.Refused(new Escalating(due), World.Officer, late));
        Assert.False(state.Through(World.Officer, late).Escalated);
    }

    [Fact]
    public void A_change_after_the_decision_is_told_and_takes_nothing_away()
    {
        var now = World.On(TwoLevels);
        var state = World.At("announcement", now).Do(new Drifting("khac"), Asker.Rule, now);

        Assert.Equal(("1/QĐ-UBND", DossierStatus.Open, "announcement"), (state.Decision!.Number, state.Status, state.At.Step));
        Assert.Contains("không áp dụng", state.Refused(new Drifting("khac"), Asker.Rule, now));
        Assert.Contains("xử lý chỗ đổi", state.Refused(new DriftRead(), World.Office, now, ""));
        Assert.True(state.Do(new DriftRead(), World.Office, now).Drift!.Read);
    }

    [Fact]
    public void Where_no_loudspeaker_reports_a_paper_confirms_the_days_and_only_those_since_the_sheet_was_handed_in()
    {
        var start = new DateOnly(2025, 3, 3);
        var state = World.At("publication", World.On(start));
        var now = World.On(start.AddDays(14), broadcast: 0);
        Posting Says(int from, int to, int date = 13, string number = "15/XN", string where = "đài truyền thanh xã") => new(number, start.AddDays(date), start.AddDays(from), start.AddDays(to), where);

        Assert.Contains("trước ngày nộp", state.Refused(Says(-1, 9), World.Officer, now));
        Assert.Contains("chưa tới", state.Refused(Says(5, 15, 15), World.Officer, now));
        Assert.Contains("không xác nhận được", state.Refused(Says(1, 10, 9), World.Officer, now));
        Assert.Contains("Ghi số", state.Refused(Says(1, 10, number: " "), World.Officer, now));
        Assert.Contains("ở đâu", state.Refused(Says(1, 10, where: ""), World.Officer, now));
        Assert.Contains("từ ngày đầu", state.Refused(Says(10, 1), World.Officer, now));
        Assert.Contains("không cần công khai", World.At("opinions", World.On(start)).Refused(Says(1, 10), World.Officer, now));
        var nine = state.Do(Says(1, 9), World.Officer, now);
        Assert.Contains("9/10 ngày", nine.Refused(new Passing([], [], false), World.Officer, now));
        var ten = nine.Do(Says(9, 10), World.Officer, now).Do(new Passing([], [], false), World.Officer, now);
        Assert.Equal(10, ((Passing)ten.Last.Deed).Broadcast.Count);
        // returned and handed in anew, it is made public anew
        var later = World.On(start.AddDays(20), broadcast: 0);
        var again = ten.Do(new Returning("self-assessment", false), World.Officer, later).Do(new HandingIn("", []), World.Officer, later).Through(World.Officer, later);
        Assert.Contains("0/10 ngày", again.Refused(new Passing([], [], false), World.Officer, later));
    }

    [Fact]
    public void What_was_handed_in_keeps_the_day_that_it_is_judged_by_and_nobody_hands_in_what_they_have_not_seen()
    {
        var day = new DateOnly(2026, 3, 16);
        var now = World.On(day);
        var state = World.At("self-assessment", now);

        Assert.Contains("Xem lại", state.Refused(new HandingIn("khac", []), World.Officer, now));
        var handed = state.Do(new HandingIn(now.Digest!, []), World.Officer, now);

        Assert.Equal(new Bound(now.Digest!, day, now.Sheet!.On), handed.Bound);
        Assert.Equal(handed.Last, DossierAct.Read(handed.Id, handed.Last.Number, handed.Last.At, handed.Last.Body, handed.Last.Previous, handed.Last.Hash) with { Deed = handed.Last.Deed });
        // a record from before the day was kept reads and proves as it was written
        var old = DossierAct.Read(handed.Id, 3, day.ToDateTime(default, DateTimeKind.Utc), """{"on":"2026-03-16","by":{"user":"a","name":"A","scope":{"value":"xa0"}},"deed":{"deed":"hand-in","digest":"d","by":["a"]},"reason":"","enters":null}""", "", "");
        Assert.Null(((HandingIn)old.Deed).Day);
        Assert.DoesNotContain("day", old.Body, StringComparison.Ordinal);
    }
}
