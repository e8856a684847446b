using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Devices.Pages;

/// <summary>What residents said: those without an answer first.</summary>
[Authorize(Policy = Rights.SeeDevices)]
public sealed class ComplaintsModel(ComplaintDesk desk, Gazetteers gazetteers, TimeProvider clock) : DevicesPage(gazetteers, clock)
{
    /// <summary>The complaints.</summary>
    public IReadOnlyList<ComplaintView> Complaints { get; private set; } = [];

    /// <summary>Opens the list.</summary>
    public async Task OnGetAsync(CancellationToken cancel) => Complaints = await desk.ListAsync(null, 200, cancel);
}
