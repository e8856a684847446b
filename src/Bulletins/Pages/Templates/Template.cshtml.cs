using LangSo.Foundation;
using LangSo.Look;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>The places of one template; filled, it is a draft. What is left open stays marked in the draft.</summary>
[Authorize(Policy = Rights.WriteBulletins)]
internal sealed class TemplateModel(BulletinDesk desk) : PageModel
{
    public BulletinTemplate Template { get; private set; } = null!;
    public IReadOnlyList<string> Values { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public IActionResult OnGet(string id)
    {
        if (BulletinTemplates.Find(id) is not { } template) return NotFound();
        (Template, Values) = (template, [.. template.Fields.Select(_ => "")]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, List<string?> place, CancellationToken cancel)
    {
        if (BulletinTemplates.Find(id) is not { } template) return NotFound();
        (Template, Values) = (template, [.. template.Fields.Select((_, i) => place.ElementAtOrDefault(i) ?? "")]);
        var (title, text) = template.Filled(template.Fields.Zip(Values).ToDictionary(p => p.First.Label, p => p.Second));
        var me = Officer.Of(User);
        var saved = await desk.SaveAsync(null, 0, new BulletinDraft(title, text, me.Writes is [var only] ? only : null, template.Class, null, Topic: template.Topic), me, cancel);
        if (saved.Ok) return Redirect($"/bulletins/{saved.Value.Id}/edit");
        Problems = saved.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
