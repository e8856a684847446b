using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Devices.Pages;

/// <summary>One complaint beside what the device's records say of that minute.</summary>
[Authorize(Policy = Rights.SeeDevices)]
public sealed class ComplaintModel(ComplaintDesk desk, Gazetteers gazetteers, TimeProvider clock) : DevicesPage(gazetteers, clock)
{
    /// <summary>The complaint's number.</summary>
    [BindProperty(SupportsGet = true)] public long Number { get; set; }

    /// <summary>What was found, as typed.</summary>
    [BindProperty] public string? Answer { get; set; }

    /// <summary>The complaint.</summary>
    public ComplaintView Complaint { get; private set; } = null!;

    /// <summary>What the device recorded around that minute.</summary>
    public IReadOnlyList<PlayView> Played { get; private set; } = [];

    /// <summary>True when the caller may answer.</summary>
    public bool MayKeep => May(Rights.KeepDevices, Complaint.Unit);

    /// <summary>Opens it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    /// <summary>Says what was found.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel)) return NotFound();
        return MayKeep ? await DoAsync(desk.AnswerAsync(Number, Answer ?? "", User.UserName(), cancel), $"/complaints/{Number}", () => ReadAsync(cancel)) : Forbid();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await desk.FindAsync(Number, cancel) is not { } complaint) return false;
        Complaint = complaint;
        Played = await desk.PlayedAtAsync(complaint.Device, complaint.About, cancel);
        return true;
    }
}
