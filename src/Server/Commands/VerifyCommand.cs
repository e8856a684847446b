using System.CommandLine;
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
            Console.WriteLine($"Sổ cái nguyên vẹn: {VnText.Number(rows)} mục.");
            return 0;
        });
        return command;
    }
}
