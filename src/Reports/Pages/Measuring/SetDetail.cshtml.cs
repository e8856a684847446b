using System.Text;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Criteria.Sets.Drafts;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Reports.Pages.Measuring;

/// <summary>One set: its versions, what differs between two, every indicator with its source; and its file.</summary>
[Authorize(Policy = Rights.SeeFigures)]
public sealed class SetDetailModel(Figures figures, Assessor assessor, SetDesk desk, SetDrafts drafts, IAuthorizationService rights, TimeProvider clock, IText text)
    : CriteriaPage(figures, assessor, clock, text)
{
    /// <summary>The set's id.</summary>
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>The version shown; empty for the one in force, or the nearest.</summary>
    [BindProperty(SupportsGet = true, Name = "version")] public string? VersionId { get; set; }

    /// <summary>The version it is compared with; empty for the one before.</summary>
    [BindProperty(SupportsGet = true)] public string? Against { get; set; }

    /// <summary>The version shown.</summary>
    public SetVersion Shown { get; private set; } = null!;

    /// <summary>The version it is compared with, or null.</summary>
    public SetVersion? Before { get; private set; }

    /// <summary>What differs.</summary>
    public IReadOnlyList<SetChange> Changes { get; private set; } = [];

    /// <summary>Who handed it in, or null when it is the shipped one.</summary>
    public TakenSet? Taken { get; private set; }

    /// <summary>True when the caller may write a further version.</summary>
    public bool MayChange { get; private set; }

    /// <summary>Drafts of this set that are being written.</summary>
    public IReadOnlyList<StoredSetDraft> Drafts { get; private set; } = [];

    /// <summary>The province for which the caller may write what it adds, or null.</summary>
    public UnitId? Layers => User.AreasFor(Rights.ChangeSets).Select(a => (UnitId?)a).FirstOrDefault(a => Book.Units.Find(a!.Value, new AsOf(Today, Today)) is { Parent: null });

    /// <summary>Opens the set.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        SetId = Id;
        if (!ReadAll() || Set is not { } set) return NotFound();
        Bar = Bar with { Keep = VersionId is { Length: > 0 } ? [("version", VersionId)] : [] };
        Shown = set.Versions.FirstOrDefault(v => v.Id == VersionId) ?? set.Nearest(AsOf.Date);
        Before = set.Versions.FirstOrDefault(v => v.Id == Against && v != Shown) ?? set.Versions.TakeWhile(v => v != Shown).LastOrDefault();
        if (Before is not null) Changes = SetDifference.Between(Before, Shown);
        Taken = await desk.TakenAsync(set.Id, cancel);
        MayChange = (await rights.AuthorizeAsync(User, Rights.ChangeSets)).Succeeded;
        if (MayChange) Drafts = [.. (await drafts.OpenAsync(cancel)).Where(d => d.Content.Set == set.Id)];
        return Page();
    }

    /// <summary>Begins a further version as a copy of one.</summary>
    public async Task<IActionResult> OnPostDraftAsync(string? from, CancellationToken cancel)
    {
        if (!(await rights.AuthorizeAsync(User, Rights.ChangeSets)).Succeeded) return Forbid();
        if (Judged.Shelf.Sets.GetValueOrDefault(Id) is not { } set || set.Versions.FirstOrDefault(v => v.Id == from) is not { } version) return NotFound();
        return LocalRedirect("/criteria/drafts/" + (await drafts.BeginAsync(SetDraftContent.From(set, version), User.UserName(), cancel)).Id);
    }

    /// <summary>Begins what the caller's province adds to the set.</summary>
    public async Task<IActionResult> OnPostLayerAsync(CancellationToken cancel)
    {
        if (!(await rights.AuthorizeAsync(User, Rights.ChangeSets)).Succeeded || Layers is not { } province) return Forbid();
        if (Judged.Shelf.Sets.GetValueOrDefault(Id) is not { } set) return NotFound();
        var now = Judged.Layers(set.Id).LastOrDefault(l => l.Province == province);
        return LocalRedirect("/criteria/drafts/" + (await drafts.BeginAsync(SetDraftContent.Layer(set, set.Nearest(Today), province, now), User.UserName(), cancel)).Id);
    }

    /// <summary>The set's file.</summary>
    public async Task<IActionResult> OnGetFileAsync(CancellationToken cancel) =>
        Judged.Shelf.Sets.ContainsKey(Id) && await desk.FileAsync(Id, cancel) is { } file ? File(Encoding.UTF8.GetBytes(file), "application/json; charset=utf-8", Id + ".json") : NotFound();
}
