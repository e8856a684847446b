using LangSo.Look;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>Every version that was saved, and what two of them do not have in common.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class VersionsModel(BulletinBook book, BulletinFolder folder) : PageModel
{
    public Bulletin Bulletin { get; private set; } = null!;
    public IReadOnlyList<BulletinRevision> Revisions { get; private set; } = [];

    /// <summary>The two that are compared, the earlier first; null while there is only one.</summary>
    public (BulletinRevision Before, BulletinRevision After)? Pair { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, int? from, int? to, CancellationToken cancel)
    {
        var found = await book.FindAsync(new BulletinId(id), cancel);
        if (found is null || !book.MaySee(found, Officer.Of(User))) return NotFound();
        Bulletin = found;
        Revisions = await folder.RevisionsAsync(found.Id, cancel);
        if (Revisions.Count < 2) return Page();
        var after = Revisions.FirstOrDefault(r => r.Version == to) ?? Revisions[0];
        var before = Revisions.FirstOrDefault(r => r.Version == from) ?? Revisions.FirstOrDefault(r => r.Version < after.Version) ?? Revisions[^1];
        Pair = before.Version <= after.Version ? (before, after) : (after, before);
        return Page();
    }
}
