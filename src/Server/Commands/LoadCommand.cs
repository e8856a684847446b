using System.CommandLine;
using LangSo.Server.Demo;

namespace LangSo.Server.Commands;

/// <summary><c>langso load demo</c>: the demonstration province into a data folder.</summary>
internal static class LoadCommand
{
    public static Command Make()
    {
        var what = new Argument<string>("dữ liệu") { Description = "demo: tỉnh minh họa" };
        var place = new Place();
        var command = place.On(new Command("load", "Nạp dữ liệu vào thư mục") { what });
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(what) != "demo") return CommandLine.Refuse($"không có bộ dữ liệu \"{parsed.GetValue(what)}\". Hiện có: demo.");
            var opened = await CommonOptions.OpenAsync(place.Read(parsed), create: true, cancel);
            if (!opened.Ok) return CommandLine.Refuse(opened.Problems);
            await using var services = opened.Value;
            var loaded = await DemoProvince.LoadAsync(services, cancel);
            if (!loaded.Ok) return CommandLine.Refuse(loaded.Problems);
            foreach (var line in loaded.Value.Lines) Console.WriteLine(line);
            return 0;
        });
        return command;
    }
}
