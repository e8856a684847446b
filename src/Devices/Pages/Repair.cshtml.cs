using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Devices.Pages;

/// <summary>One ticket as a technician has it on the ladder: how the device is now, a tone, and closing with what was done.</summary>
[Authorize(Policy = Rights.SeeDevices)]
public sealed class RepairModel(RepairDesk desk, DeviceDesk devices, RemoteDesk remote, Gazetteers gazetteers, TimeProvider clock) : DevicesPage(gazetteers, clock)
{
    /// <summary>The ticket's number.</summary>
    [BindProperty(SupportsGet = true)] public long Number { get; set; }

    /// <summary>What was done, as typed.</summary>
    [BindProperty] public string? Done { get; set; }

    /// <summary>The ticket.</summary>
    public RepairView Ticket { get; private set; } = null!;

    /// <summary>The device as it is now; null when it is gone.</summary>
    public DeviceView? Device { get; private set; }

    /// <summary>What it was told lately.</summary>
    public IReadOnlyList<CommandView> Commands { get; private set; } = [];

    /// <summary>True when the caller may work on it.</summary>
    public bool MayKeep => May(Rights.KeepDevices, Ticket.Unit);

    /// <summary>Opens it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    /// <summary>The picture of a closed ticket.</summary>
    public async Task<IActionResult> OnGetPhotoAsync(CancellationToken cancel)
    {
        if (await desk.PhotoAsync(Number, cancel) is not { } photo) return NotFound();
        var head = new byte[4];
        await photo.ReadExactlyAsync(head, cancel);
        photo.Position = 0;
        return File(photo, head[0] switch { 0xFF => "image/jpeg", 0x89 => "image/png", _ => "image/webp" });
    }

    /// <summary>The caller takes it.</summary>
    public Task<IActionResult> OnPostTakeAsync(CancellationToken cancel) => ActAsync(() => desk.AssignAsync(Number, User.UserName(), User.UserName(), cancel), cancel);

    /// <summary>A command from afar.</summary>
    public Task<IActionResult> OnPostCommandAsync([FromForm] string kind, CancellationToken cancel) =>
        ActAsync(() => remote.CommandAsync(Ticket.Device, kind, kind == DeviceCommand.Tone ? 3 : null, User.UserName(), cancel), cancel);

    /// <summary>Closes it.</summary>
    public Task<IActionResult> OnPostCloseAsync(IFormFile? photo, CancellationToken cancel) => ActAsync(
        async () =>
        {
            using var bytes = new MemoryStream();
            if (photo is not null) await photo.CopyToAsync(bytes, cancel);
            return await desk.CloseAsync(Number, Done ?? "", bytes.ToArray(), User.UserName(), cancel);
        },
        cancel);

    private async Task<IActionResult> ActAsync<T>(Func<Task<Outcome<T>>> act, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel)) return NotFound();
        return MayKeep ? await DoAsync(act(), $"/repairs/{Number}", () => ReadAsync(cancel)) : Forbid();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await desk.FindAsync(Number, cancel) is not { } ticket) return false;
        Ticket = ticket;
        Device = devices.Find(ticket.Device);
        Commands = await remote.OfAsync(ticket.Device, 3, cancel);
        return true;
    }
}
