using System.CommandLine;
using LangSo.Foundation;
using LangSo.Server.Demo;
using LangSo.Server.Host;
using LangSo.Territory;

namespace LangSo.Server.Commands;

/// <summary><c>langso load demo|national</c>: the demonstration province, or all of Viet Nam, into a data folder.</summary>
internal static class LoadCommand
{
    public static Command Make()
    {
        var what = new Argument<string>("dữ liệu") { Description = "demo: tỉnh minh họa; national: đơn vị hành chính cả nước" };
        var place = new Place();
        var command = place.On(new Command("load", "Nạp dữ liệu vào thư mục") { what });
        command.SetAction(async (parsed, cancel) =>
        {
            if (!Sets.TryGetValue(parsed.GetRequiredValue(what), out var load))
                return CommandLine.Refuse($"không có bộ dữ liệu \"{parsed.GetValue(what)}\". Hiện có: {string.Join(", ", Sets.Keys)}.");
            var opened = await CommonOptions.OpenAsync(place.Read(parsed), create: true, cancel);
            if (!opened.Ok) return CommandLine.Refuse(opened.Problems);
            await using var services = opened.Value;
            var lines = await load(services, cancel);
            if (!lines.Ok) return CommandLine.Refuse(lines.Problems);
            foreach (var line in lines.Value) Console.WriteLine(line);
            return 0;
        });
        return command;
    }

    private static readonly Dictionary<string, Func<IServiceProvider, CancellationToken, Task<Outcome<string[]>>>> Sets = new(StringComparer.Ordinal)
    {
        ["demo"] = async (services, cancel) => (await DemoProvince.LoadAsync(services, cancel)).Then<string[]>(d => d.Lines.ToArray()),
        ["national"] = async (services, cancel) => (await services.GetRequiredService<TerritoryLoader>().LoadNationalAsync(ShippedData.Folder, cancel))
            .Then<string[]>(r => (string[])[r.ToString()]),
    };
}
