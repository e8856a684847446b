using CsCheck;

namespace LangSo.Player.Tests;

public sealed class PlayerClockTests
{
    private static readonly DateTime Start = new(2026, 3, 16, 1, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Once_measured_a_system_clock_that_jumps_a_day_moves_nothing(int days)
    {
        var time = new TwoClocks(Start);
        var clock = new PlayerClock(time);
        clock.Correct(250);
        time.Advance(TimeSpan.FromMinutes(3));
        time.Set(time.GetUtcNow().AddDays(days));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(Start.AddMinutes(5).AddMilliseconds(-250), clock.UtcNow);
        Assert.Equal((days * 86_400_000.0) + 250, clock.ErrorMs!.Value, 1);
        Assert.Null(clock.Doubt);
    }

    [Fact]
    public void A_measure_after_a_jump_finds_the_same_error_as_before_it()
    {
        var time = new TwoClocks(Start);
        var clock = new PlayerClock(time);
        clock.Correct(250);
        var before = clock.OwnMilliseconds;
        time.Set(time.GetUtcNow().AddHours(-5));
        Assert.Equal(before, clock.OwnMilliseconds, 3);
        clock.Correct(250);
        Assert.Equal(Start.AddMilliseconds(-250), clock.UtcNow);
    }

    [Fact]
    public void Before_any_measure_a_jump_counts_only_when_the_kernel_vouches_for_it()
    {
        var time = new TwoClocks(Start);
        var witness = new Witness { HasHardwareClock = true };
        var clock = new PlayerClock(time, witness, new Memory());
        time.Set(Start.AddDays(1));
        Assert.Equal(Start, clock.UtcNow);
        witness.Synchronised = true;
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(Start.AddDays(1).AddSeconds(6), clock.UtcNow);
    }

    [Fact]
    public void A_program_that_was_killed_goes_on_with_the_time_that_the_machines_counter_kept()
    {
        var time = new TwoClocks(Start);
        var (witness, memory) = (new Witness(), new Memory());
        var first = new PlayerClock(time, witness, memory);
        first.Correct(-4_000);
        time.Advance(TimeSpan.FromMinutes(10));
        time.Set(time.GetUtcNow().AddDays(-2));
        var second = new PlayerClock(time, witness, memory);
        Assert.Equal(Start.AddMinutes(10).AddSeconds(4), second.UtcNow);
        Assert.Null(second.Doubt);
    }

    [Fact]
    public void After_a_loss_of_power_a_clock_behind_the_last_known_instant_is_not_trusted_until_it_is_measured()
    {
        var time = new TwoClocks(Start);
        var memory = new Memory { Kept = new KnownTime("before", 5, Start.AddHours(3), 0) };
        var clock = new PlayerClock(time, new Witness { HasHardwareClock = true }, memory);
        Assert.Contains("chậm hơn lần cuối", clock.Doubt, StringComparison.Ordinal);
        clock.Correct(-4 * 3_600_000);
        Assert.Null(clock.Doubt);
        Assert.Equal(Start.AddHours(4), memory.Kept.Utc);
    }

    [Fact]
    public void A_machine_without_a_clock_of_its_own_says_so_after_a_loss_of_power_and_plays_at_once_when_it_was_asked()
    {
        var memory = new Memory { Kept = new KnownTime("before", 5, Start.AddHours(-3), 0) };
        var clock = new PlayerClock(new TwoClocks(Start), new Witness(), memory);
        Assert.Contains("không có đồng hồ nuôi bằng pin", clock.Doubt, StringComparison.Ordinal);
        clock.Correct(0);
        Assert.Null(clock.Doubt);
    }

    [Fact]
    public void A_quartz_that_runs_fast_is_learned_so_that_a_week_without_a_network_costs_less_than_a_second() =>
        Gen.Double[-80, 80].Sample(ppm =>
        {
            var time = new TwoClocks(Start);
            var clock = new PlayerClock(time);
            DateTime Truth() => Start + TimeSpan.FromTicks((long)((time.GetUtcNow().UtcDateTime - Start).Ticks / (1 + (ppm / 1e6))));
            void Measure() => clock.Correct(clock.OwnMilliseconds - (Truth() - DateTime.UnixEpoch).TotalMilliseconds);
            for (var hour = 0; hour <= 12; hour++)
            {
                Measure();
                time.Advance(TimeSpan.FromHours(1));
            }
            time.Advance(TimeSpan.FromDays(7));
            return (clock.UtcNow - Truth()).Duration() < TimeSpan.FromSeconds(1);
        }, iter: 200);

    [Fact]
    public void While_something_plays_a_small_correction_waits_and_a_large_one_does_not()
    {
        var time = new TwoClocks(Start);
        var clock = new PlayerClock(time);
        clock.Correct(0);
        clock.Playing(true);
        clock.Correct(40);
        Assert.Equal(Start, clock.UtcNow);
        clock.Playing(false);
        Assert.Equal(Start.AddMilliseconds(-40), clock.UtcNow);
        clock.Playing(true);
        clock.Correct(60_000);
        Assert.Equal(Start.AddMinutes(-1), clock.UtcNow);
    }

    private sealed class Witness : IClockWitness
    {
        public bool Synchronised { get; set; }

        public bool HasHardwareClock { get; set; }

        public string Boot => "now";
    }

    private sealed class Memory : IClockMemory
    {
        public KnownTime? Kept { get; set; }

        public KnownTime? Read() => Kept;

        public void Write(KnownTime time) => Kept = time;
    }
}
