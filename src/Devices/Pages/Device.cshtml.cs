using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Devices.Pages;

/// <summary>One loudspeaker or board: how it stands, what it did, its code and volume.</summary>
[Authorize(Policy = Rights.SeeDevices)]
public sealed class DeviceModel(DeviceDesk desk, Gazetteers gazetteers, TimeProvider clock, IAuthorizationService authorization) : PageModel
{
    /// <summary>The device's id.</summary>
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>The device.</summary>
    public DeviceView Device { get; private set; } = null!;

    /// <summary>What it did last, newest first.</summary>
    public IReadOnlyList<PlayView> Plays { get; private set; } = [];

    /// <summary>How it was since this time yesterday.</summary>
    public ReadingSummary Day { get; private set; } = null!;

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>True when the caller may change it.</summary>
    public bool MayKeep { get; private set; }

    /// <summary>Now.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Opens it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    /// <summary>A new single-use code.</summary>
    public Task<IActionResult> OnPostCodeAsync(CancellationToken cancel) => ChangeAsync(() => desk.NewCodeAsync(Id, User.UserName(), cancel), cancel);

    /// <summary>Sets the volume.</summary>
    public Task<IActionResult> OnPostVolumeAsync([FromForm] int volume, CancellationToken cancel) =>
        ChangeAsync(() => desk.SetVolumeAsync(Id, volume, User.UserName(), cancel), cancel);

    private async Task<IActionResult> ChangeAsync(Func<Task<Outcome<DeviceView>>> change, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel)) return NotFound();
        if (!MayKeep) return Forbid();
        var changed = await change();
        if (changed.Ok) return LocalRedirect("/devices/" + Id);
        Problems = changed.Problems;
        await ReadAsync(cancel);
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (desk.Find(Id) is not { } device) return false;
        Device = device;
        Plays = await desk.PlaysOfAsync(Id, 50, cancel);
        Day = await desk.DayOfAsync(Id, cancel);
        var today = new AsOf(clock.Today(), clock.Today());
        MayKeep = (await authorization.AuthorizeAsync(User, Rights.KeepDevices)).Succeeded
            && User.AreasFor(Rights.KeepDevices).Any(area => gazetteers.Current.IsWithin(device.Unit, area, today));
        return true;
    }
}
