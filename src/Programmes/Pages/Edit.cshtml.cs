using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging;

namespace LangSo.Programmes.Pages;

/// <summary>A programme is written or changed here, without a script too; what it would disturb is said before it is kept.</summary>
[Authorize(Policy = Rights.WriteBulletins)]
internal sealed class EditModel(
    ProgrammeBook book, ProgrammeDesk desk, AirBoard board, RelayDesk relays, Newsroom newsroom, Gazetteers gazetteers, TimeProvider clock, ILogger<ProgrammeDesk> log) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid? Id { get; set; }
    [BindProperty] public PlanForm Form { get; set; } = new();
    [BindProperty] public int Seen { get; set; }

    public Programme? Stored { get; private set; }
    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public IReadOnlyList<ClashLine>? Lines { get; private set; }
    public string? Words { get; private set; }
    public IReadOnlyList<OfferedSound> Offered { get; private set; } = [];
    public IReadOnlyList<RelayRow> Relays { get; private set; } = [];
    public IReadOnlyList<(UnitId Unit, string Name)> Areas { get; private set; } = [];
    public Problem? NoVoice => newsroom.NoVoice;

    public async Task<IActionResult> OnGetAsync(string? area, string? day, string? time, CancellationToken cancel)
    {
        if (await FindAsync(cancel) is { } elsewhere) return elsewhere;
        Form = Stored is not null ? PlanForm.Of(Stored.Plan) : new PlanForm
        {
            Area = area, Day = VnTime.ParseDay(day) is { } given ? VnTime.Text(given) : VnTime.Text(clock.Today().AddDays(1)), Time = time is { Length: <= 8 } ? time : "17:00",
            Until = VnTime.Text(new DateOnly(clock.Today().Year, 12, 31) is var end && end > clock.Today().AddDays(14) ? end : clock.Today().AddDays(90)),
        };
        Seen = Stored?.Version ?? 0;
        return await ShowAsync(cancel);
    }

    public Task<IActionResult> OnPostCheckAsync(CancellationToken cancel) => PlanAsync(null, cancel);

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => PlanAsync(false, cancel);

    public Task<IActionResult> OnPostSubmitAsync(CancellationToken cancel) => PlanAsync(true, cancel);

    public string? ProblemOf(string field, IText words) => Problems.FirstOrDefault(p => p.Field == field) is { } problem ? words.Say(problem) : null;

    private async Task<IActionResult> PlanAsync(bool? handIn, CancellationToken cancel)
    {
        if (await FindAsync(cancel) is { } elsewhere) return elsewhere;
        var me = Officer.Of(User);
        var plan = await Form.ReadAsync(newsroom, me, cancel);
        Problems = plan.Problems;
        if (plan.Ok)
        {
            Words = plan.Value.Words();
            Problems = PlanRules.Wrong(plan.Value, Stored?.OnAir, me, Places.Today(gazetteers, clock), clock.GetUtcNow().UtcDateTime);
        }
        if (plan.Ok && Problems.Count == 0)
        {
            if (handIn is { } submit)
            {
                var saved = await desk.SaveAsync(Stored?.Id, Seen, plan.Value, submit, me, cancel);
                if (saved.Ok) return LocalRedirect($"/programmes/{saved.Value.Id}");
                Problems = saved.Problems;
            }
            else
            {
                Lines = await board.TryAsync(plan.Value, Stored?.Id, me, cancel);
            }
        }
        if (Problems.Count > 0) ProgrammeEndpoints.Refused(log, me.Person.User, Problems[0].ToString());
        return await ShowAsync(cancel);
    }

    private async Task<IActionResult?> FindAsync(CancellationToken cancel)
    {
        if (Id is not { } id) return null;
        Stored = await book.FindAsync(new ProgrammeId(id), cancel);
        if (Stored is null) return NotFound();
        return Places.Today(gazetteers, clock).Covers(Officer.Of(User).Writes, Stored.Area) && Stored.State != ProgrammeState.Withdrawn ? null : LocalRedirect($"/programmes/{Stored.Id}");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        var me = Officer.Of(User);
        var places = Places.Today(gazetteers, clock);
        Areas = [.. me.Writes.Where(u => places.Find(u) is not null).SelectMany(u => places.Units.Below(u, places.AsOf).Take(60).Prepend(places.Find(u)!)).Select(v => (v.Unit, places.NameOf(v.Unit)))];
        if (Form.Area is { Length: > 0 } chosen && Areas.All(a => a.Unit.Value != chosen) && places.Covers(me.Writes, new UnitId(chosen))) Areas = [.. Areas, (new UnitId(chosen), places.NameOf(new UnitId(chosen)))];
        Offered = await newsroom.SoundsAsync(me, cancel);
        Relays = Form.Area is { Length: > 0 } area ? await relays.ForAsync(new UnitId(area), cancel) : [];
        return Page();
    }
}
