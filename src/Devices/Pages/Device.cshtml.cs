using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Devices.Pages;


/// <summary>One loudspeaker or board: how it stands, what it measured and did, and everything that can be done with it.</summary>
[Authorize(Policy = Rights.SeeDevices)]
public sealed class DeviceModel(DeviceDesk desk, RemoteDesk remote, RepairDesk repairs, ComplaintDesk complaints, Gazetteers gazetteers, TimeProvider clock)
    : DevicesPage(gazetteers, clock)
{
    /// <summary>The device's id.</summary>
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>How many days the charts go back: 1 or 7.</summary>
    [BindProperty(SupportsGet = true)] public int Days { get; set; } = 1;

    /// <summary>The device.</summary>
    public DeviceView Device { get; private set; } = null!;

    /// <summary>What it did last, newest first.</summary>
    public IReadOnlyList<PlayView> Plays { get; private set; } = [];

    /// <summary>What it measured.</summary>
    public IReadOnlyList<ReadingView> Readings { get; private set; } = [];

    /// <summary>What it was told from afar.</summary>
    public IReadOnlyList<CommandView> Commands { get; private set; } = [];

    /// <summary>Its repairs, the open one first.</summary>
    public IReadOnlyList<RepairView> Repairs { get; private set; } = [];

    /// <summary>What residents said of it.</summary>
    public IReadOnlyList<ComplaintView> Complaints { get; private set; } = [];

    /// <summary>True when the caller may change it.</summary>
    public bool MayKeep => May(Rights.KeepDevices, Device.Unit);

    /// <summary>Opens it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    /// <summary>A new single-use code.</summary>
    public Task<IActionResult> OnPostCodeAsync(CancellationToken cancel) => ChangeAsync(() => desk.NewCodeAsync(Id, User.UserName(), cancel), cancel);

    /// <summary>Sets the volume.</summary>
    public Task<IActionResult> OnPostVolumeAsync([FromForm] int volume, CancellationToken cancel) =>
        ChangeAsync(() => desk.SetVolumeAsync(Id, volume, User.UserName(), cancel), cancel);

    /// <summary>Out of use, or back.</summary>
    public Task<IActionResult> OnPostOffAsync([FromForm] bool off, CancellationToken cancel) => ChangeAsync(() => desk.SetOffAsync(Id, off, User.UserName(), cancel), cancel);

    /// <summary>Where the pole stands.</summary>
    public Task<IActionResult> OnPostPointAsync([FromForm] string? point, CancellationToken cancel) => ChangeAsync(() => desk.SetPointAsync(Id, point, User.UserName(), cancel), cancel);

    /// <summary>Named groups.</summary>
    public Task<IActionResult> OnPostLabelsAsync([FromForm] string? labels, CancellationToken cancel) => ChangeAsync(() => desk.SetLabelsAsync(Id, labels, User.UserName(), cancel), cancel);

    /// <summary>Takes its token back.</summary>
    public Task<IActionResult> OnPostRevokeAsync(CancellationToken cancel) => ChangeAsync(() => desk.RevokeAsync(Id, User.UserName(), cancel), cancel);

    /// <summary>A command from afar.</summary>
    public Task<IActionResult> OnPostCommandAsync([FromForm] string kind, CancellationToken cancel) =>
        ChangeAsync(() => remote.CommandAsync(Id, kind, kind == DeviceCommand.Tone ? 3 : null, User.UserName(), cancel), cancel);

    /// <summary>Opens a repair ticket.</summary>
    public Task<IActionResult> OnPostRepairAsync([FromForm] string? cause, CancellationToken cancel) =>
        ChangeAsync(() => repairs.OpenAsync(Id, cause ?? "", "hand", User.UserName(), cancel), cancel);

    private async Task<IActionResult> ChangeAsync<T>(Func<Task<Outcome<T>>> change, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel)) return NotFound();
        return MayKeep ? await DoAsync(change(), "/devices/" + Id, () => ReadAsync(cancel)) : Forbid();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (desk.Find(Id) is not { } device) return false;
        Device = device;
        Days = Days == 7 ? 7 : 1;
        Plays = await desk.PlaysOfAsync(Id, 30, cancel);
        Readings = await desk.ReadingsAsync(Id, TimeSpan.FromDays(Days), cancel);
        Commands = await remote.OfAsync(Id, 5, cancel);
        Repairs = await repairs.ListAsync(Id, 3, cancel);
        Complaints = await complaints.ListAsync(Id, 3, cancel);
        return true;
    }
}
