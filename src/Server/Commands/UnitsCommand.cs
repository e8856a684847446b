using System.CommandLine;
using System.Text.Json;
using LangSo.Foundation;
using LangSo.Territory;
using LangSo.Territory.Answers;

namespace LangSo.Server.Commands;

/// <summary><c>langso units</c>: which units there are on a day, as known on a day.</summary>
internal static class UnitsCommand
{
    private static readonly string[] Forms = ["json", "csv", "text"];

    public static Command Make()
    {
        var (place, asOf, knownOn, under) = (new Place(), CommonOptions.AsOf(), CommonOptions.KnownOn(), CommonOptions.Under());
        var kind = new Option<string?>("--kind") { Description = "Các loại, cách nhau bằng dấu phẩy; dấu gạch dưới thay dấu cách: xã,thị_trấn", HelpName = "LOẠI" };
        var format = CommonOptions.Format("text", Forms);
        var command = place.On(new Command("units", "Các đơn vị hành chính tại một ngày") { asOf, knownOn, under, kind, format });
        command.SetAction((parsed, cancel) => CommonOptions.AnswerAsync(
            place.Read(parsed), parsed.GetValue(asOf), parsed.GetValue(knownOn), parsed.GetRequiredValue(format), Forms,
            (services, days) => UnitsAnswer.Build(services.GetRequiredService<Gazetteers>().Current, days, parsed.GetValue(under), parsed.GetValue(kind)).Then<string>(answer =>
                parsed.GetValue(format) switch
                {
                    "json" => JsonSerializer.Serialize(answer, LangSoJson.Indented) + "\n",
                    "csv" => answer.ToCsv(),
                    _ => answer.ToText(),
                }),
            cancel));
        return command;
    }
}
