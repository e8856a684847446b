using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>The places of a name where the writer may be heard, as a fragment of the composer.</summary>
[Authorize(Policy = Rights.WriteBulletins)]
internal sealed class AreasModel(IBulletinEvidence evidence, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    public IActionResult OnGet(string? q, string? selected)
    {
        var choices = AreaChoices.For(
            Ground.Today(gazetteers, clock), Officer.Of(User).Writes, q, string.IsNullOrEmpty(selected) ? null : new UnitId(selected));
        return Partial("_Areas", (choices, selected, (Func<UnitId, (int, int)>)evidence.Reach));
    }
}
