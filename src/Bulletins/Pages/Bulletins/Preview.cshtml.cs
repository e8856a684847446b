using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>The renditions of what is being typed, as a fragment.</summary>
[Authorize(Policy = Rights.WriteBulletins)]
internal sealed class PreviewModel(BulletinDesk desk, IBulletinEvidence evidence, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    [BindProperty(Name = "")] public ComposeForm Form { get; set; } = new();

    public IActionResult OnGet() => Redirect("/bulletins/new");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var (draft, _) = Form.Read();
        if (draft.Text.Length > BulletinRules.TextLimit) draft = draft with { Text = draft.Text[..BulletinRules.TextLimit] };
        var me = Officer.Of(User);
        var shown = await desk.PreviewAsync(draft, me, cancel);
        var made = (await desk.PreviewAsync(draft with { OwnHeadline = null, OwnFacts = null }, me, cancel)).Card;
        (int Loudspeakers, int Boards)? reach = draft.Area is { } area && Ground.Today(gazetteers, clock).Exists(area) ? evidence.Reach(area) : null;
        var kind = Enum.IsDefined(draft.Class) ? draft.Class : BulletinClass.Normal;
        return Partial("_Preview", (shown, kind, reach, made, OpenPlaces.In(draft.Title + "\n" + draft.Text)));
    }
}
