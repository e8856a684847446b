using LangSo.Foundation;
using LangSo.Look;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>The templates, found without marks.</summary>
[Authorize(Policy = Rights.WriteBulletins)]
internal sealed class TemplatesModel : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    public IReadOnlyList<BulletinTemplate> Found { get; private set; } = [];

    public void OnGet()
    {
        var words = VnSentence.Words(VnText.Fold(VnText.Clean(Q)));
        Found = [.. BulletinTemplates.All.Where(t => VnText.Fold(t.Name + " " + t.Title + " " + PressWords.TopicName(t.Topic)) is var text && Array.TrueForAll(words, w => text.Contains(w, StringComparison.Ordinal)))];
    }
}
