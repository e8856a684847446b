using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Programmes;
using LangSo.Recognition;
using LangSo.Server.Host;
using LangSo.Territory;

namespace LangSo.Server.Demo;

/// <summary>What came of loading: a line each, for people.</summary>
internal sealed record DemoLoaded(IReadOnlyList<string> Lines, IReadOnlyList<DeviceView> Devices);

/// <summary>The demonstration province: Nam Định, then the communes of Ninh Bình that it became; with accounts and devices.</summary>
internal static class DemoProvince
{
    /// <summary>Name, kind and place of the demonstration's devices; the first two loudspeakers are played by the demonstration itself.</summary>
    private static readonly (string Name, DeviceKind Kind, string UnitName)[] Places =
    [
        ("Loa xóm Lâm Phú", DeviceKind.Loudspeaker, "Lâm Phú"),
        ("Loa xóm 1", DeviceKind.Loudspeaker, "1"),
        ("Bảng tin nhà văn hóa xóm Lâm Phú", DeviceKind.Board, "Lâm Phú"),
        ("Bảng tin trụ sở UBND xã Giao Ninh", DeviceKind.Board, ""),
    ];

    /// <summary>The same in a demonstration of an earlier day, when the province knew no hamlets yet.</summary>
    private static readonly (string Name, DeviceKind Kind, string UnitName)[] PlacesBefore =
        [("Loa xã Giao Lạc", DeviceKind.Loudspeaker, ""), ("Bảng tin trụ sở UBND xã Giao Lạc", DeviceKind.Board, "")];

    /// <summary>Loads what is missing; doing it again changes nothing.</summary>
    public static async Task<Outcome<DemoLoaded>> LoadAsync(IServiceProvider services, CancellationToken cancel)
    {
        var loaded = await services.GetRequiredService<DemoData>().LoadAsync(ShippedData.Folder, cancel);
        if (!loaded.Ok) return loaded.Problems.ToList();
        var lines = loaded.Value.Select(r => r.ToString()!).ToList();

        var clock = services.GetRequiredService<TimeProvider>();
        var gazetteer = services.GetRequiredService<Gazetteers>().Current;
        var today = new AsOf(clock.Today(), clock.Today());
        var accounts = await DemoAccounts.AddAsync(services, gazetteer, today, cancel);
        lines.Add(accounts == 0 ? "Tài khoản: đã có đủ." : $"Tài khoản: thêm {accounts}.");

        var dossiers = await DemoDossiers.AddAsync(services, cancel);
        if (!dossiers.Ok) return dossiers.Problems.ToList();
        lines.Add(dossiers.Value == 0 ? "Hồ sơ xét công nhận: đã có." : $"Hồ sơ xét công nhận: thêm {dossiers.Value} (minh họa).");
        var issuer = DemoAccounts.All.First(a => a.UserName == "dieuphoi");
        var campaigns = await services.AddSampleCampaignsAsync(
            gazetteer.ByCode(DemoAccounts.ProvinceOn(today.Date), today)!.Unit, new Person(issuer.UserName, issuer.ShownName), cancel);
        if (!campaigns.Ok) return campaigns.Problems.ToList();
        lines.Add(campaigns.Value == 0 ? "Đợt tuyên truyền: đã có đủ." : $"Đợt tuyên truyền: thêm {campaigns.Value} (minh họa).");

        var devices = await AddDevicesAsync(services, gazetteer, today, cancel);
        if (!devices.Ok) return devices.Problems.ToList();
        lines.Add($"Thiết bị: {devices.Value.Count} (minh họa).");
        return new DemoLoaded(lines, devices.Value);
    }

    /// <summary>
    /// A week of the commune, written and approved by the demonstration's people. Not part of the data: it is signed, and keys are made by
    /// the server that is to use them.
    /// </summary>
    public static async Task<Outcome<int>> AddWeekAsync(IServiceProvider services, CancellationToken cancel)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var (gazetteer, today) = (services.GetRequiredService<Gazetteers>().Current, new AsOf(clock.Today(), clock.Today()));
        if (gazetteer.ByCode(DemoAccounts.ProvinceCode, today) is not { } province || gazetteer.ByCode(DemoAccounts.CommuneCode, today) is not { } commune) return 0;
        if (gazetteer.Under(commune.Unit, today).FirstOrDefault(u => u.Name == "Lâm Phú") is not { } hamlet) return 0;
        return await services.AddSampleWeekAsync(province.Unit, commune.Unit, hamlet.Unit, PersonOf("vanhoa"), PersonOf("phochutich"), PersonOf("dieuphoi"), PersonOf("lanhdao"), cancel);

        static Person PersonOf(string user) => DemoAccounts.All.Where(a => a.UserName == user).Select(a => new Person(a.UserName, a.ShownName)).First();
    }

    private static async Task<Outcome<IReadOnlyList<DeviceView>>> AddDevicesAsync(IServiceProvider services, Gazetteer gazetteer, AsOf today, CancellationToken cancel)
    {
        var desk = services.GetRequiredService<DeviceDesk>();
        await desk.OpenAsync(cancel);
        var commune = gazetteer.ByCode(DemoAccounts.CommuneOn(today.Date), today)!;
        var known = desk.List(new DeviceFilter(Size: 1000)).Devices;
        var devices = new List<DeviceView>();
        foreach (var (name, kind, unitName) in DemoAccounts.CommuneOn(today.Date) == DemoAccounts.CommuneCode ? Places : PlacesBefore)
        {
            if (known.FirstOrDefault(d => d.Name == name) is { } there)
            {
                devices.Add(there);
                continue;
            }
            var unit = unitName.Length == 0 ? commune : gazetteer.Under(commune.Unit, today).FirstOrDefault(u => u.Name == unitName);
            if (unit is null) return new Problem("data", "Dữ liệu minh họa thiếu xóm {0} của xã Giao Ninh.", unitName);
            var added = await desk.AddAsync(name, kind, unit.Unit, "langso", cancel);
            if (!added.Ok) return added.Problems.ToList();
            devices.Add(added.Value);
        }
        return devices;
    }
}
