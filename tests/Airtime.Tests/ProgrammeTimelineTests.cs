using LangSo.Foundation;
using static LangSo.Airtime.Tests.Samples;

namespace LangSo.Airtime.Tests;

/// <summary>Programmes in the timeline. <see cref="Now"/> is 8:42 on Monday, 16 March 2026 in Viet Nam.</summary>
public sealed class ProgrammeTimelineTests
{
    private static readonly DateTime Until = Now.AddDays(7);

    private static DeviceSettings Settings(params QuietHours[] quiet) => new(70) { Quiet = quiet };

    private static QuietHours Quiet(string from, string to, params DayOfWeek[] days) => new(Time(from), Time(to), days);

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "H:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static IReadOnlyList<TimelineEntry> Build(params Order[] orders) => Timeline.Build(orders, Chain, Now, Until);

    private static TimelineEntry Of(IEnumerable<TimelineEntry> entries, string id) => entries.Single(e => e.Order.Id == id);

    /// <summary>The pieces as minutes after now and minutes into the sound: "10-20@0, 25-45@10".</summary>
    private static string Pieces(TimelineEntry entry) => string.Join(
        ", ", entry.Pieces.Select(p => FormattableString.Invariant($"{(p.Start - Now).TotalMinutes:0.##}-{(p.End - Now).TotalMinutes:0.##}@{p.Offset.TotalMinutes:0.##}")));

    [Fact]
    public void A_programme_has_an_entry_for_each_repetition_in_the_window()
    {
        var entries = Build(Programme("a", repeat: "FREQ=DAILY;COUNT=30", except: [new DateOnly(2026, 3, 18)]));
        Assert.Equal(["10", "1450", "4330", "5770", "7210", "8650"], entries.Select(e => $"{(e.Planned - Now).TotalMinutes:0}"));
        Assert.Equal(6, entries.Select(e => e.Occurrence).Distinct().Count());
        Assert.All(entries, e => Assert.Equal((TimelineOutcome.AsPlanned, "planned"), (e.Outcome, e.Code)));
    }

    [Fact]
    public void The_window_does_not_change_what_is_in_it()
    {
        Order[] orders = [Programme("a", repeat: "FREQ=DAILY"), Programme("b", 25, repeat: "FREQ=DAILY", @class: BulletinClass.Priority), Programme("f", -600, 1200, repeat: "FREQ=DAILY", source: ProgrammeSource.Fill)];
        var whole = Timeline.Build(orders, Chain, Now.AddDays(-3), Until.AddDays(9)).Where(e => e.Start < Now.AddDays(2) && e.End > Now.AddDays(1));
        Assert.Equal(whole, Timeline.Build(orders, Chain, Now.AddDays(1), Now.AddDays(2)));
    }

    [Fact]
    public void A_repetition_ends_with_the_order_that_carries_it() =>
        Assert.Equal(2, Build(Programme("a", repeat: "FREQ=DAILY", expiresDays: 1.5)).Count);

    [Fact]
    public void A_playlist_is_heard_sound_after_sound()
    {
        OrderMedia[] sounds = [Sound('1', 2), Sound('2', 3), Sound('3', 5)];
        var entry = Assert.Single(Build(Programme("a", items: sounds, minutes: 9)));
        Assert.Equal(
            [("1", 10, 12, 0), ("2", 12, 15, 0), ("3", 15, 19, 0)],
            entry.Segments().Select(s => (s.Sound!.Sha256[..1], (int)(s.Start - Now).TotalMinutes, (int)(s.End - Now).TotalMinutes, (int)s.Offset.TotalMinutes)));
    }

    [Fact]
    public void An_emergency_breaks_a_programme_off_and_it_goes_on_where_it_was()
    {
        var entry = Of(Build(Programme("a"), Order("e", BulletinClass.Emergency, atMinutes: 20, minutes: 5)), "a");
        Assert.Equal((TimelineOutcome.Interrupted, "10-20@0, 25-45@10", "e"), (entry.Outcome, Pieces(entry), entry.By));
        Assert.Equal("resumed: Bị ngắt 09:02:00–09:07:00 vì bản tin khẩn cấp “Tiêm phòng dại e”, sau đó phát tiếp.", entry.Reason);
    }

