using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Devices.Pages;

/// <summary>Versions of the player: adding one, offering it to a growing share, stopping it, and who runs which.</summary>
[Authorize(Policy = Rights.SeeDevices)]
[RequestSizeLimit(Largest)]
[RequestFormLimits(MultipartBodyLengthLimit = Largest)]
public sealed class ReleasesModel(ReleaseDesk desk, Gazetteers gazetteers, TimeProvider clock) : DevicesPage(gazetteers, clock)
{
    private const long Largest = 420L * 1024 * 1024;

    /// <summary>The version's number, as typed.</summary>
    [BindProperty] public string? Version { get; set; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ReleaseView> Releases { get; private set; } = [];

    /// <summary>Who runs which program.</summary>
    public IReadOnlyList<(string Version, int Devices)> Versions { get; private set; } = [];

    /// <summary>A version reaches every device, so it is for who keeps those of the whole province.</summary>
    public bool MayRelease => Areas(Rights.KeepDevices).Any(a => a.Unit == Province);

    /// <summary>Opens the list.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        Releases = await desk.ListAsync(cancel);
        Versions = desk.Versions();
    }

    /// <summary>Signs and keeps a version.</summary>
    public async Task<IActionResult> OnPostAddAsync(IFormFile? x64, IFormFile? arm64, CancellationToken cancel)
    {
        var programs = new List<(string, ReadOnlyMemory<byte>)>();
        foreach (var (platform, file) in new[] { ("linux-x64", x64), ("linux-arm64", arm64) })
        {
            if (file is null || !MayRelease) continue;
            var bytes = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(bytes, cancel);
            programs.Add((platform, bytes));
        }
        return await ActAsync(() => desk.AddAsync(Version ?? "", programs, User.UserName(), cancel), cancel);
    }

    /// <summary>Offers it to so many of a hundred devices.</summary>
    public Task<IActionResult> OnPostShareAsync([FromForm] int share, CancellationToken cancel) => ActAsync(() => desk.ShareAsync(Version ?? "", share, User.UserName(), cancel), cancel);

    /// <summary>Takes the offer back.</summary>
    public Task<IActionResult> OnPostStopAsync(CancellationToken cancel) => ActAsync(() => desk.StopAsync(Version ?? "", "", User.UserName(), cancel), cancel);

    private async Task<IActionResult> ActAsync<T>(Func<Task<Outcome<T>>> act, CancellationToken cancel) =>
        MayRelease ? await DoAsync(act(), "/devices/releases", () => OnGetAsync(cancel)) : Forbid();
}
