using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages.Sounds;

/// <summary>Recording with the microphone of this computer or phone, or sending a file.</summary>
[Authorize(Policy = Rights.WriteBulletins)]
internal sealed class NewModel(Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    /// <summary>The units for which it may be kept.</summary>
    public IReadOnlyList<AreaChoice> Areas { get; private set; } = [];

    public void OnGet() => Areas = AreaChoices.For(Ground.Today(gazetteers, clock), Officer.Of(User).Writes, null, null).Rows;
}
