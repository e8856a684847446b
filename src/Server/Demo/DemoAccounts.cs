using LangSo.Foundation;
using LangSo.Server.Access;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Demo;

/// <summary>The demonstration accounts. Their password is public: they exist only in a demonstration's data folder.</summary>
internal static class DemoAccounts
{
    /// <summary>Of all of them.</summary>
    public const string Password = "langso-minh-hoa";

    /// <summary>The commune where the demonstration's loudspeakers and boards stand: xã Giao Ninh since 1/7/2025.</summary>
    public const string CommuneCode = "14212";

    /// <summary>Ninh Bình since 1/7/2025.</summary>
    public const string ProvinceCode = "37";

    /// <summary>The day on which districts ended and Nam Định became a part of Ninh Bình.</summary>
    private static readonly DateOnly TwoLevels = new(2025, 7, 1);

    /// <summary>Before that day: Nam Định, huyện Giao Thủy and xã Giao Lạc, which holds the first title only.</summary>
    public const string ProvinceBefore = "36", DistrictBefore = "365", CommuneBefore = "14185";

    /// <summary>The accounts of a demonstration of this day: of three levels before 1/7/2025, of two after.</summary>
    public static IReadOnlyList<(string UserName, string ShownName, (string Role, string Code)[] Roles)> On(DateOnly today) => today >= TwoLevels ? All :
    [
        .. All.Select(a => (a.UserName, a.ShownName.Replace("Giao Ninh", "Giao Lạc", StringComparison.Ordinal).Replace("Trưởng xóm Lâm Phú, xã", "Trưởng xóm, xã", StringComparison.Ordinal),
            a.Roles.Select(r => (r.Role, Before(r.Code))).ToArray())),
        ("huyen", "Cán bộ thẩm tra, Phòng Nông nghiệp và Môi trường huyện Giao Thủy", [(Roles.Verifier, DistrictBefore)]),
        ("dieuphoihuyen", "Cán bộ Văn phòng Điều phối NTM huyện Giao Thủy", [(Roles.ProgrammeOfficer, DistrictBefore)]),
    ];

    /// <summary>The code of the demonstration's province on a day.</summary>
    public static string ProvinceOn(DateOnly today) => today >= TwoLevels ? ProvinceCode : ProvinceBefore;

    /// <summary>The code of the demonstration's commune on a day.</summary>
    public static string CommuneOn(DateOnly today) => today >= TwoLevels ? CommuneCode : CommuneBefore;

    private static string Before(string code) => code == ProvinceCode ? ProvinceBefore : CommuneBefore;

    /// <summary>User name, shown name, roles with the code of the unit where they hold.</summary>
    public static readonly IReadOnlyList<(string UserName, string ShownName, (string Role, string Code)[] Roles)> All =
    [
        ("dieuphoi", "Cán bộ Văn phòng Điều phối NTM tỉnh", [(Roles.ProgrammeOfficer, ProvinceCode), (Roles.Broadcaster, ProvinceCode)]),
        ("lanhdao", "Lãnh đạo UBND tỉnh", [(Roles.Leader, ProvinceCode), (Roles.Approver, ProvinceCode)]),
        ("lanhdao2", "Phó Chủ tịch UBND tỉnh", [(Roles.Leader, ProvinceCode), (Roles.Approver, ProvinceCode)]),
        ("vanhoa", "Công chức văn hóa - xã hội xã Giao Ninh", [(Roles.Broadcaster, CommuneCode), (Roles.Technician, CommuneCode)]),
        ("phochutich", "Phó Chủ tịch UBND xã Giao Ninh", [(Roles.Approver, CommuneCode)]),
        ("nongthon", "Công chức nông thôn mới xã Giao Ninh", [(Roles.CommuneOfficer, CommuneCode)]),
        ("thamtra", "Cán bộ thẩm tra, Văn phòng Điều phối NTM tỉnh", [(Roles.Verifier, ProvinceCode)]),
        ("thamdinh", "Thành viên Hội đồng thẩm định tỉnh", [(Roles.Appraiser, ProvinceCode)]),
        ("thamdinh2", "Thư ký Hội đồng thẩm định tỉnh", [(Roles.Appraiser, ProvinceCode)]),
        ("mattran", "Ủy ban MTTQ xã Giao Ninh", [(Roles.FrontOfficer, CommuneCode)]),
        ("truongxom", "Trưởng xóm Lâm Phú, xã Giao Ninh", [(Roles.HamletHead, HamletOf(CommuneCode, "Lâm Phú"))]),
        ("quantri", "Quản trị Làng Số tỉnh", [(Roles.Administrator, ProvinceCode)]),
    ];

    /// <summary>A hamlet, by the code of its commune and its name.</summary>
    private static string HamletOf(string commune, string name) => commune + "/" + name;

    private static UnitVersion? Find(Gazetteer gazetteer, string code, AsOf today) => code.Split('/') is [var commune, var name]
        ? gazetteer.ByCode(commune, today) is { } above ? gazetteer.Under(above.Unit, today).FirstOrDefault(u => u.Name == name) ?? above : null
        : gazetteer.ByCode(code, today);

    /// <summary>
    /// Adds those that are missing; returns how many were added. The demonstration does not ask for two steps, so that it can be tried; its
    /// pages say so.
    /// </summary>
    public static async Task<int> AddAsync(IServiceProvider services, Gazetteer gazetteer, AsOf today, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var db = scope.ServiceProvider.GetRequiredService<StoreContext>();
        var added = 0;
        if (!await db.Set<AccessSetting>().AnyAsync(s => s.Name == AccessSetting.TwoSteps, cancel)) await AccountDesk.PutRuleAsync(db, asked: false, cancel);
        await db.SaveChangesAsync(cancel);
        foreach (var (userName, shownName, roles) in On(today.Date))
        {
            if (await users.FindByNameAsync(userName) is not null) continue;
            var made = await users.CreateAsync(new Account { UserName = userName, ShownName = shownName }, Password);
            if (!made.Succeeded) throw new InvalidOperationException(string.Join(" ", made.Errors.Select(e => e.Description)));
            foreach (var (role, code) in roles)
            {
                var unit = Find(gazetteer, code, today) ?? throw new InvalidOperationException($"The demonstration needs unit {code}.");
                db.Add(new RoleGrant { UserName = userName, Role = role, Unit = unit.Unit, From = unit.From });
            }
            await db.SaveChangesAsync(cancel);
            added++;
        }
        return added;
    }
}
