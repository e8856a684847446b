using CsCheck;
using LangSo.Airtime;

namespace LangSo.Devices.Tests.Care;

/// <summary>How a device stands, from what it said and when.</summary>
public sealed class HealthTests
{
    private static readonly DateTime Now = new(2026, 3, 16, 1, 42, 0, DateTimeKind.Utc);
    private static readonly HealthLimits Limits = HealthLimits.Shipped;
    private static readonly DeviceState Well = new(Now, true, "1", 1, [], 3, 80, 900, 0, null, []);

    public static TheoryData<DeviceState, DeviceCondition, string> Said => new()
    {
        { Well, DeviceCondition.Ready, "" },
        { Well with { Playing = "o" }, DeviceCondition.Playing, "" },
        { Well with { DiskFreeMb = 60 }, DeviceCondition.Check, "Bộ nhớ còn 60 MB." },
        { Well with { DiskFreeMb = 5 }, DeviceCondition.Fault, "Bộ nhớ còn 5 MB." },
        { Well with { TemperatureC = 72 }, DeviceCondition.Check, "Máy nóng 72 °C." },
        { Well with { TemperatureC = 91 }, DeviceCondition.Fault, "Máy nóng 91 °C." },
        { Well with { Power = new DevicePower("mains", null) }, DeviceCondition.Ready, "" },
        { Well with { Power = new DevicePower("battery", 80) }, DeviceCondition.Check, "Mất điện lưới, pin còn 80 %." },
        { Well with { Power = new DevicePower("battery", 9) }, DeviceCondition.Fault, "Mất điện lưới, pin còn 9 %." },
        { Well with { Power = new DevicePower("solar", 90) }, DeviceCondition.Ready, "" },
        { Well with { Power = new DevicePower("solar", 30) }, DeviceCondition.Check, "Pin mặt trời còn 30 %." },
        { Well with { ClockErrorMs = -70_000 }, DeviceCondition.Check, "Đồng hồ lệch 70 giây." },
        { Well with { Signal = new DeviceSignal("4g", 12) }, DeviceCondition.Check, "Sóng yếu, 12 %." },
        { Well with { Update = new UpdateProgress("0.2.0", "failed") { Reason = "no-start: Không khởi động được." } }, DeviceCondition.Check, "Chưa cập nhật được bản 0.2.0: Không khởi động được." },
    };

    [Theory, MemberData(nameof(Said))]
    public void What_a_device_measures_beyond_a_limit_is_said_in_words(DeviceState said, DeviceCondition expected, string note)
    {
        var (condition, notes) = DeviceHealth.Judge(new HealthFacts(true, false, null, Now, said), Limits, Now);
        Assert.Equal(expected, condition);
        Assert.Equal(note, string.Join(" ", notes));
    }

    [Fact]
    public void What_people_decided_comes_before_what_the_device_says()
    {
        Assert.Equal(DeviceCondition.Off, DeviceHealth.Judge(new HealthFacts(true, true, null, Now, Well with { TemperatureC = 99 }), Limits, Now).Condition);
        Assert.Equal(DeviceCondition.Fault, DeviceHealth.Judge(new HealthFacts(false, true, "Thẻ bị sao chép.", Now, Well), Limits, Now).Condition);
        Assert.Equal(DeviceCondition.NotEnrolled, DeviceHealth.Judge(new HealthFacts(false, false, null, Now, Well), Limits, Now).Condition);
    }

    [Fact]
    public void A_silent_device_that_was_on_its_battery_says_the_likely_cause()
    {
        var (condition, notes) = DeviceHealth.Judge(new HealthFacts(true, false, null, Now.AddHours(-3), Well with { Power = new DevicePower("battery", 20) }), Limits, Now);
        Assert.Equal(DeviceCondition.Silent, condition);
        Assert.Contains("mất điện lưới", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reading_that_grows_worse_never_makes_a_device_look_better() => Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100], Gen.Double[0, 110], Gen.Double[0, 110]).Sample((charge, less, heat, more) =>
    {
        int At(int percent, double degrees) => DeviceHealth.Severity(DeviceHealth.Judge(
            new HealthFacts(true, false, null, Now, Well with { Power = new DevicePower("battery", percent), TemperatureC = degrees }), Limits, Now).Condition);
        return At(Math.Min(charge, less), Math.Max(heat, more)) <= At(Math.Max(charge, less), Math.Min(heat, more));
    });

    [Theory]
    [InlineData("20.23456, 106.4321", 20.23456, 106.4321)]
    [InlineData(" 20.23456106.4321", null, null)]
    [InlineData("106.4321, 20.23456", null, null)]
    [InlineData("48.85, 2.35", null, null)]
    [InlineData("hai mươi, 106", null, null)]
    [InlineData("NaN, 106", null, null)]
    public void A_place_is_in_viet_nam_and_north_comes_first(string text, double? north, double? east)
    {
        var parsed = GeoPoint.Parse(text);
        Assert.Equal(north is not null, parsed.Ok);
        if (parsed.Ok) Assert.Equal((north, east), (parsed.Value!.Latitude, parsed.Value.Longitude));
    }

    [Fact]
    public void Only_a_session_that_returns_after_another_proves_a_copy()
    {
        var watch = new CopyWatch();
        bool Says(string session, int second, bool online = true) => watch.Proves(Well with { Session = session, At = Now.AddSeconds(second), Online = online });
        Assert.False(Says("session-aaa", 0));
        Assert.False(Says("session-bbb", 10));
        // What the old line still held was said before the new program spoke.
        Assert.False(Says("session-aaa", 5));
        Assert.False(Says("session-bbb", 20));
        Assert.False(Says("session-aaa", 30, online: false));
        Assert.True(Says("session-aaa", 30));
        Assert.False(watch.Proves(Well));
    }

    [Fact]
    public void The_weekly_drill_is_due_from_its_hour_to_the_end_of_its_day_in_viet_nam()
    {
        var monday = new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
        Assert.Equal(monday, DrillTimer.DueOn(monday.AddHours(3), Limits));
        Assert.Null(DrillTimer.DueOn(monday.AddMinutes(-1), Limits));
        Assert.Null(DrillTimer.DueOn(monday.AddHours(16), Limits));
        Assert.Null(DrillTimer.DueOn(monday.AddDays(1), Limits));
    }

    [Fact]
    public void A_deadline_counts_working_days_over_a_weekend_and_over_the_new_year_without_a_calendar()
    {
        Assert.Equal(new DateOnly(2026, 11, 25), RepairCalendar.Due(new DateOnly(2026, 11, 20), 3));
        Assert.True(RepairCalendar.Due(new DateOnly(2099, 12, 30), 3) > new DateOnly(2099, 12, 31));
    }
}
