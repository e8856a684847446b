using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using LangSo.Reports.Minutes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Reports.Pages.Dossiers;

/// <summary>The minutes of a council as a document for signing.</summary>
[Authorize(Policy = Rights.SeeDossiers)]
public sealed class MinutesFileModel(DossierDesk desk, DossierLists lists, DossierGround ground) : PageModel
{
    /// <summary>Hands it over.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await desk.FindAsync(new DossierId(id), cancel) is not { } found || !lists.MaySee(found.State.Unit, User.AreasFor(Rights.SeeDossiers))) return NotFound();
        var serial = await lists.SerialAsync(found.State.Id, cancel) ?? 0;
        return CouncilMinutes.Of(found.State, found.Acts, serial, ground.Bare()) is { } minutes
            ? File(MinutesDocument.Write(minutes), ReportFormats.MediaType("docx"), $"bien-ban-ho-so-{serial}.docx") : NotFound();
    }
}
