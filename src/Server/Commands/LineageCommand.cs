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
        var (place, asOf, knownOn) = (new Place(), CommonOptions.AsOf(), CommonOptions.KnownOn());
        var format = CommonOptions.Format("text", Forms);
        var command = place.On(new Command("lineage", "Một đơn vị từ đâu mà thành, rồi thành gì") { code, asOf, knownOn, format });
        command.SetAction((parsed, cancel) => CommonOptions.AnswerAsync(
            place.Read(parsed), parsed.GetValue(asOf), parsed.GetValue(knownOn), parsed.GetRequiredValue(format), Forms,
            (services, days) => LineageAnswer.Build(services.GetRequiredService<Gazetteers>().Current, parsed.GetValue(code), days).Then<string>(answer =>
                parsed.GetValue(format) == "json" ? JsonSerializer.Serialize(answer, LangSoJson.Indented) + "\n" : answer.ToText()),
            cancel));
        return command;
    }
}
