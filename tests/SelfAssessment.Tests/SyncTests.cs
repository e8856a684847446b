using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.SelfAssessment.Tests;

/// <summary>What phones do to a server: repeat, reorder, come late, with wrong clocks.</summary>
public sealed class SyncTests
{
    private static CancellationToken Cancel => DeskHouse.Cancel;

    [Fact]
    public async Task What_is_told_twice_is_done_once_also_within_one_request()
    {
        await using var house = await DeskHouse.OpenAsync();
        var op = house.Op("create", DeskHouse.Percent, "85.5");
        Assert.Equal([SyncOutcome.Applied, SyncOutcome.Duplicate], (await house.Get<SyncDesk>().ApplyAsync(house.Lan, DeskHouse.Device("a"), [op, op], Cancel)).Select(r => r.Outcome));
        Assert.Equal(SyncOutcome.Duplicate, (await house.DoAsync("a", op)).Outcome);
        Assert.Single(house.Get<FactBooks>().Current.History(DeskHouse.Percent, house.Unit), f => f.Source == SheetForm.SourceOf(2026));
        Assert.Single((await house.Get<Ledger>().PageAsync(1, 50, null, Cancel)).Rows, r => r.Act == SheetAct.Name);
    }

    [Fact]
    public async Task Two_people_may_have_the_same_operation_id_and_each_is_done()
    {
        await using var house = await DeskHouse.OpenAsync();
        var op = house.Op("create", value: "yes");
        await house.DoAsync("a", op);
        var theirs = await house.DoAsync("b", op with { Indicator = DeskHouse.Other }, new SyncCaller("minh", [house.Unit]));
        Assert.Equal(SyncOutcome.Soft, theirs.Outcome);
        Assert.Equal("yes", house.Value(DeskHouse.Other));
    }

    [Fact]
    public async Task Changes_of_one_device_that_arrive_in_the_wrong_order_end_in_what_was_done_last()
    {
        await using var house = await DeskHouse.OpenAsync();
        var (first, second) = (house.Op("create", DeskHouse.Percent, "70"), house.Op("edit", DeskHouse.Percent, "71"));
        Assert.Equal(SyncOutcome.Applied, (await house.DoAsync("a", second)).Outcome);
        Assert.Equal(SyncOutcome.Duplicate, (await house.DoAsync("a", first)).Outcome);
        Assert.Equal("71", house.Value(DeskHouse.Percent));
    }

    [Fact]
    public async Task A_queue_of_ninety_days_is_taken_where_nobody_changed_the_same_and_asked_about_where_somebody_did()
    {
        await using var house = await DeskHouse.OpenAsync();
        SyncOp[] queue = [house.Op("create", DeskHouse.Percent, "70"), house.Op("create", value: "yes")];
        house.Clock.Advance(TimeSpan.FromDays(90));
        await house.DoAsync("b", house.Op("create", value: "no"));
        var results = await house.Get<SyncDesk>().ApplyAsync(house.Lan, DeskHouse.Device("a"), queue, Cancel);
        Assert.Equal([SyncOutcome.Soft, SyncOutcome.Hard], results.Select(r => r.Outcome));
        Assert.Equal(("70", "no"), (house.Value(DeskHouse.Percent), house.Value(DeskHouse.YesNo)));
    }

    [Theory, InlineData(-2), InlineData(2), InlineData(-4000), InlineData(100_000)]
    public async Task A_clock_that_is_off_orders_nothing_and_is_kept_for_the_record(int days)
    {
        await using var house = await DeskHouse.OpenAsync();
        var at = house.Clock.GetUtcNow().AddDays(days);
        await house.DoAsync("a", house.Op("create", DeskHouse.Percent, "70") with { At = at });
        Assert.Equal(SyncOutcome.Applied, (await house.DoAsync("b", house.Op("edit", DeskHouse.Percent, "71", @base: 1, seen: long.MaxValue - 1))).Outcome);
        Assert.Equal("71", house.Value(DeskHouse.Percent));
        await using var db = house.Get<StoreFactory>().Open();
        var row = await db.Set<LangSo.SelfAssessment.Store.SheetOp>().FirstAsync(o => o.Version == 1, Cancel);
        Assert.Equal(days == 100_000 ? null : at.UtcDateTime, row.ClientAt);
        Assert.Equal(house.Clock.GetUtcNow().UtcDateTime, row.At);
    }

