using System.CommandLine;
using System.Text.Json;
using LangSo.Foundation;
using LangSo.Recognition;

namespace LangSo.Server.Commands;

/// <summary><c>langso measure</c>: one figure with its numerator and denominator.</summary>
internal static class MeasureCommand
{
    private static readonly string[] Forms = ["json", "text"];

    public static Command Make()
    {
        var id = new Argument<string>("chỉ số") { Description = "advanced, model, model-digital, trained-people…" };
        var (data, asOf, knownOn, under) = (CommonOptions.Data(required: true), CommonOptions.AsOf(), CommonOptions.KnownOn(), CommonOptions.Under());
        var format = CommonOptions.Format("text", Forms);
        var command = new Command("measure", "Một con số, với tử số và mẫu số") { id, asOf, knownOn, under, format, data };
        command.SetAction(async (parsed, cancel) =>
        {
            var form = CommonOptions.Form(parsed.GetRequiredValue(format), Forms);
            if (!form.Ok) return CommandLine.Refuse(form.Problems);
            var days = CommonOptions.Days(parsed.GetValue(asOf), parsed.GetValue(knownOn), TimeProvider.System);
            if (!days.Ok) return CommandLine.Refuse(days.Problems);
            var opened = await CommonOptions.OpenAsync(parsed.GetRequiredValue(data), create: false, cancel);
            if (!opened.Ok) return CommandLine.Refuse(opened.Problems);
            await using var services = opened.Value;
            var result = services.GetRequiredService<Figures>().Current.Measure(parsed.GetRequiredValue(id), days.Value, parsed.GetValue(under));
            if (!result.Ok) return CommandLine.Refuse(result.Problems);
            var answer = result.Value.ToAnswer();
            Console.WriteLine(form.Value == "json" ? JsonSerializer.Serialize(answer, LangSoJson.Indented) : answer.ToText());
            return 0;
        });
        return command;
    }
}
