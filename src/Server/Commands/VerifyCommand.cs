using System.CommandLine;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Server.Commands;

/// <summary><c>langso verify</c>: reads the ledger from its first row and names the first that was altered.</summary>
internal static class VerifyCommand
{
    public static Command Make()
    {
        var place = new Place();
        var command = place.On(new Command("verify", "Kiểm sổ cái: có dòng nào bị sửa không"));
        command.SetAction(async (parsed, cancel) =>
        {
            var opened = await CommonOptions.OpenAsync(place.Read(parsed), create: false, cancel);
            if (!opened.Ok) return CommandLine.Refuse(opened.Problems);
            await using var services = opened.Value;
            var (rows, broken) = await services.GetRequiredService<Ledger>().VerifyAsync(cancel);
            if (broken is { } number)
            {
                Console.Error.WriteLine($"langso: sổ cái bị sửa từ mục {VnText.Number(number)} trong {VnText.Number(rows)} mục.");
                return CommandLine.Failure;
            }
            var checkpoints = await services.GetRequiredService<LedgerCheckpoints>().VerifyAsync(cancel);
            if (!checkpoints.Ok) return CommandLine.Refuse(checkpoints.Problems);
            var (signed, unsigned) = checkpoints.Value;
            if (unsigned is { } mark)
            {
                Console.Error.WriteLine($"langso: mốc niêm phong ở mục {VnText.Number(mark)} của sổ cái không phải do khóa gốc của tỉnh ký.");
                return CommandLine.Failure;
            }
            Console.WriteLine($"Sổ cái nguyên vẹn: {VnText.Number(rows)} mục{(signed == 0 ? "" : $", {VnText.Number(signed)} mốc niêm phong")}.");
            return 0;
        });
        return command;
    }
}
