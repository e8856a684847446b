using System.CommandLine;
using System.Globalization;
using LangSo.Foundation;
using LangSo.Server.Host;
using LangSo.Server.Keeping;

namespace LangSo.Server.Commands;

/// <summary><c>langso backup</c>: one file with everything, while the server goes on.</summary>
internal static class BackupCommand
{
    /// <summary>Names that this command gives; only such are removed by <c>--keep</c>.</summary>
    private const string Pattern = "langso-????????-??????.zip";

    public static Command Make()
    {
        var place = new Place();
        var file = new Option<string>("--out") { Description = "Tệp .zip; hoặc thư mục: tên tệp theo ngày giờ", Required = true, HelpName = "TỆP" };
        var withKeys = new Option<string?>("--with-keys") { Description = "Kèm khóa, mã hóa bằng mật khẩu ở dòng đầu của tệp này", HelpName = "TỆP_MẬT_KHẨU" };
        var keep = new Option<int?>("--keep") { Description = "Khi --out là thư mục: chỉ giữ chừng này bản mới nhất", HelpName = "SỐ" };
        var mediaTo = new Option<string?>("--media-to") { Description = "Để âm thanh, hình ra thư mục này, chỉ chép tệp mới", HelpName = "THƯ_MỤC" };
        var command = place.On(new Command("backup", "Sao lưu vào một tệp, trong khi máy chủ vẫn chạy") { file, withKeys, keep, mediaTo });
        command.SetAction((parsed, cancel) => RunAsync(
            place.Read(parsed), parsed.GetRequiredValue(file), parsed.GetValue(withKeys), parsed.GetValue(keep), parsed.GetValue(mediaTo), TimeProvider.System, cancel));
        return command;
    }

    private static async Task<int> RunAsync(Outcome<Installation> place, string given, string? withKeys, int? keep, string? mediaTo, TimeProvider clock, CancellationToken cancel)
    {
        if (!place.Ok) return CommandLine.Refuse(place.Problems);
        if (!place.Value.Exists) return CommandLine.Refuse($"Thư mục \"{place.Value.Folder.Given}\" chưa có dữ liệu Làng Số.");
        var passphrase = PassphraseFile.Read(withKeys);
        if (!passphrase.Ok) return CommandLine.Refuse(passphrase.Problems);
        var inFolder = Directory.Exists(given) || given.EndsWith('/');
        if (keep is < 1) return CommandLine.Refuse("--keep phải từ 1.");
        if (keep is not null && !inFolder) return CommandLine.Refuse("--keep chỉ dùng khi --out là thư mục.");
        if (inFolder) Directory.CreateDirectory(given);
        var path = inFolder ? Path.Combine(given, $"langso-{clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.zip") : given;

        var progress = new ConsoleProgress(clock);
        await using var store = new OpenedStore(place.Value);
        try
        {
            var taken = await new Backup(store, VaultMedia.Of(store), new KeyFolder(place.Value.Folder.Path), clock).TakeAsync(new BackupWish(path, passphrase.Value, mediaTo), progress, cancel);
            progress.End();
            if (!taken.Ok) return CommandLine.Refuse(taken.Problems);
            var made = taken.Value;
            Console.WriteLine($"{path}: {VnText.Number(made.Tables.Sum(t => t.Rows))} dòng của {made.Tables.Count} bảng, {VnText.Number(made.Media.Count)} tệp âm thanh, hình; {VnText.Number(new FileInfo(path).Length)} byte.");
            Console.WriteLine($"Sổ cái: {VnText.Number(made.Ledger.Number)} mục, kết thúc bằng {made.Ledger.Hash[..16]}; {(made.RootKey is { } root ? "ký bằng khóa gốc " + root.Id() : "chưa có khóa gốc để ký")}.");
            Console.WriteLine(made.KeysInside ? "Có khóa trong tệp, đã mã hóa: giữ mật khẩu ở nơi khác với tệp." : "KHÔNG có khóa trong tệp: sao riêng thư mục keys, hoặc thêm --with-keys TỆP_MẬT_KHẨU. Mất khóa gốc là phải ghép lại mọi thiết bị.");
            if (keep is { } number)
                foreach (var old in Directory.GetFiles(given, Pattern).OrderByDescending(f => Path.GetFileName(f), StringComparer.Ordinal).Skip(number)) File.Delete(old);
            return 0;
        }
        catch (OperationCanceledException)
        {
            progress.End();
            Console.Error.WriteLine("langso: đã dừng; không để lại tệp dở.");
            return CommandLine.Failure;
        }
    }
}

/// <summary>A passphrase is read from a file, so that it stands in no list of processes.</summary>
internal static class PassphraseFile
{
    /// <summary>The first line; null when no file is named.</summary>
    public static Outcome<string?> Read(string? path)
    {
        if (path is null) return (string?)null;
        try
        {
            var line = File.ReadLines(path).FirstOrDefault()?.Trim() ?? "";
            return line.Length >= 12 ? line : new Problem("--with-keys", "Mật khẩu trong tệp \"{0}\" phải dài ít nhất 12 ký tự.", path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem("--with-keys", "Không đọc được tệp mật khẩu \"{0}\".", path);
        }
    }
}
