using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Criteria.Sets.Drafts;
using LangSo.Foundation;
using LangSo.Look;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Reports.Pages.Drafting;

/// <summary>One indicator of a draft: what it asks, of whom how much from when, how to count, what proves it.</summary>
[Authorize(Policy = Rights.ChangeSets)]
public sealed class DraftIndicatorModel(SetDrafts drafts, Assessor assessor, IText text) : DraftPage(drafts, assessor, text)
{
    private const int Spare = 3;

    /// <summary>The indicator's part of the draft.</summary>
    [FromRoute(Name = "part")] public string Part { get; set; } = "";

    /// <summary>What stands in the form.</summary>
    public IndicatorForm Form { get; private set; } = null!;

    /// <summary>As it is saved; empty when somebody took it out.</summary>
    public DraftIndicator Saved { get; private set; } = null!;

    /// <summary>By what its state is known when it is saved.</summary>
    public string Mark => Draft.MarkOf(Part) ?? "";

    /// <summary>The national indicator whose level the province sets, or null.</summary>
    public SetIndicator? National => Saved.LevelsOnly ? Base.Find(Saved.Code) : null;

    /// <summary>The indicators of facts by which it can be judged.</summary>
    public IEnumerable<Criteria.Indicator> Choices => Facts.Values.Where(f => f.Kind is "yes-no" or "number" or "money").OrderBy(f => f.Name, VnText.Order);

    /// <summary>Those that follow and precede it.</summary>
    public (DraftIndicator? Before, DraftIndicator? After) Neighbours
    {
        get
        {
            var all = Draft.Indicators.Select(i => i.Indicator).ToList();
            var at = all.FindIndex(i => i.Part == Part);
            return at < 0 ? (null, null) : (at > 0 ? all[at - 1] : null, at + 1 < all.Count ? all[at + 1] : null);
        }
    }

    /// <summary>Opens it.</summary>
    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync([], null, cancel);

    /// <summary>Saves it.</summary>
    public async Task<IActionResult> OnPostAsync(IndicatorForm form, string? mark, bool levelsOnly, CancellationToken cancel)
    {
        PartOfProblems = Part;
        if (await Drafts.FindAsync(Id, cancel) is not { } stored) return NotFound();
        var before = stored.Content.Indicator(Part)?.Indicator ?? Empty(levelsOnly);
        var read = form.Read(before);
        if (!read.Ok) return await ShowAsync(read.Problems, form, cancel);
        var groups = Book.Shelf.Sets.GetValueOrDefault(stored.Content.Set)?.Groups;
        var saved = await SaveAsync(Part, mark, content =>
        {
            var criterion = content.Criteria.Any(c => c.Part == form.Criterion) ? form.Criterion! : content.Indicator(Part)?.Criterion.Part;
            return criterion is null ? new Problem("draft", "Người khác đã bỏ tiêu chí này.") : content.With(criterion, read.Value);
        }, content => content.Indicator(Part) is { } theirs ? DraftWords.Values(theirs.Indicator, groups) : null, DraftWords.Values(read.Value, groups), cancel);
        return saved.Ok ? LocalRedirect("/criteria/drafts/" + Id + "/" + Part + "?saved=true") : await ShowAsync(Conflict is null ? saved.Problems : [], form, cancel);
    }

    private DraftIndicator Empty(bool levelsOnly) =>
        new(Part, "", "", ValueKind.YesNo, Direction.AtLeast, "", "", false, false, false, [], "", "", "", "", false, levelsOnly);

    private async Task<IActionResult> ShowAsync(IReadOnlyList<Problem> problems, IndicatorForm? form, CancellationToken cancel)
    {
        if (!await ReadAsync(problems, cancel)) return NotFound();
        var found = Draft.Indicator(Part);
        // A part that somebody took out while its form was open is still shown to the one who writes it.
        if (found is null && form is null) return NotFound();
        Saved = found?.Indicator ?? Empty(levelsOnly: false);
        Form = form ?? IndicatorForm.Of(found!.Value.Criterion, Saved);
        Form.Levels.RemoveAll(l => string.IsNullOrWhiteSpace(l.Value + l.Year + l.From + l.To + l.Source));
        for (var i = 0; i < Spare; i++) Form.Levels.Add(new LevelForm());
        return Page();
    }
}
