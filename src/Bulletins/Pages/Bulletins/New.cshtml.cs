using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Bulletins.Pages;

/// <summary>A new bulletin.</summary>
[Authorize(Policy = Rights.WriteBulletins)]
internal sealed class NewModel(BulletinDesk desk, BulletinBook book, SoundBooth booth, IBulletinEvidence evidence, CampaignBook campaigns, Gazetteers gazetteers, TimeProvider clock)
    : ComposerModel(desk, book, booth, evidence, campaigns, gazetteers, clock)
{
    public Task<IActionResult> OnGetAsync(string? sound, CancellationToken cancel)
    {
        // From the library: "use in a bulletin".
        if (sound is not null) (Form.Source, Form.Recording) = ("recording", sound);
        return ShowAsync(cancel);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SaveAsync(cancel);

    public Task<IActionResult> OnPostSubmitAsync(CancellationToken cancel) => SubmitAsync(cancel);

    public Task<IActionResult> OnPostFindAsync(CancellationToken cancel) => ShowAsync(cancel);
}
