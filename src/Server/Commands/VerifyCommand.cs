using System.CommandLine;
using LangSo.Foundation;
using LangSo.Server.Host;
using LangSo.Server.Keeping;
using LangSo.Store;

namespace LangSo.Server.Commands;

/// <summary><c>langso verify</c>: reads the ledger from its first row, holds what official acts rest on against it, and names the first that was altered.</summary>
internal static class VerifyCommand
{
    public static Command Make()
    {
        var place = new Place();
        var files = new Option<bool>("--files") { Description = "Kiểm cả từng tệp âm thanh, hình" };
        var rows = new Option<bool>("--rows") { Description = "Chỉ kiểm các dòng, không đọc lại tệp minh chứng" };
        var command = place.On(new Command("verify", "Kiểm sổ cái, số liệu, minh chứng, hồ sơ: có chỗ nào bị sửa không") { files, rows });
        command.SetAction(async (parsed, cancel) =>
        {
            var installation = place.Read(parsed);
            if (!installation.Ok) return CommandLine.Refuse(installation.Problems);
            if (!installation.Value.Exists) return CommandLine.Refuse($"Thư mục \"{installation.Value.Folder.Given}\" chưa có dữ liệu Làng Số. Nạp trước: ./langso load demo --data {installation.Value.Folder.Given}");
            if (parsed.GetValue(files) && parsed.GetValue(rows)) return CommandLine.Refuse("chọn một trong hai: --files hoặc --rows.");
            await using var store = new OpenedStore(installation.Value);
            var ready = await store.Factory.PrepareAsync(cancel);
            if (!ready.Ok) return CommandLine.Refuse(ready.Problems);
            var proof = await StoreProof.VerifyAsync(store, files: !parsed.GetValue(rows), cancel);
            if (proof.Unusable is { } why) return CommandLine.Refuse(why);
            if (proof.Broken is { } broken)
            {
                Console.Error.WriteLine($"langso: {broken}");
                return CommandLine.Failure;
            }
            foreach (var line in proof.Lines) Console.WriteLine(line);
            return parsed.GetValue(files) ? await MediaAsync(store, cancel) : 0;
        });
        return command;
    }

    /// <summary>Every sound and evidence file that the store names is there and whole; and no file here is another than its name says.</summary>
    private static async Task<int> MediaAsync(OpenedStore store, CancellationToken cancel)
    {
        var media = VaultMedia.Of(store);
        var there = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (name, _) in media.ListAsync(cancel)) there.Add(name);
        var wanted = await WantedMedia.InAsync(store.Factory, cancel);
        var count = 0;
        foreach (var name in there.Union(wanted, StringComparer.Ordinal))
        {
            if (!await media.IsWholeAsync(name, cancel))
            {
                Console.Error.WriteLine($"langso: tệp {name} {(there.Contains(name) ? "bị hỏng" : "không còn")}.");
                return CommandLine.Failure;
            }
            count++;
        }
        Console.WriteLine($"Âm thanh, hình nguyên vẹn: {VnText.Number(count)} tệp.");
        return 0;
    }
}
