using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>The board of deadlines: where dossiers pile up.</summary>
[Authorize(Policy = Rights.SeeDossiers)]
public sealed class DeadlinesModel(DossierLists lists, DossierGround ground) : PageModel
{
    /// <summary>Today, procedures and the calendar.</summary>
    public Circumstances Now { get; private set; } = null!;

    /// <summary>Each step that holds dossiers, in the order of its procedure.</summary>
    public IReadOnlyList<(ProcedureTemplate Template, StepTemplate Step, StepLoad Load)> Loads { get; private set; } = [];

    /// <summary>Dossiers of divided units, with what these became: no rule moves them.</summary>
    public IReadOnlyList<(DossierLine Line, IReadOnlyList<Territory.UnitVersion> Successors)> Stuck { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        Now = ground.Bare();
        Stuck = await lists.StuckAsync(User.AreasFor(Rights.SeeDossiers), cancel);
        Loads = [.. (await lists.LoadsAsync(User.AreasFor(Rights.SeeDossiers), cancel))
            .Select(l => (Template: Now.Shelf.Find(l.Template), Load: l)).Where(l => l.Template.Step(l.Load.Step) is not null)
            .OrderBy(l => l.Template.Kind).ThenByDescending(l => l.Template.From).ThenBy(l => l.Template.Place(l.Load.Step)).Select(l => (l.Template, l.Template.Step(l.Load.Step)!, l.Load))];
    }

    /// <summary>A level in words.</summary>
    public static string LevelOf(string level) => level switch
    {
        "commune" => "Xã",
        "district" => "Cấp huyện",
        _ => "Cấp tỉnh",
    };
}
