using System.Globalization;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace LangSo.Devices.Pages;

/// <summary>Where a resident says what is wrong with a loudspeaker: no account; what they say goes to the commune's technician.</summary>
[AllowAnonymous]
[EnableRateLimiting(Policy)]
public sealed class ComplainModel(DeviceDesk desk, ComplaintDesk complaints, Gazetteers gazetteers, TimeProvider clock) : DevicesPage(gazetteers, clock)
{
    /// <summary>The host's limit of how often one address comes.</summary>
    public const string Policy = "complaint";

    /// <summary>The device whose code was read.</summary>
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>What it is about.</summary>
    [BindProperty] public string Kind { get; set; } = "";

    /// <summary>The day and time in Viet Nam, as the browser's field gives it.</summary>
    [BindProperty] public string? About { get; set; }

    /// <summary>In the resident's words.</summary>
    [BindProperty] public string? Words { get; set; }

    /// <summary>How to reach them, if they like.</summary>
    [BindProperty] public string? Contact { get; set; }

    /// <summary>Left empty by people, filled by programs that fill every field.</summary>
    [BindProperty] public string? Website { get; set; }

    /// <summary>The device, or null when there is none.</summary>
    public DeviceView? Device { get; private set; }

    /// <summary>The number of what was taken just now.</summary>
    public long? Taken { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() => Read();

    /// <summary>Takes it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Read();
        if (Device is null) return Page();
        if (!DateTime.TryParseExact(About, "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            Problems = [new Problem("about", "Chọn ngày và giờ nghe thấy.")];
        }
        else if (!string.IsNullOrEmpty(Website))
        {
            Taken = 0;
        }
        else
        {
            var taken = await complaints.TakeAsync(Id, Kind, new DateTimeOffset(local, VnTime.Offset).UtcDateTime, Words, Contact, cancel);
            (Problems, Taken) = (taken.Problems, taken.Ok ? taken.Value : null);
        }
        if (Problems.Count > 0) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private void Read()
    {
        Response.Headers.CacheControl = "no-store";
        Device = desk.Find(Id) is { Kind: DeviceKind.Loudspeaker } found ? found : null;
        if (Device is null) Response.StatusCode = StatusCodes.Status404NotFound;
        About ??= VnTime.ToLocal(Now).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
    }
}
