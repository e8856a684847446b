using System.CommandLine;
using System.Text.Json;
using LangSo.Foundation;
using LangSo.Territory;
using LangSo.Territory.Answers;

namespace LangSo.Server.Commands;

/// <summary><c>langso lineage</c>: what a unit was made from and what became of it.</summary>
internal static class LineageCommand
{
    private static readonly string[] Forms = ["json", "text"];

    public static Command Make()
    {
        var code = new Argument<string>("mã") { Description = "Mã đơn vị tại ngày hỏi" };
        var (data, asOf, knownOn) = (CommonOptions.Data(required: true), CommonOptions.AsOf(), CommonOptions.KnownOn());
        var format = CommonOptions.Format("text", Forms);
        var command = new Command("lineage", "Một đơn vị từ đâu mà thành, rồi thành gì") { code, asOf, knownOn, format, data };
        command.SetAction(async (parsed, cancel) =>
        {
            var form = CommonOptions.Form(parsed.GetRequiredValue(format), Forms);
            if (!form.Ok) return CommandLine.Refuse(form.Problems);
            var days = CommonOptions.Days(parsed.GetValue(asOf), parsed.GetValue(knownOn), TimeProvider.System);
            if (!days.Ok) return CommandLine.Refuse(days.Problems);
            var opened = await CommonOptions.OpenAsync(parsed.GetRequiredValue(data), create: false, cancel);
            if (!opened.Ok) return CommandLine.Refuse(opened.Problems);
            await using var services = opened.Value;
            var answer = LineageAnswer.Build(services.GetRequiredService<Gazetteers>().Current, parsed.GetValue(code), days.Value);
            if (!answer.Ok) return CommandLine.Refuse(answer.Problems);
            Console.Out.Write(form.Value == "json" ? JsonSerializer.Serialize(answer.Value, LangSoJson.Indented) + "\n" : answer.Value.ToText());
            return 0;
        });
        return command;
    }
}
