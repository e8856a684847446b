using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Store;
using LangSo.Store.Notices;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging;

namespace LangSo.Programmes.Pages;

/// <summary>Khẩn cấp at once: an emergency bulletin in one form, its approval, and stopping what plays.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class EmergencyModel(
    Newsroom newsroom, BulletinBook book, StopDesk stops, AirBoard board, Gazetteers gazetteers, IBulletinEvidence evidence, StoreFactory stores, IEnumerable<INoticeBoard> boards,
    TimeProvider clock, ILogger<ProgrammeDesk> log) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Area { get; set; }
    [BindProperty(SupportsGet = true)] public Guid? Sent { get; set; }
    [BindProperty] public string? Title { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public Guid? Recording { get; set; }
    [BindProperty] public string? Confirm { get; set; }

    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public IReadOnlyList<(UnitId Unit, string Name)> Areas { get; private set; } = [];
    public IReadOnlyList<OfferedSound> Recordings { get; private set; } = [];
    public IReadOnlyList<Bulletin> Waiting { get; private set; } = [];
    public IReadOnlyList<Bulletin> Live { get; private set; } = [];
    public IReadOnlyList<WeekItem> Playing { get; private set; } = [];
    public IReadOnlyList<WeekItem> Displaced { get; private set; } = [];
    public Stopped? Done { get; private set; }
    public string? Heard { get; private set; }
    public bool MayWrite { get; private set; }
    public bool MayApprove { get; private set; }
    public string AreaName { get; private set; } = "";
    public (int Loudspeakers, int Boards) Reach { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    /// <summary>Lets it be heard before it is handed in.</summary>
    public async Task<IActionResult> OnPostListenAsync(CancellationToken cancel)
    {
        if (!Places.Today(gazetteers, clock).Covers(Officer.Of(User).Writes, new UnitId(Area ?? ""))) return Forbid();
        var spoken = await newsroom.SpeakAsync(Text ?? "", new UnitId(Area ?? ""), Officer.Of(User), cancel);
        if (!spoken.Ok) Problems = spoken.Problems;
        else Heard = "/emergency/heard/" + spoken.Value.Sha256;
        return await ShowAsync(cancel);
    }

    /// <summary>Hands it in; whoever approves there is told at once.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var me = Officer.Of(User);
        if (string.IsNullOrWhiteSpace(Title)) Title = FirstWords(Text);
        var source = Recording is { } id ? await newsroom.SourceAsync(id, cancel) : null;
        var sent = await newsroom.SubmitAsync(new BulletinDraft(Title ?? "", Text ?? "", string.IsNullOrWhiteSpace(Area) ? null : new UnitId(Area), BulletinClass.Emergency, null, Source: source), me, cancel);
        if (!sent.Ok)
        {
            Problems = sent.Problems;
            ProgrammeEndpoints.Refused(log, me.Person.User, Problems[0].ToString());
            return await ShowAsync(cancel);
        }
        await using (var db = stores.Open())
        {
            foreach (var notices in boards)
                await notices.PostAsync(db, new NewNotice($"bulletin/{sent.Value.Id}/second", new Problem("", "KHẨN CẤP chờ duyệt: “{0}”.", sent.Value.Title), "/emergency?area=" + Area) { Right = Rights.ApproveBulletins, Unit = sent.Value.Area }, cancel);
            await db.SaveChangesAsync(cancel);
        }
        return LocalRedirect($"/emergency?area={Uri.EscapeDataString(Area ?? "")}&sent={sent.Value.Id.Value}");
    }

    public async Task<IActionResult> OnPostApproveAsync(Guid id, int seen, CancellationToken cancel)
    {
        if (VnText.Fold(VnText.Clean(Confirm)) != "khan cap")
        {
            Problems = [new Problem("confirm", "Gõ KHẨN CẤP để xác nhận.")];
            return await ShowAsync(cancel);
        }
        var done = await newsroom.ApproveAsync(new BulletinId(id), seen, Officer.Of(User), cancel);
        if (done.Ok) return LocalRedirect($"/emergency?area={Uri.EscapeDataString(Area ?? "")}&sent={id}");
        Problems = done.Problems;
        return await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostStopAsync(string? reason, CancellationToken cancel)
    {
        var stopped = await stops.StopAsync(new UnitId(Area ?? ""), reason, Officer.Of(User), cancel);
        if (stopped.Ok) Done = stopped.Value;
        else Problems = stopped.Problems;
        return await ShowAsync(cancel);
    }

    public bool NeedsTwo(Bulletin bulletin) => newsroom.AsksForTwo(bulletin);

    public string NameOf(UnitId? unit) => unit is { } known ? Places.Today(gazetteers, clock).NameOf(known) : "";

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        var (me, places) = (Officer.Of(User), Places.Today(gazetteers, clock));
        Area = string.IsNullOrWhiteSpace(Area) ? me.Writes.Concat(me.Approves).Concat(me.Sees).FirstOrDefault().Value ?? "" : Area;
        var unit = new UnitId(Area);
        if (places.Find(unit) is null) return NotFound();
        if (!places.Sees(me, unit)) return Forbid();
        (MayWrite, MayApprove, AreaName, Reach) = (places.Covers(me.Writes, unit), places.Covers(me.Approves, unit), places.NameOf(unit), evidence.Reach(unit));
        Areas = [.. me.Writes.Concat(me.Approves).Distinct().Where(u => places.Find(u) is not null).SelectMany(u => places.Units.Below(u, places.AsOf).Take(80).Prepend(places.Find(u)!)).DistinctBy(v => v.Unit).Select(v => (v.Unit, places.NameOf(v.Unit)))];
        if (MayWrite) Recordings = [.. (await newsroom.SoundsAsync(me, cancel)).Where(s => !s.IsBulletin)];
        var now = clock.GetUtcNow().UtcDateTime;
        var waiting = await book.PageAsync(new BulletinFilter(BulletinTab.Waiting, BulletinClass.Emergency), me, cancel);
        Waiting = waiting.Rows;
        Live = (await book.PageAsync(new BulletinFilter(BulletinTab.Approved, BulletinClass.Emergency), me, cancel)).Rows;
        Playing = await stops.PlayingAsync(unit, places, cancel);
        Displaced = [.. (await board.OnAirAsync(unit, now.AddHours(-3), now.AddHours(6), cancel)).Where(i => i.Entry.By is not null && !i.AsPlanned)];
        return Page();
    }

    /// <summary>A title where nobody had time for one: the first words of the text.</summary>
    private static string FirstWords(string? text)
    {
        var clean = VnText.Clean(text).Split('\n')[0];
        return clean.Length <= 70 ? clean : clean[..clean.LastIndexOf(' ', 70)] + "…";
    }
}
