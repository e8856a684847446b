using System.CommandLine;
using LangSo.Foundation;
using LangSo.Server.Host;
using LangSo.Server.Keeping;
using LangSo.Store;
using LangSo.Store.Keeping;

namespace LangSo.Server.Commands;

/// <summary><c>langso move</c>: a whole installation from one store into another, proven before anyone can open it.</summary>
internal static class MoveCommand
{
    public static Command Make()
    {
        var from = new Option<string>("--from") { Description = "Nơi đi: thư mục dữ liệu, hoặc postgres://tên@máy/langso", Required = true, HelpName = "NƠI_ĐI" };
        var to = new Option<string>("--to") { Description = "Nơi đến: thư mục dữ liệu, hoặc postgres://tên@máy/langso; phải còn trống", Required = true, HelpName = "NƠI_ĐẾN" };
        var data = new Option<string?>("--data") { Description = "Thư mục giữ âm thanh, hình và khóa khi một đầu là PostgreSQL", HelpName = "THƯ_MỤC" };
        var anew = new Option<bool>("--anew") { Description = "Bỏ phần đã chuyển dở, chuyển lại từ đầu" };
        var command = new Command("move", "Chuyển cả dữ liệu sang kho khác (SQLite ↔ PostgreSQL); dừng bằng Ctrl+C, chạy lại để chuyển tiếp") { from, to, data, anew };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), parsed.GetValue(data), parsed.GetValue(anew), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string from, string to, string? data, bool anew, CancellationToken cancel)
    {
        var (source, target) = (End(from, data), End(to, data));
        if (!source.Ok) return CommandLine.Refuse(source.Problems.Select(p => p with { Field = "--from" }).ToList());
        if (!target.Ok) return CommandLine.Refuse(target.Problems.Select(p => p with { Field = "--to" }).ToList());
        var (folderFrom, folderTo) = (FolderOf(from, data), FolderOf(to, data));
        if (IsAddress(from) == IsAddress(to) && data is not null) return CommandLine.Refuse("--data chỉ dùng khi đúng một đầu là PostgreSQL.");
        if (!source.Value.Exists) return CommandLine.Refuse($"Thư mục \"{from}\" chưa có dữ liệu Làng Số.");
        if (!IsAddress(to) && CommonOptions.MakeFolder(target.Value) is { } closed) return CommandLine.Refuse([closed with { Field = "--to" }]);
        if (folderFrom is not null && folderTo is not null && new KeyFolder(folderTo).RefusesKeysOf(new KeyFolder(folderFrom)) is { } keys) return CommandLine.Refuse([keys]);

        var progress = new ConsoleProgress(TimeProvider.System);
        await using var here = new OpenedStore(source.Value);
        await using var there = new OpenedStore(target.Value);
        try
        {
            var moved = await new StoreMove(here.Factory, there.Factory).RunAsync(anew, progress.Rows, table => progress.Stage("soát lại " + table), cancel);
            progress.End();
            if (!moved.Ok) return CommandLine.Refuse(moved.Problems);
            if (moved.Value.BegunAnew is { } why) Console.WriteLine($"Chuyển lại từ đầu: {why}.");
            Console.WriteLine($"Đã chuyển {VnText.Number(moved.Value.Tables.Sum(t => t.Rows))} dòng của {moved.Value.Tables.Count} bảng sang {target.Value.Store.Shown}; từng bảng giống nhau đến từng byte.");
            Console.WriteLine($"Sổ cái nguyên vẹn: {VnText.Number(moved.Value.Head.Number)} mục, kết thúc bằng {moved.Value.Head.Hash[..16]}.");
            return await FilesAsync(folderFrom, folderTo, cancel);
        }
        catch (OperationCanceledException)
        {
            progress.End();
            Console.Error.WriteLine("langso: đã dừng; nơi đến chưa dùng được. Chạy lại đúng lệnh này để chuyển tiếp.");
            return CommandLine.Failure;
        }
    }

    private static async Task<int> FilesAsync(string? from, string? to, CancellationToken cancel)
    {
        if (from is null)
        {
            Console.WriteLine("Âm thanh, hình và khóa không nằm trong cơ sở dữ liệu: thêm --data THƯ_MỤC, hoặc tự chép thư mục media và keys.");
            return 0;
        }
        if (to is null || Path.GetFullPath(from) == Path.GetFullPath(to))
        {
            Console.WriteLine($"Âm thanh, hình và khóa vẫn ở \"{from}\": giữ --data {from} khi chạy máy chủ.");
            return 0;
        }
        var files = await FolderMove.RunAsync(from, to, cancel);
        if (!files.Ok) return CommandLine.Refuse(files.Problems);
        Console.WriteLine($"Đã chép {VnText.Number(files.Value.Media)} tệp âm thanh, hình và {VnText.Number(files.Value.Keys)} tệp khóa sang \"{to}\".");
        return 0;
    }

    /// <summary>An end is a data folder, or a database whose folder is the one beside it.</summary>
    private static Outcome<Installation> End(string end, string? data) =>
        IsAddress(end) ? Place.Of(data ?? CommonOptions.DefaultFolder, end) : Place.Of(end, null);

    private static string? FolderOf(string end, string? data) => IsAddress(end) ? data : end;

    private static bool IsAddress(string end) => end.Contains("://", StringComparison.Ordinal) || end.Contains("host=", StringComparison.OrdinalIgnoreCase);
}
