using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Bulletins.Pages;

/// <summary>A stored draft, or a bulletin that came back. Only its author is let in.</summary>
[Authorize(Policy = Rights.WriteBulletins)]
internal sealed class EditModel(BulletinFolder folder, BulletinDesk desk, BulletinBook book, SoundBooth booth, IBulletinEvidence evidence, CampaignBook campaigns, Gazetteers gazetteers, TimeProvider clock)
    : ComposerModel(desk, book, booth, evidence, campaigns, gazetteers, clock)
{
    /// <summary>True right after it was kept.</summary>
    [BindProperty(SupportsGet = true)] public bool Saved { get; set; }

    public IReadOnlyList<BulletinComment> Comments { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is { } elsewhere) return elsewhere;
        Form = ComposeForm.Of(Stored!);
        Comments = await folder.CommentsAsync(Stored!.Id, cancel);
        return await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ?? await SaveAsync(cancel);

    public async Task<IActionResult> OnPostSubmitAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ?? await SubmitAsync(cancel);

    public async Task<IActionResult> OnPostFindAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ?? await ShowAsync(cancel);

    private async Task<IActionResult?> FindAsync(Guid id, CancellationToken cancel)
    {
        Stored = await Book.FindAsync(new BulletinId(id), cancel);
        if (Stored is null) return NotFound();
        return Me.Is(Stored.Author) && Stored.State is (BulletinState.Draft or BulletinState.Returned) ? null : Redirect($"/bulletins/{Stored.Id}");
    }
}
