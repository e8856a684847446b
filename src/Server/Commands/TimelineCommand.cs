using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Devices;
using LangSo.Foundation;

namespace LangSo.Server.Commands;

/// <summary><c>langso timeline</c>: what one device does when, and why: the same function as on the device itself.</summary>
internal static class TimelineCommand
{
    private static readonly string[] Forms = ["json", "text"];

    private sealed record Line(string Order, string Bulletin, string Title, BulletinClass Class, TimelineOutcome Outcome, DateTime? Start, DateTime? End, string? By, string Reason);

    public static Command Make()
    {
        var device = new Option<string>("--device") { Description = "Số máy", Required = true };
        var from = new Option<string>("--from") { Description = "Từ lúc (2026-03-18T05:00)", Required = true };
        var to = new Option<string>("--to") { Description = "Đến lúc", Required = true };
        var (place, format) = (new Place(), CommonOptions.Format("text", Forms));
        var command = place.On(new Command("timeline", "Lịch của một máy và lý do của từng mục") { device, from, to, format });
        command.SetAction(async (parsed, cancel) =>
        {
            var form = CommonOptions.Form(parsed.GetRequiredValue(format), Forms);
            if (!form.Ok) return CommandLine.Refuse(form.Problems);
            if (Moment(parsed.GetRequiredValue(from)) is not { } begin) return CommandLine.Refuse($"không hiểu --from \"{parsed.GetValue(from)}\". Viết như 2026-03-18T05:00.");
            if (Moment(parsed.GetRequiredValue(to)) is not { } end || end <= begin) return CommandLine.Refuse($"--to \"{parsed.GetValue(to)}\" phải là một lúc sau --from.");
            var opened = await CommonOptions.OpenAsync(place.Read(parsed), create: false, cancel);
            if (!opened.Ok) return CommandLine.Refuse(opened.Problems);
            await using var services = opened.Value;
            var desk = services.GetRequiredService<DeviceDesk>();
            await desk.OpenAsync(cancel);
            var timeline = await desk.TimelineAsync(parsed.GetRequiredValue(device), begin, end, cancel);
            if (!timeline.Ok) return CommandLine.Refuse(timeline.Problems);
            var lines = timeline.Value.Select(e => new Line(e.Order.Id, e.Order.Bulletin, e.Order.Title, e.Order.Class, e.Outcome, e.Start, e.End, e.By, e.Reason)).ToList();
            if (form.Value == "json") Console.WriteLine(JsonSerializer.Serialize(lines, LangSoJson.Indented));
            else foreach (var line in lines) Console.WriteLine($"{(line.Start is { } at ? VnTime.Moment(at) : "–"),-18} {line.Title}: {line.Reason}");
            return 0;
        });
        return command;
    }

    /// <summary>Civil time of Viet Nam unless the text names an offset.</summary>
    private static DateTime? Moment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10 ? instant.UtcDateTime : instant.UtcDateTime - VnTime.Offset
            : null;
}
