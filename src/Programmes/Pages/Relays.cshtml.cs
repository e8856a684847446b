using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Programmes.Pages;

/// <summary>Streams of the province and the centre that programmes may relay.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class RelaysModel(RelayDesk desk, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Area { get; set; }

    public IReadOnlyList<(RelayRow Row, string Place, bool Mine)> Rows { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public string AreaName { get; private set; } = "";
    public bool MayWrite { get; private set; }
    public string? Name { get; private set; }
    public string? Address { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAsync(string? name, string? address, CancellationToken cancel)
    {
        (Name, Address) = (name, address);
        return await DoneAsync(await desk.AddAsync(new UnitId(Area ?? ""), name, address, Officer.Of(User), cancel), cancel);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancel) => await DoneAsync(await desk.EndAsync(id, Officer.Of(User), cancel), cancel);

    private async Task<IActionResult> DoneAsync(Outcome<RelayRow> done, CancellationToken cancel)
    {
        if (done.Ok) return LocalRedirect("/programmes/relays?area=" + Uri.EscapeDataString(Area ?? ""));
        Problems = done.Problems;
        return await ShowAsync(cancel);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        var (me, places) = (Officer.Of(User), Places.Today(gazetteers, clock));
        Area = string.IsNullOrWhiteSpace(Area) ? me.Writes.Concat(me.Sees).FirstOrDefault().Value ?? "" : Area;
        var unit = new UnitId(Area);
        if (places.Find(unit) is null) return NotFound();
        if (!places.Sees(me, unit)) return Forbid();
        AreaName = places.NameOf(unit);
        MayWrite = places.Covers(me.Writes, unit);
        Rows = [.. (await desk.ForAsync(unit, cancel)).Select(r => (r, places.NameOf(r.Unit), places.Covers(me.Writes, r.Unit)))];
        return Page();
    }
}
