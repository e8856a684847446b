using System.CommandLine;
using LangSo.Reports;

namespace LangSo.Server.Commands;

/// <summary><c>langso report</c>: the programme's report for a day.</summary>
internal static class ReportCommand
{
    public static Command Make()
    {
        var (place, asOf, knownOn, under) = (new Place(), CommonOptions.AsOf(), CommonOptions.KnownOn(), CommonOptions.Under());
        var format = CommonOptions.Format("text", [.. ReportFormats.Known]);
        var file = new Option<string?>("--out") { Description = "Ghi vào tệp thay vì in ra", HelpName = "TỆP" };
        var command = place.On(new Command("report", "Báo cáo của chương trình tại một ngày") { asOf, knownOn, under, format, file });
        command.SetAction(async (parsed, cancel) =>
        {
            var (form, path) = (parsed.GetRequiredValue(format), parsed.GetValue(file));
            if (form == "docx" && path is null) return CommandLine.Refuse("dạng docx cần --out TỆP.docx.");
            var days = CommonOptions.Days(parsed.GetValue(asOf), parsed.GetValue(knownOn), TimeProvider.System);
            if (!days.Ok) return CommandLine.Refuse(days.Problems);
            var opened = await CommonOptions.OpenAsync(place.Read(parsed), create: false, cancel);
            if (!opened.Ok) return CommandLine.Refuse(opened.Problems);
            await using var services = opened.Value;
            var bytes = (await services.GetRequiredService<CampaignReporter>().AddAsync(services.GetRequiredService<ReportBuilder>().Build(days.Value, parsed.GetValue(under)), cancel)).Then(report => ReportFormats.Render(report, form));
            if (!bytes.Ok) return CommandLine.Refuse(bytes.Problems);
            if (path is null)
            {
                await using var output = Console.OpenStandardOutput();
                await output.WriteAsync(bytes.Value, cancel);
                return 0;
            }
            var saved = await ReportFormats.SaveAsync(bytes.Value, path, cancel);
            if (!saved.Ok) return CommandLine.Refuse(saved.Problems);
            Console.WriteLine(saved.Value);
            return 0;
        });
        return command;
    }
}
