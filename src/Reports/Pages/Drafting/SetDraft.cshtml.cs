using System.Text;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Criteria.Sets.Drafts;
using LangSo.Foundation;
using LangSo.Look;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Reports.Pages.Drafting;

/// <summary>A version of a set, or what a province adds to one, as it is being written: what it says of itself, its criteria, the check, the difference, publishing.</summary>
[Authorize(Policy = Rights.ChangeSets)]
public sealed class SetDraftModel(SetDrafts drafts, Assessor assessor, IText text) : DraftPage(drafts, assessor, text)
{
    /// <summary>What stands in the form of the head.</summary>
    public HeadForm Form { get; private set; } = null!;

    /// <summary>The criterion whose form was posted last and is not saved, or null.</summary>
    public DraftCriterion? Typed { get; private set; }

    /// <summary>The province of a layer, in words.</summary>
    public string Province => Assessor.NameOf(Book, new UnitId(Draft.Head.Province));

    /// <summary>Opens the draft.</summary>
    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync([], null, cancel);

    /// <summary>The file that the draft makes.</summary>
    public async Task<IActionResult> OnGetFileAsync(CancellationToken cancel)
    {
        if (!await ReadAsync([], cancel) || Check.Text is not { } file) return NotFound();
        return File(Encoding.UTF8.GetBytes(file), "application/json; charset=utf-8", (IsLayer ? Draft.Head.Id : Draft.Set) + ".json");
    }

    /// <summary>Saves what it says of itself.</summary>
    public async Task<IActionResult> OnPostHeadAsync(HeadForm form, string? mark, CancellationToken cancel)
    {
        PartOfProblems = DraftParts.Head;
        if (await Drafts.FindAsync(Id, cancel) is not { } stored) return NotFound();
        var read = form.Read(stored.Content.Head, stored.Content.Kind);
        if (!read.Ok) return await ShowAsync(read.Problems, form, cancel);
        var saved = await SaveAsync(DraftParts.Head, mark, content => content with { Head = read.Value }, content => DraftWords.Values(content.Head), DraftWords.Values(read.Value), cancel);
        return saved.Ok ? Back("") : await ShowAsync(Conflict is null ? saved.Problems : [], form, cancel);
    }

    /// <summary>Saves a criterion, or adds one.</summary>
    public async Task<IActionResult> OnPostCriterionAsync(CriterionForm form, string? part, string? mark, CancellationToken cancel)
    {
        var criterion = form.Read(part is { Length: > 0 } ? part : SetDraftContent.NewKey());
        PartOfProblems = criterion.Part;
        if (part is not { Length: > 0 } && criterion.Code.Length + criterion.Name.Length == 0) return await ShowAsync([new Problem("draft", "Ghi số hiệu và tên của tiêu chí mới.")], null, cancel);
        var saved = await SaveAsync(criterion.Part, part is { Length: > 0 } ? mark : null, content => content.With(criterion),
            content => content.Criteria.FirstOrDefault(c => c.Part == criterion.Part) is { } theirs ? DraftWords.Values(theirs) : null, DraftWords.Values(criterion), cancel);
        if (saved.Ok) return Back("#p-" + criterion.Part);
        Typed = criterion;
        return await ShowAsync(Conflict is null ? saved.Problems : [], null, cancel);
    }

    /// <summary>Takes a criterion or an indicator out.</summary>
    public Task<IActionResult> OnPostRemoveAsync(string part, string? mark, CancellationToken cancel) => ChangeAsync(part, mark, content => content.Without(part), cancel);

    /// <summary>Moves a criterion or an indicator one place up.</summary>
    public Task<IActionResult> OnPostRaiseAsync(string part, string? mark, CancellationToken cancel) => ChangeAsync(part, mark, content => content.Raised(part), cancel);

    /// <summary>Adds an empty indicator to a criterion, or the province's levels of a national one, and opens it.</summary>
    public async Task<IActionResult> OnPostAddAsync(string part, string? indicator, CancellationToken cancel)
    {
        if (!await ReadAsync([], cancel)) return NotFound();
        var added = indicator is { Length: > 0 } && Base.Find(indicator) is { } national ? SetDraftContent.Levels(national)
            : new DraftIndicator(SetDraftContent.NewKey(), "", "", ValueKind.YesNo, Direction.AtLeast, "", "", false, false, false, [], "", "", "", "", false);
        var saved = await Drafts.SaveAsync(Id, content => content.Criteria.Any(c => c.Part == part) ? content.With(part, added) : new Problem("draft", "Người khác đã bỏ tiêu chí này."), User.UserName(), cancel);
        return saved.Ok ? LocalRedirect("/criteria/drafts/" + Id + "/" + added.Part) : await ShowAsync(saved.Problems, null, cancel);
    }

    /// <summary>Puts it into force.</summary>
    public async Task<IActionResult> OnPostPublishAsync(int revision, bool sure, CancellationToken cancel)
    {
        if (!sure) return await ShowAsync([new Problem("", "Đánh dấu đã đối chiếu với văn bản rồi mới ban hành.")], null, cancel);
        if (await Drafts.FindAsync(Id, cancel) is not { } stored) return NotFound();
        if (stored.Content.Kind == SetDraftKind.Layer && !Mine(stored.Content.Head.Province)) return Forbid();
        var published = await Drafts.PublishAsync(Id, revision, User.UserName(), cancel);
        return published.Ok ? LocalRedirect("/criteria/sets/" + Uri.EscapeDataString(stored.Content.Set) + (stored.Content.Kind == SetDraftKind.Layer ? "" : "?version=" + Uri.EscapeDataString(stored.Content.Head.Id)))
            : await ShowAsync(published.Problems, null, cancel);
    }

    /// <summary>Gives it up.</summary>
    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancel)
    {
        var dropped = await Drafts.DropAsync(Id, User.UserName(), cancel);
        return dropped.Ok ? LocalRedirect("/criteria/sets") : await ShowAsync(dropped.Problems, null, cancel);
    }

    /// <summary>National indicators of a criterion for which the province may set a level of its own.</summary>
    public IEnumerable<SetIndicator> National(DraftCriterion criterion) => (Base.Criteria.FirstOrDefault(c => c.Code == criterion.Code)?.Indicators ?? []).Where(i => i.Kind != ValueKind.YesNo);

    private bool Mine(string province) => User.AreasFor(Rights.ChangeSets).Any(a => a.Value == province);

    private async Task<IActionResult> ChangeAsync(string part, string? mark, Func<SetDraftContent, SetDraftContent> change, CancellationToken cancel)
    {
        var saved = await Drafts.SaveAsync(Id, content => content.MarkOf(part) == mark ? change(content)
            : new Problem("draft", "Người khác vừa sửa phần này. Xem lại rồi hãy bỏ hoặc chuyển."), User.UserName(), cancel);
        return saved.Ok ? Back("#criteria") : await ShowAsync(saved.Problems, null, cancel);
    }

    private LocalRedirectResult Back(string anchor) => LocalRedirect("/criteria/drafts/" + Id + anchor);

    private async Task<IActionResult> ShowAsync(IReadOnlyList<Problem> problems, HeadForm? form, CancellationToken cancel)
    {
        if (!await ReadAsync(problems, cancel)) return NotFound();
        Form = form ?? HeadForm.Of(Draft.Head);
        return Page();
    }
}
