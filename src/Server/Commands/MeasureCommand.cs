using System.CommandLine;
using System.Text.Json;
using LangSo.Foundation;
using LangSo.Recognition;

namespace LangSo.Server.Commands;

/// <summary><c>langso measure</c>: one figure with its numerator and denominator, on a day or month by month.</summary>
internal static class MeasureCommand
{
    private static readonly string[] Forms = ["json", "text"], SeriesForms = ["json", "csv", "text"], Steps = ["month"];

    public static Command Make()
    {
        var id = new Argument<string>("chỉ số") { Description = "advanced, model, model-digital, trained-people…" };
        var (place, asOf, knownOn, under) = (new Place(), CommonOptions.AsOf(), CommonOptions.KnownOn(), CommonOptions.Under());
        asOf.Required = false;
        var geography = CommonOptions.Geography();
        var from = new Option<string?>("--from") { Description = "Dãy số từ ngày, thay cho --as-of", HelpName = "NGÀY" };
        var to = new Option<string?>("--to") { Description = "Dãy số đến ngày", HelpName = "NGÀY" };
        var step = new Option<string>("--step") { Description = "Bước của dãy số", DefaultValueFactory = _ => "month", HelpName = "month" };
        var format = CommonOptions.Format("text", SeriesForms);
        var command = place.On(new Command("measure", "Một con số, với tử số và mẫu số") { id, asOf, knownOn, under, geography, from, to, step, format });
        command.SetAction((parsed, cancel) =>
        {
            var (first, form) = (parsed.GetValue(from), parsed.GetRequiredValue(format));
            if (first is null != parsed.GetValue(asOf) is not null)
                return Task.FromResult(CommandLine.Refuse([new Problem("--as-of", "Cho một ngày (--as-of) hoặc một dãy (--from và --to).")]));
            if (!Steps.Contains(parsed.GetRequiredValue(step))) return Task.FromResult(CommandLine.Refuse([new Problem("--step", "Chỉ có bước “month”.")]));
            return CommonOptions.AnswerAsync(
                place.Read(parsed), first is null ? parsed.GetValue(asOf) : parsed.GetValue(to), parsed.GetValue(knownOn), form, first is null ? Forms : SeriesForms,
                (services, days) => CommonOptions.Day("--geography", parsed.GetValue(geography)).Then(of =>
                {
                    var book = services.GetRequiredService<Figures>().Current;
                    if (first is not null)
                        return CommonOptions.Day("--from", first).Then(start => book.Months(parsed.GetRequiredValue(id), start!.Value, days.Date, days.KnownOn, of, parsed.GetValue(under))).Then<string>(months =>
                            form switch { "json" => JsonSerializer.Serialize(months.ToAnswer(), LangSoJson.Indented) + "\n", "csv" => months.ToCsv(), _ => months.ToText() });
                    var result = of is { } day ? book.Measure(parsed.GetRequiredValue(id), days, day, parsed.GetValue(under)) : book.Measure(parsed.GetRequiredValue(id), days, parsed.GetValue(under));
                    return result.Then<string>(r => (form == "json" ? JsonSerializer.Serialize(r.ToAnswer(), LangSoJson.Indented) : r.ToAnswer().ToText()) + "\n");
                }),
                cancel);
        });
        return command;
    }
}
