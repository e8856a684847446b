using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>What the pages of one dossier share: finding it, who may see it, doing something with it.</summary>
public abstract class DossierPage(DossierDesk desk, DossierLists lists, DossierGround ground) : PageModel
{
    /// <summary>The dossier.</summary>
    public DossierState Dossier { get; private set; } = null!;

    /// <summary>Its acts, oldest first.</summary>
    public IReadOnlyList<DossierAct> Acts { get; private set; } = [];

    /// <summary>The number that people say.</summary>
    public int Serial { get; private set; }

    /// <summary>What an act depends on now.</summary>
    public Circumstances Now { get; private set; } = null!;

    /// <summary>What stood in the way.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>What somebody else did meanwhile, when they were first.</summary>
    public IReadOnlyList<DossierAct> Meanwhile { get; private set; } = [];

    /// <summary>What was typed.</summary>
    public ActForm Form { get; private set; } = new();

    /// <summary>Why it may not be seen, or null.</summary>
    public Problem? Refusal { get; private set; }

    /// <summary>The procedure.</summary>
    public ProcedureTemplate Template => Now.Shelf.Find(Dossier.At.Template);

    /// <summary>The step, or null once finished.</summary>
    public StepTemplate? Here => Template.Step(Dossier.At.Step);

    /// <summary>"xã Giao Ninh".</summary>
    public string UnitName => Now.NameOf(Dossier.Unit);

    /// <summary>The title with its field.</summary>
    public string TitleName => DossierTable.TitleOf(Now, Dossier.Title, Dossier.Field, Dossier.Year);

    /// <summary>True for whoever acts at the desk where it lies.</summary>
    public bool IsMine => Here is { } here && Me.ScopeFor(here.Right, Dossier.At.Desk) is not null;

    /// <summary>Who looks.</summary>
    public Asker Me => DossierLists.AskerOf(User);

    /// <summary>True when this would be allowed now, but for what still has to be typed.</summary>
    public bool May(Deed deed) => Proceeding.Act(Dossier, deed, Me, "lý do", Now).Ok;

    /// <summary>Finds it; null when the page can go on.</summary>
    protected async Task<IActionResult?> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await desk.FindAsync(new DossierId(id), cancel) is not { } found) return NotFound();
        (Dossier, Acts) = found;
        Now = await ground.OfAsync(Dossier, cancel);
        Serial = await lists.SerialAsync(Dossier.Id, cancel) ?? 0;
        var areas = User.AreasFor(Rights.SeeDossiers);
        if (lists.MaySee(Dossier.Unit, areas)) return null;
        Refusal = new Problem("", "Bạn chưa có quyền mở hồ sơ này. Quyền của bạn ở {0}.", string.Join(", ", areas.Select(Now.NameOf)));
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Page();
    }

    /// <summary>Bytes of a form with a file.</summary>
    protected const long Largest = 64 * 1024 * 1024;

    /// <summary>Puts the file that was sent to the paper that is added; it is kept only where adding the paper is allowed.</summary>
    protected async Task<Outcome<Deed>> WithFileAsync(Guid id, Outcome<Deed> deed, IFormFile? file, DossierPapers papers, CancellationToken cancel)
    {
        if (!deed.Ok || deed.Value is not Attaching paper || file is not { Length: > 0 }) return deed;
        // Who may not see it is answered when it is done.
        if (await FindAsync(id, cancel) is not null) return deed;
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        return await papers.PutAsync(Dossier, paper, Me, Now, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), file.FileName, cancel);
    }

    /// <summary>Does it and shows the dossier again.</summary>
    protected async Task<IActionResult> DoAsync(Guid id, ActForm form, Outcome<Deed> deed, string back, CancellationToken cancel)
    {
        Form = form;
        if (await FindAsync(id, cancel) is { } elsewhere) return elsewhere;
        var done = deed.Ok ? await desk.ActAsync(Dossier.Id, form.Seen, deed.Value, Me, form.Reason ?? "", cancel) : deed.Problems.ToList();
        if (done.Ok) return LocalRedirect("/dossiers/" + Dossier.Id + back);
        Problems = done.Problems;
        var conflict = Problems.Any(p => p.Field == DossierDesk.Conflict);
        Response.StatusCode = conflict ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        // What stands now may differ from what was read before.
        await FindAsync(id, cancel);
        if (conflict) Meanwhile = [.. Acts.Where(a => a.Number > form.Seen)];
        await ShowAsync(cancel);
        return Page();
    }

    /// <summary>Reads what else the page shows.</summary>
    protected virtual Task ShowAsync(CancellationToken cancel) => Task.CompletedTask;
}
