using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;

namespace LangSo.Programmes.Tests;

public sealed class WeekTests : IAsyncLifetime
{
    private const string Daily = "FREQ=DAILY;UNTIL=20260430T160000Z";
    private static readonly DateOnly Monday = new(2026, 3, 16);
    private AirHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await AirHouse.OpenAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    private AirBoard Board => _house.Part<AirBoard>();

    [Fact]
    public async Task A_draft_is_in_the_week_of_those_who_plan_there_and_of_nobody_else()
    {
        await _house.AirAsync(AirHouse.Plan("Bản tin tỉnh", AirHouse.Province, repeat: Daily), AirHouse.ProvinceWriter, AirHouse.ProvinceApprover);
        await _house.Desk.SaveAsync(null, 0, AirHouse.Plan("Nháp của xã", start: AirHouse.At(18, 6)), handIn: false, AirHouse.Writer, AirHouse.Cancel);
        var week = await Board.WeekAsync(AirHouse.Commune, Monday, AirHouse.Writer, AirHouse.Cancel);
        Assert.Equal(6, week.Items.Count(i => i.Entry.Order.Title == "Bản tin tỉnh"));
        Assert.True(Assert.Single(week.Items, i => i.Entry.Order.Title == "Nháp của xã").Pending);
        Assert.DoesNotContain((await Board.WeekAsync(AirHouse.Commune, Monday, AirHouse.ProvinceWriter with { Writes = [], Sees = [AirHouse.Province] }, AirHouse.Cancel)).Items, i => i.Pending);
        Assert.DoesNotContain((await Board.WeekAsync(AirHouse.Other, Monday, AirHouse.Writer, AirHouse.Cancel)).Items, i => i.Pending);
    }

    [Fact]
    public async Task Weeks_beyond_what_is_signed_show_the_plan_all_the_same()
    {
        await _house.AirAsync(AirHouse.Plan(repeat: "FREQ=DAILY;UNTIL=20260930T160000Z"));
        Assert.Equal(7, (await Board.WeekAsync(AirHouse.Commune, Monday.AddDays(70), AirHouse.Writer, AirHouse.Cancel)).Items.Count);
    }

    [Fact]
    public async Task A_clash_is_said_before_it_happens_with_the_time_to_which_it_gives_way()
    {
        await _house.AirAsync(AirHouse.Plan("Tiêm phòng dại", minutes: 20, @class: BulletinClass.Priority));
        var lines = await Board.TryAsync(AirHouse.Plan("Nông nghiệp"), null, AirHouse.Writer, AirHouse.Cancel);
        var line = Assert.Single(lines);
        Assert.Equal(("Nông nghiệp", true, "Dời sang 17:20 vì chương trình ưu tiên “Tiêm phòng dại”."), (line.Title, line.Own, line.Why));
        Assert.Empty(await Board.TryAsync(AirHouse.Plan("Nông nghiệp", start: AirHouse.At(17, 18)), null, AirHouse.Writer, AirHouse.Cancel));
    }

    [Fact]
    public async Task What_a_draft_would_push_aside_is_said_too()
    {
        await _house.AirAsync(AirHouse.Plan("Nông nghiệp", repeat: Daily));
        var line = Assert.Single(await Board.TryAsync(AirHouse.Plan("Họp dân", minutes: 10, @class: BulletinClass.Priority), null, AirHouse.Writer, AirHouse.Cancel));
        Assert.Equal(("Nông nghiệp", false, "Dời sang 17:10 vì chương trình ưu tiên “Họp dân”."), (line.Title, line.Own, line.Why));
    }

