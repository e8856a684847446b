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
        var (data, asOf, knownOn, under) = (CommonOptions.Data(required: true), CommonOptions.AsOf(), CommonOptions.KnownOn(), CommonOptions.Under());
        var kind = new Option<string?>("--kind") { Description = "Các loại, cách nhau bằng dấu phẩy; dấu gạch dưới thay dấu cách: xã,thị_trấn", HelpName = "LOẠI" };
        var format = CommonOptions.Format("text", Forms);
        var command = new Command("units", "Các đơn vị hành chính tại một ngày") { asOf, knownOn, under, kind, format, data };
        command.SetAction(async (parsed, cancel) =>
        {
            var form = CommonOptions.Form(parsed.GetRequiredValue(format), Forms);
            if (!form.Ok) return CommandLine.Refuse(form.Problems);
            var days = CommonOptions.Days(parsed.GetValue(asOf), parsed.GetValue(knownOn), TimeProvider.System);
            if (!days.Ok) return CommandLine.Refuse(days.Problems);
            var opened = await CommonOptions.OpenAsync(parsed.GetRequiredValue(data), create: false, cancel);
            if (!opened.Ok) return CommandLine.Refuse(opened.Problems);
            await using var services = opened.Value;
            var answer = UnitsAnswer.Build(services.GetRequiredService<Gazetteers>().Current, days.Value, parsed.GetValue(under), parsed.GetValue(kind));
            if (!answer.Ok) return CommandLine.Refuse(answer.Problems);
            Console.Out.Write(form.Value switch
            {
                "json" => JsonSerializer.Serialize(answer.Value, LangSoJson.Indented) + "\n",
                "csv" => answer.Value.ToCsv(),
                _ => answer.Value.ToText(),
            });
            return 0;
        });
        return command;
    }
}
