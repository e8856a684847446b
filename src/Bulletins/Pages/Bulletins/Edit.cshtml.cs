using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Bulletins.Pages;

/// <summary>A stored draft, or a bulletin that came back. Only its author is let in.</summary>
[Authorize(Policy = Rights.WriteBulletins)]
internal sealed class EditModel(BulletinDesk desk, BulletinBook book, SoundBooth booth, IBulletinEvidence evidence, Gazetteers gazetteers, TimeProvider clock)
    : ComposerModel(desk, book, booth, evidence, gazetteers, clock)
{
    /// <summary>True right after it was kept.</summary>
    [BindProperty(SupportsGet = true)] public bool Saved { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is { } elsewhere) return elsewhere;
        Form = ComposeForm.Of(Stored!);
        return Show();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ?? await SaveAsync(cancel);

    public async Task<IActionResult> OnPostSubmitAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ?? await SubmitAsync(cancel);

    public async Task<IActionResult> OnPostFindAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ?? Show();

    private async Task<IActionResult?> FindAsync(Guid id, CancellationToken cancel)
    {
        Stored = await Book.FindAsync(new BulletinId(id), cancel);
        if (Stored is null) return NotFound();
        return Me.Is(Stored.Author) && Stored.State is (BulletinState.Draft or BulletinState.Returned) ? null : Redirect($"/bulletins/{Stored.Id}");
    }
}
