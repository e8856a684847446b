using System.CommandLine;
using LangSo.Foundation;
using LangSo.Server.Host;
using LangSo.Server.Keeping;

namespace LangSo.Server.Commands;

/// <summary><c>langso restore</c>: a backup into an empty place, on either engine, proven.</summary>
internal static class RestoreCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("tệp") { Description = "Tệp sao lưu .zip" };
        var place = new Place();
        var withKeys = new Option<string?>("--with-keys") { Description = "Phục hồi cả khóa; mật khẩu ở dòng đầu của tệp này", HelpName = "TỆP_MẬT_KHẨU" };
        var mediaFrom = new Option<string?>("--media-from") { Description = "Thư mục đã để âm thanh, hình khi sao lưu bằng --media-to", HelpName = "THƯ_MỤC" };
        var command = place.On(new Command("restore", "Phục hồi bản sao lưu vào nơi trống; được cả hoặc không gì cả") { file, withKeys, mediaFrom });
        command.SetAction((parsed, cancel) => RunAsync(place.Read(parsed), parsed.GetRequiredValue(file), parsed.GetValue(withKeys), parsed.GetValue(mediaFrom), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Outcome<Installation> place, string file, string? withKeys, string? mediaFrom, CancellationToken cancel)
    {
        if (!place.Ok) return CommandLine.Refuse(place.Problems);
        if (!File.Exists(file)) return CommandLine.Refuse($"không có tệp \"{file}\".");
        var passphrase = PassphraseFile.Read(withKeys);
        if (!passphrase.Ok) return CommandLine.Refuse(passphrase.Problems);
        var made = !Directory.Exists(place.Value.Folder.Path);
        if (CommonOptions.MakeFolder(place.Value) is { } closed) return CommandLine.Refuse([closed]);
        var progress = new ConsoleProgress(TimeProvider.System);
        var done = false;
        try
        {
            await using var store = new OpenedStore(place.Value);
            var restored = await new Restore(store, VaultMedia.Of(store), new KeyFolder(place.Value.Folder.Path)).RunAsync(file, passphrase.Value, mediaFrom, progress, cancel);
            progress.End();
            if (!restored.Ok) return CommandLine.Refuse(restored.Problems);
            done = true;
            var manifest = restored.Value;
            Console.WriteLine($"Đã phục hồi {VnText.Number(manifest.Tables.Sum(t => t.Rows))} dòng của {manifest.Tables.Count} bảng và {VnText.Number(manifest.Media.Count)} tệp âm thanh, hình vào {place.Value.Store.Shown}.");
            Console.WriteLine($"Sổ cái nguyên vẹn: {VnText.Number(manifest.Ledger.Number)} mục, kết thúc bằng {manifest.Ledger.Hash[..16]}; {(manifest.RootKey is { } root ? "chữ ký đúng của khóa gốc " + root.Id() : "bản sao lưu không có chữ ký")}.");
            if (!manifest.KeysInside) Console.WriteLine("Tệp không có khóa: chép lại thư mục keys trước khi chạy máy chủ, nếu không mọi thiết bị phải ghép lại.");
            else if (passphrase.Value is null) Console.WriteLine("Chưa phục hồi khóa: cần --with-keys TỆP_MẬT_KHẨU.");
            return 0;
        }
        catch (OperationCanceledException)
        {
            progress.End();
            Console.Error.WriteLine("langso: đã dừng; nơi đến vẫn trống.");
            return CommandLine.Failure;
        }
        finally
        {
            if (!done && made && !Directory.EnumerateFileSystemEntries(place.Value.Folder.Path).Any()) Directory.Delete(place.Value.Folder.Path);
        }
    }
}
