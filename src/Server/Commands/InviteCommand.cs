using System.CommandLine;
using LangSo.Foundation;
using LangSo.Server.Access;
using LangSo.Territory;

namespace LangSo.Server.Commands;

/// <summary><c>langso invite</c>: a link by which the first administrator comes in; who can run it holds the data folder.</summary>
internal static class InviteCommand
{
    public static Command Make()
    {
        var place = new Place();
        var user = new Option<string>("--user") { Description = "Tên tài khoản", Required = true };
        var name = new Option<string>("--name") { Description = "Họ tên hoặc chức danh", Required = true };
        var role = new Option<string>("--role") { Description = "Vai trò", DefaultValueFactory = _ => Roles.Administrator, HelpName = string.Join('|', Roles.All) };
        var unit = new Option<string>("--unit") { Description = "Mã đơn vị", Required = true };
        var site = new Option<string>("--site") { Description = "Địa chỉ trang", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var command = place.On(new Command("invite", "Liên kết mời người quản trị đầu tiên") { user, name, role, unit, site });
        command.SetAction(async (parsed, cancel) =>
        {
            var opened = await CommonOptions.OpenAsync(place.Read(parsed), create: false, cancel);
            if (!opened.Ok) return CommandLine.Refuse(opened.Problems);
            await using var services = opened.Value;
            var today = services.GetRequiredService<TimeProvider>().Today();
            var code = parsed.GetRequiredValue(unit);
            if (services.GetRequiredService<Gazetteers>().Current.ByCode(code, new AsOf(today, today)) is not { } found) return CommandLine.Refuse($"hôm nay không có đơn vị mã \"{code}\".");
            var guest = new Guest(parsed.GetRequiredValue(user), parsed.GetRequiredValue(name), null, new NewRole(parsed.GetRequiredValue(role), found.Unit, today));
            var invited = await services.GetRequiredService<InvitationDesk>().InviteAsync(InvitationDesk.Console, guest, cancel);
            if (!invited.Ok) return CommandLine.Refuse(invited.Problems);
            Console.WriteLine(parsed.GetRequiredValue(site).TrimEnd('/') + "/invitation/" + invited.Value);
            return 0;
        });
        return command;
    }
}
