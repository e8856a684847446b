using LangSo.Airtime.Calendar;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Programmes.Pages;

/// <summary>Calendar files: the plan out, other plans in, previewed first.</summary>
[Authorize(Policy = Rights.WriteBulletins)]
internal sealed class CalendarModel(CalendarDesk desk, Newsroom newsroom, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Area { get; set; }

    /// <summary>The file that was read, carried along from the preview.</summary>
    [BindProperty] public string? Text { get; set; }

    /// <summary>"r:" or "b:" and an id.</summary>
    [BindProperty] public string? Sound { get; set; }

    public IReadOnlyList<TakenItem> Items { get; private set; } = [];
    public IReadOnlyList<CalendarFault> Faults { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public IReadOnlyList<OfferedSound> Offered { get; private set; } = [];
    public Problem? Done { get; private set; }
    public string AreaName { get; private set; } = "";

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostReadAsync(IFormFile? file, CancellationToken cancel)
    {
        if (file is null or { Length: 0 or > CalendarDesk.LargestFile })
        {
            Problems = [new Problem("file", "Chọn một tệp .ics, nhiều nhất 1 MB.")];
            return await ShowAsync(cancel);
        }
        using (var reader = new StreamReader(file.OpenReadStream())) Text = await reader.ReadToEndAsync(cancel);
        (Items, Faults) = await desk.ReadAsync(new UnitId(Area ?? ""), Text, await SoundAsync(cancel), Officer.Of(User), cancel);
        return await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostTakeAsync(CancellationToken cancel)
    {
        if (Text is not { Length: > 0 and <= CalendarDesk.LargestFile }) return await ShowAsync(cancel);
        (var kept, Problems) = await desk.KeepAsync(new UnitId(Area ?? ""), Text, await SoundAsync(cancel), Officer.Of(User), cancel);
        Done = new Problem("", "Đã nạp {0} mục thành bản nháp.", kept);
        return await ShowAsync(cancel);
    }

    private async Task<PlanItem?> SoundAsync(CancellationToken cancel)
    {
        if (Sound is not { Length: > 2 } chosen || !Guid.TryParse(chosen[2..], out var id)) return null;
        var found = await newsroom.SoundAsync(chosen[0] == 'b', id, Officer.Of(User), cancel);
        return found.Ok ? new PlanItem(chosen[0] == 'b' ? PlanItemKind.Bulletin : PlanItemKind.Recording, id.ToString("n"), found.Value.Title, null, found.Value.Sound) : null;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        var (me, places) = (Officer.Of(User), Places.Today(gazetteers, clock));
        Area = string.IsNullOrWhiteSpace(Area) ? (me.Writes is [var first, ..] ? first.Value : "") : Area;
        if (places.Find(new UnitId(Area)) is null) return NotFound();
        if (!places.Covers(me.Writes, new UnitId(Area))) return Forbid();
        AreaName = places.NameOf(new UnitId(Area));
        Offered = await newsroom.SoundsAsync(me, cancel);
        return Page();
    }
}
