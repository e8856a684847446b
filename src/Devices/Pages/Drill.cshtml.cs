using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Devices.Pages;

/// <summary>The sheets of a drill, a commune each, to print.</summary>
[Authorize(Policy = Rights.SeeDevices)]
public sealed class DrillModel(DrillDesk desk, Gazetteers gazetteers, TimeProvider clock) : DevicesPage(gazetteers, clock)
{
    /// <summary>The drill's id.</summary>
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>The drill.</summary>
    public DrillView Drill { get; private set; } = null!;

    /// <summary>A sheet for each commune.</summary>
    public IReadOnlyList<DrillSheet> Sheets { get; private set; } = [];

    /// <summary>Opens it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await desk.SheetsAsync(Id, cancel) is not { } found) return NotFound();
        (Drill, Sheets) = found;
        return Page();
    }
}