    [Fact]
    public async Task Silence_of_one_hamlet_is_said_for_that_hamlet_and_refused_as_a_hamlets_own_time()
    {
        await _house.Part<HourDesk>().SetAsync(
            new HoursDraft(AirHouse.Hamlet, AirHoursKind.Quiet, new(11, 30), new(13, 30), [], null, new DateOnly(2026, 3, 1), 30, 12, "04/BB"), AirHouse.Writer, AirHouse.Cancel);
        var line = Assert.Single(await Board.TryAsync(AirHouse.Plan("Ca nhạc trưa", start: AirHouse.At(17, 12)), null, AirHouse.Writer, AirHouse.Cancel));
        Assert.Equal("xóm Lâm Phú, xã Giao Ninh", line.Place);
        Assert.Contains("giờ yên tĩnh 11:30–13:30", line.Why, StringComparison.Ordinal);
        var own = await _house.Desk.SaveAsync(null, 0, AirHouse.Plan(area: AirHouse.Hamlet, start: AirHouse.At(17, 12)), handIn: true, AirHouse.Writer, AirHouse.Cancel);
        Assert.Equal(("when", "Đang là giờ yên tĩnh 11:30–13:30 do xóm biểu quyết. Chỉ tin khẩn cấp được phát. Chọn giờ khác."), (Assert.Single(own.Problems).Field, own.Problems[0].ToString()));
        Assert.Equal(2, (await Board.WeekAsync(AirHouse.Hamlet, Monday, AirHouse.Writer, AirHouse.Cancel)).Quiet.Count(q => VnTime.DayOf(q.Start) is { Day: 16 or 17 }));
        Assert.Empty((await Board.WeekAsync(AirHouse.Hamlet5, Monday, AirHouse.Writer, AirHouse.Cancel)).Quiet);
    }

    [Fact]
    public async Task Silence_needs_a_recorded_vote_that_was_won_and_reaches_the_devices_settings()
    {
        var desk = _house.Part<HourDesk>();
        var draft = new HoursDraft(AirHouse.Hamlet, AirHoursKind.Quiet, new(21, 0), new(5, 0), [], null, new DateOnly(2026, 3, 1), 30, 12, "04/BB");
        Assert.Equal("voted", await FieldAsync(draft with { VotedOn = null }));
        Assert.Equal("voted", await FieldAsync(draft with { VotedOn = new DateOnly(2026, 3, 17) }));
        Assert.Equal("votes", await FieldAsync(draft with { VotesFor = 12 }));
        Assert.Equal("minutes", await FieldAsync(draft with { Minutes = " " }));
        Assert.Equal("unit", await FieldAsync(draft with { Unit = AirHouse.Commune }));
        Assert.Equal("unit", await FieldAsync(draft with { Unit = AirHouse.Other }));
        Assert.Equal("hours", await FieldAsync(draft with { To = new(21, 0) }));
        var row = (await desk.SetAsync(draft, AirHouse.Writer, AirHouse.Cancel)).Value;
        await desk.SetAsync(new HoursDraft(AirHouse.Commune, AirHoursKind.Volume, new(4, 0), new(6, 0), [], 40, null, null, null, null), AirHouse.Writer, AirHouse.Cancel);
        var rules = _house.Part<IDeviceRules>();
        var settings = rules.Over([AirHouse.Hamlet, AirHouse.Commune, AirHouse.Province], new DeviceSettings(80));
        Assert.Equal(new QuietHours(new(21, 0), new(5, 0), []).Text(), Assert.Single(settings.Quiet!).Text());
        Assert.Equal((40, 80), (settings.VolumeAt(AirHouse.At(17, 5), BulletinClass.Normal), settings.VolumeAt(AirHouse.At(17, 5), BulletinClass.Emergency)));
        Assert.Null(rules.Over([AirHouse.Hamlet5, AirHouse.Commune], new DeviceSettings(80)).Quiet);
        Assert.True((await desk.EndAsync(row.Id, AirHouse.Writer, AirHouse.Cancel)).Ok);
        Assert.Null(rules.Over([AirHouse.Hamlet, AirHouse.Commune], new DeviceSettings(80)).Quiet);
        Assert.False((await desk.EndAsync(row.Id, AirHouse.Writer, AirHouse.Cancel)).Ok);
        Assert.Equal(["air-hours-set", "air-hours-set", "air-hours-ended"], await _house.ActsAsync());

        async Task<string> FieldAsync(HoursDraft wrong) => Assert.Single((await desk.SetAsync(wrong, AirHouse.Writer, AirHouse.Cancel)).Problems).Field;
    }

