using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>One dossier: where it is, what it still needs, what was handed in, and all that was ever done with it.</summary>
[Authorize(Policy = Rights.SeeDossiers)]
[RequestSizeLimit(Largest), RequestFormLimits(MultipartBodyLengthLimit = Largest)]
public sealed class DetailsModel(DossierDesk desk, DossierLists lists, DossierGround ground, DossierPapers papers) : DossierPage(desk, lists, ground)
{
    private readonly DossierDesk _desk = desk;
    private readonly DossierGround _ground = ground;

    /// <summary>What was handed in.</summary>
    public SheetContent? Handed { get; private set; }

    /// <summary>The words of what was handed in: names of criteria and indicators.</summary>
    public IReadOnlyList<CriterionAssessment> Criteria { get; private set; } = [];

    /// <summary>What differs now from what was handed in.</summary>
    public IReadOnlyList<Problem> Differences { get; private set; } = [];

    /// <summary>What the step still needs.</summary>
    public IReadOnlyList<Problem> Missing { get; private set; } = [];

    /// <summary>The conditions as they are.</summary>
    public IReadOnlyList<(Condition Condition, ConditionProof Proof)> Conditions { get; private set; } = [];

    /// <summary>The bulletins that publish it.</summary>
    public IReadOnlyList<PublishedBulletin> Published { get; private set; } = [];

    /// <summary>The units that a divided unit became, one of which has to go on; empty when no person has to say.</summary>
    public IReadOnlyList<Territory.UnitVersion> Successors { get; private set; } = [];

    /// <summary>All days on which it was public, by loudspeakers or by paper.</summary>
    public int PublicDays { get; private set; }

    /// <summary>Bulletins that can be named.</summary>
    public IReadOnlyList<PublishedBulletin> Offered { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is { } elsewhere) return elsewhere;
        await ShowAsync(cancel);
        return Page();
    }

    /// <summary>Of one file, megabytes.</summary>
    public long MostMegabytes => papers.MostMegabytes;

    /// <summary>What is said of the scanner.</summary>
    public Problem Scanning => papers.Scanning;

    /// <summary>Does something with it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, ActForm form, IFormFile? file, CancellationToken cancel) =>
        await DoAsync(id, form, await WithFileAsync(id, form.Read(_ground.Bare().Today), file, papers, cancel), "", cancel);

    /// <summary>True when an indicator differs now.</summary>
    public bool Differs(string code) => Differences.Any(d => d.Field == code);

    /// <inheritdoc/>
    protected override async Task ShowAsync(CancellationToken cancel)
    {
        var step = new Step(Dossier, Template, Me, "", Now, Now.Today);
        Missing = Here is null || !Dossier.IsUnderWay || Here.Kind == StepKind.SelfAssessment ? [] : step.Missing();
        Conditions = Dossier.IsUnderWay ? [.. Template.Conditions.Select(c => (c, Procedure.Conditions.Judge(c, Dossier, Now)))] : Proved();
        if (Dossier.Bound is { } bound)
        {
            Handed = await _desk.SheetAsync(bound.Digest, cancel);
            Criteria = _ground.Assess(Dossier) is { Ok: true } assessed ? assessed.Value.Criteria : [];
            if (Handed is not null && Now.Sheet is { } sheet) Differences = SheetDigest.Differences(Handed, sheet);
        }
        Successors = InFlight.IsStuck(Dossier, Now) ? InFlight.Successors(Dossier.Unit, Now) : [];
        PublicDays = step.Public().Count;
        Published = await _ground.PublishedAsync(Dossier, cancel);
        if (Here?.BroadcastDays > 0 && IsMine) Offered = [.. (await _ground.OfferedAsync(Dossier, cancel)).Where(b => !Dossier.Bulletins.Contains(b.Id))];
    }

    // Once decided, the conditions are what they were then.
    private List<(Condition, ConditionProof)> Proved() => Acts.Select(a => (a.Deed as Deciding)?.Conditions).LastOrDefault(c => c is not null) is { } proofs
        ? [.. proofs.Select(p => (Template.Conditions.FirstOrDefault(c => c.Id == p.Condition), p)).Where(p => p.Item1 is not null).Select(p => (p.Item1!, p.p))] : [];
}
