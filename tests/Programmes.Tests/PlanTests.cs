using CsCheck;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Programmes.Tests;

public sealed class PlanTests
{
    private static readonly string[] Rules =
    [
        "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU", "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=DAILY;BYHOUR=5,17;BYMINUTE=0,30", "FREQ=YEARLY",
    ];

    [Fact]
    public void Stretches_that_are_signed_one_after_the_other_hold_every_occurrence_once() =>
        Gen.Select(Gen.Int[0, Rules.Length - 1], Gen.Int[0, 60], Gen.Int[0, 24 * 12 - 1], Gen.Int[1, 300]).Sample((chosen, day, slot, days) =>
        {
            var rule = Rules[chosen];
            var start = AirHouse.At(17, 0).AddDays(day).AddMinutes(5 * slot);
            var plan = AirHouse.Plan(start: start, repeat: Recurrence.Read(rule).Value.WithUntil(start, VnTime.DayOf(start).AddDays(days)));
            List<DateTime> held = [];
            var (now, signed) = (AirHouse.Now.UtcDateTime, (DateTime?)null);
            for (var step = 0; step < 30; step++, now = now.AddDays(14))
                while (plan.Window(signed ?? now, now) is { } window)
                {
                    var order = plan.ToOrder("p", now, 1) with { At = window.At, Expires = window.Expires };
                    held.AddRange(Timeline.Build([order], [AirHouse.Commune], window.At.AddHours(-1), window.Expires.AddDays(2)).Select(e => e.Planned));
                    signed = window.Expires;
                }
            Assert.Equal(plan.Between(AirHouse.Now.UtcDateTime, AirHouse.Now.UtcDateTime.AddDays(410)), held);
        }, iter: 300);

    [Theory]
    [InlineData("FREQ=DAILY;COUNT=3", null, "17/3/2026 18/3/2026 19/3/2026")]
    [InlineData("FREQ=DAILY;COUNT=30", "2026-03-18", "17/3/2026 18/3/2026")]
    [InlineData("FREQ=DAILY", "2026-03-19", "17/3/2026 18/3/2026 19/3/2026")]
    public void A_rule_that_counts_or_ends_says_its_last_instant(string rule, string? until, string expected)
    {
        var start = AirHouse.At(17, 17);
        var text = Recurrence.Read(rule).Value.WithUntil(start, VnTime.ParseDay(until));
        Assert.DoesNotContain("COUNT", text, StringComparison.Ordinal);
        Assert.Equal(expected, string.Join(' ', AirHouse.Plan(repeat: text).Between(start, start.AddDays(60)).Select(at => VnTime.Text(VnTime.DayOf(at)))));
    }

    [Fact]
    public void A_series_that_is_dragged_takes_its_time_and_weekday_along()
    {
        var plan = AirHouse.Plan(repeat: "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260430T160000Z");
        var moved = PlanMoves.Move(plan, AirHouse.At(17, 17), AirHouse.At(18, 5, 30), 600_000);
        Assert.Equal("FREQ=WEEKLY;BYDAY=WE,TH;UNTIL=20260430T160000Z", moved.Repeat);
        Assert.Equal([AirHouse.At(18, 5, 30), AirHouse.At(19, 5, 30), AirHouse.At(25, 5, 30)], moved.Between(AirHouse.At(16, 0), AirHouse.At(26, 0)));
    }

    [Fact]
    public void One_occurrence_that_is_dragged_leaves_its_series()
    {
        var plan = AirHouse.Plan(repeat: "FREQ=DAILY;UNTIL=20260320T160000Z");
        var (series, one) = PlanMoves.MoveOne(plan, AirHouse.At(18, 17), AirHouse.At(18, 19), 600_000);
        Assert.Equal([AirHouse.At(17, 17), AirHouse.At(19, 17), AirHouse.At(20, 17)], series.Between(AirHouse.At(16, 0), AirHouse.At(30, 0)));
        Assert.Equal([AirHouse.At(18, 19)], one.Between(AirHouse.At(16, 0), AirHouse.At(30, 0)));
    }

    [Fact]
    public void What_cannot_be_planned_is_said_in_a_line_that_names_the_field()
    {
        var units = new Territory.Gazetteers();
        units.Replace(new Territory.Gazetteer([new Territory.UnitVersion(AirHouse.Commune, "1", "xã", "Giao Ninh", null, default, null, default)], [], [new Territory.UnitKind("xã", "commune", 2)]));
        var places = new Places(units.Current, new AsOf(VnTime.DayOf(AirHouse.Now), VnTime.DayOf(AirHouse.Now)));
        Assert.Equal("until", Field(AirHouse.Plan(repeat: "FREQ=DAILY")));
        Assert.Equal("until", Field(AirHouse.Plan(repeat: "FREQ=DAILY;UNTIL=20290101T000000Z")));
        Assert.Equal("until", Field(AirHouse.Plan(repeat: "FREQ=DAILY;UNTIL=20260301T000000Z")));
        Assert.Equal("when", Field(AirHouse.Plan(start: AirHouse.At(15, 17))));
        Assert.Equal("class", Field(AirHouse.Plan(@class: BulletinClass.Emergency)));
        Assert.Equal("title", Field(AirHouse.Plan(title: "")));
        Assert.Equal("items", Field(AirHouse.Plan() with { Items = [] }));
        Assert.Equal("stream", Field(AirHouse.Plan() with { Source = ProgrammeSource.Relay, Items = [], Stream = "ftp://x" }));
        Assert.Equal("repeat", Field(AirHouse.Plan(repeat: "FREQ=HOURLY")));
        Assert.Equal("area", Field(AirHouse.Plan(area: AirHouse.Hamlet)));
        Assert.Empty(PlanRules.Wrong(AirHouse.Plan(), null, AirHouse.Writer, places, AirHouse.Now.UtcDateTime));

        string Field(ProgrammePlan plan) => Assert.Single(PlanRules.Wrong(plan, null, AirHouse.Writer, places, AirHouse.Now.UtcDateTime)).Field;
    }
}
