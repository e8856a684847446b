using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>What waits for the one who looks, most urgent first.</summary>
[Authorize(Policy = Rights.SeeDossiers)]
public sealed class TasksModel(DossierLists lists, DossierGround ground) : PageModel
{
    /// <summary>Units, titles, procedures and today.</summary>
    public Circumstances Now { get; private set; } = null!;

    /// <summary>The lines.</summary>
    public DossierTable Table { get; private set; } = null!;

    /// <summary>Decided dossiers whose values changed.</summary>
    public IReadOnlyList<DossierLine> Drifted { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(string? after, CancellationToken cancel)
    {
        var asker = DossierLists.AskerOf(User);
        Now = ground.Bare();
        var stretch = await lists.TasksAsync(asker, after, cancel);
        Table = new DossierTable(stretch, Now, stretch.Next is { } next ? "/tasks?after=" + next : null, after is null ? null : "/tasks");
        Drifted = await lists.DriftedAsync(asker, cancel);
    }
}
