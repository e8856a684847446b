using LangSo.Airtime;

namespace LangSo.Player.Tests;

public sealed class CommandDeskTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 3, 16, 1, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-commands-").FullName;
    private readonly PlayerStore _store;
    private readonly TwoClocks _time = new(Now);
    private readonly FakeHands _hands = new();

    public CommandDeskTests() => _store = new PlayerStore(_folder, 1);

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Each_command_is_done_once_also_after_a_restart_and_told_until_it_expires()
    {
        DeviceCommand[] commands =
        [
            Command("a", DeviceCommand.Tone), Command("b", DeviceCommand.Restart), Command("c", DeviceCommand.Drill), Command("d", DeviceCommand.StopAll),
            Command("e", DeviceCommand.SoundCheck), Command("f", "dance"), Command("g", DeviceCommand.Restart) with { Expires = Now },
        ];
        for (var start = 0; start < 3; start++) await Desk().TakeAsync(commands, TestContext.Current.CancellationToken);
        Assert.Equal(["tone 3", "restart", "stop-all", "sound-check"], _hands.Done);
        Assert.Equal(
            [("a", "done", null), ("b", "done", null), ("c", "done", null), ("d", "done", null), ("e", "failed", "Máy không có micrô."), ("f", "unknown", "Loa này không biết lệnh ấy.")],
            Desk().Answers().OrderBy(a => a.Id, StringComparer.Ordinal).Select(a => (a.Id, a.Result, a.Says)));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Empty(Desk().Answers());
    }

    [Fact]
    public async Task A_tone_that_could_not_sound_says_why()
    {
        _hands.WhyNot = "Đang phát, chưa thử được.";
        await Desk().TakeAsync([Command("a", DeviceCommand.Tone) with { Value = 99 }], TestContext.Current.CancellationToken);
        Assert.Equal("tone 10", Assert.Single(_hands.Done));
        Assert.Equal(("failed", "Đang phát, chưa thử được."), (Desk().Answers()[0].Result, Desk().Answers()[0].Says));
    }

    [Theory]
    [InlineData("2026-03-16T14:59:00Z", false)]
    [InlineData("2026-03-16T15:00:00Z", true)]
    [InlineData("2026-03-16T22:59:00Z", true)]
    [InlineData("2026-03-16T23:00:00Z", false)]
    [InlineData("2026-03-18T15:30:00Z", false)]
    public void Quiet_hours_pass_midnight_and_belong_to_the_day_on_which_they_begin(string utc, bool quiet) => Assert.Equal(
        quiet, Voted.QuietBetween(Utc(utc), Utc(utc).AddTicks(1)).Count > 0);

    private static readonly DeviceSettings Voted = new(100) { Quiet = [new QuietHours(new TimeOnly(22, 0), new TimeOnly(6, 0), [DayOfWeek.Monday, DayOfWeek.Tuesday])] };

    private static DateTime Utc(string utc) => DateTime.Parse(utc, null, System.Globalization.DateTimeStyles.AdjustToUniversal);

    [Fact]
    public async Task A_tone_gives_way_to_an_item_within_a_block()
    {
        var cancel = TestContext.Current.CancellationToken;
        var heard = new Heard();
        using var sink = new SharedSink(heard, new PlayerClock(TimeProvider.System), TimeProvider.System);
        var toning = sink.ToneAsync("t", Tones.Plain(5_000), 100, cancel);
        await Task.Delay(200, cancel);
        Assert.True(sink.Busy);
        sink.Prepare(new Order(Order.Version, "o", Order.Play, "b", "t", new Foundation.UnitId("x"), Foundation.BulletinClass.Normal, Now, Now, Now, 0, null, null, null), Now);
        Assert.Equal("Bị bản tin đến giờ cắt ngang.", await toning);
        Assert.True(heard.Cuts == 1 && heard.Blocks is > 2 and < 200);
        Assert.Equal("Đang phát, chưa thử được.", await sink.ToneAsync("t", Tones.Plain(100), 100, cancel));
        sink.End();
        Assert.Null(await sink.ToneAsync("t", Tones.Plain(100), 100, cancel));
    }

    private static DeviceCommand Command(string id, string kind) => new(id, kind, Now.AddMinutes(-1), Now.AddMinutes(5));

    private CommandDesk Desk() => new(_store, new PlayerClock(_time), _hands);

    private sealed class Heard : ISink
    {
        public int Blocks { get; private set; }

        public int Cuts { get; private set; }

        public void Prepare(Order order, DateTime start) { }

        public void Write(ReadOnlySpan<byte> pcm) => Blocks++;

        public void End() { }

        public void Cut() => Cuts++;

        public void Dispose() { }
    }

    private sealed class FakeHands : ICommandHands
    {
        public List<string> Done { get; } = [];

        public string? WhyNot { get; set; }

        public Task<string?> ToneAsync(int seconds, CancellationToken cancel)
        {
            Done.Add($"tone {seconds}");
            return Task.FromResult(WhyNot);
        }

        public Task<(bool Heard, string Says)> SoundCheckAsync(CancellationToken cancel)
        {
            Done.Add("sound-check");
            return Task.FromResult((false, "Máy không có micrô."));
        }

        public void StopAll() => Done.Add("stop-all");

        public void Restart() => Done.Add("restart");

        public void Answered() { }
    }
}
