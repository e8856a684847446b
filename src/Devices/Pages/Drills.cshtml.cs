using System.Globalization;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Devices.Pages;

/// <summary>Drills: what was held, and ordering one.</summary>
[Authorize(Policy = Rights.SeeDevices)]
public sealed class DrillsModel(DrillDesk desk, Gazetteers gazetteers, TimeProvider clock) : DevicesPage(gazetteers, clock)
{
    /// <summary>The unit of a new one.</summary>
    [BindProperty] public string Unit { get; set; } = "";

    /// <summary>The day and time of an audible one in Viet Nam, as the browser's field gives it.</summary>
    [BindProperty] public string? At { get; set; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<DrillView> Drills { get; private set; } = [];

    /// <summary>Where the caller may hold a silent one.</summary>
    public IReadOnlyList<(UnitId Unit, string Name)> SilentAreas => Areas(Rights.KeepDevices);

    /// <summary>Where the caller may sign an audible one.</summary>
    public IReadOnlyList<(UnitId Unit, string Name)> AudibleAreas => Areas(Rights.ApproveBulletins);

    /// <summary>Opens the list.</summary>
    public async Task OnGetAsync(CancellationToken cancel) => Drills = await desk.ListAsync(60, cancel);

    /// <summary>A silent one, now.</summary>
    public async Task<IActionResult> OnPostSilentAsync(CancellationToken cancel) =>
        May(Rights.KeepDevices, new UnitId(Unit)) ? await HeldAsync(desk.SilentAsync(new UnitId(Unit), User.UserName(), cancel), cancel) : await RefusedAsync(cancel);

    /// <summary>An audible one, signed by the caller.</summary>
    public async Task<IActionResult> OnPostAudibleAsync(CancellationToken cancel)
    {
        if (!May(Rights.ApproveBulletins, new UnitId(Unit))) return await RefusedAsync(cancel);
        if (DateTime.TryParseExact(At, "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return await HeldAsync(desk.AudibleAsync(new UnitId(Unit), new DateTimeOffset(local, VnTime.Offset).UtcDateTime, User.UserName(), cancel), cancel);
        Problems = [new Problem("at", "Chọn ngày và giờ diễn tập.")];
        await OnGetAsync(cancel);
        return Page();
    }

    private async Task<IActionResult> HeldAsync(Task<Outcome<string>> deed, CancellationToken cancel)
    {
        var held = await deed;
        if (held.Ok) return LocalRedirect("/drills/" + held.Value);
        Problems = held.Problems;
        await OnGetAsync(cancel);
        return Page();
    }

    private async Task<IActionResult> RefusedAsync(CancellationToken cancel)
    {
        Problems = [new Problem("unit", Unit.Length == 0 ? "Chọn địa bàn diễn tập." : "Bạn chưa có quyền cho diễn tập ở địa bàn này.")];
        await OnGetAsync(cancel);
        return Page();
    }
}
