using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using LangSo.Foundation;
using LangSo.Devices;
using LangSo.Server.Host;
using LangSo.Server.Several;
using LangSo.Store;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LangSo.Server.Commands;

/// <summary><c>langso serve</c>: the pages, the interface and the device link on one data folder.</summary>
internal static class ServeCommand
{
    public const int DefaultPort = 5080;

    public static Command Make()
    {
        var place = new Place();
        var port = PortOption();
        var address = new Option<string>("--address") { Description = "Địa chỉ lắng nghe", DefaultValueFactory = _ => "127.0.0.1" };
        var drain = new Option<int>("--drain") { Description = "Số giây báo nghỉ trước khi dừng, để máy chủ khác nhận việc", DefaultValueFactory = _ => 0, HelpName = "GIÂY" };
        var command = place.On(new Command("serve", "Chạy máy chủ") { port, address, drain });
        command.SetAction(async (parsed, cancel) =>
        {
            var installation = place.Read(parsed, orDemo: true);
            if (!installation.Ok) return CommandLine.Refuse(installation.Problems);
            if (!IPAddress.TryParse(parsed.GetRequiredValue(address), out var ip)) return CommandLine.Refuse($"không có địa chỉ \"{parsed.GetValue(address)}\".");
            var checkedPort = CheckPort(parsed.GetValue(port));
            if (!checkedPort.Ok) return CommandLine.Refuse(checkedPort.Problems);
            if (parsed.GetValue(drain) is < 0 or > 60) return CommandLine.Refuse($"--drain phải từ 0 đến 60 giây; đã viết {parsed.GetValue(drain)}.");
            var started = await StartAsync(new HostSettings(installation.Value, checkedPort.Value, Address: ip.ToString()), cancel);
            if (!started.Ok) return CommandLine.Refuse(started.Problems);
            await using var app = started.Value;
            Console.WriteLine("Làng Số chạy tại " + HttpAddress(app));
            await StopWhenToldAsync(app, TimeSpan.FromSeconds(parsed.GetValue(drain)), cancel);
            return 0;
        });
        return command;
    }

    public static Option<int> PortOption() => new("--port") { Description = "Cổng HTTP; cổng MQTT là số kế tiếp", DefaultValueFactory = _ => DefaultPort };

    public static Outcome<int> CheckPort(int port) =>
        port is >= 0 and <= 65534 ? port : new Problem("--port", "Cổng phải từ 0 đến 65534; đã viết {0}.", port);

    /// <summary>Prepares the store and starts to listen; a port in use or a newer store is a problem, not a crash.</summary>
    public static async Task<Outcome<WebApplication>> StartAsync(HostSettings settings, CancellationToken cancel)
    {
        if (Closed(settings) is { } closed) return closed;
        if (CommonOptions.MakeFolder(settings.Installation) is { } refused) return refused;
        var app = LangSoHost.Build(settings);
        var ready = await app.Services.GetRequiredService<Snapshots>().ReadyAsync(cancel);
        if (ready.Ok) ready = app.Services.GetRequiredService<KeyRing>().Open();
        if (!ready.Ok)
        {
            await app.DisposeAsync();
            return ready.Problems.ToList();
        }
        try
        {
            await app.StartAsync(cancel);
            return app;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            return Taken(settings);
        }
    }

    /// <summary>Asked to stop: shows new readers to the other servers for a while, then ends what it has begun.</summary>
    private static async Task StopWhenToldAsync(WebApplication app, TimeSpan drain, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, app.Lifetime.ApplicationStopping);
        await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        app.Services.GetRequiredService<Drain>().Begin();
        if (drain > TimeSpan.Zero) await Task.Delay(drain, app.Services.GetRequiredService<TimeProvider>(), CancellationToken.None);
        await app.StopAsync(CancellationToken.None);
    }

    /// <summary>Why the ports cannot be listened on; asked first, so that nothing is begun and the host has nothing to complain of.</summary>
    private static Problem? Closed(HostSettings settings)
    {
        foreach (var port in (int[])[settings.Port, settings.Mqtt])
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Parse(settings.Address), port);
                listener.Start();
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                return Taken(settings);
            }
            catch (SocketException e)
            {
                return new Problem("--port", "Không mở được cổng {0} ở địa chỉ {1}: {2}.", port, settings.Address, e.Message);
            }
        }
        return null;
    }

    private static Problem Taken(HostSettings settings) => new(
        "--port", "Cổng {0} hoặc {1} đang có chương trình khác dùng. Chọn cổng khác: --port {2}", settings.Port, settings.Mqtt, (settings.Port + 10) % 65535);

    /// <summary>Where pages are, as a browser writes it.</summary>
    public static string HttpAddress(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
            .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
}
