using LangSo.Look;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>What devices made of a bulletin so far, as a fragment.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class EvidenceModel(BulletinBook book, IBulletinEvidence evidence) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var bulletin = await book.FindAsync(new BulletinId(id), cancel);
        if (bulletin is null || !book.MaySee(bulletin, Officer.Of(User))) return NotFound();
        Response.Headers.CacheControl = "no-store";
        return Partial("_Evidence", new EvidenceTable(await evidence.OfAsync(bulletin.Id, cancel), bulletin.Sound is not null));
    }
}
