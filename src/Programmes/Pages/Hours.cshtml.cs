using System.Globalization;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Programmes.Pages;

/// <summary>Hours as they are typed.</summary>
internal sealed class HoursForm
{
    public string? Unit { get; set; }
    public AirHoursKind Kind { get; set; } = AirHoursKind.Quiet;
    public string? From { get; set; }
    public string? To { get; set; }
    public List<DayOfWeek> Days { get; set; } = [];
    public int? Volume { get; set; }
    public string? Voted { get; set; }
    public int? For { get; set; }
    public int? Against { get; set; }
    public string? Minutes { get; set; }

    public HoursDraft Read() => new(
        new UnitId(Unit ?? ""), Kind, Hour(From), Hour(To), Days.Count == 7 ? [] : Days, Volume, VnTime.ParseDay(Voted), For, Against, Minutes);

    private static TimeOnly? Hour(string? text) =>
        TimeOnly.TryParseExact((text ?? "").Trim(), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

/// <summary>Silence by the hamlets' votes, and volumes by time of day.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class HoursModel(HourDesk desk, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Area { get; set; }
    [BindProperty] public HoursForm Form { get; set; } = new();

    public IReadOnlyList<(AirHoursRow Row, string Place)> Rows { get; private set; } = [];
    public IReadOnlyList<(UnitId Unit, string Name)> Units { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public string AreaName { get; private set; } = "";
    public bool MaySet { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var set = await desk.SetAsync(Form.Read(), Officer.Of(User), cancel);
        if (set.Ok) return LocalRedirect("/programmes/hours?area=" + Uri.EscapeDataString(Area ?? ""));
        Problems = set.Problems;
        return await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancel)
    {
        var ended = await desk.EndAsync(id, Officer.Of(User), cancel);
        if (ended.Ok) return LocalRedirect("/programmes/hours?area=" + Uri.EscapeDataString(Area ?? ""));
        Problems = ended.Problems;
        return await ShowAsync(cancel);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        var (me, places) = (Officer.Of(User), Places.Today(gazetteers, clock));
        Area = string.IsNullOrWhiteSpace(Area) ? me.Writes.Concat(me.Approves).Concat(me.Sees).FirstOrDefault().Value ?? "" : Area;
        var unit = new UnitId(Area);
        if (places.Find(unit) is null) return NotFound();
        if (!places.Sees(me, unit)) return Forbid();
        AreaName = places.NameOf(unit);
        MaySet = HourDesk.MaySet(unit, me, places);
        var below = places.Units.Under(unit, places.AsOf).Take(400).Prepend(places.Find(unit)!).ToList();
        Rows = [.. (await desk.OfAsync([.. below.Select(v => v.Unit)], cancel)).Select(r => (r, places.NameOf(r.Unit)))];
        Units = [.. below.Where(v => HourDesk.MaySet(v.Unit, me, places)).Select(v => (v.Unit, v.FullName))];
        return Page();
    }
}