    [Fact]
    public async Task Between_its_own_priority_item_and_the_provinces_the_commune_chooses_and_devices_obey()
    {
        var province = await _house.AirAsync(AirHouse.Plan("Chữ ký số", AirHouse.Province, @class: BulletinClass.Priority, repeat: Daily), AirHouse.ProvinceWriter, AirHouse.ProvinceApprover);
        var own = await _house.AirAsync(AirHouse.Plan("Họp dân xóm 7", @class: BulletinClass.Priority));
        var clashes = _house.Part<ClashDesk>();
        var clash = Assert.Single(await clashes.OfAsync(AirHouse.Commune, 14, AirHouse.Cancel));
        Assert.Equal((own.Id.ToString(), province.Id.ToString(), false), (clash.OwnName, clash.OtherName, clash.Chosen));
        Assert.Equal(AirHouse.At(17, 17, 15), clash.Own.Entry.Start);
        Assert.False((await clashes.PreferAsync(AirHouse.Commune, clash.OwnName, clash.OtherName, AirHouse.Writer, AirHouse.Cancel)).Ok);
        Assert.Equal(1, (await clashes.PreferAsync(AirHouse.Commune, clash.OwnName, clash.OtherName, AirHouse.Approver, AirHouse.Cancel)).Value);

        var after = Assert.Single(await clashes.OfAsync(AirHouse.Commune, 14, AirHouse.Cancel));
        Assert.True(after.Chosen);
        Assert.Equal((AirHouse.At(17, 17), AirHouse.At(17, 17, 15)), (after.Own.Entry.Start, after.Other.Entry.Start));
        // A device of the commune takes the signed choice and comes to the same.
        var chain = new[] { AirHouse.Hamlet, AirHouse.Commune, AirHouse.Province };
        var verifier = new OrderVerifier(_house.Part<KeyRing>().Root, chain);
        var taken = _house.Link.Published.Select(p => verifier.Verify(p.Envelope, _house.Clock.GetUtcNow().UtcDateTime, _ => null)).ToList();
        Assert.All(taken, v => Assert.Null(v.Refusal));
        var heard = Timeline.Build(taken.Select(v => v.Order!), chain, AirHouse.At(17, 16), AirHouse.At(17, 18)).Where(e => e.Start is not null).Select(e => (e.Order.Title, e.Start!.Value));
        Assert.Equal([("Họp dân xóm 7", AirHouse.At(17, 17)), ("Chữ ký số", AirHouse.At(17, 17, 15))], heard);
    }

    [Fact]
    public async Task A_week_is_copied_once_and_a_template_fills_another()
    {
        await _house.AirAsync(AirHouse.Plan("Một lần", start: AirHouse.At(18, 6)));
        await _house.AirAsync(AirHouse.Plan("Hằng ngày", repeat: Daily));
        var copier = _house.Part<WeekCopier>();
        Assert.Equal(1, (await copier.CopyAsync(AirHouse.Commune, Monday, Monday.AddDays(7), AirHouse.Writer, AirHouse.Cancel)).Copied);
        Assert.Equal(0, (await copier.CopyAsync(AirHouse.Commune, Monday, Monday.AddDays(7), AirHouse.Writer, AirHouse.Cancel)).Copied);
        var week = await Board.WeekAsync(AirHouse.Commune, Monday.AddDays(7), AirHouse.Writer, AirHouse.Cancel);
        Assert.Equal(AirHouse.At(25, 6), Assert.Single(week.Items, i => i.Entry.Order.Title == "Một lần").From);
        Assert.Equal(7, (await copier.KeepAsync(AirHouse.Commune, Monday, "Mùa gặt", AirHouse.Writer, AirHouse.Cancel)).Value);
        var template = Assert.Single(await copier.TemplatesAsync(AirHouse.Commune, AirHouse.Cancel));
        Assert.Equal(7, (await copier.ApplyAsync(template.Id, new DateOnly(2026, 5, 4), AirHouse.Writer, AirHouse.Cancel)).Copied);
        Assert.False((await copier.KeepAsync(AirHouse.Commune, Monday, "Lạ", AirHouse.ProvinceWriter with { Writes = [AirHouse.Other] }, AirHouse.Cancel)).Ok);
    }

