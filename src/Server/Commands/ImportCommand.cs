using System.CommandLine;
using LangSo.Foundation;
using LangSo.Sheets;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Commands;

/// <summary><c>langso import FILE</c>: an office's table of facts, whole or not at all; what is wrong comes back in the same table.</summary>
internal static class ImportCommand
{
    private const int Shown = 20;

    public static Command Make()
    {
        var file = new Argument<string>("tệp") { Description = "Tệp .xlsx hoặc .csv" };
        var (place, asOf) = (new Place(), CommonOptions.AsOf());
        var source = new Option<string>("--source") { Description = "Nguồn: ai gửi bảng này; cách hiểu các cột được nhớ theo nguồn", Required = true, HelpName = "TÊN" };
        var recorded = new Option<string?>("--recorded") { Description = "Ngày biết số liệu; mặc định hôm nay", HelpName = "NGÀY" };
        var errors = new Option<string?>("--errors") { Description = "Nếu có lỗi, ghi bảng kèm lý do vào tệp này", HelpName = "TỆP" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Chỉ đọc và kiểm, không ghi" };
        var map = new Option<string[]>("--map") { Description = "Chỉ một cột: \"TIÊU ĐỀ=mã chỉ tiêu\" (hoặc @code, @unit, @day, @ignored)", HelpName = "CỘT=NGHĨA" };
        var command = place.On(new Command("import", "Nạp số liệu từ bảng tính") { file, source, asOf, recorded, errors, dryRun, map });
        command.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!File.Exists(path)) return CommandLine.Refuse($"không có tệp \"{path}\".");
            var days = CommonOptions.Days(parsed.GetRequiredValue(asOf), parsed.GetValue(recorded), TimeProvider.System);
            if (!days.Ok) return CommandLine.Refuse(days.Problems);
            var meanings = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var pair in parsed.GetValue(map) ?? [])
            {
                if (pair.LastIndexOf('=') is not (var at and > 0)) return CommandLine.Refuse($"--map không hiểu \"{pair}\". Viết \"TIÊU ĐỀ=mã chỉ tiêu\".");
                meanings[pair[..at]] = pair[(at + 1)..];
            }
            var opened = await CommonOptions.OpenAsync(place.Read(parsed), create: false, cancel);
            if (!opened.Ok) return CommandLine.Refuse(opened.Problems);
            await using var services = opened.Value;
            var ask = new ImportAsk(path, Path.GetFileName(path), parsed.GetRequiredValue(source), days.Value.Date, days.Value.KnownOn, "langso", meanings);
            var ran = await services.GetRequiredService<FactImport>().RunAsync(ask, write: !parsed.GetValue(dryRun), new Line(), cancel);
            if (!ran.Ok) return CommandLine.Refuse(ran.Problems);
            return await SayAsync(path, ran.Value, parsed.GetValue(errors), cancel);
        });
        return command;
    }

    private static async Task<int> SayAsync(string path, ImportResult result, string? errors, CancellationToken cancel)
    {
        foreach (var column in result.Columns.Where(c => c.Role == ColumnRole.Ignored)) Console.Error.WriteLine($"Không đọc cột {Cell.ColumnName(column.Index)}: {column.Header}");
        if (result.Faults.Count == 0)
        {
            Console.WriteLine($"{VnText.Number(result.Rows)} dòng, {VnText.Number(result.Values)} giá trị; " + (result.Written ? $"đã ghi {VnText.Number(result.New)}" : $"mới {VnText.Number(result.New)}, chưa ghi"));
            return 0;
        }
        foreach (var fault in result.Faults.Take(Shown)) Console.Error.WriteLine(fault);
        if (result.Faults.Count > Shown) Console.Error.WriteLine($"… còn {VnText.Number(result.Faults.Count - Shown)} chỗ nữa");
        if (errors is not null)
        {
            await using var marked = File.Create(errors);
            FaultMarks.Write(path, result, marked);
            await marked.FlushAsync(cancel);
        }
        return CommandLine.Refuse($"{VnText.Number(result.Faults.Count)}{(result.More ? "+" : "")} chỗ sai; chưa ghi gì." + (errors is null ? " Thêm --errors TỆP để nhận lại bảng kèm lý do." : $" Lý do ở \"{errors}\"."));
    }

    private sealed class Line : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (!Console.IsErrorRedirected) Console.Error.Write($"\r{(value.Writing ? "Ghi" : "Đọc")} {VnText.Percent((decimal)(value.Part * 100))}   \r");
        }
    }
}