    [Fact]
    public void A_programme_that_restarts_plays_whole_again_and_one_that_is_dropped_does_not()
    {
        var storm = Order("e", BulletinClass.Emergency, atMinutes: 20, minutes: 5);
        var entry = Of(Build(Programme("a", resume: ResumePolicy.Restart), storm), "a");
        Assert.Equal((TimelineOutcome.Interrupted, "10-20@0, 25-55@0", "restarted"), (entry.Outcome, Pieces(entry), entry.Code));
        entry = Of(Build(Programme("a", resume: ResumePolicy.Drop), storm), "a");
        Assert.Equal((TimelineOutcome.Cut, "10-20@0", "emergency"), (entry.Outcome, Pieces(entry), entry.Code));
    }

    [Fact]
    public void A_break_of_more_than_an_hour_is_not_resumed()
    {
        var entry = Of(Build(Programme("a"), Order("e", BulletinClass.Emergency, atMinutes: 20, minutes: 61)), "a");
        Assert.Equal((TimelineOutcome.Cut, "10-20@0"), (entry.Outcome, Pieces(entry)));
    }

    [Fact]
    public void A_priority_item_breaks_an_ordinary_programme_off_too()
    {
        var entry = Of(Build(Programme("a"), Order("b", BulletinClass.Priority, atMinutes: 15)), "a");
        Assert.Equal(("10-15@0, 20-45@5", "b"), (Pieces(entry), entry.By));
    }

    [Theory]
    [InlineData(LatenessPolicy.StartLate, 60, TimelineOutcome.Shifted, "25-55@0", "shifted")]
    [InlineData(LatenessPolicy.StartLate, 10, TimelineOutcome.Skipped, "", "late")]
    [InlineData(LatenessPolicy.Skip, 60, TimelineOutcome.Skipped, "", "late")]
    [InlineData(LatenessPolicy.Cut, 0, TimelineOutcome.Joined, "25-40@15", "joined")]
    public void What_cannot_start_in_time_does_what_its_lateness_policy_says(LatenessPolicy late, double lateMinutes, TimelineOutcome outcome, string pieces, string code)
    {
        var entry = Of(Build(Programme("a", late: late, lateMinutes: lateMinutes), Order("b", BulletinClass.Priority, atMinutes: 5, minutes: 20)), "a");
        Assert.Equal((outcome, pieces, code, "b"), (entry.Outcome, Pieces(entry), entry.Code, entry.By));
    }

    [Fact]
    public void Less_than_a_second_late_is_on_time()
    {
        var entry = Of(Build(Programme("a", late: LatenessPolicy.Skip), Order("b", BulletinClass.Priority, atMinutes: 5, minutes: 5 + 0.9 / 60)), "a");
        Assert.Equal((TimelineOutcome.AsPlanned, Now.AddMinutes(10).AddSeconds(0.9)), (entry.Outcome, entry.Start));
    }

    [Fact]
    public void The_provinces_relay_goes_before_a_communes_programme_of_its_class_and_joins_nothing_twice()
    {
        var entries = Build(Programme("xa"), Programme("tinh", 25, 30, area: Province, source: ProgrammeSource.Relay));
        Assert.Equal(("10-25@0, 55-70@15", "25-55@0"), (Pieces(Of(entries, "xa")), Pieces(Of(entries, "tinh"))));
        var segment = Assert.Single(Of(entries, "tinh").Segments());
        Assert.Null(segment.Sound);
    }

    [Fact]
    public void A_live_slot_joins_late_and_ends_on_time()
    {
        var entries = Build(Programme("live", 10, 30, source: ProgrammeSource.Live), Order("e", BulletinClass.Emergency, atMinutes: 8, minutes: 5), Order("e2", BulletinClass.Emergency, atMinutes: 30, minutes: 2));
        Assert.Equal(("13-30@3, 32-40@22", TimelineOutcome.Interrupted), (Pieces(Of(entries, "live")), Of(entries, "live").Outcome));
    }

