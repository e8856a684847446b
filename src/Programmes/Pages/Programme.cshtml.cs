using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging;

namespace LangSo.Programmes.Pages;

/// <summary>One programme: what it is, what comes of its next occurrences, its versions; who may do what.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class ProgrammeModel(ProgrammeBook book, ProgrammeDesk desk, AirBoard board, Gazetteers gazetteers, IBulletinEvidence evidence, TimeProvider clock, ILogger<ProgrammeDesk> log) : PageModel
{
    public Programme Programme { get; private set; } = null!;
    public IReadOnlyList<ProgrammeVersion> Versions { get; private set; } = [];
    public IReadOnlyList<WeekItem> Next { get; private set; } = [];
    public IReadOnlyList<ClashLine> Lines { get; private set; } = [];
    public IReadOnlyList<DeviceEvidence> Evidence { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public string AreaName { get; private set; } = "";
    public (int Loudspeakers, int Boards) Reach { get; private set; }
    public bool MayWrite { get; private set; }
    public bool MayDecide { get; private set; }
    public bool MayStop { get; private set; }

    public Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => ShowAsync(id, cancel);

    public Task<IActionResult> OnPostApproveAsync(Guid id, int seen, CancellationToken cancel) => DoAsync(id, me => desk.ApproveAsync(new ProgrammeId(id), seen, me, cancel), cancel);

    public Task<IActionResult> OnPostReturnAsync(Guid id, int seen, string? reason, CancellationToken cancel) => DoAsync(id, me => desk.ReturnAsync(new ProgrammeId(id), seen, reason, me, cancel), cancel);

    public Task<IActionResult> OnPostSubmitAsync(Guid id, int seen, CancellationToken cancel) => DoAsync(id, me => desk.SubmitAsync(new ProgrammeId(id), seen, me, cancel), cancel);

    public Task<IActionResult> OnPostStopAsync(Guid id, string? reason, CancellationToken cancel) => DoAsync(id, me => desk.StopAsync(new ProgrammeId(id), reason, me, cancel), cancel);

    private async Task<IActionResult> DoAsync(Guid id, Func<Officer, Task<Outcome<Programme>>> deed, CancellationToken cancel)
    {
        var me = Officer.Of(User);
        if (await book.FindAsync(new ProgrammeId(id), cancel) is not { } programme) return NotFound();
        if (!Places.Today(gazetteers, clock).Sees(me, programme.Area)) return Forbid();
        var done = await deed(me);
        if (done.Ok) return LocalRedirect($"/programmes/{done.Value.Id}");
        Problems = done.Problems;
        ProgrammeEndpoints.Refused(log, me.Person.User, Problems[0].ToString());
        return await ShowAsync(id, cancel);
    }

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancel)
    {
        var me = Officer.Of(User);
        var places = Places.Today(gazetteers, clock);
        if (await book.FindAsync(new ProgrammeId(id), cancel) is not { } programme) return NotFound();
        if (!places.Sees(me, programme.Area)) return Forbid();
        Programme = programme;
        AreaName = places.NameOf(programme.Area);
        Versions = await book.VersionsAsync(programme.Id, cancel);
        MayWrite = places.Covers(me.Writes, programme.Area) && programme.State != ProgrammeState.Withdrawn;
        MayDecide = PlanRules.MayNotDecide(programme, programme.Version, me, places) is null;
        MayStop = PlanRules.MayNotStop(programme, me, places) is null;
        Reach = evidence.Reach(programme.Area);
        var now = clock.GetUtcNow().UtcDateTime;
        Next = [.. (await board.WeekAsync(programme.Area, clock.Today(), me, cancel)).Items.Where(i => i.Programme?.Id == programme.Id && i.To > now).Take(8)];
        if (programme.IsPending) Lines = await board.TryAsync(programme.Plan, programme.Id, me, cancel);
        if (programme.OnAir is not null) Evidence = await evidence.OfAsync(new BulletinId(id), cancel);
        return Page();
    }
}
