using System.CommandLine;
using LangSo.Foundation;
using LangSo.Sheets;
using LangSo.Territory;
using LangSo.Territory.Answers;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Commands;

/// <summary><c>langso export facts</c>: facts of communes as a table that can be taken in again.</summary>
internal static class ExportCommand
{
    private static readonly string[] Forms = ["xlsx", "csv"];

    public static Command Make()
    {
        var what = new Argument<string>("gì") { Description = "facts: số liệu các xã, phường" };
        var (place, asOf, knownOn, under) = (new Place(), CommonOptions.AsOf(), CommonOptions.KnownOn(), CommonOptions.Under());
        var format = CommonOptions.Format("xlsx", Forms);
        var to = new Option<string>("--out") { Description = "Tệp sẽ ghi", Required = true, HelpName = "TỆP" };
        var command = place.On(new Command("export", "Xuất số liệu ra bảng tính") { what, asOf, knownOn, under, format, to });
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetRequiredValue(what) != "facts") return CommandLine.Refuse($"không xuất được \"{parsed.GetValue(what)}\". Hiện có: facts.");
            var form = CommonOptions.Form(parsed.GetRequiredValue(format), Forms);
            if (!form.Ok) return CommandLine.Refuse(form.Problems);
            var days = CommonOptions.Days(parsed.GetRequiredValue(asOf), parsed.GetValue(knownOn), TimeProvider.System);
            if (!days.Ok) return CommandLine.Refuse(days.Problems);
            var opened = await CommonOptions.OpenAsync(place.Read(parsed), create: false, cancel);
            if (!opened.Ok) return CommandLine.Refuse(opened.Problems);
            await using var services = opened.Value;
            var gazetteer = services.GetRequiredService<Gazetteers>().Current;
            var area = parsed.GetValue(under) is { } code ? Asking.Unit(gazetteer, code, days.Value, "under").Then<UnitId?>(u => u.Unit) : (UnitId?)null;
            if (!area.Ok) return CommandLine.Refuse(area.Problems);
            var path = parsed.GetRequiredValue(to);
            var (export, ask) = (services.GetRequiredService<FactExport>(), new ExportAsk(days.Value, area.Value));
            // Beside its place first: a table that was not finished never stands under the name that was asked for.
            var partly = path + ".part";
            Outcome<int> rows;
            await using (var file = File.Create(partly)) rows = form.Value == "xlsx" ? export.WriteXlsx(ask, file, cancel) : export.WriteCsv(ask, file, cancel);
            if (!rows.Ok)
            {
                File.Delete(partly);
                return CommandLine.Refuse(rows.Problems);
            }
            File.Move(partly, path, overwrite: true);
            Console.WriteLine($"{VnText.Number(rows.Value)} xã, phường → {path}");
            return 0;
        });
        return command;
    }
}