    [Fact]
    public void What_fills_takes_what_nothing_else_uses_goes_round_and_keeps_its_place_by_the_clock()
    {
        var entries = Build(
            Programme("fill", 0, 60, source: ProgrammeSource.Fill, area: Province, items: [Sound('1', 4), Sound('2', 3)]), Programme("h", 10, 10, area: Hamlet), Order("b", atMinutes: 30, minutes: 5, area: Hamlet));
        var fill = Of(entries, "fill");
        Assert.Equal("0-10@0, 20-30@20, 35-60@35", Pieces(fill));
        Assert.StartsWith("fill: ", fill.Reason, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "1", "2", "1", "2"], fill.Segments().Take(6).Select(s => s.Sound!.Sha256[..1]));
        // 20 minutes into a loop of 7: 6 into it, 2 into the second sound.
        Assert.Equal(("2", 2.0), fill.Segments().Where(s => s.Start == Now.AddMinutes(20)).Select(s => (s.Sound!.Sha256[..1], s.Offset.TotalMinutes)).Single());
    }

    [Fact]
    public void In_quiet_hours_only_an_emergency_plays_and_the_hours_are_named()
    {
        // 8:50 to 9:30 is 8 to 48 minutes after now.
        var settings = Settings(Quiet("8:50", "9:30"));
        var entries = Timeline.Build([Programme("a"), Order("b", atMinutes: 7), Order("e", BulletinClass.Emergency, atMinutes: 20)], Chain, Now, Until, settings: settings);
        Assert.Equal("quiet: Không phát vì giờ yên tĩnh 8:50–9:30 do thôn, xóm biểu quyết, chỉ tin khẩn cấp được phát.", Of(entries, "a").Reason);
        Assert.Equal("quiet", Of(entries, "b").Code);
        Assert.Equal(TimelineOutcome.AsPlanned, Of(entries, "e").Outcome);
    }

    [Fact]
    public void Silence_shortens_a_programme_and_a_relay_joins_when_it_is_over()
    {
        var settings = Settings(Quiet("9:00", "9:10"));
        var entries = Timeline.Build([Programme("a", 10, 30), Programme("r", 15, 30, source: ProgrammeSource.Relay, area: Province)], [Commune, Province], Now, Until, settings: settings);
        Assert.Equal(("15-18@0, 28-45@13", TimelineOutcome.Interrupted), (Pieces(Of(entries, "r")), Of(entries, "r").Outcome));
        entries = Timeline.Build([Programme("a", 10, 30)], Chain, Now, Until, settings: settings);
        Assert.Equal((TimelineOutcome.Cut, "10-18@0", "quiet: Dừng lúc 09:00:00 vì giờ yên tĩnh 9:00–9:10 do thôn, xóm biểu quyết."), (Of(entries, "a").Outcome, Pieces(Of(entries, "a")), Of(entries, "a").Reason));
    }

    [Fact]
    public void Silence_over_midnight_begins_on_the_days_of_the_vote()
    {
        var settings = Settings(Quiet("22:00", "5:00", DayOfWeek.Monday));
        // Monday 8:42 + 14 h = 22:42; + 38 h = Tuesday 22:42; + 18 h = Tuesday 2:42.
        var entries = Timeline.Build([Order("mon", atMinutes: 14 * 60, expiresMinutes: 6000), Order("tue", atMinutes: 38 * 60, expiresMinutes: 6000), Order("night", atMinutes: 18 * 60, expiresMinutes: 6000)], Chain, Now, Until, settings: settings);
        Assert.Equal(["quiet", "quiet", "planned"], new[] { "mon", "night", "tue" }.Select(id => Of(entries, id).Code));
    }

    [Fact]
    public void The_volume_is_the_hours_and_an_emergency_takes_the_louder()
    {
        var settings = new DeviceSettings(70) { Volumes = [new VolumeHours(Time("8:00"), Time("9:00"), 30), new VolumeHours(Time("22:00"), Time("5:00"), 90)] };
        var entries = Timeline.Build(
            [Order("a"), Order("b", atMinutes: 30), Order("e", BulletinClass.Emergency, atMinutes: 16), Order("n", atMinutes: 15 * 60, expiresMinutes: 2000)], Chain, Now, Until, settings: settings);
        Assert.Equal([30, 70, 70, 90], new[] { "a", "b", "e", "n" }.Select(id => Of(entries, id).Volume));
    }

    [Fact]
    public void A_device_that_is_put_out_of_use_plays_nothing_at_all()
    {
        var entries = Timeline.Build([Programme("a"), Order("e", BulletinClass.Emergency, atMinutes: 20)], Chain, Now, Until, settings: new DeviceSettings(70) { Off = true });
        Assert.All(entries, e => Assert.Equal(("off", null), (e.Code, e.Start)));
    }

    [Fact]
    public void Of_two_priority_items_the_sources_goes_first_until_the_commune_chooses()
    {
        var (own, source) = (Order("xa", BulletinClass.Priority), Order("tinh", BulletinClass.Priority, atMinutes: 12, area: Province));
        var entry = Of(Build(own, source), "xa");
        Assert.Equal((TimelineOutcome.Shifted, true), (entry.Outcome, entry.Clash));
        var entries = Build(own, source, Preference(own, source));
        Assert.Equal((TimelineOutcome.AsPlanned, TimelineOutcome.Shifted), (Of(entries, "xa").Outcome, Of(entries, "tinh").Outcome));
        Assert.EndsWith("vì bản tin ưu tiên “Tiêm phòng dại xa” được xã chọn phát trước.", Of(entries, "tinh").Reason, StringComparison.Ordinal);
        Assert.False(Of(entries, "tinh").Clash);
    }

    [Fact]
    public void A_choice_reaches_only_the_repetition_that_clashes_and_never_an_emergency()
    {
        var own = Order("xa", BulletinClass.Priority, atMinutes: 1450 + 5, expiresMinutes: 4000);
        var source = Programme("tinh", 10, 30, BulletinClass.Priority, Province, "FREQ=DAILY;COUNT=3");
        var entries = Build(own, source, Preference(own, source));
        Assert.Equal(["10-40@0", "1450-1455@0, 1460-1485@5", "2890-2920@0"], entries.Where(e => e.Order.Id == "tinh").Select(Pieces));
        var storm = Order("e", BulletinClass.Emergency, area: Province);
        Assert.Equal(TimelineOutcome.AsPlanned, Of(Build(Order("xa", BulletinClass.Priority), storm, Preference(Order("xa"), storm)), "e").Outcome);
    }

    [Fact]
    public void A_withdrawal_ends_a_programme_and_leaves_what_was_played_before_it()
    {
        var order = Programme("a", -1430, repeat: "FREQ=DAILY");
        var entries = Timeline.Build([order, Withdrawal(order, issuedMinutes: 20)], Chain, Now.AddDays(-2), Until);
        Assert.Equal(
            ["planned -1430--1400@0", "withdrawn 10-20@0", "withdrawn "], entries.Where(e => e.Order.Id == "a").Take(3).Select(e => e.Code + " " + Pieces(e)));
    }

    [Fact]
    public void What_really_began_late_is_on_time_for_what_comes_after()
    {
        var began = new Dictionary<Occurrence, DateTime> { [new Occurrence("a", Now.AddMinutes(10))] = Now.AddMinutes(10).AddMilliseconds(12) };
        var entries = Timeline.Build([Programme("a"), Programme("b", 40, late: LatenessPolicy.Skip)], Chain, Now, Until, began);
        Assert.All(entries, e => Assert.Equal(TimelineOutcome.AsPlanned, e.Outcome));
        Assert.Equal(Of(entries, "a").End, Of(entries, "b").Start);
    }

    [Fact]
    public void An_emergency_that_is_late_starts_when_the_device_is_ready()
    {
        var entries = Timeline.Build([Programme("a"), Order("e", BulletinClass.Emergency, atMinutes: 12)], Chain, Now, Until, ready: Now.AddMinutes(20));
        Assert.Equal("10-20@0, 25-45@10", Pieces(Of(entries, "a")));
    }

    [Theory]
    [InlineData(LatenessPolicy.StartLate, 60, "20-50@0")]
    [InlineData(LatenessPolicy.StartLate, 9, "")]
    [InlineData(LatenessPolicy.Skip, 60, "")]
    [InlineData(LatenessPolicy.Cut, 0, "20-40@10")]
    public void A_device_that_is_ready_late_joins_by_the_same_policy(LatenessPolicy late, double lateMinutes, string expected)
    {
        var entry = Assert.Single(Build(Programme("a", late: late, lateMinutes: lateMinutes)));
        var piece = Timeline.Join(entry, Now.AddMinutes(20), TimeSpan.FromMinutes(1));
        Assert.Equal(expected, piece is null ? "" : Pieces(entry with { Pieces = [piece.Value] }));
        Assert.Equal(entry.Pieces[0], Timeline.Join(entry, Now, TimeSpan.FromMinutes(1)));
        Assert.Null(Timeline.Join(entry, Now.AddHours(9), TimeSpan.FromMinutes(1)));
    }
}
