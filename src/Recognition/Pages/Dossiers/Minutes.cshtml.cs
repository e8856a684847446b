using LangSo.Look;
using LangSo.Recognition.Dossiers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>The minutes of the meeting, to be printed.</summary>
[Authorize(Policy = Rights.SeeDossiers)]
public sealed class MinutesModel(DossierDesk desk, DossierLists lists, DossierGround ground) : DossierPage(desk, lists, ground)
{
    /// <summary>The minutes.</summary>
    public CouncilMinutes? Minutes { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is { } elsewhere) return elsewhere;
        Minutes = CouncilMinutes.Of(Dossier, Acts, Serial, Now);
        return Minutes is null ? NotFound() : Page();
    }
}
