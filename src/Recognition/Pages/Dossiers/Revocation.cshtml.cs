using LangSo.Look;
using LangSo.Recognition.Dossiers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>Who is near to losing a title, by the engine's distance.</summary>
[Authorize(Policy = Rights.SeeDossiers)]
public sealed class RevocationModel(RevocationWatch watch) : PageModel
{
    /// <summary>Nearest first.</summary>
    public IReadOnlyList<WatchedUnit> Units { get; private set; } = [];

    /// <summary>The rule's document.</summary>
    public string Basis { get; private set; } = "";

    /// <summary>True for who may propose a revocation.</summary>
    public bool MayOpen => User.AreasFor(Rights.KeepDossiers).Count > 0;

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken cancel) => (Units, Basis) = await watch.OfAsync(User.AreasFor(Rights.SeeDossiers), cancel);
}
