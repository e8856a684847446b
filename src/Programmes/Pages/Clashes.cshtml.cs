using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Programmes.Pages;

/// <summary>Where two priority items meet, the commune chooses.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class ClashesModel(ClashDesk desk, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Area { get; set; }

    public IReadOnlyList<PriorityClash> Clashes { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public string AreaName { get; private set; } = "";
    public bool MayChoose { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAsync(string? winner, string? loser, CancellationToken cancel)
    {
        var done = await desk.PreferAsync(new UnitId(Area ?? ""), winner ?? "", loser ?? "", Officer.Of(User), cancel);
        if (done.Ok) return LocalRedirect("/programmes/clashes?area=" + Uri.EscapeDataString(Area ?? ""));
        Problems = done.Problems;
        return await ShowAsync(cancel);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        var (me, places) = (Officer.Of(User), Places.Today(gazetteers, clock));
        var unit = new UnitId(Area ?? "");
        if (places.Find(unit) is null) return NotFound();
        if (!places.Sees(me, unit)) return Forbid();
        AreaName = places.NameOf(unit);
        MayChoose = places.Covers(me.Approves, unit);
        Clashes = await desk.OfAsync(unit, 35, cancel);
        return Page();
    }
}