    [Fact]
    public async Task Stopping_all_takes_off_bulletins_and_this_occurrence_and_leaves_what_the_province_sends()
    {
        await _house.AirAsync(AirHouse.Plan("Của xã", start: AirHouse.At(16, 8, 45), minutes: 60, repeat: Daily));
        await _house.AirAsync(AirHouse.Plan("Của tỉnh", AirHouse.Province, AirHouse.At(16, 8, 45), 15, Daily), AirHouse.ProvinceWriter, AirHouse.ProvinceApprover);
        var newsroom = _house.Part<Newsroom>();
        var alarm = (await newsroom.SubmitAsync(new BulletinDraft("Nước lên", "Nước sông lên nhanh, bà con lên đê.", AirHouse.Hamlet5, BulletinClass.Emergency, null), AirHouse.Writer, AirHouse.Cancel)).Value;
        _house.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True((await newsroom.ApproveAsync(alarm.Id, alarm.Version, AirHouse.Approver, AirHouse.Cancel)).Ok);
        var stops = _house.Part<StopDesk>();
        Assert.Equal("reason", Assert.Single((await stops.StopAsync(AirHouse.Commune, " ", AirHouse.Approver, AirHouse.Cancel)).Problems).Field);
        Assert.Equal("area", Assert.Single((await stops.StopAsync(AirHouse.Commune, "Nhầm", AirHouse.Writer, AirHouse.Cancel)).Problems).Field);
        var stopped = (await stops.StopAsync(AirHouse.Commune, "Phát nhầm", AirHouse.Approver, AirHouse.Cancel)).Value;
        Assert.Equal(["Nước lên"], stopped.Stopping);
        Assert.Equal(["Của tỉnh"], stopped.Left);
        Assert.Contains("stop-all", await _house.ActsAsync());
        Assert.Equal(BulletinState.Withdrawn, (await _house.Part<BulletinBook>().FindAsync(alarm.Id, AirHouse.Cancel))!.State);
    }

    [Fact]
    public async Task A_calendar_that_was_written_moves_its_programmes_when_it_is_taken_in_again_and_names_what_it_cannot_take()
    {
        var programme = await _house.AirAsync(AirHouse.Plan("Nông nghiệp", repeat: Daily));
        var calendar = _house.Part<CalendarDesk>();
        var text = await calendar.WriteAsync(AirHouse.Commune, AirHouse.Cancel);
        Assert.Contains("SUMMARY:Nông nghiệp", text, StringComparison.Ordinal);
        var moved = text.Replace("20260317T170000", "20260317T183000", StringComparison.Ordinal)
            .Replace("END:VCALENDAR", "BEGIN:VEVENT\r\nUID:x@google\r\nDTSTART:20260318T100000Z\r\nDURATION:PT5M\r\nSUMMARY:Lạ\r\nRRULE:FREQ=HOURLY\r\nEND:VEVENT\r\nEND:VCALENDAR", StringComparison.Ordinal);
        var (items, faults) = await calendar.ReadAsync(AirHouse.Commune, moved, null, AirHouse.Writer, AirHouse.Cancel);
        Assert.Equal((programme.Id, AirHouse.At(17, 18, 30)), (Assert.Single(items).Known!.Id, items[0].Plan!.Start));
        Assert.True(Assert.Single(faults).Line > 10);
        Assert.Equal(1, (await calendar.KeepAsync(AirHouse.Commune, moved, null, AirHouse.Writer, AirHouse.Cancel)).Kept);
        var stored = (await _house.Part<ProgrammeBook>().FindAsync(programme.Id, AirHouse.Cancel))!;
        Assert.Equal((ProgrammeState.Draft, AirHouse.At(17, 18, 30), AirHouse.At(17, 17)), (stored.State, stored.Plan.Start, stored.OnAir!.Start));
    }
}
