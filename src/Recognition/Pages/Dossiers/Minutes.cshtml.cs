using LangSo.Look;
using LangSo.Recognition.Dossiers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>The minutes of the meeting, to be printed.</summary>
[Authorize(Policy = Rights.SeeDossiers)]
public sealed class MinutesModel(DossierDesk desk, DossierLists lists, DossierGround ground) : DossierPage(desk, lists, ground)
{
    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ?? (Dossier.Meeting is null ? NotFound() : Page());
}
