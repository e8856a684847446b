using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Devices.Pages;

/// <summary>Repair tickets: the open ones by deadline, then what was closed lately.</summary>
[Authorize(Policy = Rights.SeeDevices)]
public sealed class RepairsModel(RepairDesk desk, Gazetteers gazetteers, TimeProvider clock) : DevicesPage(gazetteers, clock)
{
    /// <summary>The tickets.</summary>
    public IReadOnlyList<RepairView> Tickets { get; private set; } = [];

    /// <summary>Opens the list.</summary>
    public async Task OnGetAsync(CancellationToken cancel) => Tickets = await desk.ListAsync(null, 30, cancel);
}