    [Fact]
    public async Task A_form_of_an_older_version_is_taken_and_the_person_is_told()
    {
        await using var house = await DeskHouse.OpenAsync();
        var result = await house.DoAsync("a", house.Op("create", value: "yes") with { Form = "318" });
        Assert.Equal((SyncOutcome.Soft, "form", "yes"), (result.Outcome, result.Reason!.Field, house.Value(DeskHouse.YesNo)));
        Assert.Equal(SyncOutcome.Rejected, (await house.DoAsync("a", house.Op("submit", seen: 1_000) with { Form = "318" })).Outcome);
    }

    [Theory]
    [InlineData("create", "plan-general", "maybe", "value")]
    [InlineData("create", "road-commune", "101", "value")]
    [InlineData("create", "road-commune", "exempt", "value")]
    [InlineData("create", "no-such-thing", "1", "indicator")]
    [InlineData("steal", "plan-general", "yes", "kind")]
    public async Task A_value_that_is_none_is_refused_by_name(string kind, string indicator, string value, string field)
    {
        await using var house = await DeskHouse.OpenAsync();
        var result = await house.DoAsync("a", house.Op(kind, indicator, value));
        Assert.Equal((SyncOutcome.Rejected, field), (result.Outcome, result.Reason!.Field));
    }

    [Fact]
    public async Task Who_has_no_right_there_is_refused_and_the_same_change_is_taken_once_the_right_is_given()
    {
        await using var house = await DeskHouse.OpenAsync();
        var op = house.Op("create", value: "yes");
        Assert.Equal("right", (await house.DoAsync("a", op, new SyncCaller("la", [new UnitId("khac")]))).Reason!.Field);
        Assert.Equal(SyncOutcome.Applied, (await house.DoAsync("a", op, new SyncCaller("la", [house.Unit]))).Outcome);
    }

    [Fact]
    public async Task A_value_taken_back_leaves_what_held_before_and_every_earlier_word_in_the_store()
    {
        await using var house = await DeskHouse.OpenAsync();
        var desk = house.Get<FactDesk>();
        await desk.SaveAsync([new NewFact(DeskHouse.Percent, house.Unit, "60", new(2026, 2, 1), null, "import", "Bảng của Sở")], "so", Cancel);
        await house.DoAsync("a", house.Op("create", DeskHouse.Percent, "70"));
        Assert.Equal("70", house.Value(DeskHouse.Percent));
        await house.DoAsync("a", house.Op("edit", DeskHouse.Percent, "71"));
        await house.DoAsync("a", house.Op("delete", DeskHouse.Percent));
        Assert.Equal("60", house.Value(DeskHouse.Percent));
        await house.Get<FactBooks>().LoadAsync(house.Get<StoreFactory>(), Cancel);
        Assert.Equal("60", house.Value(DeskHouse.Percent));
        Assert.Equal(["70", "71", "71"], house.Get<FactBooks>().Current.History(DeskHouse.Percent, house.Unit).Where(f => f.Source == SheetForm.SourceOf(2026)).Select(f => f.Value));
        await house.DoAsync("a", house.Op("create", DeskHouse.Percent, "72"));
        Assert.Equal("72", house.Value(DeskHouse.Percent));
    }

    [Fact]
    public async Task A_sheet_shows_what_is_typed_what_was_last_year_and_what_is_missing()
    {
        await using var house = await DeskHouse.OpenAsync();
        await house.Get<FactDesk>().SaveAsync([new NewFact(DeskHouse.Percent, house.Unit, "60", new(2025, 12, 31), null, "import", "Bảng của Sở")], "so", Cancel);
        var before = await house.SheetAsync();
        await house.DoAsync("a", house.Op("create", DeskHouse.Percent, "100"));
        var sheet = await house.SheetAsync();
        var field = sheet.Rows.SelectMany(r => r.Fields).Single(f => f.Indicator == DeskHouse.Percent);
        Assert.Equal(("100", "60", 1L, true), (field.Now!.Value, field.Before!.Value, field.Version, field.Typed));
        Assert.True(sheet.Seen > before.Seen);
        Assert.Equal(before.Filled, sheet.Filled);
        Assert.Contains(sheet.Rows, r => r.Missing);
    }

