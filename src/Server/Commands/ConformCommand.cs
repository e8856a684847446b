using System.CommandLine;
using System.Net;
using LangSo.Devices.Conformance;
using LangSo.Foundation;

namespace LangSo.Server.Commands;

/// <summary><c>langso conform</c>: tells a maker whether a device obeys the device protocol, rule by rule.</summary>
internal static class ConformCommand
{
    public static Command Make()
    {
        var listen = new Option<string>("--listen") { Description = "Địa chỉ và cổng chờ thiết bị; MQTT ở cổng kế tiếp", HelpName = "ĐỊA_CHỈ:CỔNG", DefaultValueFactory = _ => "0.0.0.0:8090" };
        var device = new Option<string?>("--device") { Description = "URL của thiết bị: được gửi POST {\"server\",\"code\"} để tự ghi danh", HelpName = "URL" };
        var wait = new Option<int>("--wait") { Description = "Chờ thiết bị ghi danh bao nhiêu giây", DefaultValueFactory = _ => 300 };
        var command = new Command("conform", "Kiểm một thiết bị có theo đúng quy ước kết nối không, từng điều một") { listen, device, wait };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetRequiredValue(listen), parsed.GetValue(device), parsed.GetValue(wait), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string listen, string? device, int wait, CancellationToken cancel)
    {
        if (!IPEndPoint.TryParse(listen, out var end) || end.Port is < 1 or > 65_534) return CommandLine.Refuse($"--listen \"{listen}\" phải là địa chỉ và cổng, ví dụ 0.0.0.0:8090.");
        Uri? url = null;
        if (device is not null && (!Uri.TryCreate(device, UriKind.Absolute, out url) || url.Scheme is not ("http" or "https"))) return CommandLine.Refuse($"--device \"{device}\" không phải địa chỉ http.");
        if (wait is < 1 or > 3_600) return CommandLine.Refuse("--wait từ 1 đến 3600 giây.");
        Console.WriteLine($"Ghi danh thiết bị ở http://{end} bằng mã {Conform.Code} (MQTT ở cổng {end.Port + 1}). Cả lượt kiểm mất chừng ba phút.");
        try
        {
            var results = await Conform.RunAsync(
                end.Address, end.Port, url, TimeSpan.FromSeconds(wait), TimeSpan.FromSeconds(20),
                r => Console.WriteLine($"{(r.Passed ? "đạt      " : "KHÔNG ĐẠT")}  mục {r.Section,-4} {r.Rule}{(r.Passed ? "" : ": " + r.Why)}"), TimeProvider.System, cancel);
            var failed = results.Count(r => !r.Passed);
            Console.WriteLine(failed == 0 ? $"Đạt cả {VnText.Number(results.Count)} điều." : $"Không đạt {VnText.Number(failed)}/{VnText.Number(results.Count)} điều.");
            return failed == 0 ? 0 : CommandLine.Failure;
        }
        catch (HttpRequestException e)
        {
            Console.Error.WriteLine($"langso: không gọi được thiết bị ở {url}: {e.Message}");
            return CommandLine.Failure;
        }
    }
}
