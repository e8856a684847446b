using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Criteria.Sets.Drafts;
using LangSo.Foundation;
using LangSo.Look;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Reports.Pages.Drafting;

/// <summary>What the pages of one draft share.</summary>
public abstract class DraftPage(SetDrafts drafts, Assessor assessor, IText text) : PageModel
{
    /// <summary>The draft's address.</summary>
    [FromRoute(Name = "id")] public string Id { get; set; } = "";

    /// <summary>Where drafts are kept.</summary>
    protected SetDrafts Drafts { get; } = drafts;

    /// <summary>The draft.</summary>
    public StoredSetDraft Stored { get; private set; } = null!;

    /// <summary>The set that it belongs to.</summary>
    public CriteriaSet Set { get; private set; } = null!;

    /// <summary>The version that it was begun from.</summary>
    public SetVersion Base { get; private set; } = null!;

    /// <summary>What it would come to.</summary>
    public DraftCheck Check { get; private set; } = null!;

    /// <summary>What the check found beside fields.</summary>
    public IReadOnlyList<DraftFault> Faults { get; private set; } = [];

    /// <summary>What stands in the way of the last deed, and what of the check is about no field.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>Somebody else saved the same part meanwhile.</summary>
    public DraftConflict? Conflict { get; protected set; }

    /// <summary>Words in the reader's language.</summary>
    public IText Text { get; } = text;

    /// <summary>The draft's words.</summary>
    public SetDraftContent Draft => Stored.Content;

    /// <summary>True for what a province adds to a set.</summary>
    public bool IsLayer => Draft.Kind == SetDraftKind.Layer;

    /// <summary>True while it can be written.</summary>
    public bool Open => Stored.State == SetDraftState.Open;

    /// <summary>All that is known of facts, sets and units.</summary>
    protected AssessmentBook Book { get; } = assessor.Current;

    /// <summary>Indicators of facts, by id.</summary>
    public IReadOnlyDictionary<string, Criteria.Indicator> Facts => Book.Facts.Indicators;

    /// <summary>What is wrong with a field of a part, in words.</summary>
    public IEnumerable<string> Errors(string part, string field) =>
        Problems.Where(p => PartOfProblems == part && p.Field == field).Select(Text.Say).Concat(Faults.Where(f => f.Part == part && f.FormField == field).Select(f => FigurePage.Capital(f.Rule) + "."));

    /// <summary>The part whose form was posted: its problems stand beside its fields.</summary>
    protected string PartOfProblems { get; set; } = "";

    /// <summary>Problems that stand beside no field of a form.</summary>
    public IReadOnlyList<Problem> General => [.. Problems.Where(p => PartOfProblems.Length == 0 || p.Field is "" or "draft")];

    /// <summary>Where a fault is mended.</summary>
    public string Link(DraftFault fault) => "/criteria/drafts/" + Id + (Draft.Indicator(fault.Part) is not null ? "/" + fault.Part + "#" + fault.FormField : fault.Part.Length > 0 ? "#p-" + fault.Part : "");

    /// <summary>Reads the draft and checks it; false when there is none.</summary>
    protected async Task<bool> ReadAsync(IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (await Drafts.FindAsync(Id, cancel) is not { } stored || Book.Shelf.Sets.GetValueOrDefault(stored.Content.Set) is not { } set) return false;
        (Stored, Set, Base) = (stored, set, set.Versions.FirstOrDefault(v => v.Id == stored.Content.Base) ?? set.Versions[^1]);
        Check = await Drafts.CheckAsync(stored.Content, cancel);
        (Faults, var others) = DraftFault.Of(stored.Content, Open ? Check.Problems : []);
        Problems = [.. problems, .. problems.Count > 0 ? [] : others];
        if (problems.Count > 0 || Conflict is not null) Response.StatusCode = Conflict is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
        return true;
    }

    /// <summary>
    /// Saves one part. When somebody saved the same part since the form was opened, nothing is saved and <see cref="Conflict"/> says in what
    /// theirs differs from <paramref name="mine"/>.
    /// </summary>
    protected async Task<Outcome<StoredSetDraft>> SaveAsync(
        string part, string? mark, Func<SetDraftContent, Outcome<SetDraftContent>> change,
        Func<SetDraftContent, IReadOnlyList<(string Field, string Value)>?> theirs, IReadOnlyList<(string Field, string Value)> mine, CancellationToken cancel)
    {
        SetDraftContent? other = null;
        var saved = await Drafts.SaveAsync(Id, content =>
        {
            other = null;
            if ((content.MarkOf(part) ?? "") == (mark ?? "")) return change(content);
            other = content;
            return new Problem("draft", "Người khác vừa lưu phần này.");
        }, User.UserName(), cancel);
        if (other is null) return saved;
        var now = await Drafts.FindAsync(Id, cancel);
        var said = theirs(other);
        Conflict = new DraftConflict(now!.By, now.Changed, said is null, DraftConflict.Between(said ?? [], mine));
        return saved;
    }
}