    [Fact]
    public async Task Handing_in_binds_the_sheet_to_a_digest_that_any_change_changes()
    {
        await using var house = await DeskHouse.OpenAsync();
        await house.DoAsync("a", house.Op("create", value: "yes"));
        var first = await house.DoAsync("a", house.Op("submit"));
        await house.DoAsync("a", house.Op("edit", value: "no"));
        Assert.True((await house.SheetAsync()).ChangedSince);
        await house.DoAsync("a", house.Op("submit"));
        await house.DoAsync("a", house.Op("edit", value: "yes"));
        await house.DoAsync("a", house.Op("submit"));
        Assert.Equal(SyncOutcome.Applied, first.Outcome);
        var digests = house.Dossier.Taken.Select(t => t.Digest).ToList();
        Assert.Equal(3, digests.Count);
        Assert.Equal(digests[0], digests[2]);
        Assert.NotEqual(digests[0], digests[1]);
        Assert.False((await house.SheetAsync()).ChangedSince);
    }

    [Fact]
    public async Task A_dossier_that_refuses_leaves_nothing_half_done()
    {
        await using var house = await DeskHouse.OpenAsync();
        await house.DoAsync("a", house.Op("create", value: "yes"));
        house.Dossier.Refuses = new Problem("dossier", "Kỳ này đã hết hạn nộp.");
        var head = await house.Get<Ledger>().HeadAsync(Cancel);
        var refused = await house.DoAsync("a", house.Op("submit"));
        Assert.Equal((SyncOutcome.Rejected, "Kỳ này đã hết hạn nộp."), (refused.Outcome, refused.Reason!.ToString()));
        Assert.Equal(head!.Number, (await house.Get<Ledger>().HeadAsync(Cancel))!.Number);
        Assert.Null((await house.SheetAsync()).HandedIn);
    }

    [Fact]
    public async Task Nothing_is_handed_in_while_a_picture_is_on_its_way()
    {
        await using var house = await DeskHouse.OpenAsync();
        await house.DoAsync("a", house.Op("evidence-add", file: "anh"));
        Assert.Equal("file", (await house.DoAsync("a", house.Op("submit"))).Reason!.Field);
        await house.DoAsync("a", house.Op("evidence-remove", file: "anh"));
        Assert.Equal(SyncOutcome.Applied, (await house.DoAsync("a", house.Op("submit"))).Outcome);
    }

    [Theory]
    [InlineData("update facts set value = 'no' where source like 'Tự đánh giá%'", "plan-general")]
    [InlineData("delete from facts where source like 'Tự đánh giá%'", "plan-general")]
    [InlineData("update evidence set name = 'khac.jpg'", "khac.jpg")]
    [InlineData("delete from evidence", "anh.jpg")]
    public async Task A_row_changed_behind_the_programs_back_is_named(string sql, string named)
    {
        await using var house = await DeskHouse.OpenAsync();
        await house.DoAsync("a", house.Op("create", value: "yes"));
        await house.DoAsync("a", house.Op("evidence-add", file: "anh"));
        await house.DoAsync("a", house.Op("create", DeskHouse.Percent, "70"));
        await house.DoAsync("a", house.Op("delete", DeskHouse.Percent));
        Assert.Equal((3, 1), (await house.Get<SheetProof>().VerifyAsync(Cancel)).Value);
        await using (var db = house.Get<StoreFactory>().Open()) await db.Database.ExecuteSqlRawAsync(sql, Cancel);
        Assert.Contains(named, (await house.Get<SheetProof>().VerifyAsync(Cancel)).Problems[0].ToString());
    }
}
