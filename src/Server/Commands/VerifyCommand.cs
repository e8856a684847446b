using System.CommandLine;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.SelfAssessment;
using LangSo.Server.Host;
using LangSo.Server.Keeping;
using LangSo.Store;
using LangSo.Store.Keeping;

namespace LangSo.Server.Commands;

/// <summary><c>langso verify</c>: reads the ledger from its first row and names the first that was altered.</summary>
internal static class VerifyCommand
{
    public static Command Make()
    {
        var place = new Place();
        var files = new Option<bool>("--files") { Description = "Kiểm cả từng tệp âm thanh, hình" };
        var command = place.On(new Command("verify", "Kiểm sổ cái: có dòng nào bị sửa không") { files });
        command.SetAction(async (parsed, cancel) =>
        {
            var installation = place.Read(parsed);
            if (!installation.Ok) return CommandLine.Refuse(installation.Problems);
            if (!installation.Value.Exists) return CommandLine.Refuse($"Thư mục \"{installation.Value.Folder.Given}\" chưa có dữ liệu Làng Số. Nạp trước: ./langso load demo --data {installation.Value.Folder.Given}");
            await using var store = new OpenedStore(installation.Value);
            var ready = await store.Factory.PrepareAsync(cancel);
            if (!ready.Ok) return CommandLine.Refuse(ready.Problems);
            var ledger = await LedgerAsync(store, cancel);
            return ledger == 0 && parsed.GetValue(files) ? await MediaAsync(store, cancel) : ledger;
        });
        return command;
    }

    private static async Task<int> LedgerAsync(OpenedStore store, CancellationToken cancel)
    {
        await using var picture = await StoreSnapshot.TakeAsync(store.Factory, cancel);
        var proof = await picture.ProveAsync(cancel);
        if (proof.FirstBroken is { } number)
        {
            Console.Error.WriteLine($"langso: sổ cái bị sửa từ mục {VnText.Number(number)} trong {VnText.Number(proof.Rows)} mục.");
            return CommandLine.Failure;
        }
        var checkpoints = await store.Services.GetRequiredService<LedgerCheckpoints>().VerifyAsync(cancel);
        if (!checkpoints.Ok) return CommandLine.Refuse(checkpoints.Problems);
        var (signed, unsigned) = checkpoints.Value;
        if (unsigned is { } mark)
        {
            Console.Error.WriteLine($"langso: mốc niêm phong ở mục {VnText.Number(mark)} của sổ cái không phải do khóa gốc của tỉnh ký.");
            return CommandLine.Failure;
        }
        // Without the sheets' own rows the ledger would only prove what was once typed, not what figures are made of now.
        var sheets = await store.Services.GetRequiredService<SheetProof>().VerifyAsync(cancel);
        if (!sheets.Ok)
        {
            Console.Error.WriteLine($"langso: {sheets.Problems[0]}");
            return CommandLine.Failure;
        }
        Console.WriteLine($"Sổ cái nguyên vẹn: {VnText.Number(proof.Rows)} mục{(signed == 0 ? "" : $", {VnText.Number(signed)} mốc niêm phong")}.");
        if (sheets.Value.Values + sheets.Value.Files > 0)
            Console.WriteLine($"Phiếu tự đánh giá khớp sổ cái: {VnText.Number(sheets.Value.Values)} giá trị, {VnText.Number(sheets.Value.Files)} minh chứng.");
        return 0;
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
