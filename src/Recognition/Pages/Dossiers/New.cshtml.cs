using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>What a person says to open a dossier.</summary>
public sealed record NewForm(DossierKind Kind = DossierKind.Recognise, string? Unit = null, string? Title = null, string? Field = null, int Year = 0, string? Reason = null);

/// <summary>Opens a dossier.</summary>
[Authorize(Policy = Rights.KeepDossiers)]
public sealed class NewModel(DossierDesk desk, DossierGround ground) : PageModel
{
    private readonly Circumstances _now = ground.Bare();

    /// <summary>What was typed.</summary>
    public NewForm Form { get; private set; } = new();

    /// <summary>What stood in the way.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>A commune opens dossiers of recognition, the province the others.</summary>
    public IReadOnlyList<DossierKind> Kinds => Areas.Any(a => _now.Units.Find(a, AsOf)?.Parent is null) ? [DossierKind.Revoke, DossierKind.Merged] : [DossierKind.Recognise];

    /// <summary>The units for which one may.</summary>
    public IEnumerable<UnitVersion> Units => Areas.SelectMany(a => _now.Units.Under(a, AsOf).Prepend(_now.Units.Find(a, AsOf)!)).Where(v => v is not null && Titles.Any(t => t.Kinds.Contains(v.Kind)))
        .DistinctBy(v => v.Unit).OrderBy(v => v.FullName, VnText.Order);

    /// <summary>The titles of today.</summary>
    public IReadOnlyList<Title> Titles => _now.Titles.LadderAt(_now.Today)?.Titles ?? [];

    /// <summary>The fields.</summary>
    public IReadOnlyList<TitleField> Fields => _now.Titles.Fields;

    private IReadOnlyList<UnitId> Areas => User.AreasFor(Rights.KeepDossiers);

    private AsOf AsOf => new(_now.Today, _now.Today);

    /// <summary>The empty form, or with what the address proposes.</summary>
    public void OnGet(NewForm form) => Form = form with { Year = form.Year == 0 ? _now.Today.Year : form.Year, Kind = Kinds.Contains(form.Kind) ? form.Kind : Kinds[0] };

    /// <summary>Opens it.</summary>
    public async Task<IActionResult> OnPostAsync(NewForm form, CancellationToken cancel)
    {
        Form = form;
        var opened = await desk.OpenAsync(new Opening(form.Kind, new UnitId(form.Unit ?? ""), form.Title ?? "", form.Field ?? "", form.Year), DossierLists.AskerOf(User), form.Reason ?? "", cancel);
        if (opened.Ok) return LocalRedirect("/dossiers/" + opened.Value.Id);
        Problems = opened.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
