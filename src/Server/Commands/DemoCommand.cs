using System.CommandLine;
using System.Diagnostics;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Server.Demo;
using LangSo.Server.Host;
using LangSo.Server.Keeping;
using LangSo.Speech;
using LangSo.Store;

namespace LangSo.Server.Commands;

/// <summary><c>langso demo</c>: loads the demonstration province, serves it, and plays two loudspeakers into WAV files.</summary>
internal static class DemoCommand
{
    public static Command Make()
    {
        var place = new Place();
        var port = ServeCommand.PortOption();
        var today = new Option<string?>("--today") { Description = "Minh họa như đang ở ngày này, chẳng hạn 16/6/2025; mọi trang đều ghi rõ", HelpName = "NGÀY" };
        var command = place.On(new Command("demo", "Tỉnh minh họa: nạp, chạy máy chủ và hai cụm loa") { port, today });
        command.SetAction((parsed, cancel) =>
        {
            var day = CommonOptions.Day("--today", parsed.GetValue(today));
            return day.Ok ? RunAsync(place.Read(parsed, orDemo: true).Then<Installation>(i => day.Value is { } shown ? i with { Clock = new DemoClock(shown) } : i), parsed.GetValue(port), cancel)
                : Task.FromResult(CommandLine.Refuse(day.Problems));
        });
        return command;
    }

    private static async Task<int> RunAsync(Outcome<Installation> place, int port, CancellationToken cancel)
    {
        // Deeds of a day that only is shown must not come to lie between real ones.
        if (place is { Ok: true, Value: { Clock: { } clock, Exists: true } there } && await LaterAsync(there, clock, cancel) is { } later) return CommandLine.Refuse([later]);
        var checkedPort = ServeCommand.CheckPort(port);
        if (!checkedPort.Ok) return CommandLine.Refuse(checkedPort.Problems);
        var opened = await CommonOptions.OpenAsync(place, create: true, cancel);
        if (!opened.Ok) return CommandLine.Refuse(opened.Problems);
        Outcome<DemoLoaded> loaded;
        await using (var services = opened.Value)
        {
            loaded = await DemoProvince.LoadAsync(services, cancel);
            if (loaded.Ok && await DemoProvince.AddWeekAsync(services, cancel) is { Ok: false } week) loaded = week.Problems.ToList();
        }
        if (!loaded.Ok) return CommandLine.Refuse(loaded.Problems);

        var folder = place.Value.Folder.Given;
        var started = await ServeCommand.StartAsync(new HostSettings(place.Value, port), cancel);
        if (!started.Ok) return CommandLine.Refuse(started.Problems);
        await using var app = started.Value;
        var address = ServeCommand.HttpAddress(app);
        // A loudspeaker has a clock of its own: what another day's orders say would be long past for it.
        var players = place.Value.Clock is null ? StartPlayers(folder, address, loaded.Value.Devices) : [];
        try
        {
            Say(app, folder, address, app.Services.GetRequiredService<DeviceDesk>(), place.Value.Clock);
            await app.WaitForShutdownAsync(cancel);
        }
        finally
        {
            foreach (var player in players)
            {
                try
                {
                    player.Kill(entireProcessTree: true);
                }
                catch (InvalidOperationException)
                {
                    // it had ended by itself
                }
                player.Dispose();
            }
        }
        return 0;
    }

    /// <summary>Why the folder cannot show that day: something was done in it later; else null.</summary>
    private static async Task<Problem?> LaterAsync(Installation there, DemoClock clock, CancellationToken cancel)
    {
        await using var store = new OpenedStore(there);
        var ready = await store.Factory.PrepareAsync(cancel);
        if (!ready.Ok) return ready.Problems[0];
        var last = await store.Services.GetRequiredService<Ledger>().HeadAsync(cancel);
        return last is not null && VnTime.DayOf(new DateTimeOffset(last.At, TimeSpan.Zero)) > clock.Today
            ? new Problem("--today", "Thư mục \"{0}\" đã có việc ghi ngày {1}, sau ngày muốn minh họa. Chọn thư mục khác: --data …", there.Folder.Given, VnTime.Text(VnTime.DayOf(new DateTimeOffset(last.At, TimeSpan.Zero)))) : null;
    }

    /// <summary>Two loudspeakers as programs of their own, as they would run on a pole.</summary>
    private static List<Process> StartPlayers(string folder, string address, IReadOnlyList<DeviceView> devices)
    {
        var players = new List<Process>();
        foreach (var (device, number) in devices.Where(d => d.Kind == DeviceKind.Loudspeaker).Take(2).Select((d, i) => (d, i + 1)))
        {
            var state = Path.Combine(folder, "loa", number.ToString(VnText.Culture));
            var sound = Path.Combine(state, "da-phat");
            Directory.CreateDirectory(sound);
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
            if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(DemoCommand).Assembly.Location);
            foreach (var argument in (string[])["player", "--server", address, "--enrol", device.EnrolCode ?? "-", "--state", state, "--sink", "wav:" + sound + "/"])
                start.ArgumentList.Add(argument);
            start.Environment[CommandLine.EndWithStdin] = "1";
            var player = Process.Start(start)!;
            var log = Path.Combine(state, "loa.log");
            player.OutputDataReceived += (_, line) => { if (line.Data is not null) File.AppendAllText(log, line.Data + "\n"); };
            player.BeginOutputReadLine();
            players.Add(player);
        }
        return players;
    }

    private static void Say(WebApplication app, string folder, string address, DeviceDesk desk, DemoClock? clock)
    {
        Console.WriteLine($"""
            Làng Số chạy tại {address}  (dữ liệu: {folder}; dừng bằng Ctrl+C)

              Phòng điều hành, báo cáo tháng 3/2024:  {address}/?asOf=2024-03-31
              Bản tin:                                {address}/bulletins

            Tài khoản minh họa, mật khẩu chung: {DemoAccounts.Password}
            """);
        foreach (var (userName, shownName, _) in DemoAccounts.On(app.Services.GetRequiredService<TimeProvider>().Today())) Console.WriteLine($"  {userName,-11} {shownName}");
        var devices = desk.List(new DeviceFilter(Size: 100)).Devices;
        Console.WriteLine();
        foreach (var board in devices.Where(d => d.Kind == DeviceKind.Board))
            Console.WriteLine(board.EnrolCode is { } code ? $"  {board.Name}:  {address}/board/{code}" : $"  {board.Name}: đã ghép; cấp mã mới ở trang Bảng tin điện tử");
        Console.WriteLine(clock is null ? $"  Hai cụm loa phát vào tệp WAV:  {Path.Combine(folder, "loa")}"
            : $"  Minh họa như đang ở ngày {VnTime.Text(clock.Today)}: mọi trang ghi rõ; hai cụm loa không chạy vì loa có đồng hồ riêng.");
        if (app.Services.GetRequiredService<IAnnouncer>().Missing is { } missing) Console.WriteLine("\n  Chú ý: " + missing);
    }
}
