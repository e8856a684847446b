using LangSo.Criteria.Assessments;
using LangSo.Criteria.Checks;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Reports.Pages.Measuring;

/// <summary>What the integrity checks find in the facts of the page's day.</summary>
[Authorize(Policy = Rights.SeeFigures)]
public sealed class ChecksModel(Figures figures, Assessor assessor, CheckRounds rounds, TimeProvider clock, IText text) : CriteriaPage(figures, assessor, clock, text)
{
    private const int Size = 25, NameLength = 90;

    /// <summary>Only findings of this check; empty for all.</summary>
    [BindProperty(SupportsGet = true)] public string? Check { get; set; }

    /// <summary>error or warning; empty for both.</summary>
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }

    /// <summary>Part of a unit's name, without marks.</summary>
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")] public int PageNumber { get; set; } = 1;

    /// <summary>What the checks found; null when they could not run.</summary>
    public CheckRound? Round { get; private set; }

    /// <summary>Then why.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>The rows of this page.</summary>
    public IReadOnlyList<(Finding Finding, UnitVersion? Unit, string Indicator)> Rows { get; private set; } = [];

    /// <summary>Where one is in the list.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>What the last runs of now found, newest first.</summary>
    public IReadOnlyList<CheckDay> History { get; private set; } = [];

    /// <summary>Opens the findings.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        ReadAll(("check", Check), ("show", Show), ("q", Q));
        History = [.. rounds.History.Reverse().Take(7)];
        var ran = await rounds.OfAsync(AsOf, anew: false, cancel);
        if (!ran.Ok)
        {
            Problems = ran.Problems;
            return Page();
        }
        Round = ran.Value;
        var wanted = VnText.Fold(Q?.Trim());
        var found = Round.Findings.Where(f => (Check is not { Length: > 0 } || f.Check.Id == Check) && (Show is not { Length: > 0 } || f.Check.Severity == Show))
            .Select(f => (Finding: f, Unit: UnitOf(f))).Where(f => wanted.Length == 0 || VnText.Fold(f.Unit?.FullName).Contains(wanted, StringComparison.Ordinal)).ToList();
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (found.Count + Size - 1) / Size));
        Rows = [.. found.Skip((PageNumber - 1) * Size).Take(Size).Select(f => (f.Finding, f.Unit, Judged.Facts.Indicators[f.Finding.Fact.Indicator].Name))];
        Pager = new Pager(PageNumber, Size, found.Count, n => Link(Show, Check) + "&q=" + Uri.EscapeDataString(Q ?? "") + "&page=" + n.ToString(VnText.Culture));
        return Page();
    }

    /// <summary>Runs all checks over the facts of now.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await rounds.RunAsync(cancel);
        return LocalRedirect("/criteria/checks");
    }

    /// <summary>The address of the list narrowed.</summary>
    public string Link(string? show, string? check) =>
        "/criteria/checks" + Query + (show is { Length: > 0 } ? "&show=" + show : "") + (check is { Length: > 0 } ? "&check=" + Uri.EscapeDataString(check) : "");

    /// <summary>What a check is about: its sentence without the values.</summary>
    public static string Name(IntegrityCheck check)
    {
        var words = string.Format(VnText.Culture, check.Text, "", "…", "…", "…", "…").Trim(' ', ':', '.');
        return Capital(words.Length <= NameLength ? words : words[..NameLength].TrimEnd() + "…");
    }

    /// <summary>Where the fact of a finding is judged: the criterion of a set that reads it, else the unit's own page.</summary>
    public string FactLink(Finding finding)
    {
        var asOf = AsOf with { Date = finding.Fact.To is { } end && end <= AsOf.Date ? end.AddDays(-1) : finding.Fact.From > AsOf.Date ? finding.Fact.From : AsOf.Date };
        if (Book.Units.Find(finding.Unit, asOf) is null && Book.Units.Life(finding.Unit, AsOf.KnownOn) is [.., { To: { } last }]) asOf = asOf with { Date = last.AddDays(-1) };
        var days = new TimeBar(asOf, Today, "").Query;
        foreach (var set in Sets)
            if (set.On(asOf.Date)?.Criteria.FirstOrDefault(c => c.Indicators.Any(i => i.Facts.Contains(finding.Fact.Indicator))) is { } criterion && Book.Units.Find(finding.Unit, asOf) is { } life && set.Kinds.Contains(life.Kind))
                return "/criteria/" + set.Id + "/units/" + finding.Unit + days + "&criterion=" + Uri.EscapeDataString(criterion.Code) + "#c" + criterion.Code;
        return "/units/" + finding.Unit + days;
    }

    private UnitVersion? UnitOf(Finding finding) => Book.Units.Find(finding.Unit, AsOf) ?? (Book.Units.Life(finding.Unit, AsOf.KnownOn) is [.., var last] ? last : null);
}
