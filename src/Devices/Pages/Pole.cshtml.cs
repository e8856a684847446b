using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Devices.Pages;

/// <summary>A sheet to print and put on the pole: the enrolment code while one waits, and the address for residents.</summary>
[Authorize(Policy = Rights.SeeDevices)]
public sealed class PoleModel(DeviceDesk desk, Gazetteers gazetteers, TimeProvider clock) : DevicesPage(gazetteers, clock)
{
    /// <summary>The device's id.</summary>
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>The device.</summary>
    public DeviceView Device { get; private set; } = null!;

    /// <summary>This server as others reach it.</summary>
    public string Site => Request.Scheme + "://" + Request.Host;

    /// <summary>Opens it.</summary>
    public IActionResult OnGet()
    {
        if (desk.Find(Id) is not { } device) return NotFound();
        Device = device;
        return Page();
    }
}
