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
        var (place, asOf, knownOn, under) = (new Place(), CommonOptions.AsOf(), CommonOptions.KnownOn(), CommonOptions.Under());
        var format = CommonOptions.Format("text", Forms);
        var command = place.On(new Command("measure", "Một con số, với tử số và mẫu số") { id, asOf, knownOn, under, format });
        command.SetAction((parsed, cancel) => CommonOptions.AnswerAsync(
            place.Read(parsed), parsed.GetValue(asOf), parsed.GetValue(knownOn), parsed.GetRequiredValue(format), Forms,
            (services, days) => services.GetRequiredService<Figures>().Current.Measure(parsed.GetRequiredValue(id), days, parsed.GetValue(under)).Then<string>(result =>
                (parsed.GetValue(format) == "json" ? JsonSerializer.Serialize(result.ToAnswer(), LangSoJson.Indented) : result.ToAnswer().ToText()) + "\n"),
            cancel));
        return command;
    }
}
