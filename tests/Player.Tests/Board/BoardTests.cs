using System.Net.Sockets;
using System.Text;

namespace LangSo.Player.Tests;

public sealed class BoardTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("langso-board-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_board_that_tells_nothing_is_told_of_with_nothing()
    {
        var board = new BoardHealth(new PlayerSettings(), _root);
        Assert.Equal((null, null, null, null), (board.TemperatureC(), board.Power(), board.Signal(), board.Complaint()));
    }

    [Fact]
    public void Temperature_power_signal_and_a_weak_supply_come_from_the_kernels_files()
    {
        Put("sys/class/thermal/thermal_zone0/temp", "48312");
        Put("sys/class/power_supply/battery/type", "Battery");
        Put("sys/class/power_supply/battery/capacity", "64");
        Put("sys/class/power_supply/battery/status", "Discharging");
        Put("sys/class/power_supply/ac/type", "Mains");
        Put("sys/class/power_supply/ac/online", "0");
        Put("proc/net/route", "Iface\tDestination\tGateway\nwlan0\t0002A8C0\t0\nwlan0\t00000000\t0102A8C0\n");
        Put("proc/net/wireless", "Inter-| sta\n face | tus\n wlan0: 0000   49.  -61.  -256\n");
        Put("sys/class/net/wlan0/wireless/x", "");
        Put("sys/devices/platform/soc/soc:firmware/get_throttled", "50001");
        var board = new BoardHealth(new PlayerSettings(), _root);
        Assert.Equal(48.3, board.TemperatureC());
        Assert.Equal(("battery", 64), (board.Power()!.Source, board.Power()!.Percent));
        Assert.Equal(("wifi", 70), (board.Signal()!.Kind, board.Signal()!.Percent));
        Assert.Contains("thiếu điện áp", board.Complaint(), StringComparison.Ordinal);
        Put("sys/class/power_supply/ac/online", "1");
        Assert.Equal("mains", board.Power()!.Source);
        Assert.Equal("solar", new BoardHealth(new PlayerSettings { Power = "solar" }, _root).Power()!.Source);
        Put("proc/net/route", "Iface\tDestination\tGateway\nwwan0\t00000000\t0102A8C0\n");
        Assert.Equal("4g", board.Signal()!.Kind);
    }

    [Theory]
    [InlineData("""{"dataPerDayMb": 20, // SIM""" + "\n" + """ "heartbeatSeconds": 60}""", null)]
    [InlineData("""{"dataPerDay": 20}""", "dataPerDay")]
    [InlineData("""{"heartbeatSeconds": 120}""", "từ 5 đến 60")]
    [InlineData("""{"dataPerDayMb": 0}""", "từ 1 MB")]
    [InlineData("{", "dòng 1")]
    public void Settings_are_read_strictly_and_a_fault_is_named(string json, string? fault)
    {
        Put("settings.json", json);
        var settings = PlayerSettings.Read(Path.Combine(_root, "settings.json"));
        Assert.Equal(fault is null, settings.Ok);
        if (fault is not null) Assert.Contains(fault, string.Join(" ", settings.Problems), StringComparison.Ordinal);
        else Assert.Equal((20, 60), (settings.Value.DataPerDayMb, settings.Value.HeartbeatSeconds));
        Assert.True(PlayerSettings.Read(Path.Combine(_root, "none.json")).Ok);
    }

    [Fact]
    public void The_settings_that_are_shipped_are_right() =>
        Assert.Equal(60, PlayerSettings.Read(Path.Combine(LangSo.Testing.Repository.Root, "deploy/player/settings.json")).Value.HeartbeatSeconds);

    [Fact]
    public async Task The_service_manager_hears_ready_and_alive_and_nothing_more_of_one_that_hangs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "for Linux");
        var cancel = TestContext.Current.CancellationToken;
        var path = Path.Combine(_root, "notify");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        using var service = new ServiceManager(path, "200000");
        service.Ready();
        Assert.True(service.Restarts);
        Assert.Equal("READY=1", await HearAsync());
        var time = new TwoClocks(new DateTime(2026, 3, 16, 1, 0, 0, DateTimeKind.Utc));
        using var stop = new CancellationTokenSource();
        var clock = new PlayerClock(time);
        var watching = service.WatchAsync(clock, TimeProvider.System, stop.Token);
        Assert.Equal("WATCHDOG=1", await HearAsync());
        time.Advance(TimeSpan.FromSeconds(31));
        await Task.Delay(300, cancel);
        while (listener.Available > 0) await HearAsync();
        await Task.Delay(500, cancel);
        Assert.Equal(0, listener.Available);
        await stop.CancelAsync();
        await watching;

        async Task<string> HearAsync()
        {
            var bytes = new byte[100];
            return Encoding.ASCII.GetString(bytes, 0, await listener.ReceiveAsync(bytes, cancel));
        }
    }

    private void Put(string path, string text)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
